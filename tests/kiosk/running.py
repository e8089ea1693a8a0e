"""`sciatica-coach run --kiosk` in processes of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sciatica_coach.kiosk.pin import PIN_VARIABLE
from sciatica_coach.paths import DATA_VARIABLE
from tests.cli.calling import free_port

__all__ = ["Run", "free_port", "started"]

START_S = 60.0


class Run:
    """The command and what it prints."""

    def __init__(self, folder: Path, port: int, *switches: str, **environment: str) -> None:
        self.port = port
        self.log = folder / f"log-{time.monotonic_ns()}"
        command = [sys.executable, "-m", "sciatica_coach.cli", "run", "--kiosk"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(port), *switches],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=_without_pin() | {DATA_VARIABLE: str(folder / "data")} | environment,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            )

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/"

    def figures(self) -> dict | None:
        address = f"http://127.0.0.1:{self.port}/live-figures"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def until(self, is_true) -> None:
        deadline_s = time.monotonic() + START_S
        while not is_true():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline_s, self.log.read_text()
            os.sched_yield()

    @property
    def children(self) -> list[int]:
        own = self.process.pid
        return [int(each) for each in Path(f"/proc/{own}/task/{own}/children").read_text().split()]


@contextmanager
def started(*arguments, **environment) -> Iterator[Run]:
    run = Run(*arguments, **environment)
    try:
        run.until(run.figures)
        yield run
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.process.pid, signal.SIGTERM)
        run.process.wait(30)


def _without_pin() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != PIN_VARIABLE}
