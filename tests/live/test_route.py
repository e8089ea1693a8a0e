import json
import math
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from sciatica_coach.errors import ModelError
from sciatica_coach.kiosk.kiosk import resident_mb
from sciatica_coach.live import route
from sciatica_coach.live.protocol import Capture, CloseCode, pack_capture
from sciatica_coach.live.scheduler import FrameScheduler
from sciatica_coach.live.session import LiveSession
from tests.live.scene import JPEG, PLAN, RATE_HZ, Opener, Replay, captures, jpeg, session
from tests.live.server import Server, serve

_ROUNDS = 20


@pytest.fixture
def server():
    with serve(scheduler=FrameScheduler(slots=2)) as running:
        yield running


def hear(socket: ClientConnection) -> dict:
    return json.loads(socket.recv(timeout=20))


@contextmanager
def greeted(server: Server, token: str) -> Iterator[ClientConnection]:
    with server.connect(token) as socket:
        assert hear(socket)["kind"] == "hello"
        yield socket


def closing(socket: ClientConnection) -> tuple[int, str]:
    """Read on until the coach closes the socket."""
    with pytest.raises(ConnectionClosed, match=r"^received \d+") as closed:
        deque(iter(partial(socket.recv, timeout=20), None), maxlen=0)
    return closed.value.rcvd.code, closed.value.rcvd.reason


def test_a_set_is_coached_over_the_socket(server):
    visit = server.visit(session())
    with greeted(server, visit.token) as socket:
        for capture in captures():
            socket.send(pack_capture(capture))
            told = hear(socket)
            assert told["sequence"] == capture.sequence
    assert told["reps"] == 3
    assert told["stage"] == "done"
    assert visit.live.finish()[0].complete_reps == 3
    assert server.figures()["frames"] == len(captures())


def test_who_says_this_is_me_is_followed(server):
    opener = Opener(people=2)
    visit = server.visit(session(opener))
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert hear(socket)["bystanders"] is None
        socket.send('{"kind": "choose", "x": 0.2, "y": 0.5}')
        socket.send(pack_capture(Capture(2, 0.1, JPEG)))
        assert hear(socket)["bystanders"] == {
            "boxes": [[0.0, 0.0, 0.4, 1.0], [0.6, 0.0, 1.0, 1.0]],
            "followed": 0,
            "chosen": True,
        }
    assert opener.opened[0].chosen == [(0.2, 0.5)]


def test_reloads_go_on_with_the_same_set_and_the_same_estimator():
    opener = Opener()
    with serve() as server:
        visit = server.visit(LiveSession(PLAN, open_estimator=opener))
        for reload in range(20):
            with greeted(server, visit.token) as socket:
                socket.send(pack_capture(Capture(1, 0.0, JPEG)))
                assert hear(socket)["kind"] == "update"
            assert visit.live.frames == reload + 1
        assert [each.is_open for each in opener.opened] == [True]
    assert not visit.live.is_awake


class Told(Replay):
    """Tells when it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = threading.Event()

    def close(self) -> None:
        super().close()
        self.closed.set()


def test_a_socket_that_does_not_come_back_leaves_no_estimator_open():
    told = Told()
    with serve(reload_s=0.05) as server:
        visit = server.visit(LiveSession(PLAN, open_estimator=lambda *_: told))
        with greeted(server, visit.token) as socket:
            socket.send(pack_capture(Capture(1, 0.0, JPEG)))
            hear(socket)
            assert visit.live.is_awake
        assert told.closed.wait(20)
        assert not visit.live.is_awake


class Slow(Replay):
    """Takes frames only as fast as it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Semaphore(0)
        self.has_begun = threading.Semaphore(0)

    def estimate(self, frame, /):
        self.has_begun.release()
        self.may_go_on.acquire(timeout=20)
        return super().estimate(frame)


def test_the_newest_frame_wins(server):
    slow = Slow()
    visit = server.visit(LiveSession(PLAN, open_estimator=lambda *_: slow))
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert slow.has_begun.acquire(timeout=20)
        for number in range(2, 12):
            socket.send(pack_capture(Capture(number, number / 30, jpeg(64, 48))))
        slow.may_go_on.release(20)
        heard = [hear(socket)["sequence"]]
        while heard[-1] != 11:
            heard.append(hear(socket)["sequence"])
    assert heard[0] == 1
    assert len(slow.seen) == len(heard) < 6


