"""Says what is wrong with a file that is no readable video, by its first bytes and its boxes."""

import os
from pathlib import Path

from sciatica_coach.capture.file_signature import HEAD_BYTES, other_file
from sciatica_coach.capture.film_index import (
    INDEX_BOXES,
    FilmIndexLies,
    boxes,
    check_index,
    is_film,
)
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_NO_INDEX = N_(
    "is cut off: the index at its end is missing; copy it again from the camera, "
    "and let the copying finish."
)
_LYING_INDEX = N_("has an index that cannot be right; save it anew as MP4 with another program.")
_LARGEST_BYTES = 64 * 10**9
"""Of a video: an hour in 4K as phones record it takes a third of that. The fingerprint of a larger
one would take minutes, and of a file that is mostly holes, hours."""


def diagnose(path: Path) -> TranslatableText | None:
    """What is wrong with a file and what to do, to follow its name; None if it may be a video."""
    try:
        if not path.is_file():
            return _no_file(path)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            size = os.fstat(file.fileno()).st_size
    except PermissionError:
        return TranslatableText("may not be read; give yourself the right to read it.")
    except OSError as error:
        return TranslatableText(
            "cannot be read ({reason}); check the disk it is on.", reason=error.strerror
        )
    return _problem(path, head, size)


def _problem(path: Path, head: bytes, size: int) -> TranslatableText | None:
    if not head:
        return TranslatableText("is empty (0 bytes); copy it again from the camera.")
    if size > _LARGEST_BYTES:
        return TranslatableText(
            "has {size} GB, more than can be analysed ({limit} GB); give a shorter video.",
            size=size // 10**9,
            limit=_LARGEST_BYTES // 10**9,
        )
    try:
        without_index = _is_without_index(path, head, size)
    except FilmIndexLies:
        return TranslatableText(_LYING_INDEX)
    sentence = other_file(head, has_film_index=not without_index)
    sentence = sentence or (_NO_INDEX if without_index else None)
    return TranslatableText(sentence) if sentence else None


def _no_file(path: Path) -> TranslatableText:
    if path.is_dir():
        return TranslatableText("is a folder; give the video files in it.")
    if path.exists():
        return TranslatableText("is not a file; give the video file itself.")
    return TranslatableText("does not exist; check the name and the folder.")


def _is_without_index(path: Path, head: bytes, size: int) -> bool:
    """Whether an MP4 or MOV file has no `moov` box among its outermost boxes.

    Raises
    ------
    FilmIndexLies
        If it has one that must not be believed.
    """
    with path.open("rb") as file:
        check_index(file, size)  # FFmpeg looks for one behind any first box
        return is_film(head) and not any(box.kind in INDEX_BOXES for box in boxes(file, 0, size))
