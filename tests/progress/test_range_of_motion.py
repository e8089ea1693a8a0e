"""How far a joint went, day by day."""

from datetime import timedelta
from itertools import chain

import pytest

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.change import Trend
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.range_of_motion import ranges, thinned
from tests.past_sessions import (
    EXERCISES,
    FIRST_DAY,
    FULL,
    HEAVY,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    Life,
    done_set,
    past_sessions,
    session,
)

CALM = Life(uncertainty_deg=2.0)
RISING = Life(range_deg=lambda share: 80 + 40 * share, uncertainty_deg=2.0)


def days(number, *sets, start=0, **of_session):
    return [
        session(FIRST_DAY + timedelta(days=start + day), *sets, **of_session)
        for day in range(number)
    ]


def only(sessions, exercise=KNEE_TO_CHEST):
    (found,) = ranges(sessions, exercise)
    return found


def test_several_sets_of_a_day_are_one_point():
    morning = session(FIRST_DAY, done_set(80), done_set(100, number=2), hour=8)
    evening = session(FIRST_DAY, done_set(96, uncertainty_deg=20), hour=18)
    (point,) = only([morning, evening]).main.points
    assert (point.deg, point.uncertainty_deg, point.sets) == (96, 14, 3)
    assert point.sessions == (morning.id, evening.id)


def test_each_side_is_told_by_itself():
    found = ranges(past_sessions(28, life=RISING), KNEE_TO_CHEST)
    assert [each.side for each in found] == [Side.LEFT, Side.RIGHT]
    assert [each.main.change.trend for each in found] == [Trend.MORE, Trend.MORE]


def test_a_straightened_knee_goes_further_when_the_angle_falls():
    falling = Life(range_deg=lambda share: 60 - 40 * share, uncertainty_deg=2.0)
    found = ranges(past_sessions(28, life=falling, exercise=NERVE_FLOSS), NERVE_FLOSS)
    assert {each.main.change.trend for each in found} == {Trend.MORE}


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(done_set(None), id="not measured"),
        pytest.param(done_set(side=None), id="side not known"),
        pytest.param(done_set(exercise=NERVE_FLOSS), id="movement of another exercise"),
    ],
)
def test_what_cannot_be_placed_is_left_out(left_out):
    assert ranges([session(FIRST_DAY, left_out)], KNEE_TO_CHEST) == ()


def test_other_exercises_are_left_out():
    figure_4 = EXERCISES["figure-4"]
    done = session(FIRST_DAY, done_set(exercise=figure_4), exercise=figure_4.id)
    assert ranges([done], KNEE_TO_CHEST) == ()
    assert len(ranges([done], figure_4)) == 1


def test_what_two_models_measured_is_not_compared():
    before = days(9, done_set(80), model=FULL)
    after = days(9, done_set(120), start=9, model=HEAVY)
    side = only([*before, *after])
    assert [each.change.trend for each in side.all_series] == [Trend.TOO_FEW_DAYS] * 2
    assert {each.model for each in side.all_series} == {FULL, HEAVY}


@pytest.mark.parametrize(
    ("full_days", "heavy_days", "main"),
    [
        pytest.param(20, 12, HEAVY, id="the newer one, if it has days enough"),
        pytest.param(20, 3, FULL, id="the older one, if the newer has too few"),
        pytest.param(3, 5, HEAVY, id="the longer one, if both have too few"),
    ],
)
def test_which_model_is_told(full_days, heavy_days, main):
    older = days(full_days, done_set(), model=FULL)
    newer = days(heavy_days, done_set(), start=full_days, model=HEAVY)
    assert only([*older, *newer]).main.model == main


def test_what_was_not_judged_whole_is_marked():
    (point,) = only([session(FIRST_DAY, done_set(), done_set(is_fully_judged=False))]).main.points
    assert not point.is_fully_judged


def of_the_head(*, from_start):
    """The exercise with its movement of the head as the only one."""
    held = next(each for each in NERVE_FLOSS.movements if each.from_start)
    moved = held.model_copy(update={"from_start": from_start})
    return NERVE_FLOSS.model_copy(update={"movements": (moved,)})


def test_degrees_of_the_head_are_not_shown():
    exercise = of_the_head(from_start=False)
    head = days(3, done_set(-20, exercise=exercise), exercise=exercise.id)
    assert not only(head, exercise).main.is_shown_in_degrees
    assert only(days(3, done_set())).main.is_shown_in_degrees


def test_what_is_only_judged_by_its_change_is_not_compared():
    exercise = of_the_head(from_start=True)
    assert ranges(days(3, done_set(-20, exercise=exercise), exercise=exercise.id), exercise) == ()


def test_a_clock_that_was_set_back_does_not_mix_the_days():
    later, earlier = days(2, done_set())[::-1]
    assert [each.day for each in only([later, earlier]).main.points] == [earlier.day, later.day]


def test_ten_years_are_thinned_to_medians():
    points = only(days(14, done_set(80)) + days(7, done_set(100), start=14)).main.points
    weeks = thinned(points, Spacing.WEEK)
    assert [(each.day, each.deg, each.sets) for each in weeks] == [
        (FIRST_DAY, 80, 7),
        (FIRST_DAY + timedelta(days=7), 80, 7),
        (FIRST_DAY + timedelta(days=14), 100, 7),
    ]
    assert list(chain(*(each.sessions for each in weeks))) == [
        each for point in points for each in point.sessions
    ]
    assert thinned(points, Spacing.DAY) == points
