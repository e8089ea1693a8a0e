"""The app started, and what stands in its way."""

import os
import signal
import socket
import subprocess
import sys

from sciatica_coach.live.scheduler import SEATS_VARIABLE
from tests.cli.calling import call, free_port, obey_ctrl_c


def test_run_serves_the_app_here_alone_until_ctrl_c():
    port = free_port()
    command = [sys.executable, "-m", "sciatica_coach.cli", "run", "--no-browser", "--port", port]
    with subprocess.Popen(
        [str(each) for each in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=obey_ctrl_c,
    ) as process:
        told = ""
        for line in process.stdout:
            told += line
            if "URL" in line:
                break
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            os.killpg(process.pid, signal.SIGINT)
        rest, err = process.communicate(timeout=30)
    assert told == f"Sciatica Coach is ready. URL: http://127.0.0.1:{port} (Ctrl-C here ends it)\n"
    assert rest == "\nSciatica Coach has ended. Goodbye.\n"
    assert process.returncode == 130
    assert err == ""


def test_run_opens_the_browser_once_the_app_answers(tmp_path):
    port, asked = free_port(), tmp_path / "asked"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >{asked}.new && mv {asked}.new {asked}\n')
    browser.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-m", "sciatica_coach.cli", "run", "--port", str(port)],
        env=os.environ | {"BROWSER": f"{browser} %s"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=obey_ctrl_c,
    ) as process:
        while process.poll() is None and not asked.exists():
            os.sched_yield()
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
    assert asked.read_text() == f"http://127.0.0.1:{port}\n"


def test_run_with_seats_that_are_no_number(capsys, monkeypatch):
    monkeypatch.setenv(SEATS_VARIABLE, "many")
    code, _, err = call(capsys, "run", "--no-browser", "--port", free_port())
    assert code == 1
    assert "SCIATICA_COACH_SEATS must be a whole number from 1 up, not 'many'" in err[0]


def test_run_on_a_port_that_is_taken(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, err = call(capsys, "run", "--no-browser", "--port", port)
    assert code == 1
    assert f"port {port} is in use" in err[0]


def test_a_phone_does_not_go_with_a_kiosk(capsys):
    code, _, err = call(capsys, "run", "--kiosk", "--phone")
    assert code == 2
    assert "does not go with --kiosk" in err[0]


def test_a_clinic_does_not_go_with_a_kiosk(capsys):
    code, _, err = call(capsys, "run", "--kiosk", "--clinic")
    assert code == 2
    assert "does not go with --kiosk" in err[0]


def test_a_time_that_is_none_is_told_before_a_clinic_begins(capsys, monkeypatch):
    monkeypatch.setenv("SCIATICA_COACH_SIGN_OUT_MIN", "soon")
    code, _, err = call(capsys, "run", "--clinic", "--no-browser", "--port", str(free_port()))
    assert code == 1
    assert "SCIATICA_COACH_SIGN_OUT_MIN must be a number of minutes" in err[0]
