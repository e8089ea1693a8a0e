"""Results are delivered whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from sciatica_coach.errors import OutputError

_WHY = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "your share of the disk is used up; free some space",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk can only be read",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EEXIST: "a part of its path is a file, not a folder",
    errno.EISDIR: "a folder has that name",
    errno.ENAMETOOLONG: "the name is too long",
}


@contextmanager
def delivery(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Paths to write to in place of the targets, which they replace when all is done.

    If anything goes wrong within, nothing is left behind, and older results stay.

    Raises
    ------
    OutputError
        If a target cannot be written.
    """
    drafts = tuple(
        each.with_name(f".{each.stem}.{os.getpid()}.draft{each.suffix}") for each in targets
    )
    try:
        for target in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        yield drafts
        for draft in drafts:
            _to_disk(draft)
        for draft, target in zip(drafts, targets, strict=True):
            draft.replace(target)
    except (OSError, av.FFmpegError) as error:
        raise OutputError(_told(targets, error)) from error
    finally:
        for draft in drafts:
            _remove(draft)


def _to_disk(draft: Path) -> None:
    """A full disk is sometimes noticed only now."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # its folder could not even be made
        return


def _told(targets: tuple[Path, ...], error: OSError | av.FFmpegError) -> str:
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    return f"{targets[0].parent}: cannot be written to: {why}, or choose another folder with --out."
