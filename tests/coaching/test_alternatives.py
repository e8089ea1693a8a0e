"""A recording shows another leg or exercise than was asked for; and which exercise it shows."""

from dataclasses import replace

import pytest

from sciatica_coach.coaching.alternatives import best_fit, with_alternatives
from sciatica_coach.coaching.recording import FrameObservation, judge_recording
from sciatica_coach.coaching.sets.no_reps import NoRepsReason
from sciatica_coach.motion.landmarks import Side
from tests.body import pose, supine
from tests.coaching.play import (
    BODIES,
    EXERCISES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    held_floss,
    knee_to_chest,
    reps,
    times,
)
from tests.coaching.sets.test_other_exercises import NONE_OF_OURS

ALL = tuple(EXERCISES.values())
PROGRESS, DURATION_S = reps(2)


def filmed(body_at, *, share=1.0, rate_hz=10.0):
    """Two repetitions; a share of the way."""
    return [
        FrameObservation(time_s, pose(body_at(share * PROGRESS(time_s)), time_s))
        for time_s in times(DURATION_S, rate_hz)
    ]


FILMS = {key: filmed(body) for key, body in BODIES.items()}


def record_of(exercise, observations, side=None):
    dose = exercise.dose.model_copy(update={"hold_s": min(exercise.dose.hold_s, 1.0)})
    record = judge_recording(exercise, observations, side=side, dose=dose).record
    return with_alternatives(record, exercise, observations, others=ALL)


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
def test_the_exercise_that_was_done_is_proposed(exercise):
    """Though it was held for two seconds, and its dose asks for twenty."""
    assert best_fit(ALL, FILMS[exercise.id]) == exercise


def test_another_way_of_doing_it_is_the_same_exercise():
    assert best_fit(ALL, filmed(held_floss)) == NERVE_FLOSS


@pytest.mark.parametrize("body", NONE_OF_OURS, ids=lambda body: body.__name__)
def test_of_what_is_none_of_ours_nothing_is_proposed(body):
    assert best_fit(ALL, filmed(body)) is None


def test_of_half_the_way_and_of_nobody_nothing_is_proposed():
    assert best_fit(ALL, filmed(knee_to_chest, share=0.55)) is None
    assert best_fit(ALL, [FrameObservation(t, None) for t in times(3.0, 10.0)]) is None
    assert best_fit(ALL, []) is None


@pytest.mark.parametrize("asked", ALL, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("done", ALL, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("side", [None, Side.LEFT, Side.RIGHT])
def test_the_exercise_that_was_done_in_place_of_the_one_asked_for_is_told(done, asked, side):
    record = record_of(asked, FILMS[done.id], side)
    if done is asked:
        assert NoRepsReason.OTHER_EXERCISE not in record.no_reps_reasons
    else:
        assert record.no_reps_reasons == (NoRepsReason.OTHER_EXERCISE,)
        assert record.warnings == (f'another exercise was seen: choose "{done.name}"',)


@pytest.mark.parametrize("exercise", [KNEE_TO_CHEST, NERVE_FLOSS], ids=lambda each: each.id)
def test_the_leg_that_moved_in_place_of_the_one_asked_for_is_told(exercise):
    record = record_of(exercise, FILMS[exercise.id], Side.LEFT)
    assert record.no_reps_reasons == (NoRepsReason.OTHER_LEG,)
    assert record.warnings[0].startswith("the right leg moved, and the left leg was asked for")


@pytest.mark.parametrize(
    ("side", "told"),
    [(None, False), (Side.RIGHT, False), (Side.LEFT, True)],
    ids=["left to the coach", "as it is", "the other one"],
)
def test_repetitions_with_another_leg_crossed_than_was_asked_for(side, told):
    """They stand under the name that was asked for: the pose model may be the one who errs."""
    record = record_of(FIGURE_4, FILMS[FIGURE_4.id], side)
    assert (record.complete_reps, record.no_reps_reasons) == (2, ())
    words = [each for each in record.warnings if "the right leg was seen crossed" in each]
    assert bool(words) is told


def test_where_nothing_else_fits_the_own_reason_stays():
    record = record_of(KNEE_TO_CHEST, filmed(lambda _: supine()), Side.LEFT)
    assert record.no_reps_reasons == (NoRepsReason.NOT_FAR_ENOUGH,)


def test_attempts_are_no_reason_not_to_look_for_another_leg():
    """The left knee is pulled half the way, and then the right one wholly."""
    tried = filmed(lambda p: supine(left=knee_to_chest(p).right), share=0.55)
    done = [
        FrameObservation(
            DURATION_S + each.time_s, replace(each.pose, time_s=DURATION_S + each.time_s)
        )
        for each in FILMS[KNEE_TO_CHEST.id]
    ]
    record = record_of(KNEE_TO_CHEST, [*tried, *done], Side.LEFT)
    assert [rep.reached for rep in record.reps] == [False, False]
    assert record.no_reps_reasons == (NoRepsReason.OTHER_LEG,)
