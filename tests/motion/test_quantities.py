"""What exercises are written in: the unit, the row and the sides of each quantity."""

import numpy as np
import pytest

from sciatica_coach.motion.measurement import measure
from sciatica_coach.motion.quantities import ANGLES, MIDLINE, QUANTITY_COUNT, Quantity, Unit
from tests.body import Leg, pose, seated


@pytest.mark.parametrize(
    ("quantity", "unit", "has_a_side"),
    [
        pytest.param(Quantity.HIP_FLEXION, Unit.DEG, True, id="hip"),
        pytest.param(Quantity.KNEE_FLEXION, Unit.DEG, True, id="knee"),
        pytest.param(Quantity.ANKLE_DORSIFLEXION, Unit.DEG, True, id="ankle"),
        pytest.param(Quantity.NECK_FLEXION, Unit.DEG, False, id="neck"),
        pytest.param(Quantity.TRUNK_INCLINATION, Unit.DEG, False, id="trunk"),
        pytest.param(Quantity.THIGH_ELEVATION, Unit.DEG, True, id="thigh"),
        pytest.param(Quantity.LEG_ELEVATION, Unit.DEG, True, id="leg"),
        pytest.param(Quantity.HEAD_HEIGHT, Unit.TORSO, False, id="head, in trunk lengths"),
        pytest.param(Quantity.WRIST_ALONG_SHIN, Unit.SHARE, True, id="hand on the shin"),
        pytest.param(Quantity.ANKLE_ALONG_OTHER_THIGH, Unit.SHARE, True, id="along the thigh"),
        pytest.param(Quantity.ANKLE_OFF_OTHER_THIGH, Unit.SHARE, True, id="off the thigh"),
    ],
)
def test_the_unit_of_each_quantity_and_whether_it_has_a_side(quantity, unit, has_a_side):
    assert quantity.unit is unit
    assert (quantity in ANGLES) is (unit is Unit.DEG)
    assert (quantity in MIDLINE) is not has_a_side


def test_each_quantity_has_a_row_of_its_own():
    assert sorted(quantity.row for quantity in Quantity) == list(range(QUANTITY_COUNT))


def test_what_has_no_side_is_measured_alike_for_both():
    """Nothing else is, of one whose legs differ in everything."""
    legs = {"left": Leg(hip=80.0, knee=70.0, ankle=5.0), "right": Leg(hip=95.0, knee=20.0)}
    values = measure(pose(seated(**legs)).pixels, -1)
    alike = {quantity for quantity in ANGLES if np.ptp(values[quantity.row]) < 0.01}
    assert alike == MIDLINE & set(ANGLES)
    assert np.ptp(values[Quantity.HEAD_HEIGHT.row]) == 0


@pytest.mark.parametrize("quantity", Quantity)
def test_the_name_in_a_file_is_the_quantity_in_small_letters(quantity):
    assert Quantity(quantity.name.lower()) is quantity
