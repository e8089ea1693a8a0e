"""A cut is where no body can have gone."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.cuts import is_cut
from tests.body import Leg, pose, seated, supine

LYING = supine()


@pytest.mark.parametrize(
    ("before", "now", "cut"),
    [
        pytest.param(pose(LYING), pose(LYING, 0.04), False, id="keeps still"),
        pytest.param(
            pose(LYING), pose(supine(right=Leg(hip=110, knee=120)), 0.5), False, id="a leg moves"
        ),
        pytest.param(
            pose(LYING),
            pose(replace(LYING, hip_px=(680.0, 400.0)), 0.04),
            False,
            id="slides a little",
        ),
        pytest.param(
            pose(LYING), pose(replace(LYING, hip_px=(300.0, 600.0)), 0.04), True, id="elsewhere"
        ),
        pytest.param(
            pose(LYING), pose(replace(LYING, hip_px=(300.0, 600.0)), 2.0), False, id="walked there"
        ),
        pytest.param(pose(LYING), pose(seated(), 0.04), False, id="same place, other posture"),
    ],
)
def test_cut(before, now, cut):
    assert is_cut(before, now) is cut


def test_a_body_that_is_suddenly_larger_is_another_take():
    small = pose(LYING)
    middle = np.nanmean(small.pixels, axis=0)
    large = replace(small, pixels=middle + 2 * (small.pixels - middle), time_s=0.04)
    assert is_cut(small, large)
