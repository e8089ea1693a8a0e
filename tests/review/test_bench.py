"""The benchmark measures what it says."""

import math

import numpy as np
import pytest

from sciatica_coach.coaching.recording import Sighting
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.review.bench import error, raw_course
from tests.body import Leg, pose, supine


@pytest.mark.parametrize(
    ("measured", "bias", "spread", "mean"),
    [
        pytest.param([10.0, 20.0, 30.0], 0.0, 0.0, 0.0, id="right"),
        pytest.param([15.0, 25.0, 35.0], 5.0, 0.0, 5.0, id="off by as much"),
        pytest.param([7.0, 20.0, 33.0], 0.0, math.sqrt(6), 2.0, id="to either side"),
        pytest.param([math.nan, 22.0, math.nan], 2.0, 0.0, 2.0, id="where it was measured"),
    ],
)
def test_error(measured, bias, spread, mean):
    found = error(np.array(measured), np.array([10.0, 20.0, 30.0]))
    assert (found.bias_deg, found.spread_deg, found.mean_deg) == pytest.approx((bias, spread, mean))


def test_error_of_what_was_never_measured():
    assert math.isnan(error(np.full(3, np.nan), np.zeros(3)).mean_deg)


def test_raw_angles_keep_the_models_own_sides():
    lifted = pose(supine(right=Leg(hip=90.0)), 0.0)
    seen = (Sighting(0.0, lifted), Sighting(0.1, None), Sighting(0.2, lifted.with_legs_swapped()))
    hips_deg = raw_course(seen)[:, Quantity.HIP_FLEXION.row]
    assert hips_deg[0, Side.RIGHT.column] == pytest.approx(90.0, abs=2)
    assert np.isnan(hips_deg[1]).all()
    assert hips_deg[2, Side.LEFT.column] == pytest.approx(90.0, abs=4)
