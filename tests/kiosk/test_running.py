"""`sciatica-coach run --kiosk` as it is started, with real processes."""

import os
import re
import signal
from pathlib import Path

import pytest

from sciatica_coach.cli import main
from sciatica_coach.kiosk.browser import CHROMIUM_VARIABLE
from tests.kiosk.running import free_port, started


def is_running(number: int) -> bool:
    """Whether a process does anything: one that has ended may wait to be taken note of."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_killed_and_started_it_is_ready_again(tmp_path):
    """How soon is measured by `python -m tools.benchmarks.kiosk`."""
    port = free_port()
    with started(tmp_path, port, "--no-browser") as first:
        (server,) = first.children
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        with started(tmp_path, port, "--no-browser") as second:
            assert second.children != [server]
            assert not is_running(server)


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
