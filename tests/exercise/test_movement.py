"""Movements and coordinations: a clear way to go, by an angle."""

import pytest
from pydantic import ValidationError

from sciatica_coach.exercise.movement import Coordination, Movement
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.play import KNEE_TO_CHEST, NERVE_FLOSS

PULL = KNEE_TO_CHEST.movements[0].model_dump()
TOGETHER = NERVE_FLOSS.coordinations[0].model_dump()


@pytest.mark.parametrize(
    ("start_deg", "target_deg", "direction"),
    [
        pytest.param(10.0, 90.0, 1, id="rises"),
        pytest.param(90.0, 10.0, -1, id="falls"),
        pytest.param(-20.0, -10.0, 1, id="rises below 0, by the least way"),
    ],
)
def test_the_direction_of_a_movement(start_deg, target_deg, direction):
    told = PULL | {"start_deg": start_deg, "target_deg": target_deg}
    assert Movement.model_validate(told).direction == direction


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param(
            {"quantity": Quantity.HEAD_HEIGHT},
            "quantity must be an angle, not head_height",
            id="not an angle",
        ),
        pytest.param(
            {"start_deg": 80.1, "target_deg": 90.0}, "at least 10 degrees apart", id="too short"
        ),
        pytest.param(
            {"start_deg": 90.0, "target_deg": 80.1}, "at least 10 degrees apart", id="short, down"
        ),
        pytest.param({"quantity": "hip_angle"}, "quantity", id="unknown quantity"),
        pytest.param({"sources": (), "derived": None}, "needs sources", id="no ground"),
    ],
)
def test_a_movement_that_is_none_is_told(changes, problem):
    with pytest.raises(ValidationError, match=problem):
        Movement.model_validate(PULL | changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param(
            {"opposed_below": 0.5, "in_step_above": 0.5},
            "opposed_below must lie below in_step_above",
            id="in step and opposed at once",
        ),
        pytest.param({"in_step_above": 1.1}, "less than or equal to 1", id="no correlation"),
        pytest.param({"sign": 0}, "sign", id="no sign"),
        pytest.param({"opposed_from_deg": 0.0}, "greater than 0", id="no sweep"),
    ],
)
def test_a_coordination_that_is_none_is_told(changes, problem):
    Coordination.model_validate(TOGETHER)
    with pytest.raises(ValidationError, match=problem):
        Coordination.model_validate(TOGETHER | changes)
