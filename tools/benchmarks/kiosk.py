"""Measures the kiosk over many visitors: `python -m tools.benchmarks.kiosk [--minutes 60]`.

The kiosk is started as in a lobby, without its browser; visitors come one after the other over its
WebSocket, with the frames of a sample clip and the times at which those were taken, as fast as the
server looks at them. Most do the whole exercise; some stop, some walk away in the middle of it.
Printed are memory, threads and open files of the server, minute by minute, each with nobody there;
then how soon it is ready again after `kill -9`.
"""

import argparse
import json
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table
from tests.kiosk.running import Run, free_port, started
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.capture.video import Video
from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.paths import SAMPLES

CLIP = SAMPLES / "nerve_floss_side.mp4"
_WIDTH_PX = 480
_RATE_HZ = 8.0
_LOBBY_HZ = 3.0
_MOST_S = 115.0
_WARM_UP_S = 120.0
"""Libraries that are loaded with the first visitors stay."""
_WALKS_AWAY, _STOPS, _SPEAKS = 5, 7, 3
"""Every how many-th visitor does so."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="of visitors")
    minutes = parser.parse_args().minutes
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        with started(Path(folder), port, "--no-browser") as run:
            measured = visits(run, 60 * minutes, console)
            console.print(summary(measured))
            left = [path for path in Path(folder).rglob("*") if path.is_file()]
            console.print(f"files that visitors left: {len(left) - 1}")  # the log is ours
            (server,) = run.children
            os.kill(run.process.pid, signal.SIGKILL)
            begun_s = time.monotonic()
            run.process.wait()
        with started(Path(folder), port, "--no-browser"):
            ready_s = time.monotonic() - begun_s
        console.print(f"ready again {ready_s:.1f} s after kill -9 of server {server} and command")


@dataclass(frozen=True)
class Sample:
    """The server with nobody there."""

    at_s: float
    visitors: int
    memory_mb: float
    threads: int
    files: int


def visits(run: Run, seconds: float, console: Console) -> list[Sample]:
    """Visitor after visitor; a sample after each, the last one of each minute printed."""
    frames, samples = clip_frames(), []
    begun_s, minute = time.monotonic(), 0
    with connect(
        f"ws://127.0.0.1:{run.port}/kiosk-live",
        origin=f"http://127.0.0.1:{run.port}",
        compression=None,
    ) as socket:
        lobby = Lobby(socket)
        for number in count(1):
            lobby.visit(number, frames)
            samples.append(sample(run, time.monotonic() - begun_s, number))
            if samples[-1].at_s >= 60 * minute:
                console.print(line(samples[-1]))
                minute = int(samples[-1].at_s // 60) + 1
            if samples[-1].at_s >= seconds:
                return samples
    raise AssertionError("visitors do not run out")


def clip_frames() -> list[tuple[float, bytes]]:
    """Times and pictures of the clip, as the page would send them."""
    taken, due_s = [], 0.0
    with Video(CLIP) as video:
        height = round(video.size_px[1] * _WIDTH_PX / video.size_px[0])
        for frame in video:
            if frame.time_s >= due_s:
                due_s += 1 / _RATE_HZ
                taken.append((frame.time_s, packed(cv2.resize(frame.image, (_WIDTH_PX, height)))))
    return taken


def packed(image: np.ndarray) -> bytes:
    return bytes(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 75])[1])


EMPTY = packed(np.full((360, _WIDTH_PX, 3), 120, np.uint8))


class Lobby:
    """The page with a camera, and whoever is before it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._now_s = 1.0
        self._sequence = 0
        self._scene = ""
        self._hear("hello")
        self._hear("scene")

    def visit(self, number: int, frames: list[tuple[float, bytes]]) -> None:
        """From an empty lobby to an empty lobby."""
        self._stand([EMPTY] * 3)
        self._stand([frames[0][1]] * 6)
        if number % _SPEAKS == 0:
            self._say("language", code="es")
        self._press("begin", "consent")
        self._stand([frames[0][1]] * 6)
        self._press("agree", "exercise")
        for exercised_s in self._exercise(frames):
            if number % _STOPS == 0 and exercised_s > 10:
                self._press("stop", "result")
            if number % _WALKS_AWAY == 0 and exercised_s > 8:
                self._walk_away()
        if self._scene == "result":
            self._stand([frames[0][1]] * 6)
            self._press("done", "attract")
        assert self._scene == "attract", self._scene
        self._stand([EMPTY] * 3)

    def _exercise(self, frames: list[tuple[float, bytes]]) -> Iterator[float]:
        """The clip again and again, until the exercise is over."""
        begun_s = self._now_s
        while self._scene == "exercise":
            round_s = self._now_s
            for time_s, jpeg in frames:
                self._see(jpeg, round_s + time_s + 1 / _RATE_HZ)
                yield self._now_s - begun_s
                if self._scene != "exercise":
                    return
            assert self._now_s - begun_s < _MOST_S, "an exercise ends under two minutes"

    def _walk_away(self) -> None:
        while self._scene == "exercise":
            self._see(EMPTY, self._now_s + 1.0)

    def _stand(self, pictures: list[bytes]) -> None:
        for jpeg in pictures:
            self._see(jpeg, self._now_s + 1 / _LOBBY_HZ)
        self._say("here", camera=None)

    def _see(self, jpeg: bytes, time_s: float) -> None:
        self._now_s = time_s
        self._sequence += 1
        self._socket.send(pack_capture(Capture(self._sequence, time_s, jpeg)))
        self._hear("update")

    def _press(self, what: str, leads_to: str) -> None:
        self._say("press", what=what)
        assert self._scene == leads_to, (what, self._scene)

    def _say(self, kind: str, **more: object) -> None:
        told = {"kind": kind, "at_ms": self._now_s * 1000, **more}
        self._socket.send(json.dumps(told))
        self._hear("scene")

    def _hear(self, kind: str) -> None:
        told = json.loads(self._socket.recv(timeout=60))
        assert told["kind"] == kind, told
        self._scene = told.get("scene", "")


def sample(run: Run, at_s: float, visitors: int) -> Sample:
    """What the server holds now."""
    (server,) = run.children
    proc = Path(f"/proc/{server}")
    status = dict(each.split(":", 1) for each in (proc / "status").read_text().splitlines())
    return Sample(
        at_s,
        visitors,
        int(status["VmRSS"].split()[0]) / 1024,
        int(status["Threads"]),
        len(list((proc / "fd").iterdir())),
    )


def line(taken: Sample) -> str:
    return (
        f"minute {taken.at_s / 60:5.1f}  visitors {taken.visitors:4d}  "
        f"memory {taken.memory_mb:6.1f} MB  threads {taken.threads:3d}  files {taken.files:3d}"
    )


def summary(samples: list[Sample]) -> Table:
    """The first and the last sixth after the warm-up beside each other."""
    warm = [each for each in samples if each.at_s >= _WARM_UP_S] or samples
    part = max(1, len(warm) // 6)
    table = Table(title=f"Kiosk over {samples[-1].visitors} visitors")
    for head in ("", "first sixth", "last sixth", "change"):
        table.add_column(head, justify="right")
    for name in ("memory_mb", "threads", "files"):
        first, last = (
            statistics.median(getattr(each, name) for each in some)
            for some in (warm[:part], warm[-part:])
        )
        table.add_row(name, f"{first:.1f}", f"{last:.1f}", f"{100 * (last / first - 1):+.1f} %")
    return table


if __name__ == "__main__":
    main()
