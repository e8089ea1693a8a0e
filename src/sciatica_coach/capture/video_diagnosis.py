"""Says what is wrong with a file that is no readable video, by its first bytes."""

import os
from pathlib import Path

from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_HEAD_BYTES = 512
"""Enough for every mark that is looked for."""

_ARCHIVE = N_("is an archive, not a video; unpack it and give the video file itself.")
_PICTURE = N_("is a picture, not a video; give the video file itself.")
_ZIP = N_("is a zip or office file, not a video; unpack it and give the video file itself.")
_OFFICE = N_(
    "is an office file, perhaps locked with a password, not a video; give the video file itself."
)
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("is a PDF, not a video; give the video file itself.")),
    (b"PK\x03\x04", _ZIP),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
)
_LOCKED_ZIP = N_("is a zip file locked with a password; unlock it and give the video inside.")
_NO_INDEX = N_(
    "is cut off: the index at its end is missing; copy it again from the camera, "
    "and let the copying finish."
)


def diagnose(path: Path) -> TranslatableText | None:
    """What is wrong with a file and what to do, to follow its name; None if it may be a video."""
    try:
        if not path.is_file():
            return _no_file(path)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            size = os.fstat(file.fileno()).st_size
    except PermissionError:
        return TranslatableText("may not be read; give yourself the right to read it.")
    except OSError as error:
        return TranslatableText(
            "cannot be read ({reason}); check the disk it is on.", reason=error.strerror
        )
    if not head:
        return TranslatableText("is empty (0 bytes); copy it again from the camera.")
    sentence = _by_first_bytes(head) or (_NO_INDEX if _is_without_index(path, head, size) else None)
    return TranslatableText(sentence) if sentence else None


def _no_file(path: Path) -> TranslatableText:
    if path.is_dir():
        return TranslatableText("is a folder; give the video files in it.")
    if path.exists():
        return TranslatableText("is not a file; give the video file itself.")
    return TranslatableText("does not exist; check the name and the folder.")


def _by_first_bytes(head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04") and len(head) > 6 and head[6] & 1:
        return _LOCKED_ZIP
    return next((sentence for magic, sentence in _OTHER_FILES if head.startswith(magic)), None)


def _is_without_index(path: Path, head: bytes, size: int) -> bool:
    """Whether an MP4 or MOV file has no `moov` box among its outermost boxes."""
    if head[4:8] not in (b"ftyp", b"wide", b"mdat", b"free", b"skip"):
        return False
    with path.open("rb") as file:
        start = 0
        while start + 8 <= size:
            file.seek(start)
            box = file.read(16)
            if box[4:8] in (b"moov", b"moof"):
                return False
            length = int.from_bytes(box[:4])
            if length == 1:
                length = int.from_bytes(box[8:16])
            if length < 8:
                break
            start += length
    return True
