"""Where the camera stands is gathered over time, from frames that may be far apart."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import LANDMARK_COUNT, Part, Side
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import (
    Viewpoint,
    ViewpointEstimator,
    camera_direction,
    camera_directions,
)
from tests.body import pose, supine
from tests.motion.test_measurement import read

LYING = pose(supine())
VALUES = read(LYING).values


def lying(yaw_deg: float, time_s: float) -> Pose:
    """One who lies with the right side to the camera, which is turned so far towards the feet."""
    yaw = math.radians(yaw_deg)
    to_head = np.array([-math.cos(yaw), 0.0, math.sin(yaw)])
    to_left = np.array([math.sin(yaw), 0.0, math.cos(yaw)])
    world = np.zeros((LANDMARK_COUNT, 3))
    for part, along in ((Part.HIP, 0.0), (Part.SHOULDER, 0.5)):
        for side, aside in ((Side.LEFT, 0.15), (Side.RIGHT, -0.15)):
            world[part.of(side)] = along * to_head + aside * to_left
    return replace(LYING, world=world, time_s=time_s)


def watch(estimator: ViewpointEstimator, yaw_deg: float, times_s: np.ndarray) -> Viewpoint:
    for time_s in times_s:
        seen = estimator.update(lying(yaw_deg, float(time_s)), VALUES)
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


@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 25.0])
def test_the_cameras_direction_is_in_the_persons_axes(yaw_deg):
    yaw = math.radians(yaw_deg)
    seen = camera_direction(lying(yaw_deg, 0.0))
    assert seen == pytest.approx([-math.cos(yaw), -math.sin(yaw), 0.0], abs=1e-9)


def test_in_a_recording_the_direction_is_taken_from_before_and_after_but_not_over_a_cut():
    before = [lying(0.0, index / 10) for index in range(30)]
    moved = np.array([400.0, 200.0])
    after = [
        replace(made, pixels=made.pixels + moved)
        for made in (lying(30.0, 3.0 + index / 10) for index in range(30))
    ]
    directions = camera_directions([*before, *after])
    turned = [math.degrees(math.asin(-each[1])) for each in directions.values()]
    assert turned[:30] == pytest.approx([0.0] * 30, abs=1e-6)
    assert turned[30:] == pytest.approx([30.0] * 30, abs=1e-6)
