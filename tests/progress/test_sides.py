"""Left against right."""

from datetime import timedelta

import pytest

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.range_of_motion import ranges
from sciatica_coach.progress.sides import SideVerdict, compared
from tests.past_sessions import (
    FIRST_DAY,
    FULL,
    HEAVY,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    done_set,
    session,
)


def sides(
    left, right, *, uncertainty_deg=4.0, exercise=KNEE_TO_CHEST, days=5, apart=0, models=2 * (FULL,)
):
    sessions = [
        session(
            FIRST_DAY + timedelta(days=day + start),
            done_set(deg, side=side, uncertainty_deg=uncertainty_deg, exercise=exercise),
            exercise=exercise.id,
            model=model,
            number=number,
        )
        for number, (side, deg, start, model) in enumerate(
            ((Side.LEFT, left, 0, models[0]), (Side.RIGHT, right, apart, models[1]))
        )
        for day in range(days)
    ]
    return compared(*ranges(sessions, exercise))


@pytest.mark.parametrize(
    ("left", "right", "exercise", "verdict"),
    [
        pytest.param(90, 99, KNEE_TO_CHEST, SideVerdict.NO_CLEAR_DIFFERENCE, id="as usual"),
        pytest.param(90, 104, KNEE_TO_CHEST, SideVerdict.RIGHT_FURTHER, id="right"),
        pytest.param(104, 90, KNEE_TO_CHEST, SideVerdict.LEFT_FURTHER, id="left"),
        pytest.param(20, 40, NERVE_FLOSS, SideVerdict.LEFT_FURTHER, id="the straighter knee"),
    ],
)
def test_verdicts(left, right, exercise, verdict):
    found = sides(left, right, exercise=exercise)
    assert found.verdict is verdict
    assert (found.left.deg, found.right.deg, found.by_deg) == (left, right, abs(left - right))
    assert found.needed_deg == 12


def test_a_difference_within_the_uncertainty_is_not_clear():
    found = sides(90, 108, uncertainty_deg=14)
    assert found.verdict is SideVerdict.NO_CLEAR_DIFFERENCE
    assert found.needed_deg == pytest.approx(19.8, abs=0.1)


@pytest.mark.parametrize(
    "otherwise",
    [
        pytest.param({"models": (FULL, HEAVY)}, id="another model for each"),
        pytest.param({"days": 4}, id="too few days"),
        pytest.param({"apart": 14}, id="weeks apart"),
    ],
)
def test_what_cannot_be_compared(otherwise):
    assert sides(90, 120, **otherwise) is None


def test_only_left_and_right_of_one_movement_are_compared():
    sessions = [
        session(FIRST_DAY, done_set(), done_set(side=Side.RIGHT)),
    ]
    left, right = ranges(sessions, KNEE_TO_CHEST)
    with pytest.raises(ValueError, match="the left and the right side of one movement"):
        compared(right, left)


def test_the_last_days_count():
    sessions = [
        session(
            FIRST_DAY + timedelta(days=day), done_set(90 if day > 20 else 40, side=side), number=n
        )
        for n, side in enumerate((Side.LEFT, Side.RIGHT))
        for day in range(40)
    ]
    found = compared(*ranges(sessions, KNEE_TO_CHEST))
    assert (found.left.deg, found.left.days) == (90, 14)
    assert found.left.first_day == FIRST_DAY + timedelta(days=26)
