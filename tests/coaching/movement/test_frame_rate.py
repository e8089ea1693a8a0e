"""Whether pictures come often enough."""

import pytest

from sciatica_coach.coaching.movement.frame_rate import LEAST_HZ, FrameRateMonitor, frame_rate_hz


def is_too_low(times_s):
    monitor = FrameRateMonitor()
    for time_s in times_s:
        monitor.update(time_s)
    return monitor.is_too_low


@pytest.mark.parametrize(
    ("rate_hz", "too_low"), [(3.0, True), (0.95 * LEAST_HZ, True), (4.0, False), (30.0, False)]
)
def test_a_steady_rate(rate_hz, too_low):
    assert is_too_low([index / rate_hz for index in range(20)]) is too_low


def test_one_long_gap_is_no_low_rate():
    assert not is_too_low([0.0, 0.1, 0.2, 0.3, 0.4, 40.0, 40.1, 40.2, 40.3])


def test_nothing_is_said_before_it_is_known():
    assert not is_too_low([])
    assert not is_too_low([0.0, 1.0, 2.0])


def test_the_rate_is_the_usual_one():
    assert frame_rate_hz([0.0, 0.1, 0.2, 5.0, 5.1]) == pytest.approx(10.0)
