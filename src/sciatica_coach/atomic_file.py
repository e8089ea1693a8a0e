"""Files that are written whole or not at all: whoever reads one never finds half of it."""

import errno
import hashlib
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from sciatica_coach.errors import OutputError
from sciatica_coach.held_file import hold, remove_if_abandoned

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
    errno.EFBIG: "the file would be larger than is allowed there",
    errno.EIO: "the disk reports an error",
}
_DRAFT = re.compile(r"\.[0-9a-f]{8}\.\d+(-\d+)?\.draft(\.\w*)?")
"""The name of a draft: fingerprint of its target, process, and the target's ending."""
_STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Signals by which people and systems ask a process to end."""


@contextmanager
def atomic_files(*targets: Path, is_private: bool = False) -> Iterator[tuple[Path, ...]]:
    """Paths to write to in place of the targets, which they replace when all is done.

    If anything goes wrong within, no draft is left behind, and older targets stay as they were.
    What a process that was killed has left behind in the same folders is deleted.

    Parameters
    ----------
    is_private
        Whether only their owner may read the files, and the folders that are made for them.

    Raises
    ------
    OSError
        If a target cannot be written.
    """
    drafts: dict[Path, int] = {}
    try:
        for target in targets:
            _make_folder(target.parent, is_private=is_private)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        for folder in {target.parent for target in targets}:
            _sweep(folder)
        for target in targets:
            draft, descriptor = _held_draft(target, is_private=is_private)
            drafts[draft] = descriptor
        yield tuple(drafts)
        for draft in drafts:
            _flush_to_disk(draft)
        if sys.platform == "win32":
            _let_go(drafts)  # what is open cannot be renamed there
        with _undisturbed():
            for draft, target in zip(tuple(drafts), targets, strict=True):
                draft.replace(target)
    finally:
        _let_go(drafts)
        for draft in drafts:
            with suppress(OSError):
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
        raise output_error(targets[0].parent, error) from error


def _draft_of(target: Path, number: int) -> Path:
    """Beside the target, so that it can be put in its place.

    The process's number tells drafts of several processes apart. The target's name would make the
    draft's too long where it is long itself: a fingerprint of it stands in its place.
    """
    fingerprint = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
    process = f"{os.getpid()}-{number}" if number else f"{os.getpid()}"
    return target.with_name(f".{fingerprint}.{process}.draft{target.suffix}")


def _held_draft(target: Path, *, is_private: bool) -> tuple[Path, int]:
    """An empty draft, and the descriptor that holds it; writing to it keeps its permissions.

    Another process can have the same number, in a container of its own.
    """
    mode = _PRIVATE_FILE if is_private else 0o666
    for number in count():
        draft = _draft_of(target, number)
        with suppress(FileExistsError):
            return draft, hold(draft, mode)
    raise AssertionError("numbers never end")


def _sweep(folder: Path) -> None:
    """Delete drafts of processes that were killed."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if _DRAFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                remove_if_abandoned(Path(entry.path))


def _let_go(drafts: dict[Path, int]) -> None:
    for draft, descriptor in drafts.items():
        if descriptor >= 0:
            os.close(descriptor)
            drafts[draft] = -1


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a request to end wait until all files are in place: a set of results is whole."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is interrupted by signals
        return
    caught: list[int] = []
    handlers = {each: signal.getsignal(each) for each in _STOPPING}
    known = {each: handler for each, handler in handlers.items() if callable(handler)}
    for each in known:
        signal.signal(each, lambda number, _frame: caught.append(number))
    try:
        yield
    finally:
        for each, handler in known.items():
            signal.signal(each, handler)
        if caught:
            signal.raise_signal(caught[0])


def _make_folder(folder: Path, *, is_private: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER if is_private else 0o777)


def _flush_to_disk(draft: Path) -> None:
    """A full disk is sometimes noticed only now. Windows flushes only what is open for writing."""
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def output_error(folder: Path, error: OSError) -> OutputError:
    """The error of the operating system in one sentence for users."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return OutputError(
        f"{folder}: cannot be written to: {reason}, or choose another folder with --out."
    )
