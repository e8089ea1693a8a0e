"""How long a limb is held: which moments of it were still, and when that is known."""

import math

import numpy as np
import pytest

from sciatica_coach.coaching.movement.holds import REMEMBERED_S, Hold, RecentAngles
from tests.coaching.movement.test_reps import counted
from tests.coaching.play import course, times

RATE_HZ = 20.0
QUICK, SLOW = 60.0, 8.0
"""Speeds on the way out: the limits of stillness that follow are 15 and 4 degrees a second."""


def remembered(angle_at, duration_s, *, rate_hz=RATE_HZ, seen=lambda _: True) -> RecentAngles:
    recent = RecentAngles()
    for time_s in times(duration_s, rate_hz):
        if seen(time_s):
            recent.remember(time_s, angle_at(time_s))
    return recent


def held_s(angle_at, duration_s, *, out_speed_deg_s=QUICK, rate_hz=RATE_HZ) -> float:
    """What a hold credits of a course, all of which was at the target."""
    recent = RecentAngles()
    hold = Hold(recent, out_speed_deg_s)
    for time_s in times(duration_s, rate_hz):
        recent.remember(time_s, angle_at(time_s))
        hold.take(time_s, 1 / rate_hz)
        hold.settle()
    hold.conclude()
    return hold.held_s


@pytest.mark.parametrize("rate_hz", [8.0, 30.0])
@pytest.mark.parametrize(
    ("angle_at", "seconds"),
    [
        pytest.param(lambda _: 100.0, 6.0, id="still all the time"),
        pytest.param(lambda t: 100 + 2 * np.sin(9 * t), 6.0, id="trembling"),
        pytest.param(lambda t: 100 + 6 * np.sin(4.8 * t), 6.0, id="swinging about its place"),
        pytest.param(lambda t: 100 + 5 * t, 6.0, id="creeping on"),
        pytest.param(lambda t: 60 + 25 * t, 0.0, id="going on"),
        pytest.param(course((0, 60), (2, 110), (6, 110)), 4.3, id="since it came to rest"),
        pytest.param(course((0, 110), (4, 110), (6, 40)), 4.3, id="until it went"),
    ],
)
def test_what_was_still_is_held(angle_at, seconds, rate_hz):
    assert held_s(angle_at, 6.0, rate_hz=rate_hz) == pytest.approx(seconds, abs=0.5)


@pytest.mark.parametrize(
    ("speed_deg_s", "out_speed_deg_s", "is_held"),
    [
        pytest.param(12.0, QUICK, True, id="slow against a quick way out"),
        pytest.param(17.0, 500.0, False, id="however quick: not beyond 15 degrees a second"),
        pytest.param(9.0, 32.0, False, id="a quarter of the way out is too quick"),
        pytest.param(7.0, 32.0, True, id="less than a quarter is held"),
        pytest.param(3.0, SLOW, True, id="however slow: 4 degrees a second are none"),
        pytest.param(5.0, SLOW, False, id="but more are"),
    ],
)
def test_who_moves_slowly_must_slow_down_to_less(speed_deg_s, out_speed_deg_s, is_held):
    def angle_at(time_s):
        return 90 + speed_deg_s * time_s

    credited_s = held_s(angle_at, 4.0, out_speed_deg_s=out_speed_deg_s)
    assert credited_s == pytest.approx(4.0 if is_held else 0.0, abs=0.4)


def test_a_moment_is_credited_half_a_second_later():
    recent = RecentAngles()
    hold = Hold(recent, QUICK)
    told = []
    for time_s in times(1.0, RATE_HZ):
        recent.remember(time_s, 100.0)
        hold.take(time_s, 1 / RATE_HZ)
        hold.settle()
        told.append(hold.held_s)
    assert told[8] == 0.0
    assert told[-1] == pytest.approx(0.55, abs=0.06)
    hold.conclude()
    assert hold.held_s == pytest.approx(1.0)
    hold.conclude()
    assert hold.held_s == pytest.approx(1.0)


def test_time_that_lasted_longer_than_a_frame_is_credited_whole():
    recent = RecentAngles()
    hold = Hold(recent, QUICK)
    for time_s, lasted_s in ((1.0, 0.0), (1.1, 0.1), (2.4, 1.3), (2.5, 0.1)):
        recent.remember(time_s, 100.0)
        hold.take(time_s, lasted_s)
    hold.conclude()
    assert hold.held_s == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("gap_s", "seconds"),
    [
        pytest.param(0.5, 5.0, id="a moment"),
        pytest.param(1.5, 5.0, id="as long as nobody is back and there again"),
        pytest.param(1.8, 3.2, id="longer"),
        pytest.param(3.0, 2.0, id="much longer"),
    ],
)
def test_a_hold_with_a_gap_counts_the_gap_up_to_1_6_s(gap_s, seconds):
    stays = course((0, 0), (1.5, 0), (3, 1), (8, 1), (9.5, 0), (12, 0))
    seen_at = [t for t in times(12.0, RATE_HZ) if not 4.0 < t < 4.0 + gap_s - 0.01]
    (rep,) = counted(stays, seen_at=seen_at)
    assert rep.hold_s == pytest.approx(seconds, abs=0.3)


@pytest.mark.parametrize(
    ("angle_at", "speed_deg_s"),
    [
        pytest.param(lambda _: 50.0, 0.0, id="still"),
        pytest.param(lambda t: 50 + 20 * t, 20.0, id="out"),
        pytest.param(lambda t: 50 - 20 * t, -20.0, id="back"),
        pytest.param(lambda t: 170.0 if t == 1.5 else 50 + 20 * t, 20.0, id="one that jumped"),
    ],
)
def test_the_speed_of_the_last_while(angle_at, speed_deg_s):
    recent = remembered(angle_at, 2.0)
    assert recent.speed_deg_s(recent.latest_s, 0.9) == pytest.approx(speed_deg_s, abs=2.0)


@pytest.mark.parametrize(
    ("seen", "until_s"),
    [
        pytest.param(lambda t: t > 1.5, 1.95, id="its first third was not seen"),
        pytest.param(lambda t: t < 1.5, 1.95, id="its last third was not seen"),
        pytest.param(lambda t: False, 1.95, id="nothing was seen"),
    ],
)
def test_no_speed_is_told_of_what_was_not_seen(seen, until_s):
    assert remembered(lambda _: 50.0, 2.0, seen=seen).speed_deg_s(until_s, 0.9) is None


@pytest.mark.parametrize(
    ("duration_s", "span_s", "count"),
    [
        pytest.param(2.0, 1.0, 21, id="of longer, the last of it"),
        pytest.param(1.0, 1.0, 20, id="of about as long, all of it"),
        pytest.param(0.8, 1.0, 0, id="of less, nothing is said"),
        pytest.param(0.0, 1.0, 0, id="of nothing, nothing"),
    ],
)
def test_the_angles_of_a_while_are_given_only_if_all_of_it_is_known(duration_s, span_s, count):
    assert len(remembered(lambda _: 50.0, duration_s).within_deg(span_s)) == count


def test_angles_are_remembered_for_a_while_and_forgotten_when_asked():
    recent = remembered(lambda t: t, 6.0)
    assert recent.within_deg(REMEMBERED_S)[0] == pytest.approx(6.0 - REMEMBERED_S, abs=0.06)
    assert recent.within_deg(REMEMBERED_S + 1.0) == []
    recent.forget()
    assert recent.latest_s == -math.inf
