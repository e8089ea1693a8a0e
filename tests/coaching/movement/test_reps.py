"""One repetition from the course of one angle: when it ends, and how long of it was held."""

import pytest

from sciatica_coach.coaching.movement.reps import RepCounter
from sciatica_coach.motion.landmarks import Side
from tests.coaching.play import KNEE_TO_CHEST, course, reps, times

MOVEMENT = KNEE_TO_CHEST.movements[0]
OUT_S, HOLD_S = 1.5, 1.3
REACHED_S = 1.5 + OUT_S
LET_GO_S = REACHED_S + HOLD_S


def counted(progress, duration_s=9.0, *, seen_at=None, rate_hz=20.0):
    """What a counter makes of a share of the way to 10 % beyond the target."""
    counter = RepCounter(MOVEMENT, Side.RIGHT, MOVEMENT.start_deg)
    way_deg = 1.1 * (MOVEMENT.target_deg - MOVEMENT.start_deg)
    seen_at = times(duration_s, rate_hz) if seen_at is None else seen_at
    ended = [counter.update(t, MOVEMENT.start_deg + progress(t) * way_deg) for t in seen_at]
    return [each for each in ended if each]


def held(creep=0.0):
    """A repetition with a hold in which the limb, or its estimate, creeps on."""
    stations = (0, 0), (1.5, 0), (REACHED_S, 1), (LET_GO_S, 1 + creep), (LET_GO_S + 0.7, 0), (9, 0)
    return course(*stations)


def test_an_angle_misread_for_a_moment_does_not_end_the_repetition():
    progress, duration_s = reps(1, out_s=4.0)
    misread = counted(lambda t: 0.0 if 4.3 < t < 4.5 else progress(t), duration_s)
    assert [each.reached for each in misread] == [True]


def test_one_frame_between_two_gaps_is_no_attempt():
    turns_back = course((0, 0), (1.5, 0), (2.5, 0.5), (3.5, 0), (6, 0))
    (seen,) = counted(turns_back, 6.0)
    assert not seen.reached
    fidgets = course((0, 0), (1.4, 0), (1.5, 0.3), (2.0, 0.3), (2.5, 0.46), (3.0, 0), (6, 0))
    glimpsed = [t for t in times(6.0, 20.0) if t < 2.0 or t > 3.0] + [2.5]
    assert counted(fidgets, 6.0, seen_at=sorted(glimpsed)) == []


@pytest.mark.parametrize("creep", [0.0, 0.1], ids=["still", "creeping"])
def test_the_hold_is_what_was_seen_of_it_although_its_end_was_not(creep):
    seen_at = [t for t in times(9.0, 20.0) if not LET_GO_S - 0.3 < t < LET_GO_S + 0.8]
    (rep,) = counted(held(creep), seen_at=seen_at)
    assert rep.hold_s == pytest.approx(HOLD_S - 0.3, abs=0.25)


@pytest.mark.parametrize("rate_hz", [8.0, 30.0])
def test_the_whole_hold_is_timed_and_neither_way_to_it(rate_hz):
    (rep,) = counted(held(), rate_hz=rate_hz)
    assert rep.hold_s == pytest.approx(HOLD_S, abs=0.3)


def test_who_has_let_go_is_not_credited_with_more():
    counter = RepCounter(MOVEMENT, Side.RIGHT, MOVEMENT.start_deg)
    way_deg = 1.1 * (MOVEMENT.target_deg - MOVEMENT.start_deg)
    progress = held()
    for time_s in times(LET_GO_S + 0.7, 20.0):
        counter.update(time_s, MOVEMENT.start_deg + progress(time_s) * way_deg)
    assert counter.hold_s <= HOLD_S + 0.2


def test_moving_on_before_a_long_gap_is_not_held():
    """From 1.0 to 1.5 of the way in a third of a second, unseen for 1.8 s, back at the start."""
    swings = course((0, 0), (1.5, 0), (2.5, 1.5), (2.6, 1.5), (4.2, 0), (9, 0))
    seen_at = [t for t in times(9.0, 20.0) if not 2.5 < t < 4.3]
    (rep,) = counted(swings, seen_at=seen_at)
    assert rep.hold_s <= 0.1
