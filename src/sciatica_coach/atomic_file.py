"""Files that are written whole or not at all: whoever reads one never finds half of it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sciatica_coach.errors import OutputError

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
"""For the owner's eyes only. Windows takes no notice: there, folders of a user are private."""
_REASONS = {
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
def atomic_files(*targets: Path, is_private: bool = False) -> Iterator[tuple[Path, ...]]:
    """Paths to write to in place of the targets, which they replace when all is done.

    If anything goes wrong within, no draft is left behind, and older targets stay as they were.

    Parameters
    ----------
    is_private
        Whether only their owner may read the files, and the folders that are made for them.

    Raises
    ------
    OSError
        If a target cannot be written.
    """
    drafts = tuple(map(_draft_of, targets))
    try:
        for target, draft in zip(targets, drafts, strict=True):
            _make_folder(target.parent, is_private=is_private)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            if is_private:
                _create_private(draft)
        yield drafts
        for draft in drafts:
            _flush_to_disk(draft)
        for draft, target in zip(drafts, targets, strict=True):
            draft.replace(target)
    finally:
        for draft in drafts:
            with suppress(OSError):  # its folder could not even be made
                draft.unlink()


def write_atomic(target: Path, text: str, *, is_private: bool = False) -> None:
    """Write one text as UTF-8, and the folders it is to be in.

    Raises
    ------
    OSError
        If it cannot be written; an older file stays as it was.
    """
    with atomic_files(target, is_private=is_private) as (draft,):
        draft.write_bytes(text.encode())


@contextmanager
def output_files(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """`atomic_files` for results that a user has asked for.

    Raises
    ------
    OutputError
        If a target cannot be written; it says in one sentence why, and what to do.
    """
    try:
        with atomic_files(*targets) as drafts:
            yield drafts
    except OSError as error:
        raise OutputError(_sentence(targets[0].parent, error)) from error


def _draft_of(target: Path) -> Path:
    """Beside the target, so that it can be put in its place; the process's number tells apart."""
    return target.with_name(f".{target.stem}.{os.getpid()}.draft{target.suffix}")


def _make_folder(folder: Path, *, is_private: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER if is_private else 0o777)


def _create_private(draft: Path) -> None:
    """Create it empty: writing to it later keeps its permissions."""
    with suppress(FileNotFoundError):  # of a process that broke off, and had the same number
        draft.unlink()
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))


def _flush_to_disk(draft: Path) -> None:
    """A full disk is sometimes noticed only now. Windows flushes only what is open for writing."""
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def _sentence(folder: Path, error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return f"{folder}: cannot be written to: {reason}, or choose another folder with --out."
