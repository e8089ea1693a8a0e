"""Conditions that last, and what was measured lately."""

import math

import pytest

from sciatica_coach.motion.temporal import Dwell, SlidingWindow


@pytest.mark.parametrize(
    ("course", "held_s"),
    [
        pytest.param([(1.0, True)], 0.0, id="begins"),
        pytest.param([(1.0, True), (1.5, True), (3.0, True)], 2.0, id="lasts"),
        pytest.param([(1.0, True), (1.5, False)], -math.inf, id="broken"),
        pytest.param([(0.0, True), (1.0, False), (2.0, True), (2.5, True)], 0.5, id="begins anew"),
        pytest.param([(0.0, True), (1.0, True)], 1.0, id="from the time 0"),
    ],
)
def test_how_long_a_condition_has_held(course, held_s):
    dwell = Dwell()
    assert [dwell.update(time_s, holds=holds) for time_s, holds in course][-1] == held_s


def test_a_condition_that_was_cleared_begins_anew():
    dwell = Dwell()
    dwell.update(0.0, holds=True)
    dwell.clear()
    assert dwell.update(5.0, holds=True) == 0.0


def test_a_window_keeps_what_is_no_older_than_its_length():
    window = SlidingWindow[str](1.0)
    for time_s, value in [(0.0, "a"), (0.5, "b"), (1.0, "c"), (1.6, "d")]:
        window.append(time_s, value)
    assert list(window) == [(1.0, "c"), (1.6, "d")]
    assert window.values == ["c", "d"]
    assert (window.first_s, window.latest_s) == (1.0, 1.6)
    assert window.span_s == pytest.approx(0.6)
    window.drop_oldest()
    assert (len(window), window.span_s) == (1, 0.0)


def test_an_empty_window_has_no_times():
    window = SlidingWindow[float](1.0)
    assert (window.first_s, window.latest_s, window.span_s) == (math.inf, -math.inf, 0.0)
    window.append(2.0, 1.0)
    window.clear()
    assert window.values == []
