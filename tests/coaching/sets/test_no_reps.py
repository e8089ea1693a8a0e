"""Nothing counted: what is told of it, and what to do."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.no_reps import NoRepsReason, other_exercise, other_leg
from sciatica_coach.motion.landmarks import Part, Side
from tests.body import Leg, pose, seated, supine
from tests.coaching.play import (
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    course,
    floss,
    held_floss,
    knee_to_chest,
    times,
)

RATE_HZ = 10.0
CROOK = Leg(hip=45.0, knee=95.0)


def pulled(*points):
    """Knee to chest, by points of time and progress."""
    way = course(*points)
    return lambda time_s: knee_to_chest(way(time_s))


def straight_leg(time_s):
    way = course((0, 0), (2, 0), (4, 1), (7, 1), (9, 0), (11, 0))
    return supine(right=Leg(hip=5 + 90 * way(time_s), knee=4.0))


def hidden(time_s):
    leg = Leg(visibility=0.05)
    return supine(left=leg, right=leg)


def from_the_feet(made):
    """The same body, seen by a camera at its feet."""
    turned = made.world.copy()
    turned[:, [1, 2]] = turned[:, [2, 1]]
    for part in (Part.SHOULDER, Part.HIP):
        for side, x_m in ((Side.LEFT, 0.15), (Side.RIGHT, -0.15)):
            height_m = 0.5 if part is Part.SHOULDER else 0.0
            turned[part.of(side)] = (x_m, 0.0, height_m)
    return replace(made, world=turned)


def reasons(exercise, body_at, duration_s=11.0, *, changed=lambda made: made):
    """What is told of somebody's set: reasons and sentences."""
    coach = Coach(exercise)
    for time_s in times(duration_s, RATE_HZ):
        body = body_at(time_s)
        coach.step(changed(pose(body, time_s)) if body else None, time_s=time_s)
    record = coach.finish()
    assert record.complete_reps == 0
    return record.no_reps_reasons, record.warnings


ONCE = ((0, 0), (2, 0), (4, 1), (7, 1), (9, 0), (11, 0))
CASES = [
    pytest.param(
        KNEE_TO_CHEST, lambda _: None, NoRepsReason.NOBODY, "nobody was found", id="nobody"
    ),
    pytest.param(
        KNEE_TO_CHEST,
        lambda t: supine() if t < 1 else None,
        NoRepsReason.NOBODY,
        "nobody was found for 91% of the time",
        id="somebody for a moment",
    ),
    pytest.param(
        FIGURE_4,
        lambda _: supine(left=CROOK, right=CROOK),
        NoRepsReason.NO_START_POSITION,
        'never seen ("Lay one ankle on the other thigh.")',
        id="feet not crossed",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        lambda t: knee_to_chest(np.interp(t % 1.2, (0.0, 0.6, 1.2), (0.0, 0.65, 0.0))),
        NoRepsReason.NO_START_POSITION,
        "never held still",
        id="no rest",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        pulled(*((t, 0.3 * share) for t, share in ONCE)),
        NoRepsReason.NOT_FAR_ENOUGH,
        "it came to 36 degrees, and 90 are asked for",
        id="a third of the way",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        pulled(*((t, 0.55 * share) for t, share in ONCE)),
        NoRepsReason.NOT_FAR_ENOUGH,
        "it came to 63 degrees, and 90 are asked for",
        id="half the way: an attempt",
    ),
    pytest.param(
        NERVE_FLOSS,
        lambda t: held_floss(0.2 * course(*ONCE)(t)),
        NoRepsReason.NOT_FAR_ENOUGH,
        "the movement never went far enough",
        id="by the change of an angle",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        pulled(*ONCE[:3], (4.2, 1), (6.2, 0), (8, 0)),
        NoRepsReason.HELD_TOO_SHORT,
        "seconds at most, and 20 are asked for",
        id="held too short",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        pulled(*ONCE[:3], (11, 1)),
        NoRepsReason.NOT_FINISHED,
        "ended before the movement was back",
        id="ends in mid-hold",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        straight_leg,
        NoRepsReason.WRONG_POSTURE,
        '("Bend the knee as you pull.")',
        id="a straight leg is raised",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        pulled((0, 0), (3, 0), (3.3, 0.6), (3.6, 0), (11, 0)),
        NoRepsReason.TOO_BRIEF,
        "over too soon",
        id="a twitch",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        lambda t: floss(0.0),
        NoRepsReason.WRONG_VIEW,
        "did not lie on the back for 9",
        id="sits",
    ),
    pytest.param(
        NERVE_FLOSS,
        pulled(*ONCE),
        NoRepsReason.WRONG_VIEW,
        "did not sit for 9",
        id="lies",
    ),
    pytest.param(
        KNEE_TO_CHEST,
        lambda t: replace(supine(), hip_px=(1180.0, 400.0)),
        NoRepsReason.WRONG_VIEW,
        "was not wholly in the picture for 9",
        id="out of the picture",
    ),
    pytest.param(
        KNEE_TO_CHEST, hidden, NoRepsReason.LEG_HIDDEN, "turn that side", id="legs not seen"
    ),
]


@pytest.mark.parametrize(("exercise", "body_at", "reason", "words"), CASES)
def test_what_is_told_first(exercise, body_at, reason, words):
    found, told = reasons(exercise, body_at)
    assert found[0] == reason
    assert words in told[0]


def test_a_camera_at_the_feet_is_told_with_how_far_off_it_stood():
    found, told = reasons(KNEE_TO_CHEST, pulled(*ONCE), changed=from_the_feet)
    assert found[0] is NoRepsReason.WRONG_VIEW
    assert "degrees off the side for 9" in told[0]


def test_of_several_reasons_the_likeliest_comes_first():
    """A third of the way, and then out of the picture."""

    def body(time_s):
        if time_s > 8:
            return replace(supine(), hip_px=(1180.0, 400.0))
        return pulled(*((t, 0.3 * share) for t, share in ONCE[:4]), (8, 0))(time_s)

    found, told = reasons(KNEE_TO_CHEST, body, 12.0)
    assert found == (NoRepsReason.NOT_FAR_ENOUGH, NoRepsReason.WRONG_VIEW)
    assert len(told) == len(found)


@pytest.mark.parametrize("duration_s", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("body", [supine(), seated()], ids=["lies", "sits"])
def test_however_short_a_set_was_there_is_a_reason(duration_s, body):
    found, told = reasons(KNEE_TO_CHEST, lambda _: body, duration_s)
    assert found
    assert told


def test_a_set_with_a_complete_repetition_needs_no_reason():
    dose = KNEE_TO_CHEST.dose.model_copy(update={"hold_s": 1.0})
    coach = Coach(KNEE_TO_CHEST, dose=dose)
    for time_s in times(11.0, RATE_HZ):
        coach.step(pose(pulled(*ONCE)(time_s), time_s), time_s=time_s)
    record = coach.finish()
    assert (record.complete_reps, record.no_reps_reasons) == (1, ())


def test_another_leg_and_another_exercise_have_their_sentences():
    assert other_leg(Side.RIGHT).text.startswith("the right leg moved, and the left leg was asked")
    assert other_leg(Side.LEFT).text.startswith("the left leg moved, and the right leg was asked")
    assert other_exercise(FIGURE_4).text == 'another exercise was seen: choose "Figure-4"'
