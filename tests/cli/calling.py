"""The command line as a test calls it."""

import signal
import socket
import subprocess
import sys

from sciatica_coach.cli import main

QUICK = ("--model", "lite")


def call(capsys, *arguments):
    """Exit code, lines on stdout, lines on stderr."""
    code = main([str(each) for each in arguments])
    told = capsys.readouterr()
    return code, told.out.splitlines(), told.err.splitlines()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def analyse_command(*videos):
    files = " ".join(map(str, videos))
    return (
        f"exec {sys.executable} -m sciatica_coach.cli analyse {files} "
        "--exercise figure-4 --model lite"
    )


def obey_ctrl_c():
    """A shell that starts us in the background has us ignore it, and our children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def in_shell(command):
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
