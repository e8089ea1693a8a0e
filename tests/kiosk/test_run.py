"""`sciatica-coach run --kiosk` as it is started, with real processes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sciatica_coach.cli import main
from sciatica_coach.kiosk.browser import CHROMIUM_VARIABLE
from sciatica_coach.records.store import FOLDER_VARIABLE
from tests.test_cli import free_port

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
                env=os.environ | {FOLDER_VARIABLE: str(folder / "data")} | environment,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            )

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


def test_killed_and_started_it_is_ready_again(tmp_path):
    """How soon is measured by `python -m benchmarks.kiosk`."""
    port = free_port()
    with started(tmp_path, port, "--no-browser") as first:
        (server,) = first.children
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        with started(tmp_path, port, "--no-browser") as second:
            assert second.children != [server]
            assert not Path(f"/proc/{server}").exists()


def test_a_server_that_is_killed_is_back_by_itself(tmp_path):
    with started(tmp_path, free_port(), "--no-browser") as run:
        (server,) = run.children
        os.kill(server, signal.SIGKILL)
        run.until(lambda: run.children not in ([server], []))
        run.until(run.figures)


def test_without_chromium_it_says_what_is_missing_and_serves(tmp_path):
    nowhere = {CHROMIUM_VARIABLE: str(tmp_path / "chromium")}
    with started(tmp_path, free_port(), **nowhere) as run:
        said = run.log.read_text()
        assert "apt-get install chromium" in said
        assert f"open http://127.0.0.1:{run.port} in a browser by hand" in said


def test_it_makes_up_a_pin_prints_it_and_ends_with_ctrl_c(tmp_path):
    with started(tmp_path, free_port(), "--no-browser") as run:
        assert re.search(r"PIN: [0-9]{6} ", run.log.read_text())
        (server,) = run.children
        os.killpg(run.process.pid, signal.SIGINT)
        assert run.process.wait(30) == 130
        assert not Path(f"/proc/{server}").exists()
        assert "Traceback" not in run.log.read_text()
    assert list(tmp_path.glob("data/*")) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--pin-file", "nowhere"], "--pin-file"),
        (["--kiosk", "--pin-file", "nowhere"], "the PIN file nowhere cannot be read"),
    ],
)
def test_wrong_use_is_told(capsys, arguments, sentence):
    assert main(["run", *arguments]) in (1, 2)
    assert sentence in capsys.readouterr().err
