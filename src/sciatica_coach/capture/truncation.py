"""Whether a file ends in the middle of one of its parts, as a broken copy does."""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sciatica_coach.capture.film_index import FilmIndexLies, boxes

_TS_PACKET_BYTES = {0: 188, 4: 192}
"""Length of a packet of a transport stream, by where its first mark is (ISO 13818-1; M2TS)."""
_TS_MARK = b"\x47"
_OGG_TAIL_BYTES = 70_000
"""More than the longest page of an Ogg file."""
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
"""Objects of WMV files; the second states the file's length."""
_ASF_HEAD_BYTES = 64 * 1024
_PES_MARK = re.compile(rb"\x00\x00\x01[\xbb-\xef]")
"""Begins a packet of an MPEG program stream, before two bytes of its length (ISO 13818-1)."""
_PES_TAIL_BYTES = 2 * 65_542
"""More than the longest of them."""
_EBML_SEGMENT, _EBML_CLUSTER = 0x18538067, 0x1F43B675
"""The parts of a Matroska file that may have no stated length (RFC 9559)."""
_MOST_PARTS = 500_000
"""Walked of one file, in about a second: what then follows is not looked at. An hour of a recording
whose parts are single pictures and pieces of sound has fewer."""
_NO_LENGTH = (0, 0xFFFFFFFF)
"""RIFF's length of a recording that was written in one go, or never finished."""


def ends_early(path: Path) -> bool:
    """Whether the file's last part is not whole.

    Parts are the boxes of MP4 and MOV, the chunks of AVI, the elements of Matroska and WebM, the
    tags of FLV, the packets of MPEG streams, and the pages of Ogg; WMV states its length. False
    for other files.
    """
    with path.open("rb") as file:
        head = file.read(512)
        size = os.fstat(file.fileno()).st_size
        check = _check_for(head)
        return check is not None and check(file, size)


def _check_for(head: bytes) -> Callable[[BinaryIO, int], bool] | None:
    if head[4:8] in (b"ftyp", b"wide", b"mdat", b"free", b"skip", b"moov"):
        return _mp4
    if head[:4] == b"RIFF" and head[8:11] == b"AVI":
        return _avi
    for mark, check in (
        (b"\x1a\x45\xdf\xa3", _matroska),
        (b"FLV", _flv),
        (b"OggS", _ogg),
        (_ASF_HEADER, _asf),
        (b"\0\0\1\xba", _program_stream),
    ):
        if head.startswith(mark):
            return check
    for start, length in _TS_PACKET_BYTES.items():
        marks = [head[at : at + 1] for at in range(start, len(head), length)]
        if len(marks) > 1 and all(mark == _TS_MARK for mark in marks):
            return partial(_transport_stream, packet_bytes=length)
    return None


def _transport_stream(_: BinaryIO, size: int, *, packet_bytes: int) -> bool:
    return size % packet_bytes != 0


def _mp4(file: BinaryIO, size: int) -> bool:
    try:
        return any(box.end > size for box in boxes(file, 0, size))
    except FilmIndexLies:
        return False


def _avi(file: BinaryIO, size: int) -> bool:
    start = 0
    for _ in range(_MOST_PARTS):
        if start >= size:
            break
        header = _read(file, start, 12)
        length = int.from_bytes(header[4:8], "little")
        if header[:4] != b"RIFF":
            return False
        if length in _NO_LENGTH:
            return _last_chunk_is_cut(file, start + 12, size)
        start += 8 + length
    return start > size + 1  # the last padding byte is left out by some programs


def _last_chunk_is_cut(file: BinaryIO, start: int, size: int) -> bool:
    for _ in range(_MOST_PARTS):
        if start >= size:
            break
        header = _read(file, start, 8)
        length = int.from_bytes(header[4:8], "little")
        start += 12 if header[:4] == b"LIST" and length in _NO_LENGTH else 8 + length + length % 2
    return start > size + 1


def _matroska(file: BinaryIO, size: int) -> bool:
    return any(end > size for end in _element_ends(file, size))


def _element_ends(file: BinaryIO, size: int) -> Iterator[int]:
    """Where each element ends; those without a length are entered."""
    start = 0
    for _ in range(_MOST_PARTS):
        if start >= size:
            return
        identifier, id_bytes = _ebml_number(_read(file, start, 8), keep_mark=True)
        length, length_bytes = _ebml_number(_read(file, start + id_bytes, 8))
        if not id_bytes or not length_bytes:
            return  # something was appended to the file, or it is damaged
        start += id_bytes + length_bytes
        is_open = length == (1 << 7 * length_bytes) - 1
        if not (is_open and identifier in (_EBML_SEGMENT, _EBML_CLUSTER)):
            start += length
        yield start


def _ebml_number(content: bytes, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of Matroska, and how many bytes it takes; (0, 0) if there is none."""
    length = 9 - content[0].bit_length() if content else 0
    if not 1 <= length <= 8 or len(content) < length:
        return 0, 0
    number = int.from_bytes(content[:length])
    return number if keep_mark else number & ((1 << 7 * length) - 1), length


def _flv(file: BinaryIO, size: int) -> bool:
    start = int.from_bytes(_read(file, 5, 4)) + 4
    for _ in range(_MOST_PARTS):
        if start >= size:
            break
        header = _read(file, start, 4)
        start += 11 + int.from_bytes(header[1:4]) + 4
    return start > size


def _ogg(file: BinaryIO, size: int) -> bool:
    tail = _read(file, max(0, size - _OGG_TAIL_BYTES), _OGG_TAIL_BYTES)
    last = tail.rfind(b"OggS")
    is_end = last >= 0 and len(tail) > last + 5 and bool(tail[last + 5] & 4)
    return not is_end


def _asf(file: BinaryIO, size: int) -> bool:
    head = _read(file, 0, _ASF_HEAD_BYTES)
    at = head.find(_ASF_PROPERTIES)
    stated = head[at + 40 : at + 48] if at >= 0 else b""
    return int.from_bytes(stated, "little") > size


def _program_stream(file: BinaryIO, size: int) -> bool:
    start = max(0, size - _PES_TAIL_BYTES)
    tail = _read(file, start, _PES_TAIL_BYTES)
    last = max(_PES_MARK.finditer(tail), key=re.Match.start, default=None)
    if last is None:
        return False
    length = int.from_bytes(tail[last.end() : last.end() + 2])
    return start + last.end() + 2 + length > size


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
