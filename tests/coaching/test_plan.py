"""The sets of a session, in their order."""

import pytest

from sciatica_coach.coaching.plan import SetPlan, sets_of
from sciatica_coach.motion.landmarks import Side
from tests.coaching.play import KNEE_TO_CHEST

LEFT, RIGHT = Side.LEFT, Side.RIGHT


@pytest.mark.parametrize(
    ("sets", "sides", "order"),
    [
        pytest.param(1, [LEFT], [(LEFT, 1)], id="one set of one side"),
        pytest.param(2, [LEFT], [(LEFT, 1), (LEFT, 2)], id="two sets of one side"),
        pytest.param(
            2,
            [RIGHT, LEFT],
            [(RIGHT, 1), (LEFT, 1), (RIGHT, 2), (LEFT, 2)],
            id="sides take turns, and each has its own first set",
        ),
        pytest.param(2, [], [(None, 1), (None, 2)], id="the coach sees which side it is"),
    ],
)
def test_sets_and_sides(sets, sides, order):
    dose = KNEE_TO_CHEST.dose.model_copy(update={"sets": sets})
    plans = sets_of(KNEE_TO_CHEST, dose, sides)
    assert [(plan.side, plan.set_number) for plan in plans] == order
    assert {plan.exercise.id for plan in plans} == {KNEE_TO_CHEST.id}
    assert {plan.dose for plan in plans} == {dose}


def test_a_set_is_the_first_one_and_measures_no_range_unless_it_is_said():
    plan = SetPlan(KNEE_TO_CHEST, None, KNEE_TO_CHEST.dose)
    assert (plan.set_number, plan.measures) == (1, False)
    assert not any(
        each.measures for each in sets_of(KNEE_TO_CHEST, KNEE_TO_CHEST.dose, [LEFT, RIGHT])
    )
