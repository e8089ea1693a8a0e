"""What is stated of an angle depends on which leg it is of, and on whether estimates agree."""

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.quantities import ANGLES, QUANTITY_COUNT, Quantity
from sciatica_coach.motion.uncertainty import standard_errors_deg
from sciatica_coach.motion.viewpoint import Position, Viewpoint

HIP = Quantity.HIP_FLEXION.row


def seen_from(near):
    return Viewpoint(0.0, 0.0, near, Position.SUPINE, 0.5)


@pytest.mark.parametrize("near", SIDES)
def test_the_far_leg_is_less_sure(near):
    stated = standard_errors_deg(seen_from(near))
    assert stated[HIP, near.column] < stated[HIP, near.other.column]


def test_where_nobody_knows_which_leg_is_near_both_count_as_far():
    unknown = standard_errors_deg(seen_from(None))
    far = standard_errors_deg(seen_from(Side.LEFT))[:, Side.RIGHT.column]
    for side in SIDES:
        assert np.array_equal(unknown[:, side.column], far, equal_nan=True)


def test_every_angle_has_one_and_nothing_else_has():
    stated = standard_errors_deg(seen_from(Side.LEFT))
    rows = [quantity.row for quantity in ANGLES]
    assert (stated[rows] > 0).all()
    assert np.isnan(np.delete(stated, rows, axis=0)).all()


def test_it_grows_with_what_two_estimates_differ_by():
    deviation = np.zeros((QUANTITY_COUNT, 2))
    deviation[HIP, Side.LEFT.column] = 6.0
    stated = standard_errors_deg(seen_from(Side.LEFT), deviation)
    agreed = standard_errors_deg(seen_from(Side.LEFT), 0 * deviation)
    assert stated[HIP, Side.LEFT.column] > 12.0
    assert np.array_equal(
        stated[:, Side.RIGHT.column], agreed[:, Side.RIGHT.column], equal_nan=True
    )


@pytest.mark.parametrize("deviation", [None, np.zeros((QUANTITY_COUNT, 2))], ids=["one", "two"])
def test_it_grows_with_a_poor_picture_and_with_nothing_else(deviation):
    good = standard_errors_deg(seen_from(Side.LEFT), deviation)
    poor = PictureQuality(20.0, contrast=25.0, noise=3.0)
    same = standard_errors_deg(seen_from(Side.LEFT), deviation, PictureQuality(120.0))
    assert np.array_equal(good, same, equal_nan=True)
    worse = standard_errors_deg(seen_from(Side.LEFT), deviation, poor)
    assert worse[HIP] == pytest.approx(poor.uncertainty_factor * good[HIP])
