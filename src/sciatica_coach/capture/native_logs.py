"""Keeps native libraries from writing on the terminal.

MediaPipe, TensorFlow Lite and FFmpeg write notes for their own developers on file descriptor 2,
past Python, and MediaPipe 0.10.31 has no switch for it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_STDERR = 2


@contextmanager
def natives_silenced() -> Iterator[None]:
    """Within it only Python writes to standard error.

    For a process of its own, such as the command line: the descriptor belongs to all threads.
    """
    try:
        kept = os.dup(_STDERR)
    except OSError:  # started without a standard error: nothing to silence
        yield
        return
    python_stderr = sys.stderr
    with (
        open(kept, "w", buffering=1, encoding="utf-8", errors="backslashreplace") as stderr,  # noqa: PTH123
        open(os.devnull, "wb") as nowhere,  # noqa: PTH123
    ):
        if _is_terminal_stderr(python_stderr):
            sys.stderr = stderr
        os.dup2(nowhere.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            sys.stderr = python_stderr


def _is_terminal_stderr(stream: TextIO | None) -> bool:
    """Whether Python's stderr is the descriptor itself, not a test's or a caller's own."""
    try:
        return stream is not None and stream.fileno() == _STDERR
    except (OSError, ValueError):
        return False
