"""Measures how many people one machine holds: `python -m tools.benchmarks.several [--people 4]`.

The app runs in a process of its own; each person is another process that sends a sample clip at
30 frames a second as the page does, at most two on their way. A browser takes more than such a
process: as on a server, people's own computers are left out. Printed are, for one person and for
one more each time, how often each was looked at, how far the answers lagged behind the pictures,
and whether the clip's three repetitions were counted.
"""

import argparse
import itertools
import json
import math
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rich.console import Console
from rich.table import Table
from tests.browser.driving import App, running_app
from tests.live.network import CLIPS, REPS, pictures, plan_of
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.capture.model import Model
from sciatica_coach.live.protocol import Capture, CloseCode, pack_capture
from sciatica_coach.live.scheduler import CAMERA_FPS, usable_cores
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visits
from sciatica_coach.paths import STATE_VARIABLE

_MOST_ON_THE_WAY = 2
_WARM_UP_S = 3.0
"""From when the coach is ready until all costs are known."""
_PATIENCE_S = 30.0
"""Who has not been told by then that the coach is ready begins all the same."""


@dataclass
class Person:
    """What one person saw of the coach."""

    sent_s: dict[int, float] = field(default_factory=dict)
    answered_s: list[float] = field(default_factory=list)
    lags_s: list[float] = field(default_factory=list)
    told: dict = field(default_factory=dict)
    refused: str | None = None
    on_the_way: set[int] = field(default_factory=set)
    work_s: float = 0.0
    began_s: float = math.inf
    """When the coach was ready, and the person began."""

    def is_warm(self, at_s: float) -> bool:
        """Whether all costs are known by then."""
        return at_s > self.began_s + _WARM_UP_S

    @property
    def fps(self) -> float:
        """Frames looked at a second, after the warm-up."""
        warm = [each for each in self.answered_s if self.is_warm(each)]
        return (len(warm) - 1) / (warm[-1] - warm[0])

    @property
    def warm_lags_ms(self) -> np.ndarray:
        """From sending a frame to its answer, after the warm-up."""
        pairs = zip(self.answered_s, self.lags_s, strict=True)
        return np.array([1000 * lag_s for at_s, lag_s in pairs if self.is_warm(at_s)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=4, help="at most, at the same time")
    parser.add_argument("--model", type=Model, default=Model.FULL, choices=list(Model))
    arguments = parser.parse_args()
    console = Console()
    load = os.getloadavg()[0]
    console.print(f"{usable_cores():g} cores, load before {load:.1f}, model {arguments.model}")
    table = Table(title="Several people at one coach, cameras of 30 fps")
    for head in (
        "people",
        "refused",
        "fps, least",
        "fps, most",
        "lag median",
        "lag p95",
        "counted",
    ):
        table.add_column(head, justify="right")
    with TemporaryDirectory() as folder, kept_in(Path(folder)):
        for people in range(1, arguments.people + 1):
            visits = Visits(keeper=VisitStore())
            tokens = [begun(visits, clip, arguments.model) for clip in clips(people)]
            with running_app() as app:
                table.add_row(str(people), *figures(all_at_once(app, tokens)))
    console.print(table)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """The app finds here the visits that are begun for it."""
    before = os.environ.get(STATE_VARIABLE)
    os.environ[STATE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(STATE_VARIABLE)
        if before is not None:
            os.environ[STATE_VARIABLE] = before


def clips(people: int) -> Iterator[str]:
    return islice(cycle(CLIPS), people)


def begun(visits: Visits, clip: str, model: Model) -> str:
    """The token of a visit whose set is about to begin."""
    visit = visits.open()
    visit.has_accepted = True
    visit.begin(plan_of(clip, model))
    visits.keep(visit)
    return visit.token


def all_at_once(app: App, tokens: list[str]) -> list[Person]:
    with ProcessPoolExecutor(len(tokens), mp_context=get_context("spawn")) as pool:
        work = [
            pool.submit(exercise, app.port, token, clip)
            for token, clip in zip(tokens, clips(len(tokens)), strict=True)
        ]
        return [each.result() for each in work]


def exercise(port: int, token: str, clip: str) -> Person:
    """Do the set of a clip once, as fast as it goes in life, from when the coach is ready."""
    frames = pictures(clip)
    person = Person()
    with connect(
        f"ws://127.0.0.1:{port}/live/{token}",
        origin=f"http://127.0.0.1:{port}",
        max_size=None,
        compression=None,
        open_timeout=60,
    ) as socket:
        came_s = time.perf_counter()
        listener = threading.Thread(target=listen, args=(socket, person, came_s))
        listener.start()
        for sequence in itertools.count(1):
            due_s = sequence / CAMERA_FPS
            time.sleep(max(0.0, came_s + due_s - time.perf_counter()))
            if person.told.get("stage") == "ready" or due_s > _PATIENCE_S:
                person.began_s = min(person.began_s, due_s)
            moment_s = max(0.0, due_s - person.began_s)
            if not listener.is_alive() or moment_s > frames[-1][0]:
                break
            if is_its_turn(person, time.perf_counter() - came_s):
                jpeg = next(jpeg for time_s, jpeg in reversed(frames) if time_s <= moment_s)
                person.on_the_way.add(sequence)
                person.sent_s[sequence] = time.perf_counter() - came_s
                with suppress(ConnectionClosed):  # refused: the listener knows
                    socket.send(pack_capture(Capture(sequence, due_s, jpeg)))
        socket.close()
        listener.join()
    return person


def is_its_turn(person: Person, now_s: float) -> bool:
    """Whether the page would send a frame now: see `net/pacing.js`."""
    waiting = sorted(person.on_the_way)
    if not waiting:
        return True
    if len(waiting) >= _MOST_ON_THE_WAY:
        return False
    begun_s = max(person.sent_s[waiting[0]], person.answered_s[-1] if person.answered_s else 0.0)
    return now_s - begun_s >= person.work_s / 2


def listen(socket: ClientConnection, person: Person, came_s: float) -> None:
    try:
        for message in socket:
            told = json.loads(message)
            now_s = time.perf_counter() - came_s
            if told["kind"] != "update":
                continue
            sent_s = person.sent_s[told["sequence"]]
            before_s = person.answered_s[-1] if person.answered_s else 0.0
            work_s = now_s - max(sent_s, before_s)
            person.work_s = 0.9 * person.work_s + 0.1 * work_s if person.work_s else work_s
            person.answered_s.append(now_s)
            person.lags_s.append(now_s - sent_s)
            person.told = told
            person.on_the_way = {each for each in person.on_the_way if each > told["sequence"]}
    except ConnectionClosed:
        pass
    if socket.close_code == CloseCode.BUSY:
        person.refused = socket.close_reason


def figures(people: list[Person]) -> tuple[str, ...]:
    """One row: without those who were refused."""
    served = [each for each in people if each.refused is None]
    fps = [each.fps for each in served]
    lags_ms = np.concatenate([each.warm_lags_ms for each in served])
    median, p95 = np.percentile(lags_ms, [50, 95])
    counted = sum(each.told["reps"] for each in served)
    return (
        str(len(people) - len(served)),
        f"{min(fps):.1f}",
        f"{max(fps):.1f}",
        f"{median:.0f} ms",
        f"{p95:.0f} ms",
        f"{counted} of {REPS * len(served)}",
    )


if __name__ == "__main__":
    main()
