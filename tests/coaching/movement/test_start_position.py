"""When the start position is taken: right posture, and still for a moment."""

import numpy as np
import pytest

from sciatica_coach.coaching.movement.start_position import StartPositionDetector, are_still
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import table
from tests.coaching.play import times

NAN = float("nan")


def taken_s(angle_at, fits_at=lambda _: True, *, duration_s=3.0, rate_hz=20.0) -> float | None:
    """When the start position was taken first; None if it never was."""
    detector = StartPositionDetector()
    for time_s in times(duration_s, rate_hz):
        angle_deg = angle_at(time_s)
        values = table({Quantity.HIP_FLEXION: angle_deg})
        if detector.update(time_s, angle_deg, values, fits=fits_at(time_s)):
            return time_s
    return None


def noisy(time_s: float) -> float:
    return 10 + (8.0 if int(time_s * 40) % 2 else -8.0)


@pytest.mark.parametrize(
    ("angle_at", "fits_at", "seconds"),
    [
        pytest.param(lambda _: 10.0, lambda _: True, 0.6, id="keeps still from the beginning"),
        pytest.param(noisy, lambda _: True, 0.6, id="the estimate is noisy about it"),
        pytest.param(lambda t: 10 + 30 * t, lambda _: True, None, id="goes on moving"),
        pytest.param(
            lambda t: max(70.0 - 60 * t, 10.0), lambda _: True, 1.5, id="comes down first"
        ),
        pytest.param(lambda _: 10.0, lambda _: False, None, id="in another posture"),
        pytest.param(
            lambda _: 10.0, lambda t: t >= 1.0, 1.3, id="in posture for most of the time is enough"
        ),
        pytest.param(
            lambda _: 10.0, lambda t: int(t * 20) % 4 != 1, 0.6, id="in posture three times of four"
        ),
        pytest.param(
            lambda _: 10.0, lambda t: int(t * 20) % 2 == 0, None, id="in posture every other time"
        ),
        pytest.param(lambda _: NAN, lambda _: True, None, id="not seen"),
    ],
)
def test_when_it_is_taken(angle_at, fits_at, seconds):
    found = taken_s(angle_at, fits_at)
    assert found == (seconds if seconds is None else pytest.approx(seconds, abs=0.11))


@pytest.mark.parametrize("rate_hz", [4.0, 7.0, 12.0, 60.0])
def test_few_frames_and_many_tell_it_after_the_same_time(rate_hz):
    assert taken_s(lambda _: 10.0, rate_hz=rate_hz) == pytest.approx(0.65, abs=0.12)


def test_two_frames_a_second_are_too_few():
    assert taken_s(lambda _: 10.0, rate_hz=2.0) is None


def test_it_is_the_median_of_the_frames_that_fit():
    detector = StartPositionDetector()
    course = [(10.0, True), (11.0, True), (70.0, False), (12.0, True), (10.5, True), (11.5, True)]
    for index, (angle_deg, fits) in enumerate(course):
        knee = {(Quantity.KNEE_FLEXION, Side.LEFT): NAN if index < 3 else 40.0}
        values = table({Quantity.HIP_FLEXION: angle_deg, **knee})
        start = detector.update(index * 0.12, angle_deg, values, fits=fits)
    assert start.angle_deg == 11.0
    assert start.values[Quantity.HIP_FLEXION.row].tolist() == [11.0, 11.0]
    assert start.values[Quantity.KNEE_FLEXION.row].tolist() == pytest.approx([40.0, NAN], nan_ok=1)


def test_cleared_it_waits_anew():
    detector = StartPositionDetector()
    values = table({Quantity.HIP_FLEXION: 10.0})
    for time_s in (0.0, 0.2, 0.4):
        detector.update(time_s, 10.0, values, fits=True)
    detector.clear()
    assert detector.update(0.6, 10.0, values, fits=True) is None
    assert [bool(detector.update(t, 10.0, values, fits=True)) for t in (0.9, 1.2)] == [False, True]


@pytest.mark.parametrize(
    ("angles", "still"),
    [
        pytest.param([50.0], True, id="a single one"),
        pytest.param([50, 50, 53, 53], True, id="a little drift"),
        pytest.param([50, 50, 55, 55], False, id="more drift"),
        pytest.param([50, 50, 45, 45], False, id="either way"),
        pytest.param(np.tile([42, 58], 8), True, id="noise"),
        pytest.param(np.tile([40, 60], 8), False, id="too much noise"),
        pytest.param([*([50] * 5), 120, *([50] * 5)], True, id="one that jumped"),
    ],
)
def test_still_is_what_goes_nowhere(angles, still):
    assert are_still(list(angles)) is still
