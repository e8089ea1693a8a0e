"""Recorded poses played again."""

import numpy as np
import pytest

from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.motion.pose import Frame
from tests.body import pose, supine

BLANK = np.zeros((48, 64, 3), np.uint8)


def replay():
    return ReplayPose([pose(supine(), 5.0), pose(supine(), 5.04)])


@pytest.mark.parametrize(
    ("time_s", "found"),
    [(4.97, False), (4.99, True), (5.02, True), (5.05, True), (5.1, False)],
)
def test_takes_the_nearest_moment(time_s, found):
    recorded = replay().estimate(Frame(BLANK, time_s=time_s, index=0))
    assert (recorded is not None) is found


def test_times_must_rise():
    with pytest.raises(ValueError, match="times must rise, but 1"):
        ReplayPose([pose(supine(), 2.0), pose(supine(), 1.0)])
