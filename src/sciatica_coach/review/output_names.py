"""Where the results of a video go: under a name that overwrites nothing of anybody else.

A file may be replaced only if it is a result of the same video. That is known from the report
beside it, which names the video, its SHA-256, and the files that belong to it.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from pathlib import Path

from sciatica_coach.small_file import read_small
from sciatica_coach.visible_text import as_unicode

REPORT = "coach.json"
_LONGEST_NAME_BYTES = 255
"""Of a file name on the usual file systems, where the system does not say."""
_LONGEST_NUMBER_BYTES = 6
"""Kept free for the number of a name that is taken already, such as -2."""


def file_of(base: Path, ending: str) -> Path:
    """The file of a result: the folder and name of `base`, with an ending."""
    return base.parent / f"{base.name}.{ending}"


def video_sha256(video: Path) -> str | None:
    """Fingerprint of a video's content; None if it cannot be read."""
    try:
        with video.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def free_base(
    source: Path,
    wanted: Path,
    endings: Sequence[str],
    *,
    inputs: Collection[Path] = (),
    taken: Collection[Path] = (),
) -> Path:
    """Folder and name of the results of a video, without their endings.

    Parameters
    ----------
    wanted
        The first choice; the others have a number behind it.
    inputs
        Files that are never overwritten, as `identity` knows them.
    taken
        Bases of other videos of the same call.
    """
    owner = _Owner(source)
    for base in _candidates(wanted):
        targets = [file_of(base, ending) for ending in endings]
        if base not in taken and not any(identity(each) in inputs for each in targets):
            existing = {as_unicode(each.name) for each in targets if _is_file(each)}
            if not existing or existing <= owner.files_of(base):
                return base
    raise AssertionError("candidates never end")


def unused_base(base: Path, endings: Sequence[str]) -> Path:
    """A base under which there is no file at all."""
    return next(
        each
        for each in _candidates(base)
        if not any(_is_file(file_of(each, ending)) for ending in endings)
    )


def own_files(source: Path, base: Path) -> frozenset[str]:
    """Names of the files that are results of the same video already."""
    return _Owner(source).files_of(base)


def identity(path: Path) -> Path:
    """One path for one file, however it is written."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path.absolute()


def wanted_base(source: Path, folder: Path, endings: Sequence[str]) -> Path:
    """The name of a video without its ending, as far as the file system allows with ours."""
    # A video may be called `..mp4`, but what is called `.` or `..` is a folder.
    stem = source.stem if source.stem.strip(".") else source.name
    room = _longest_name_bytes(folder) - max(map(len, endings)) - 1 - _LONGEST_NUMBER_BYTES
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return folder / stem


def _longest_name_bytes(folder: Path) -> int:
    if not hasattr(os, "pathconf"):
        return _LONGEST_NAME_BYTES
    try:
        return os.pathconf(folder, "PC_NAME_MAX")
    except (OSError, ValueError):
        return _LONGEST_NAME_BYTES


def _candidates(wanted: Path) -> Iterator[Path]:
    yield wanted
    for number in count(2):
        yield wanted.parent / f"{wanted.name}-{number}"


def _is_file(path: Path) -> bool:
    """Whether something is there that would be replaced. A folder never is: writing fails."""
    return os.path.lexists(path) and (path.is_symlink() or not path.is_dir())


class _Owner:
    """A video that may own results. Its content is read only if its name speaks for it."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._sha256: str | None = None

    def files_of(self, base: Path) -> frozenset[str]:
        path = file_of(base, REPORT)
        report = _read(path)
        video = report.get("video")
        if not isinstance(video, dict) or video.get("file") != as_unicode(self._source.name):
            return frozenset()
        sha256 = self._sha256 = self._sha256 or video_sha256(self._source)
        if sha256 is None or report.get("video_sha256") != sha256:
            return frozenset()
        files = report.get("files")
        named = filter(_is_text, files if isinstance(files, list) else ())
        return frozenset({as_unicode(path.name), *named})


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _read(path: Path) -> dict[str, object]:
    try:
        report = json.loads(read_small(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return report if isinstance(report, dict) else {}
