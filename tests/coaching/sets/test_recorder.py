"""What is kept of a set while it is done: ranges, shares, warnings, and what went before."""

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.coaching.sets.recorder import Recorder
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import nothing
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.viewpoint import Position
from tests.coaching.built import fault, measured, rep, viewpoint
from tests.coaching.play import KNEE_TO_CHEST, NERVE_FLOSS

HIP, KNEE, LEG = Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION, Quantity.LEG_ELEVATION
LYING = {HIP: 10.0, KNEE: 5.0, LEG: 0.0, Quantity.TRUNK_INCLINATION: -90.0}
HIDDEN_LEFT = {(LEG, Side.LEFT): 0.1}


def recorder(exercise=KNEE_TO_CHEST, done=SetProgress(), **changes) -> Recorder:  # noqa: B008
    return Recorder(exercise, None, exercise.dose, set_progress=done, **changes)


def seen(*frames, **changes):
    """A record of frames that are a tenth of a second apart; None is nobody."""
    keeps = recorder(**changes)
    for index, frame in enumerate(frames):
        keeps.see(nothing(index / 10) if frame is None else frame(index / 10))
    return keeps


def lying(trust=None, seen_from=None, error_deg=1.0, **values):
    """A frame of one who lies, the right leg's angles by their names."""
    right = {(Quantity(name), Side.RIGHT): value for name, value in values.items()}
    return lambda time_s: measured(
        time_s, {**LYING, **right}, trust=trust, error_deg=error_deg, seen_from=seen_from
    )


@pytest.mark.parametrize(
    ("reps", "complete", "attempts"),
    [
        pytest.param([], 0, 0, id="nothing"),
        pytest.param([rep(), rep(complete=False), rep()], 2, 1, id="two, and an attempt"),
    ],
)
def test_repetitions_are_counted_as_they_come(reps, complete, attempts):
    keeps = recorder()
    for each in reps:
        keeps.keep(each, ())
    assert (keeps.complete, keeps.attempts) == (complete, attempts)
    assert keeps.record().reps == keeps.set_progress.reps == tuple(reps)


def test_what_was_done_before_a_restart_counts_on():
    done = SetProgress().with_rep(rep(), (fault("too_fast"),))
    keeps = recorder(done=done)
    keeps.keep(rep(8.0, 13.0), (fault("head_lifts", 9.0),))
    assert keeps.complete == 2
    assert [(each.rule, each.rep) for each in keeps.record().faults] == [
        ("too_fast", 1),
        ("head_lifts", 2),
    ]


def test_a_repetition_that_goes_on_is_in_the_record_and_not_kept():
    keeps = recorder()
    record = keeps.record(rep(), (fault("too_fast"),))
    assert (record.complete_reps, [each.rep for each in record.faults]) == (1, [1])
    assert (keeps.complete, keeps.record().reps) == (0, ())


def test_what_stood_under_the_other_legs_name_is_swapped():
    keeps = seen(lying(hip_flexion=100.0))
    keeps.keep(rep(side=Side.RIGHT), (fault("ankle_slips", side=Side.RIGHT),))
    record = keeps.record(rep(8.0, 13.0, side=Side.RIGHT), swapped=True)
    assert [each.side for each in (*record.reps, *record.faults)] == [Side.LEFT] * 3
    assert record.range_of_motion[Side.LEFT][HIP].max_deg == pytest.approx(100)
    assert record.range_of_motion[Side.RIGHT][HIP].max_deg == pytest.approx(10)


def test_a_set_begins_and_ends_with_its_frames_and_says_what_was_asked():
    record = seen(lying(), lying(), lying()).record()
    assert (record.start_s, record.end_s) == pytest.approx((0.0, 0.2))
    assert (record.exercise, record.side) == (KNEE_TO_CHEST.id, None)
    assert (record.hold_asked_s, record.reps_asked) == (20.0, 3)
    assert record.angle_series.time_s.tolist() == pytest.approx([0.0, 0.1, 0.2])


def test_how_far_a_joint_went_is_told_without_the_very_last_frames():
    course = [lying(hip_flexion=float(value), error_deg=4.0) for value in np.linspace(0, 100, 201)]
    stray = lying(hip_flexion=170.0, error_deg=4.0)
    found = seen(*course, stray).record().range_of_motion[Side.RIGHT][HIP]
    assert (found.min_deg, found.max_deg) == pytest.approx((1, 99), abs=0.6)
    assert found.uncertainty_deg == pytest.approx(8.0)


