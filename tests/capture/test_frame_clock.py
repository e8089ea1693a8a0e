"""Times of frames from stamps as odd as cameras write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.capture.frame_clock import FrameClock, FrameThinner, thinned_count


def read(stamps_s, step_s=0.1):
    clock = FrameClock(step_s)
    return [clock.read(stamp_s) for stamp_s in stamps_s]


@pytest.mark.parametrize(
    ("stamps_s", "times_s"),
    [
        pytest.param([5.0, 5.1, 5.3], [0.0, 0.1, 0.3], id="begins late"),
        pytest.param([-0.2, -0.1, 0.0], [0.0, 0.1, 0.2], id="begins before zero"),
        pytest.param([0.0, 0.1, 0.1, 0.2], [0.0, 0.1, None, 0.2], id="twice the same moment"),
        pytest.param([0.0, 0.1, 0.05, 0.2], [0.0, 0.1, None, 0.2], id="a stray step back"),
        pytest.param([9.0, 9.1, 0.0, 0.1], [0.0, 0.1, 0.2, 0.3], id="a new time line"),
        pytest.param([None, None, None], [0.0, 0.1, 0.2], id="no stamps at all"),
        pytest.param([0.0, None, 0.2], [0.0, 0.1, 0.2], id="a stamp is missing"),
        pytest.param([0.0, 60.0], [0.0, 60.0], id="a long pause is kept"),
        pytest.param([0.0, 0.1, 3e8, 3e8 + 0.1], [0.0, 0.1, 0.2, 0.3], id="a jump of ten years"),
    ],
)
def test_times(stamps_s, times_s):
    assert read(stamps_s) == pytest.approx(times_s)


@given(st.lists(st.none() | st.floats(-1e4, 1e4), max_size=40))
def test_times_rise_from_zero_whatever_the_stamps(stamps_s):
    times_s = [time_s for time_s in read(stamps_s) if time_s is not None]
    assert times_s == sorted(set(times_s))
    assert not times_s or times_s[0] == pytest.approx(0.0)


def test_a_clock_that_stands_still_is_not_used():
    times_s = [time_s for time_s in read([7.0] * 50) if time_s is not None]
    assert len(times_s) >= 47
    assert times_s == pytest.approx([index * 0.1 for index in range(len(times_s))])


def test_frames_without_a_time_of_their_own_are_counted():
    clock = FrameClock(0.1)
    for stamp_s in (0.0, 0.1, 0.1, 0.2, 0.15, 0.3):
        clock.read(stamp_s)
    assert clock.left_out == 2


def test_slow_motion_is_brought_to_real_time():
    clock = FrameClock(1 / 120, speed=0.25)
    times_s = [clock.read(5.0 + index / 30) for index in range(5)]
    assert times_s == pytest.approx([index / 120 for index in range(5)])


@pytest.mark.parametrize(
    ("fps", "most"),
    [(10, 10), (25, 25), (29.97, 30), (50, 50), (59.94, 60), (60, 60), (120, 60), (240, 60)],
)
def test_no_more_than_60_frames_a_second_are_taken(fps, most):
    thinner = FrameThinner()
    taken = [i / fps for i in range(round(10 * fps)) if thinner.takes(i / fps)]
    assert len(taken) == pytest.approx(10 * most, abs=2)
    steps_s = [later - earlier for earlier, later in pairwise(taken[2:])]
    assert max(steps_s) < 1.6 / most
    assert thinned_count(round(10 * fps), fps) == pytest.approx(len(taken), abs=2)


def test_uneven_stamps_of_60_a_second_are_all_taken():
    thinner = FrameThinner()
    times_s = [index / 60 + (0.004 if index % 2 else 0.0) for index in range(600)]
    assert all(thinner.takes(time_s) for time_s in times_s)


def test_jumps_of_hours_are_counted():
    clock = FrameClock(0.1)
    for stamp_s in (0.0, 3e8, 6e8, 6e8 + 0.1):
        clock.read(stamp_s)
    assert clock.jumps == 2
