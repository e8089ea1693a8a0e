"""A clip before the coach over a bad network: frames are dropped, stall, and the socket is cut.

Time is the clip's: the server's clock stands at the moment when a frame arrives, so that a run is
the same each time with the same seed, however busy the machine is.
"""

import json
import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import cv2
from websockets.sync.client import ClientConnection

from sciatica_coach import paths
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.video import Video
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.live.session import LiveSession, Plan
from tests.live.scene import Clock
from tests.live.server import Server

CLIPS = {
    "knee_to_chest_side.mp4": "single-knee-to-chest",
    "knee_to_chest_oblique.mp4": "single-knee-to-chest",
    "figure_4_side.mp4": "figure-4",
    "figure_4_oblique.mp4": "figure-4",
    "nerve_floss_side.mp4": "nerve-floss",
    "nerve_floss_oblique.mp4": "nerve-floss",
}
"""The sample clips and what is done in them, three times each."""
REPS = 3
_HOLD_S = 0.7
"""The people in the clips hold for 1.3 s."""
_WIDTH_PX = 480
_FPS, _REST_S = 25, 1.5
_READY_S = 1.0
"""Who is on the floor begins when the coach is ready; a clip cannot wait, and moves after 1.4 s:
until then frames are dropped, but neither stall nor is the socket cut."""
_BROWSER_CLOCK_S = 1234.5


@dataclass(frozen=True)
class Network:
    """How bad it is."""

    drop_share: float = 0.3
    stalls: int = 5
    stall_s: float = 0.5
    cuts: int = 5
    back_after_s: float = 0.6
    """Until the page has connected again: half a second of waiting, and the way there."""
    delay_s: tuple[float, float] = (0.02, 0.15)
    """How long a frame is on its way: each its own time."""


GOOD = Network(0.0, 0, 0.0, 0, 0.0, (0.01, 0.01))


@dataclass(frozen=True)
class Outcome:
    """What the coach counted."""

    reps: int
    attempts: int
    looked_at: int
    cuts: int
    records: object
    """What came of the set."""


def walk(server: Server, clip: str, network: Network, *, seed: int) -> Outcome:
    """Do the set of a clip over the network."""
    chance = random.Random(seed)
    clock = Clock()
    began_s = clock()
    live = LiveSession(plan_of(clip), clock_s=clock)
    visit = server.visit(live)
    frames = pictures(clip)
    cut_s = _moments(chance, frames[-1][0], network.cuts)
    stall_s = _moments(chance, frames[-1][0], network.stalls)
    told: dict = {}
    looked_at = cuts = 0
    line: _Line | None = None
    away_until_s = 0.0
    for number, (time_s, jpeg) in enumerate(frames):
        if cut_s and time_s >= cut_s[0]:
            cut_s.pop(0)
            cuts += 1
            if line is not None:
                line.cut()
            line, away_until_s = None, time_s + network.back_after_s
        if stall_s and time_s >= stall_s[0]:
            stall_s.pop(0)
            away_until_s = max(away_until_s, time_s + network.stall_s)
        if time_s < away_until_s or chance.random() < network.drop_share:
            continue
        clock.now_s = max(clock.now_s, began_s + time_s + chance.uniform(*network.delay_s))
        line = line or _Line(server, visit.token)
        heard = line.ask(Capture(number + 1, _BROWSER_CLOCK_S + time_s, jpeg))
        looked_at += heard["kind"] == "update"
        told = heard if heard["kind"] == "update" else told
    if line is not None:
        line.cut()
    return Outcome(told["reps"], told["attempts"], looked_at, cuts, live.finish())


def plan_of(clip: str, model: Model = Model.FULL) -> Plan:
    """The set that a clip shows."""
    exercise = exercise_of(clip)
    dose = exercise.dose.model_copy(
        update={"hold_s": min(exercise.dose.hold_s, _HOLD_S), "reps": REPS}
    )
    return Plan(exercise, (), dose, model)


def exercise_of(clip: str) -> Exercise:
    return load_exercises()[CLIPS[clip]]


@cache
def pictures(clip: str) -> list[tuple[float, bytes]]:
    """Moments and JPEG pictures, as the page sends them; who is done stays for a moment."""
    moving = list(_pictures(clip))
    last_s, still = moving[-1]
    rests = round(_REST_S * _FPS)
    return moving + [(last_s + number / _FPS, still) for number in range(1, rests + 1)]


def _pictures(clip: str) -> Iterator[tuple[float, bytes]]:
    with Video(paths.SAMPLES / clip) as video:
        width, height = video.size_px
        size = (_WIDTH_PX, round(height * _WIDTH_PX / width))
        for frame in video:
            small = cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA)
            jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
            yield frame.time_s, jpeg.tobytes()


def _moments(chance: random.Random, duration_s: float, count: int) -> list[float]:
    """Moments all over the set, each somewhere in a share of its own."""
    share_s = (duration_s - _READY_S) / max(count, 1)
    return [_READY_S + (part + chance.random()) * share_s for part in range(count)]


class _Line:
    """One connection to the coach."""

    def __init__(self, server: Server, token: str) -> None:
        self._open = ExitStack()
        self._socket: ClientConnection = self._open.enter_context(server.connect(token))
        assert json.loads(self._socket.recv(timeout=60))["kind"] == "hello"

    def ask(self, capture: Capture) -> dict:
        """Show a frame, and wait for its answer."""
        self._socket.send(pack_capture(capture))
        return json.loads(self._socket.recv(timeout=60))

    def cut(self) -> None:
        """As a network does it: without a word to the other end."""
        self._socket.socket.shutdown(socket.SHUT_RDWR)
        self._open.close()
