"""What a command's exit code says to the program that called it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that are promised to users, apart from Typer's 2 for wrong use."""

    DONE = 0
    FAILED = 1
    """Some input failed; what did not fail is done and written."""
    STOPPED = 130
    """Ctrl-C, as shells count it: 128 and the signal's number. A request to end gives the same."""
