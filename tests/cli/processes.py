"""Processes of ours, as the system lists them."""

import os
import socket
import time
from pathlib import Path

DEADLINE_S = 60.0


def until(is_true, deadline_s=DEADLINE_S):
    """Wait until something is true; a test that waits in vain fails."""
    end_s = time.monotonic() + deadline_s
    while not is_true():
        assert time.monotonic() < end_s, "waited in vain"
        os.sched_yield()


def is_alive(number):
    """Whether a process runs: one that has ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def marked(mark):
    """The processes that have inherited a mark in their environment."""
    return [
        int(path.name)
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and mark.encode() in _environment(path) and is_alive(path.name)
    ]


def _environment(path):
    try:
        return (path / "environ").read_bytes()
    except OSError:
        return b""


def is_served(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
