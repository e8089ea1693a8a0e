"""Where the camera stands is gathered over time, from frames that may be far apart."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.viewpoint import Viewpoint, ViewpointEstimator
from tests.body import pose, supine
from tests.motion.test_reading import read

LYING = pose(supine())
VALUES = read(LYING).values


def camera(yaw_deg: float) -> np.ndarray:
    """Its direction in the person's axes, turned from the right side towards the feet."""
    yaw = math.radians(yaw_deg)
    return np.array([-math.cos(yaw), -math.sin(yaw), 0.0])


def watch(estimator: ViewpointEstimator, yaw_deg: float, times_s: np.ndarray) -> Viewpoint:
    for time_s in times_s:
        seen = estimator.update(replace(LYING, time_s=time_s), VALUES, camera(yaw_deg))
    return seen


@pytest.fixture
def settled() -> ViewpointEstimator:
    """Has seen the person side-on for five seconds."""
    estimator = ViewpointEstimator()
    watch(estimator, 0.0, np.arange(0, 5, 0.1))
    return estimator


@pytest.mark.parametrize("gap_s", [0.1, 0.5, 4.0, 60.0])
def test_one_doubtful_frame_changes_little_however_long_nothing_was_seen(settled, gap_s):
    assert watch(settled, 60.0, np.array([5.0 + gap_s])).yaw_deg < 10


@pytest.mark.parametrize("rate_hz", [5, 10, 30])
def test_a_camera_that_was_moved_is_noticed_within_seconds(settled, rate_hz):
    assert watch(settled, 40.0, np.arange(6, 11, 1 / rate_hz)).yaw_deg > 35
