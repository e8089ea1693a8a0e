"""The kiosk's app on a real server, with estimators that find the stick figure."""

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.pin import Staff
from sciatica_coach.kiosk.vision_worker import VisionWorker
from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.motion.pose import Frame, Pose
from sciatica_coach.ui.kiosk.hosting import kiosk_app
from tests.coaching.play import EXERCISES
from tests.kiosk.people import sitting
from tests.live.scene import JPEGS, Replay

PIN = "2468"


@dataclass
class Lobby:
    """Who is there, whichever estimator looks."""

    person: Callable[[float], Pose] | None = sitting
    begun_s: float = 0.0
    now_s: float = 0.0
    """Of the latest frame, as the kiosk's estimators get it."""
    opened: list[Replay] = field(default_factory=list)

    def find(self, frame: Frame, /) -> tuple[Pose, ...]:
        pose = self.pose(frame.time_s)
        return (pose,) if pose else ()

    def pose(self, time_s: float) -> Pose | None:
        self.now_s = time_s
        return self.person(time_s - self.begun_s) if self.person else None

    def close(self) -> None:
        pass

    def open_estimator(self, *_: object) -> Replay:
        lobby = self

        class Estimator(Replay):
            def estimate(self, frame: Frame, /) -> Pose | None:
                return lobby.pose(frame.time_s)

        self.opened.append(Estimator())
        return self.opened[-1]


@dataclass(frozen=True)
class Server:
    port: int
    kiosk: Kiosk
    lobby: Lobby
    left: threading.Event

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, origin: str | None = None) -> ClientConnection:
        return connect(
            f"ws://127.0.0.1:{self.port}/kiosk-live",
            origin=origin or self.origin,
            compression=None,
        )

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        return self._answer(urllib.request.Request(self.origin + path, headers=headers))

    def staff(self, *, origin: str | None = None, **asked: object) -> tuple[int, dict]:
        return self.post_to_staff(json.dumps(asked).encode(), origin=origin)

    def post_to_staff(self, body: bytes, *, origin: str | None = None) -> tuple[int, dict]:
        """Any bytes; without an origin that is empty."""
        known = self.origin if origin is None else origin
        headers = {"Origin": known} if known else {}
        status, told = self._answer(
            urllib.request.Request(self.origin + "/kiosk-staff", body, headers)
        )
        return status, json.loads(told) if told.startswith("{") else {"text": told}

    @staticmethod
    def _answer(request: urllib.request.Request) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


class Page:
    """The kiosk's page as the server knows it: frames and touches by a clock of its own."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sequence = 0
        self.now_s = 10.0
        self.told: dict = {}
        self.hear()
        self.hear()

    def hear(self) -> dict:
        message = json.loads(self._socket.recv(timeout=20))
        if message["kind"] in ("scene", "update"):
            self.told = message
        return message

    def say(self, kind: str, **more: object) -> dict:
        told = {"kind": kind, "at_ms": self.now_s * 1000, **more}
        self._socket.send(json.dumps(told))
        return self.hear()

    def press(self, what: str) -> dict:
        return self.say("press", what=what)

    def see(self, seconds: float = 0.0, rate_hz: float = 10.0) -> dict:
        """Frames of so many seconds, one at least; the last answer."""
        answer: dict = {}
        for _ in range(max(1, round(seconds * rate_hz))):
            self.now_s += 1 / rate_hz
            self._sequence += 1
            jpeg = JPEGS[self._sequence % len(JPEGS)]
            self._socket.send(pack_capture(Capture(self._sequence, self.now_s, jpeg)))
            answer = self.hear()
        return answer


@contextmanager
def serve(file: Path) -> Iterator[Server]:
    """A kiosk whose settings are kept in a file."""
    lobby, left = Lobby(), threading.Event()
    vision_worker = VisionWorker(
        on_lost=lambda: None, open_finder=lambda: lobby, open_estimator=lobby.open_estimator
    )
    kiosk = Kiosk(EXERCISES, Staff(PIN), vision_worker, file=file, on_leave=left.set)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(kiosk_app(kiosk), ws="websockets-sansio", log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield Server(listener.getsockname()[1], kiosk, lobby, left)
        finally:
            server.should_exit = True
            thread.join()
            vision_worker.close()
