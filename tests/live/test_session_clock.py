import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.live.session_clock import SessionClock
from tests.live.scene import Clock


def test_a_session_begins_at_zero_by_any_clock():
    clock = SessionClock(clock_s=Clock(5.0))
    assert [clock.next_frame_s(moment_s) for moment_s in (86_400.0, 86_400.5)] == [0.0, 0.5]


def test_a_resumed_session_goes_on_from_its_time():
    assert SessionClock(resumed_s=42.0, clock_s=Clock()).next_frame_s(7.0) == 42.0


def test_within_a_connection_only_the_browsers_clock_counts():
    server = Clock()
    clock = SessionClock(clock_s=server)
    clock.next_frame_s(10.0)
    server.now_s += 3.0  # the frame was late on its way
    assert clock.next_frame_s(10.1) == pytest.approx(0.1)


def test_between_connections_the_servers_clock_counts():
    server = Clock()
    clock = SessionClock(clock_s=server)
    clock.next_frame_s(10.0)
    server.now_s += 61.0
    clock.begin_connection()
    assert clock.next_frame_s(3.0) == pytest.approx(61.0)


@pytest.mark.parametrize("late_s", [10.0, 9.5])
def test_a_frame_that_is_not_newer_has_no_time(late_s):
    clock = SessionClock(clock_s=Clock())
    clock.next_frame_s(10.0)
    assert clock.next_frame_s(late_s) is None
    assert clock.next_frame_s(10.1) == pytest.approx(0.1)


def test_a_message_has_the_time_of_the_frames_around_it_and_holds_none_back():
    clock = SessionClock(clock_s=Clock())
    assert clock.time_s(10.0) == 0.0
    assert clock.time_s(12.0) == 2.0
    assert clock.next_frame_s(11.0) == 1.0


@pytest.mark.parametrize(
    "wrong_s",
    [
        pytest.param([1e15], id="far ahead"),
        pytest.param([1e9, 2e9, 3e9, 1e15], id="further and further ahead"),
        pytest.param([100.0 * step for step in range(1, 2000)], id="ahead in small steps"),
        pytest.param([0.0], id="back to the beginning"),
        pytest.param([5_000.0 - 11 * step for step in range(400)], id="backwards all the time"),
    ],
)
@pytest.mark.parametrize("connects_anew", [False, True])
def test_no_capture_time_stops_a_session_for_good(wrong_s, connects_anew):
    server = Clock()
    clock = SessionClock(clock_s=server)
    clock.next_frame_s(5_000.0)
    for moment_s in wrong_s:
        clock.next_frame_s(moment_s)
    if connects_anew:
        clock.begin_connection()
    taken = []
    for step in range(300):  # ten seconds of an honest camera
        server.now_s += 1 / 30
        taken.append(clock.next_frame_s(6_000.0 + step / 30))
    assert None not in taken[1:]


def test_a_capture_time_far_ahead_counts_as_now():
    server = Clock()
    clock = SessionClock(clock_s=server)
    clock.next_frame_s(10.0)
    server.now_s += 2.0
    assert clock.next_frame_s(1e9) == pytest.approx(2.0)
    assert clock.next_frame_s(1e9 + 0.5) == pytest.approx(2.5)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 100), st.booleans())))
def test_frames_never_go_back_in_time(moments):
    server = Clock()
    clock = SessionClock(clock_s=server)
    times_s = []
    for captured_s, elapsed_s, is_new_connection in moments:
        server.now_s += elapsed_s
        if is_new_connection:
            clock.begin_connection()
        if (time_s := clock.next_frame_s(captured_s)) is not None:
            times_s.append(time_s)
    assert times_s == sorted(set(times_s))
