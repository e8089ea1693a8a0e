"""Times of frames from stamps as odd as cameras write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.capture.frame_clock import FrameClock


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
    ],
)
def test_times(stamps_s, times_s):
    assert read(stamps_s) == pytest.approx(times_s)


@given(st.lists(st.none() | st.floats(-1e4, 1e4), max_size=40))
def test_times_rise_from_zero_whatever_the_stamps(stamps_s):
    times_s = [time_s for time_s in read(stamps_s) if time_s is not None]
    assert times_s == sorted(set(times_s))
    assert not times_s or times_s[0] == pytest.approx(0.0)
