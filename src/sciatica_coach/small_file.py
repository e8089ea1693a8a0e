"""Reads a small file that is expected to be ours, whatever somebody has put in its place."""

import errno
import os
from pathlib import Path

LARGEST_BYTES = 20_000_000
"""A visit or a person's records of years take less than one."""


def read_small(path: Path, largest_bytes: int = LARGEST_BYTES) -> bytes:
    """The whole content of a file.

    Raises
    ------
    OSError
        If it cannot be read, is larger than that, or is no file: a pipe would never end.
    """
    if path.exists() and not path.is_file():
        code = errno.EISDIR if path.is_dir() else errno.EINVAL
        raise OSError(code, os.strerror(code), str(path))
    with path.open("rb") as file:
        content = file.read(largest_bytes + 1)
    if len(content) > largest_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content