@pytest.mark.parametrize("wrong_s", [1e15, math.nan, -1.0])
def test_a_capture_time_that_no_camera_has_does_not_stop_the_set(server, wrong_s):
    visit = server.visit(session())
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert hear(socket)["kind"] == "update"
        socket.send(pack_capture(Capture(2, wrong_s, JPEG)))
        assert closing(socket)[0] == CloseCode.MALFORMED
    with greeted(server, visit.token) as socket:
        for number in range(3):
            socket.send(pack_capture(Capture(number, number / 30, JPEG)))
            told = hear(socket)
        assert told["kind"] == "update"


_FLOOD = 3_000


def test_a_flood_of_frames_costs_no_memory_and_others_are_served(server):
    flooding, other = server.visit(session()), server.visit(session())
    picture = JPEG + b"\x00" * 10_000  # behind its end
    with greeted(server, flooding.token) as socket, greeted(server, other.token) as their_socket:
        before_mb = resident_mb()
        flood = threading.Thread(target=send_frames, args=(socket, picture))
        flood.start()
        for number in range(_ROUNDS):
            their_socket.send(pack_capture(Capture(number, number / 30, JPEG)))
            assert hear(their_socket)["kind"] == "update"
        flood.join()
        assert resident_mb() - before_mb < 0.3 * _FLOOD * len(picture) / 1e6


def send_frames(socket: ClientConnection, picture: bytes) -> None:
    for number in range(_FLOOD):
        socket.send(pack_capture(Capture(number, number / 1000, picture)))


def test_unknown_sets_are_refused(server):
    without_a_set = server.visits.open()
    for token in ("x", without_a_set.token):
        with server.connect(token) as socket:
            assert closing(socket) == (4404, "there is no such set")
    assert server.route.refused == {CloseCode.UNKNOWN_SESSION: 2}


@pytest.mark.parametrize(
    ("message", "code", "reason"),
    [
        pytest.param(b"\x00" * 1_000_001, 1009, "over 1000 kB", id="too big"),
        pytest.param(b"\x00" * 40, 4400, "version 1, not 0", id="malformed"),
        pytest.param("hello", 4400, "texts must choose", id="text"),
        pytest.param(pack_capture(Capture(1, 0.0, b"words")), 4400, "not a JPEG", id="no JPEG"),
        pytest.param(
            pack_capture(Capture(1, 0.0, jpeg(2100, 64))), 4400, "2100 x 64", id="too wide"
        ),
    ],
)
def test_wrong_messages_close_the_socket_and_are_counted(server, message, code, reason):
    opener = Opener()
    visit = server.visit(session(opener))
    with greeted(server, visit.token) as socket:
        socket.send(message)
        closed, said = closing(socket)
    assert closed == code
    assert reason in said
    assert server.route.refused == {CloseCode(code): 1}
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert hear(socket)["kind"] == "update"


def test_a_second_window_takes_the_set_over_and_the_first_need_not_ask_to_be_told(server):
    visit = server.visit(session())
    with greeted(server, visit.token) as first, greeted(server, visit.token) as second:
        assert closing(first) == (4409, "this set goes on in another window")
        second.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert hear(second)["kind"] == "update"


def test_who_goes_on_sending_is_told_of_the_other_window_as_well(server):
    """The word must not get lost when a frame comes at the same moment: some round hits it."""
    visit = server.visit(session())
    for _ in range(_ROUNDS):
        with greeted(server, visit.token) as first:
            sending = threading.Thread(target=send_on, args=(first,))
            sending.start()
            with greeted(server, visit.token):
                assert closing(first)[0] == CloseCode.TAKEN_OVER
            sending.join()


def send_on(socket: ClientConnection) -> None:
    """One frame after the other, as fast as it goes, until the socket is closed."""
    message = pack_capture(Capture(1, 0.0, JPEG))
    with suppress(ConnectionClosed):
        while True:
            socket.send(message)


def test_an_ended_set_closes_the_socket(server):
    visit = server.visit(session())
    with greeted(server, visit.token) as socket:
        visit.live.finish()
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert closing(socket) == (4410, "this set has ended")


def test_one_more_than_there_are_slots_is_told_so_and_may_come_again(server):
    visits = [server.visit(session()) for _ in range(3)]
    with greeted(server, visits[0].token):
        with greeted(server, visits[1].token):
            assert refusal(server, visits[2].token) == (
                1013,
                "2 people are exercising already, and one more would slow all down",
            )
            with greeted(server, visits[0].token):
                pass
            visits[1].live.finish()
        assert_slot_is_free(server, visits[2].token)


def test_who_loads_the_page_again_finds_the_slot_kept(server):
    first, second, late = (server.visit(session()).token for _ in range(3))
    with greeted(server, first):
        pass
    with greeted(server, second):
        assert refusal(server, late)[0] == CloseCode.BUSY
        with greeted(server, first):
            assert server.figures()["people"] == 2


