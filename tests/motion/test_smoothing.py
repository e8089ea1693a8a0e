import math
import tracemalloc

import numpy as np
import pytest

from sciatica_coach.motion.smoothing import OneEuro, zero_phase


def smooth(values, rate_hz=30.0, **options):
    one_euro = OneEuro(**options)
    return [float(one_euro.update(i / rate_hz, np.array([v]))[0]) for i, v in enumerate(values)]


def test_a_first_time_of_zero_is_a_time():
    """The reference code takes 0.0 for no time at all and skips the first interval."""
    assert smooth([0.0, 1.0], rate_hz=4.0)[1] == pytest.approx(0.66, abs=0.01)


def test_nan_does_not_poison_what_follows():
    result = smooth([10.0, math.nan, 10.0, 10.0])
    assert math.isnan(result[1])
    assert result[2:] == pytest.approx([10.0, 10.0])


def test_after_a_gap_it_starts_afresh():
    one_euro = OneEuro(forget_s=0.5)
    one_euro.update(0.0, np.array([0.0]))
    assert one_euro.update(1.0, np.array([80.0]))[0] == 80.0


def test_noise_is_halved_and_a_ramp_is_followed():
    rng = np.random.default_rng(1)
    still = smooth(60 + rng.normal(0, 3, 300))
    assert np.std(still[60:]) < 1.5
    ramp = np.linspace(0, 100, 60)
    assert abs(smooth(ramp)[-1] - 100) < 10


def test_zero_phase_neither_delays_nor_blunts_a_peak():
    time_s = np.arange(0, 6, 1 / 25)
    course = 60 * (1 - np.cos(2 * np.pi * time_s / 3.0))
    noisy = course + np.random.default_rng(2).normal(0, 2, len(course))
    result = zero_phase(time_s, noisy)
    assert np.argmax(result[:75]) == pytest.approx(np.argmax(course[:75]), abs=3)
    assert result.max() == pytest.approx(120, abs=2.5)
    assert np.std(result - course) < 1.3


def test_zero_phase_removes_a_spike_and_keeps_what_was_not_seen():
    time_s = np.arange(0, 4, 0.04)
    course = np.full((100, 2), 30.0)
    course[50, 0] = 120.0
    course[20:25, 1] = math.nan
    result = zero_phase(time_s, course)
    assert result[50, 0] == pytest.approx(30.0, abs=0.5)
    assert np.isnan(result[20:25, 1]).all()
    assert np.isfinite(np.delete(result[:, 1], range(20, 25))).all()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_zero_phase_of_nearly_nothing_is_what_it_was(count):
    values = np.arange(count, dtype=float)
    assert zero_phase(np.arange(count, dtype=float), values) == pytest.approx(values)


def test_recorded_what_is_unsure_pulls_less():
    time_s = np.arange(0, 2, 0.04)
    course, uncertainty = np.full(50, 30.0), np.full(50, 4.0)
    course[20:], uncertainty[20:] = 40.0, 24.0
    assert zero_phase(time_s, course)[19:21].mean() == pytest.approx(35, abs=1)
    assert zero_phase(time_s, course, uncertainty)[19:21].mean() < 33


def test_a_long_recording_is_smoothed_as_its_parts_are():
    """Blocks of rows are only a matter of memory: their borders do not show."""
    rng = np.random.default_rng(4)
    time_s = np.arange(2500) / 60
    values = 60 + 30 * np.sin(time_s)[:, np.newaxis] + rng.normal(0, 3, (2500, 3))
    values[rng.random(values.shape) < 0.1] = math.nan
    whole = zero_phase(time_s, values)
    around_the_border = slice(1000, 1060)
    part = zero_phase(time_s[950:1110], values[950:1110])[50:110]
    assert np.array_equal(whole[around_the_border], part, equal_nan=True)


def test_memory_does_not_grow_with_the_rate():
    time_s = np.arange(6000) / 240
    values = np.zeros((6000, 20))
    tracemalloc.start()
    zero_phase(time_s, values)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 100e6, "was 93 kB a frame"
