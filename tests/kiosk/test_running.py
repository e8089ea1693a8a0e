"""`sciatica-coach run --kiosk` as it is started, with real processes."""

import json
import os
import re
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sciatica_coach.cli import main
from sciatica_coach.kiosk.browser import CHROMIUM_VARIABLE
from sciatica_coach.kiosk.pin import PIN_VARIABLE
from sciatica_coach.paths import ROOT
from sciatica_coach.records.clinic_settings import CLINIC_VARIABLE
from sciatica_coach.records.database import URL_VARIABLE
from tests.kiosk.running import free_port, started

PIN = "86420975"


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


def test_a_server_that_is_killed_is_back_by_itself_and_does_not_forget_wrong_pins(tmp_path):
    with started(tmp_path, free_port(), "--no-browser", **{PIN_VARIABLE: PIN}) as run:
        for _ in range(5):
            assert enter(run, "0000")["wait_s"] in (0, 60)
        (server,) = run.children
        os.kill(server, signal.SIGKILL)
        run.until(lambda: run.children not in ([server], []))
        run.until(run.figures)
        assert 0 < enter(run, PIN)["wait_s"] <= 60


def test_no_process_shows_the_pin_that_the_environment_held(tmp_path):
    with started(tmp_path, free_port(), "--no-browser", **{PIN_VARIABLE: PIN}) as run:
        shown = [Path(f"/proc/{pid}/{what}").read_bytes() for pid, what in seen_of(run)]
        assert len(shown) == 4
        assert not any(PIN.encode() in each for each in shown)
        assert "pass" in enter(run, PIN)
        assert "PIN" not in run.log.read_text()


def seen_of(run) -> list[tuple[int, str]]:
    """What anybody who has the account may read of the processes."""
    pids = (run.process.pid, *run.children)
    return [(pid, what) for pid in pids for what in ("environ", "cmdline")]


def enter(run, pin: str) -> dict:
    """What the staff menu is told for a PIN."""
    origin = f"http://127.0.0.1:{run.port}"
    body = json.dumps({"what": "enter", "pin": pin}).encode()
    request = urllib.request.Request(f"{origin}/kiosk-staff", body, {"Origin": origin})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)


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


def test_it_opens_no_records(tmp_path):
    """Its visitors are nobody's patients: no file for records is made, and no server asked."""
    nowhere = {URL_VARIABLE: "postgresql://nobody@127.0.0.1:1/none", CLINIC_VARIABLE: "1"}
    with (
        started(tmp_path, free_port(), "--no-browser", **nowhere) as run,
        urllib.request.urlopen(run.url, timeout=20) as answer,
    ):
        assert b"kiosk" in answer.read()
    made = [each.name for each in (tmp_path / "data").rglob("*")]
    assert not [name for name in made if "records" in name]
    assert "record" not in run.log.read_text()


def test_no_code_of_the_kiosk_opens_records():
    package = ROOT / "src" / "sciatica_coach"
    for path in [*(package / "kiosk").glob("*.py"), *(package / "ui" / "kiosk").glob("*.py")]:
        assert not re.search(r"open_records|Database\(|sqlalchemy", path.read_text()), path
