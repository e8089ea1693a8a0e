"""How long an angle has been still: what breaks it, and how much is looked back."""

import numpy as np
import pytest

from sciatica_coach.coaching.movement.stillness import Stillness
from tests.coaching.play import times

MOST_S = 2.0


def still_s(angle_at, duration_s=3.0, *, rate_hz=20.0, seen=lambda _: True) -> float:
    """How long it has been still by the end of a course."""
    stillness = Stillness(MOST_S)
    for time_s in times(duration_s, rate_hz):
        if seen(time_s):
            stillness.update(time_s, angle_at(time_s), 1.0)
    return stillness.still_s


@pytest.mark.parametrize("rate_hz", [8.0, 30.0])
@pytest.mark.parametrize(
    ("angle_at", "seconds"),
    [
        pytest.param(lambda _: 90.0, 2.0, id="no longer than is looked back"),
        pytest.param(lambda t: 90.0 + 1.5 * np.sin(40 * t), 2.0, id="the estimate trembles"),
        pytest.param(lambda t: 90.0 + 1.5 * t, 2.0, id="creeps"),
        pytest.param(lambda t: 30.0 if t < 1.8 else 90.0, 1.2, id="since the last move"),
        pytest.param(lambda t: 90.0 + 40 * t, 0.2, id="goes on"),
    ],
)
def test_the_time_since_the_angle_stays_where_it_is(angle_at, seconds, rate_hz):
    assert still_s(angle_at, rate_hz=rate_hz) == pytest.approx(seconds, abs=0.3)


@pytest.mark.parametrize(
    ("gap_s", "seconds"),
    [
        pytest.param(0.4, 2.0, id="a moment out of sight goes on"),
        pytest.param(0.6, 0.95, id="longer begins anew"),
    ],
)
def test_out_of_sight(gap_s, seconds):
    def seen(time_s):
        return not 2.0 - gap_s < time_s < 1.99

    assert still_s(lambda _: 90.0, seen=seen) == pytest.approx(seconds, abs=0.11)


@pytest.mark.parametrize("rate_hz", [4.0, 7.0, 9.0, 30.0])
def test_the_time_looked_back_is_spanned_whatever_the_frames(rate_hz):
    assert still_s(lambda _: 90.0, rate_hz=rate_hz) == MOST_S


def test_it_remembers_the_angles_of_that_time_with_their_errors():
    stillness = Stillness(MOST_S)
    for time_s, angle_deg, error_deg in ((0.0, 20.0, 9.0), (0.3, 90.0, 2.0), (0.6, 91.0, 3.0)):
        stillness.update(time_s, angle_deg, error_deg)
    assert stillness.angles_deg == [90.0, 91.0]
    assert stillness.standard_errors_deg == [2.0, 3.0]


def test_cleared_it_begins_anew():
    stillness = Stillness(MOST_S)
    for time_s in (0.0, 0.3, 0.6):
        stillness.update(time_s, 90.0, 1.0)
    stillness.clear()
    assert (stillness.still_s, stillness.angles_deg) == (0.0, [])
    assert stillness.update(0.7, 90.0, 1.0) == 0.0


@pytest.mark.parametrize("rate_hz", [2.5, 3.0, 4.0, 6.0, 7.0, 9.0, 11.0, 30.0])
def test_the_whole_time_is_reached_at_any_rate_and_never_passed(rate_hz):
    stillness = Stillness(MOST_S)
    spans_s = [
        stillness.update(number / rate_hz, 90.0, 1.0) for number in range(round(4 * rate_hz))
    ]
    assert (spans_s[0], spans_s[-1]) == (0.0, MOST_S)
    # It is there as soon as the first frame is that long ago.
    assert spans_s.index(MOST_S) <= MOST_S * rate_hz + 1


def test_only_the_angles_of_that_time_are_kept():
    stillness = Stillness(MOST_S)
    for number in range(100):
        stillness.update(number / 10, 90.0, float(number))
    assert len(stillness.angles_deg) == 21
    assert stillness.standard_errors_deg[-1] == 99.0
