"""Says what is wrong with a file that is no readable video, by its first bytes and its boxes."""

import os
from pathlib import Path

from sciatica_coach.capture.file_signature import HEAD_BYTES, other_file
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_NO_INDEX = N_(
    "is cut off: the index at its end is missing; copy it again from the camera, "
    "and let the copying finish."
)
_INDEX_BOXES = (b"moov", b"moof")
"""Of an MP4 film; the second of one in fragments."""


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
    if not head:
        return TranslatableText("is empty (0 bytes); copy it again from the camera.")
    without_index = _is_without_index(path, head, size)
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
    """Whether an MP4 or MOV file has no `moov` box among its outermost boxes."""
    if head[4:8] not in (b"ftyp", b"wide", b"mdat", b"free", b"skip"):
        return False
    with path.open("rb") as file:
        start = 0
        while start + 8 <= size:
            file.seek(start)
            box = file.read(16)
            if box[4:8] in _INDEX_BOXES:
                return False
            length = int.from_bytes(box[:4])
            if length == 1:
                length = int.from_bytes(box[8:16])
            if length < 8:
                break
            start += length
    return True
