"""How long an angle has been kept still, however the frames come."""

import pytest

from sciatica_coach.coaching.movement.stillness import Stillness

STILL_S = 2.0


def still(angles, *, rate_hz=10.0):
    """The time that was still after each of the angles."""
    stillness = Stillness(STILL_S)
    return [
        stillness.update(number / rate_hz, angle_deg, 5.0)
        for number, angle_deg in enumerate(angles)
    ]


@pytest.mark.parametrize("rate_hz", [2.5, 3.0, 4.0, 6.0, 7.0, 9.0, 11.0, 30.0])
def test_the_whole_time_is_reached_at_any_rate_and_never_passed(rate_hz):
    times_s = still([90.0] * round(4 * rate_hz), rate_hz=rate_hz)
    assert times_s[0] == 0
    assert times_s[-1] == STILL_S
    # It is there as soon as the first frame is that long ago.
    assert times_s.index(STILL_S) <= STILL_S * rate_hz + 1


def test_an_angle_that_moves_on_is_not_still():
    assert max(still([10.0 * number for number in range(30)])) < 0.5


def test_after_a_move_the_time_begins_anew():
    times_s = still([90.0] * 25 + [60.0] * 10)
    assert times_s[24] == STILL_S
    assert times_s[-1] < 1.5


def test_a_gap_of_more_than_half_a_second_begins_anew():
    stillness = Stillness(STILL_S)
    stillness.update(0.0, 90.0, 5.0)
    assert stillness.update(0.5, 90.0, 5.0) == 0.5
    assert stillness.update(1.1, 90.0, 5.0) == 0.0


def test_only_the_angles_of_that_time_are_kept():
    stillness = Stillness(STILL_S)
    for number in range(100):
        stillness.update(number / 10, 90.0, float(number))
    assert len(stillness.angles_deg) == 21
    assert stillness.uncertainties_deg[-1] == 99.0
