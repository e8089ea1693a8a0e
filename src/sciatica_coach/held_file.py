"""Files that are held by the process that made them, so that others know what was left behind.

Of a process that was killed, or of a computer that lost its power, files remain that it would have
deleted. Whether a file's maker still lives is not told by a number in its name: another process can
have that number by now, or run beside it in a container. So the maker holds a lock on the file. The
system lets go of it when the process ends, in whatever way. Windows needs no lock: there, a file
that somebody has open cannot be deleted.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path


def hold(path: Path, mode: int = 0o600) -> int:
    """Create a file and hold it; its descriptor, which holds it until it is closed.

    Where a file system knows no locks the file is made all the same; nobody will take it for one
    that was left behind.

    Raises
    ------
    OSError
        If it cannot be made; `FileExistsError` if it is there already.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        if not _locked(descriptor, waits=True) or _is_still(path, descriptor):
            return descriptor
        os.close(descriptor)  # somebody took it for one that was left behind, and has deleted it


def claim(path: Path) -> int | None:
    """Hold a file that nobody else holds any more; None if somebody does, or it is gone.

    On Windows nobody knows who holds a file: it is given to whoever asks.
    """
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return None
    if _locked(descriptor) and _is_still(path, descriptor):
        return descriptor
    os.close(descriptor)
    return None


def remove_if_abandoned(path: Path) -> bool:
    """Delete a file that nobody holds any more; whether it is gone."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR)
        try:
            if sys.platform == "win32":
                os.close(descriptor)
                path.unlink()
                return True
            if _locked(descriptor) and _is_still(path, descriptor):
                path.unlink()
                return True
        finally:
            with suppress(OSError):
                os.close(descriptor)
    return False


def _locked(descriptor: int, *, waits: bool = False) -> bool:
    """Lock an open file, if nobody else has or after them; whether it is locked now."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the name still leads to the open file."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        return False
