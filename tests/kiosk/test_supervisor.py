"""The supervisor with real processes: what is killed, hangs or shows nothing begins again."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sciatica_coach.kiosk.browser import Profile, command
from sciatica_coach.kiosk.supervised_process import SupervisedProcess
from sciatica_coach.kiosk.supervisor import LEFT, RestartPolicy, Supervisor

SERVER = """
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

class Figures(BaseHTTPRequestHandler):
    def do_GET(self):
        if os.path.exists(sys.argv[2] + "/hang"):
            os.unlink(sys.argv[2] + "/hang")
            time.sleep(1000)
        if os.path.exists(sys.argv[2] + "/leave"):
            os._exit(%d)
        silent_s = 1000 if os.path.exists(sys.argv[2] + "/silent") else 0
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"page_silent_s": silent_s}).encode())
    def log_message(self, *said): pass

with open(sys.argv[2] + "/servers", "a") as begun:
    print(os.getpid(), file=begun)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Figures).serve_forever()
"""
SERVER %= LEFT
BROWSER = """
import os, subprocess, sys, time
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
with open(sys.argv[1] + "/browsers", "a") as begun:
    print(os.getpid(), helper.pid, file=begun)
time.sleep(1000)
"""
WAIT_S = 60.0


class Watched:
    """A supervisor at work in a thread, and what its two processes leave in a folder."""

    def __init__(self, folder: Path, restart_policy: RestartPolicy) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder = folder
        self.told: list[str] = []
        python = sys.executable
        self.server = SupervisedProcess(
            "The server", lambda: [python, "-c", SERVER, str(port), str(folder)], {**os.environ}
        )
        self.browser = SupervisedProcess(
            "The browser", lambda: [python, "-c", BROWSER, str(folder)], {**os.environ}
        )
        self._supervisor = Supervisor(
            self.server,
            self.browser,
            figures_url=f"http://127.0.0.1:{port}/live-figures",
            restart_policy=restart_policy,
            tell=self.told.append,
        )
        self.thread = threading.Thread(target=self._supervisor.run)

    def begun(self, what: str, number: int) -> list[int]:
        """Process ids of the latest start, once there have been so many."""
        until(lambda: len(self._lines(what)) >= number)
        return [int(each) for each in self._lines(what)[number - 1].split()]

    def _lines(self, what: str) -> list[str]:
        path = self.folder / what
        return path.read_text().splitlines() if path.exists() else []

    def do(self, what: str) -> None:
        (self.folder / what).touch()


def until(is_true) -> None:
    deadline_s = time.monotonic() + WAIT_S
    while not is_true():
        assert time.monotonic() < deadline_s, "it did not come to that"
        os.sched_yield()


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return True
    return state == "Z"


@pytest.fixture
def watch(tmp_path) -> Iterator:
    made: list[Watched] = []

    def watch(**patience: float) -> Watched:
        made.append(Watched(tmp_path, RestartPolicy(**patience)))
        made[-1].thread.start()
        return made[-1]

    yield watch
    for each in made:
        each.do("leave")
        each.thread.join(WAIT_S)
        assert not each.thread.is_alive()


def test_a_server_that_is_killed_begins_again(watch):
    watched = watch()
    (first,) = watched.begun("servers", 1)
    until(lambda: "The kiosk is ready." in watched.told)
    os.kill(first, signal.SIGKILL)
    (second,) = watched.begun("servers", 2)
    assert second != first
    assert "The server begins again (exit code -9)." in watched.told


def test_a_server_that_hangs_is_ended_and_begins_again(watch):
    watched = watch(server_s=0.5)
    (first,) = watched.begun("servers", 1)
    until(lambda: "The kiosk is ready." in watched.told)
    watched.do("hang")
    watched.begun("servers", 2)
    assert "The server does not answer." in watched.told
    assert is_gone(first)


def test_a_browser_that_is_killed_begins_again_and_leaves_no_helper(watch):
    watched = watch()
    first, helper = watched.begun("browsers", 1)
    os.kill(first, signal.SIGKILL)
    watched.begun("browsers", 2)
    until(lambda: is_gone(helper))


def test_a_browser_that_does_not_show_the_page_begins_again(watch):
    watched = watch(page_s=0.5)
    watched.begun("browsers", 1)
    watched.do("silent")
    watched.begun("browsers", 2)
    assert "The browser does not show the page." in watched.told


def test_when_the_staff_leaves_both_end(watch):
    watched = watch()
    browser, helper = watched.begun("browsers", 1)
    watched.do("leave")
    watched.thread.join(WAIT_S)
    assert not watched.thread.is_alive()
    until(lambda: all(map(is_gone, (browser, helper))))  # a killed process ends a moment later


def test_what_ends_at_once_is_begun_again_later_each_time():
    process = SupervisedProcess("It", lambda: [sys.executable, "-c", ""], {**os.environ})
    starts = []
    deadline_s = time.monotonic() + 2.5
    while time.monotonic() < deadline_s:
        if process.ensure_running():
            starts.append(time.monotonic())
        os.sched_yield()
    process.end()
    assert 2 <= len(starts) <= 4
    gaps = [later - earlier for earlier, later in pairwise(starts[1:])]
    assert all(gap >= 1.0 for gap in gaps)


def test_a_profile_holds_the_camera_for_one_origin_and_is_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    profile = Profile("http://127.0.0.1:8501", name="8501")
    profile.make()
    (profile.folder / "left-over").touch()
    profile.make()
    files = [path.name for path in profile.folder.rglob("*") if path.is_file()]
    assert files == ["Preferences"]
    assert '"http://127.0.0.1:8501,*"' in (profile.folder / "Default/Preferences").read_text()
    assert profile.folder.stat().st_mode & 0o077 == 0
    started = command("chromium", "http://127.0.0.1:8501", profile.folder)
    assert {"--kiosk", "--disable-pinch"} <= set(started)
    assert not any("fake" in switch or "auto-accept" in switch for switch in started)
    profile.delete()
    assert list(tmp_path.iterdir()) == []
