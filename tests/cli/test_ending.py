"""However it is asked to end, nothing of it is left: as after Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from sciatica_coach.cli import ending
from sciatica_coach.cli.ending import EndRequested, EndRequests
from sciatica_coach.paths import SAMPLES
from tests.cli.calling import free_port, names
from tests.cli.processes import is_served, marked, until

MARK = "SCIATICA_COACH_TEST_MARK"


def test_a_request_becomes_an_interrupt_and_the_handlers_come_back():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        requests = EndRequests()
        before = signal.getsignal(number)
        with pytest.raises(EndRequested), requests.obeyed():
            signal.raise_signal(number)
        assert requests.has_come
        assert signal.getsignal(number) is before


def test_an_interrupted_text_of_code_does_not_change_the_exit_code(tmp_path):
    """Python notes a KeyboardInterrupt that leaves `exec`, and ends by a signal for it."""
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


INTERRUPTED = """
import signal, sys
from sciatica_coach.cli.ending import EndRequested, EndRequests
with EndRequests().obeyed():
    try:
        exec("signal.raise_signal(signal.SIGINT)")
    except KeyboardInterrupt:
        pass
sys.exit(130)
"""


def test_a_second_request_does_not_disturb_the_clearing_up(monkeypatch):
    requests = EndRequests()
    with requests.obeyed():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGHUP)
        monkeypatch.setattr(ending, "_AGAIN_S", 0.0)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGHUP)


def test_what_is_ignored_on_purpose_stays_ignored():
    """`nohup` lets a command go on when its terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        requests = EndRequests()
        with requests.obeyed():
            signal.raise_signal(signal.SIGHUP)
        assert not requests.has_come
    finally:
        signal.signal(signal.SIGHUP, before)


@contextmanager
def started(mark, *arguments):
    command = [sys.executable, "-m", "sciatica_coach.cli", *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {MARK: mark},
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            for number in marked(mark):
                os.kill(number, signal.SIGKILL)


def ended(process, number, mark):
    process.send_signal(number)
    process.wait(60)
    until(lambda: not marked(mark))


@pytest.fixture
def clips(tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    found = [folder / "a.mp4", folder / "b.mp4"]
    for clip in found:
        shutil.copy(SAMPLES / "figure_4_side.mp4", clip)
    return found


def analysing(mark, clips):
    """`analyse --jobs 2`, seen at work by the sentence about a video that is not there."""
    options = ("--exercise", "figure-4", "--model", "lite", "--annotated", "--jobs", "2")
    return started(mark, "analyse", clips[0].with_name("missing.mp4"), *clips, *options)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_analysis_in_several_processes(tmp_path, clips, number):
    with analysing(str(tmp_path), clips) as process:
        assert "does not exist" in process.stderr.readline()
        ended(process, number, str(tmp_path))
        rest = process.stderr.read()
    if number != signal.SIGKILL:
        assert process.returncode == 130
        assert rest == "sciatica-coach: stopped; what was finished before is kept.\n"
    # What is drawn goes to a draft for the end: workers remove it even if their parent was killed.
    assert not [name for name in names(clips[0].parent) if "draft" in name]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_the_app(tmp_path, number):
    port = free_port()
    mark = str(tmp_path)
    with started(mark, "run", "--no-browser", "--port", port) as process:
        said = process.stdout.readline()
        ended(process, number, mark)
        rest = process.stdout.read()
        complaints = process.stderr.read()
    assert said == f"Sciatica Coach is ready. URL: http://127.0.0.1:{port} (Ctrl-C here ends it)\n"
    assert not is_served(port)
    assert "Traceback" not in complaints
    if number != signal.SIGKILL:
        assert process.returncode == 130
        assert rest == "\nSciatica Coach has ended. Goodbye.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_kiosk(tmp_path, number):
    port = free_port()
    mark = str(tmp_path)
    with started(mark, "run", "--kiosk", "--no-browser", "--port", port) as process:
        assert any("The kiosk is ready." in line for line in process.stdout)
        ended(process, number, mark)
        complaints = process.stderr.read()
    assert not is_served(port)
    assert "Traceback" not in complaints
    if number != signal.SIGKILL:
        assert process.returncode == 130
