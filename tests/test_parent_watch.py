"""A process whose parent is killed ends too."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from sciatica_coach.parent_watch import WATCH_VARIABLE
from tests.cli.processes import is_alive, until

CHILD = """
import sys, threading
from sciatica_coach.parent_watch import end_with_standard_input
end_with_standard_input()
print("ready", flush=True)
threading.Event().wait(120)
"""
PARENT = """
import os, subprocess, sys, threading
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE)
print(child.pid, flush=True)
threading.Event().wait(120)
"""


def test_a_child_ends_when_its_parent_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD],
        stdout=subprocess.PIPE,
        env=os.environ | {WATCH_VARIABLE: "1"},
        text=True,
    ) as parent:
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == "ready\n"
        parent.send_signal(signal.SIGKILL)
    until(lambda: not is_alive(child))


def test_who_is_not_asked_to_does_not_end_without_standard_input():
    done = subprocess.run(
        [sys.executable, "-c", CHILD.replace("wait(120)", "wait(0.5)")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={name: each for name, each in os.environ.items() if name != WATCH_VARIABLE},
    )
    assert (done.returncode, done.stdout) == (0, "ready\n")


def test_the_processes_here_can_be_seen():
    assert is_alive(os.getpid())
    assert Path("/proc").is_dir()
