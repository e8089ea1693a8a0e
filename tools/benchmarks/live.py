"""Measures the live path in a real Chromium: `python -m tools.benchmarks.live [--minutes 30]`.

A sample clip plays as the webcam at 30 fps, browser and server share this machine. Printed are,
for each model, the frames analysed a second beside a bare MediaPipe loop of the same minute, and
how far the painted skeleton lags behind the picture; then the server's memory over page reloads,
and lag and memory over minutes of exercise with the model for most. The exit code is 1 if the lag
of those minutes is longer than asked for, or grows.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from playwright.sync_api import Page
from rich.console import Console
from rich.table import Table
from tests.browser.driving import App, choose, heard, opened_page, running_app, start, webcam

from sciatica_coach import paths
from sciatica_coach.capture.mediapipe_pose import MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.pose import Frame

CLIP = "knee_to_chest_side.mp4"
EXERCISE = "Single knee-to-chest"
_SECONDS = 25.0
_WARM_UP_S = 5.0
_BARE_S = 8.0
_RELOADS = 20
_MEDIAN_MS, _P95_MS = 60.0, 120.0
"""The lag that is asked for, with the model for most."""
_GROWS_MS = 5.0
"""By so much the medians of two minutes differ on any machine."""
_NEVER_HELD_S = 20
"""Nobody in the clip holds for so long: the set is never done."""
_LABELS = {Model.LITE: "Lite:", Model.FULL: "Full:", Model.HEAVY: "Heavy:"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="of exercise without a break")
    arguments = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder, running_app() as app:
        camera = webcam(CLIP, Path(folder))
        console.print(speeds(app, camera))
        console.print(f"load of this machine over that minute: {os.getloadavg()[0]:.1f}")
        console.print(reloads(app, camera))
        table, faults = endurance(app, camera, arguments.minutes)
        console.print(table)
    for fault in faults:
        console.print(f"NOT SO: {fault}")
    return 1 if faults else 0


def speeds(app: App, camera: Path) -> Table:
    """One row a model: rates and lags."""
    table = Table(title="Live, 30 fps camera")
    for head in ("model", "analysed fps", "bare loop fps", "lag median", "lag p95", "last third"):
        table.add_column(head, justify="right")
    for model in Model:
        bare_fps = bare_loop_fps(model)
        with opened_page(camera=camera) as page:
            page.goto(app.url)
            choose(page, EXERCISE, reps=50, model=_LABELS[model])
            start(page)
            updates = exercise(page, _WARM_UP_S + _SECONDS)
        fps, lags_ms = measured(updates)
        median, p95 = np.percentile(lags_ms, [50, 95])
        late = np.median(lags_ms[-len(lags_ms) // 3 :])
        table.add_row(
            model, f"{fps:.1f}", f"{bare_fps:.1f}", *(f"{ms:.0f} ms" for ms in (median, p95, late))
        )
    return table


def exercise(page: Page, seconds: float) -> list[dict]:
    """What the component showed in so many seconds."""
    page.locator(".session[data-stage]").wait_for()
    page.wait_for_timeout(seconds * 1000)
    return heard(page)


def measured(updates: list[dict]) -> tuple[float, np.ndarray]:
    """Frames a second, and lags in ms, after the warm-up."""
    at_s = np.array([update["at_ms"] for update in updates]) / 1000
    warm = at_s > at_s[0] + _WARM_UP_S
    lags_ms = np.array([update["lag_ms"] for update in updates])[warm]
    return float((warm.sum() - 1) / np.ptp(at_s[warm])), lags_ms


def bare_loop_fps(model: Model) -> float:
    """MediaPipe alone on the same pictures, as fast as it goes."""
    with Video(paths.SAMPLES / CLIP) as video:
        images = [frame.image for frame in islice(video, 100)]
    with MediaPipePose(model) as estimator:
        frames = _endless(images)
        estimator.estimate(next(frames))
        began_s = time.perf_counter()
        count = 0
        while time.perf_counter() - began_s < _BARE_S:
            estimator.estimate(next(frames))
            count += 1
        return count / (time.perf_counter() - began_s)


def _endless(images: list[np.ndarray]) -> Iterator[Frame]:
    for index, image in enumerate(cycle(images)):
        yield Frame(image, index / 30, index)


def reloads(app: App, camera: Path) -> Table:
    """Memory of the server while a page in mid-set is loaded again and again."""
    table = Table(title=f"Server's memory over {_RELOADS} reloads of a page in mid-set")
    table.add_column("reload", justify="right")
    table.add_column("memory", justify="right")
    with opened_page(camera=camera) as page:
        page.goto(app.url)
        choose(page, EXERCISE, reps=50)
        start(page)
        for reload in range(_RELOADS + 1):
            if reload:
                page.reload()
            page.wait_for_function("window.heard.length > 60", timeout=60_000)
            if reload % 5 == 0 or reload < 3:
                table.add_row(str(reload), f"{app.memory_mb:.0f} MB")
    return table


def endurance(app: App, camera: Path, minutes: float) -> tuple[Table, list[str]]:
    """Lag and memory over minutes of one set, and what of it is not as asked for."""
    table = Table(title=f"{minutes:g} minutes of exercise, {Model.FULL}")
    for head in ("minute", "memory", "analysed fps", "lag median", "lag p95"):
        table.add_column(head, justify="right")
    lags_ms = []
    with opened_page(camera=camera) as page:
        page.goto(app.url)
        choose(page, EXERCISE, hold_s=_NEVER_HELD_S, reps=100, model=_LABELS[Model.FULL])
        start(page)
        exercise(page, 2 * _WARM_UP_S)
        for minute in range(1, max(1, round(minutes)) + 1):
            page.evaluate("window.heard = []")
            page.wait_for_timeout(60_000)
            fps, of_minute_ms = measured(heard(page))
            lags_ms.append(np.percentile(of_minute_ms, [50, 95]))
            ms = (f"{lag_ms:.0f} ms" for lag_ms in lags_ms[-1])
            table.add_row(str(minute), f"{app.memory_mb:.0f} MB", f"{fps:.1f}", *ms)
    return table, lag_faults(np.array(lags_ms))


def lag_faults(lags_ms: np.ndarray) -> list[str]:
    """What is wrong with the medians and 95th percentiles of minutes, (minutes, 2)."""
    faults = [
        f"lag {name} of minute {minute}: {lag_ms:.0f} ms, over {most_ms:.0f}"
        for lags, name, most_ms in zip(
            lags_ms.T, ("median", "p95"), (_MEDIAN_MS, _P95_MS), strict=True
        )
        for minute, lag_ms in enumerate(lags, 1)
        if lag_ms > most_ms
    ]
    if len(lags_ms) > 1:
        last = len(lags_ms) - 1
        grown_ms = last * np.polyfit(np.arange(len(lags_ms)), lags_ms[:, 0], 1)[0]
        if grown_ms > _GROWS_MS:
            faults.append(f"the median lag has grown by {grown_ms:.0f} ms in {last} minutes")
    return faults


if __name__ == "__main__":
    sys.exit(main())