@pytest.mark.parametrize(
    ("quantity", "is_told"),
    [
        pytest.param(HIP, True, id="hip"),
        pytest.param(KNEE, True, id="knee"),
        pytest.param(Quantity.TRUNK_INCLINATION, False, id="the trunk has no side"),
        pytest.param(Quantity.THIGH_ELEVATION, False, id="the thigh is the hip once more"),
        pytest.param(Quantity.ANKLE_DORSIFLEXION, False, id="an ankle that was not measured"),
    ],
)
def test_of_which_quantities_a_range_is_told(quantity, is_told):
    ranges = seen(lying(thigh_elevation=20.0)).record().range_of_motion
    assert all((quantity in of_side) is is_told for of_side in ranges.values())
    assert set(ranges) == set(Side)


def test_what_was_hardly_seen_has_no_range():
    guessed = lying(trust={(HIP, Side.RIGHT): 0.2}, hip_flexion=150.0)
    record = seen(lying(hip_flexion=50.0), *[guessed] * 9).record()
    assert record.range_of_motion[Side.RIGHT][HIP].max_deg == 50


@pytest.mark.parametrize(
    ("code", "has_ranges", "words"),
    [
        pytest.param(
            AdviceCode.NOT_SIDE_ON, False, "no range of motion was measured", id="not side-on"
        ),
        pytest.param(AdviceCode.TOO_DARK, True, "you went on in little light", id="too dark"),
    ],
)
def test_what_was_left_aside_is_told_once_and_kept(code, has_ranges, words):
    keeps = seen(lying())
    keeps.waive(code)
    keeps.waive(code)
    record = keeps.record()
    assert keeps.set_progress.waived == (code,)
    assert bool(record.range_of_motion) is has_ranges
    assert len(record.warnings) == 1
    assert words in record.warnings[0]


@pytest.mark.parametrize(
    ("frames", "share", "warning"),
    [
        pytest.param([lying()] * 10, 1.0, None, id="seen all the time"),
        pytest.param([lying()] * 9 + [None], 0.9, None, id="lost for a moment"),
        pytest.param(
            [lying()] * 3 + [None], 0.75, "nobody was found for 25% of the time", id="for longer"
        ),
        pytest.param([None] * 3, 0.0, "nobody was found in the picture", id="never seen"),
        pytest.param([], 0.0, "nobody was found in the picture", id="not a single frame"),
    ],
)
def test_how_much_of_a_set_the_person_was_found(frames, share, warning):
    record = seen(*frames).record()
    assert record.tracked_share == pytest.approx(share)
    assert len(record.warnings) == (warning is not None)
    assert all(each.startswith(warning) for each in record.warnings)


@pytest.mark.parametrize(
    ("exercise", "working", "hidden_frames", "warnings"),
    [
        pytest.param(
            KNEE_TO_CHEST,
            Side.RIGHT,
            3,
            ["the left leg was hidden for 30% of the time: its faults were not judged then"],
            id="the other leg is judged, and was hidden",
        ),
        pytest.param(KNEE_TO_CHEST, Side.RIGHT, 1, [], id="hidden for a moment"),
        pytest.param(KNEE_TO_CHEST, Side.LEFT, 3, [], id="the working leg is another matter"),
        pytest.param(NERVE_FLOSS, Side.RIGHT, 3, [], id="no rule is about the other leg"),
        pytest.param(KNEE_TO_CHEST, None, 3, [], id="nothing was done"),
    ],
)
def test_a_leg_that_was_hidden_is_told(exercise, working, hidden_frames, warnings):
    frames = [lying(trust=HIDDEN_LEFT)] * hidden_frames + [lying()] * (10 - hidden_frames)
    keeps = seen(*frames, exercise=exercise)
    if working is not None:
        keeps.keep(rep(side=working), ())
    assert list(keeps.record().warnings) == warnings


def test_while_nobody_was_found_no_leg_was_hidden():
    keeps = seen(*[lying()] * 7, *[None] * 3)
    keeps.keep(rep(), ())
    assert keeps.record().warnings == (
        "nobody was found for 30% of the time: nothing counted then",
    )


def test_the_viewpoint_is_that_of_most_of_the_set():
    usual = viewpoint(yaw_deg=10.0, turn_deg=-10.0, share_of_width=0.5)
    odd = viewpoint(
        yaw_deg=80.0,
        turn_deg=80.0,
        near_side=None,
        position=Position.UNKNOWN,
        share_of_width=0.1,
    )
    frames = [lying(seen_from=odd), *[lying(seen_from=usual)] * 3, lying(seen_from=odd)]
    assert seen(*frames).record().viewpoint == usual
    assert seen(None).record().viewpoint is None