def refusal(server: Server, token: str) -> tuple[int, str]:
    with server.connect(token) as late:
        return closing(late)


def assert_slot_is_free(server: Server, token: str) -> None:
    """The slot is given back as soon as the server has seen the other socket close."""
    for _ in range(200):
        with server.connect(token) as socket:
            try:
                assert hear(socket)["kind"] == "hello"
            except ConnectionClosed:
                continue
            return
    pytest.fail("the slot was not given back")


class Busy(Replay):
    """Keeps a core busy for some time with each frame."""

    def __init__(self, work_s: float) -> None:
        super().__init__()
        self._work_s = work_s

    def estimate(self, frame, /):
        until_s = time.perf_counter() + self._work_s
        while time.perf_counter() < until_s:
            pass
        return super().estimate(frame)


def test_whoever_asks_more_of_the_machine_is_looked_at_as_often_as_the_others():
    with serve(scheduler=FrameScheduler(cores=1, slots=3)) as server:
        visits = [
            server.visit(LiveSession(PLAN, open_estimator=lambda *_, work_s=work_s: Busy(work_s)))
            for work_s in (0.01, 0.02, 0.07)
        ]
        people = [threading.Thread(target=exercise, args=(server, each)) for each in visits]
        for person in people:
            person.start()
        for person in people:
            person.join()
        looked = [visit.live.frames for visit in visits]
    assert min(looked) > 0.6 * max(looked) > 10


def exercise(server: Server, visit) -> None:
    """Send at a camera's pace for some seconds, and hear that the machine is shared."""
    paces = []
    with greeted(server, visit.token) as socket:
        for capture in captures(end_s=4.0):
            socket.send(pack_capture(capture))
            with suppress(TimeoutError):
                paces.append(json.loads(socket.recv(timeout=1 / RATE_HZ))["pace"])
    assert any(pace and pace["people"] == 3 and pace["fps"] < 15 for pace in paces)


def test_a_quiet_socket_lets_the_estimator_rest():
    opened: list[Told] = []
    with serve(quiet_s=0.05) as server:
        live = LiveSession(PLAN, open_estimator=lambda *_: opened.append(Told()) or opened[-1])
        visit = server.visit(live)
        with greeted(server, visit.token) as socket:
            socket.send(pack_capture(Capture(1, 0.0, JPEG)))
            hear(socket)
            assert opened[0].closed.wait(20)
            assert not live.is_awake
            socket.send(pack_capture(Capture(2, 5.0, JPEG)))
            assert hear(socket)["kind"] == "update"
    assert len(opened) == 2


def test_a_failing_model_is_told_and_counted(server, caplog):
    class Broken(Replay):
        def estimate(self, frame, /):
            raise ModelError("the pose model failed: out of memory")

    visit = server.visit(LiveSession(PLAN, open_estimator=lambda *_: Broken()))
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert closing(socket) == (1011, "the pose model failed: out of memory")
    assert server.route.refused == {CloseCode.FAILED: 1}
    assert "could not be processed" in caplog.text


def test_looking_at_a_frame_does_not_stop_the_server(server):
    slow = Slow()
    visit = server.visit(LiveSession(PLAN, open_estimator=lambda *_: slow))
    with greeted(server, visit.token) as socket:
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert slow.has_begun.acquire(timeout=20)
        assert server.figures()["sockets"] == 1
        with greeted(server, server.visit(session()).token):
            assert server.figures()["sockets"] == 2
        slow.may_go_on.release()
        assert hear(socket)["sequence"] == 1


def test_who_may_not_exercise_gets_no_answer_and_the_set_is_not_touched():
    with serve(may_exercise=lambda _visit, *, in_use: False) as server:
        visit = server.visit(session())
        with server.connect(visit.token) as socket:
            assert closing(socket)[0] == CloseCode.UNKNOWN_SESSION
        assert server.figures()["people"] == 0


def test_who_may_not_exercise_any_more_is_cut_off_and_whether_anybody_is_seen_is_told(monkeypatch):
    monkeypatch.setattr(route, "_CHECKED_EVERY_S", -1.0)
    asked = []

    def may_exercise(_visit, *, in_use):
        asked.append(in_use)
        return len(asked) < 4

    with serve(may_exercise=may_exercise) as server:
        visit = server.visit(session())
        with greeted(server, visit.token) as socket:
            for capture in captures()[:3]:
                socket.send(pack_capture(capture))
                if len(asked) < 3:
                    hear(socket)
            assert closing(socket)[0] == CloseCode.UNKNOWN_SESSION
    assert asked == [True] * 4
