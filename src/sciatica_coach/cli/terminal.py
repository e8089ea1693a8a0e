"""Sentences on the terminal: whole, harmless, and in whatever encoding it has."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import typer

from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.visible_text import visible

_STDIN, _STDOUT, _STDERR = range(3)


def complain(sentence: str) -> None:
    """Tell on standard error what is wrong."""
    tell_stderr(f"sciatica-coach: {visible(sentence)}")


def tell_stderr(text: str) -> None:
    """Print lines on standard error; silent if nobody can be told there."""
    with suppress(OSError, ValueError):
        print("\n".join(map(visible, text.split("\n"))), file=sys.stderr, flush=True)


def prepare_streams() -> None:
    """Make standard streams usable whatever they are: closed, or in an encoding with few letters.

    A closed stream would give its number to the next file that is opened, and whatever is printed
    would go into that file.
    """
    with suppress(OSError):
        _reopen_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _reopen_closed_streams() -> None:
    if not _is_open(_STDIN):
        os.open(os.devnull, os.O_RDONLY)
    if not _is_open(_STDOUT):
        # For reading: writing fails, and so it is noticed that results were lost.
        os.open(os.devnull, os.O_RDONLY)
        sys.stdout = _writer(_STDOUT)
    if not _is_open(_STDERR):
        os.open(os.devnull, os.O_WRONLY)
        sys.stderr = _writer(_STDERR)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _writer(descriptor: int) -> TextIO:
    return os.fdopen(descriptor, "w", encoding="utf-8", closefd=False)


def stdout_error(*, by_writing: bool = False) -> OSError | None:
    """Write out what has been printed; the error if that cannot be done.

    Parameters
    ----------
    by_writing
        Try with an empty line: after one error, Python may have nothing left to write.
    """
    try:
        if by_writing:
            print()
        sys.stdout.flush()
    except OSError as error:
        return error
    except ValueError:  # somebody has closed it
        return OSError(errno.EBADF, os.strerror(errno.EBADF))
    return None


def abandon_stdout() -> None:
    """Drop what could not be printed, so that the interpreter does not try again at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def quiet_natives() -> Iterator[None]:
    """Within it native libraries do not write on the terminal, and we do in its own encoding."""
    before = sys.stderr
    with natives_silenced():
        if sys.stderr is not before and before is not None and hasattr(sys.stderr, "reconfigure"):
            sys.stderr.reconfigure(encoding=before.encoding)
        yield


def agrees(question: str, *, instead: str) -> bool:
    """Whether somebody is there who says yes.

    Parameters
    ----------
    instead
        What a script may do so that nobody is asked.
    """
    try:
        return typer.confirm(question)
    except typer.Abort:
        tell_stderr(f"\nNobody answered; {instead}.")
        return False


def counted(number: int, one: str, many: str) -> str:
    """A number with the word for what is counted."""
    return f"{number:,} {one if number == 1 else many}"
