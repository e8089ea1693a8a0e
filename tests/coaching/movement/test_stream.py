"""One live stream: its poses measured, smoothed, and its time that only rises."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.movement.stream import MeasuredStream
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import Leg, mirrored, pose, supine
from tests.coaching.play import FIGURE_4, KNEE_TO_CHEST, figure_4, times

HIP = Quantity.HIP_FLEXION


def lying(hip_deg: float, time_s: float = 0.0):
    return pose(supine(right=Leg(hip=hip_deg, knee=40.0)), time_s)


def test_a_measurement_has_the_time_and_the_angles_of_its_pose():
    stream = MeasuredStream(KNEE_TO_CHEST, None)
    measurement = stream.measure(lying(60.0), 0.4)
    assert measurement.time_s == 0.4
    assert measurement.value(HIP, Side.RIGHT) == pytest.approx(60.0)
    assert measurement.value(HIP, Side.LEFT) == pytest.approx(5.0)


def test_of_nobody_nothing_is_measured():
    measurement = MeasuredStream(KNEE_TO_CHEST, None).measure(None, 0.4)
    assert measurement.pose is None
    assert np.isnan(measurement.values).all()


@pytest.mark.parametrize(
    ("hip_at", "told_deg"),
    [
        pytest.param(lambda t: 60.0 + 3.0 * (-1) ** round(t * 30), 60.0, id="what trembles"),
        pytest.param(lambda t: 10.0 + 40.0 * t, 87.0, id="what moves is followed"),
    ],
)
def test_angles_are_smoothed_by_what_came_before(hip_at, told_deg):
    stream = MeasuredStream(KNEE_TO_CHEST, None)
    for time_s in times(2.0, 30.0):
        measurement = stream.measure(lying(hip_at(time_s), time_s), time_s)
    assert measurement.value(HIP, Side.RIGHT) == pytest.approx(told_deg, abs=1.5)


@pytest.mark.parametrize(
    "time_s", [pytest.param(1.0, id="stands still"), pytest.param(0.9, id="goes back")]
)
def test_time_must_rise(time_s):
    stream = MeasuredStream(KNEE_TO_CHEST, None)
    assert stream.last_s == -math.inf
    stream.advance(1.0)
    with pytest.raises(ValueError, match=rf"time must rise, but {time_s} s follows 1\.0 s"):
        stream.advance(time_s)
    assert stream.last_s == 1.0


@pytest.mark.parametrize(
    ("exercise", "asked", "names"),
    [
        pytest.param(KNEE_TO_CHEST, None, {Side.LEFT, Side.RIGHT}, id="legs that do not cross"),
        pytest.param(FIGURE_4, Side.LEFT, {Side.LEFT}, id="a crossed leg that was asked for"),
    ],
)
def test_a_leg_goes_by_its_own_name(exercise, asked, names):
    stream = MeasuredStream(exercise, asked)
    stream.measure(pose(figure_4(0.0)), 0.0)
    assert {stream.named(side) for side in names} == names


def test_a_crossed_leg_goes_by_the_name_that_most_frames_give_it():
    """The model calls the crossed leg left at first, and right from then on."""
    stream = MeasuredStream(FIGURE_4, None)
    right = pose(figure_4(0.0))
    left = replace(mirrored(right), time_s=0.0)
    stream.measure(left, 0.0)
    assert stream.named(Side.LEFT) is Side.LEFT
    for index in range(1, 4):
        stream.measure(replace(right, time_s=index / 10), index / 10)
    assert stream.named(Side.LEFT) is Side.RIGHT
    assert stream.named(Side.RIGHT) is Side.LEFT
