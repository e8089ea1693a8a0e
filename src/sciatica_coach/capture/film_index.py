"""The boxes of MP4 and MOV files: walked in a bounded time, and their index held against lies.

FFmpeg believes the index: a few bytes that state four thousand million pictures make it ask for
gigabytes. So what the index states is added up here before FFmpeg opens the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST_BOXES = 300_000
"""In one file: a film in fragments of a second has that many in five hours, those of cameras a
hundred. They are walked in about a second."""
_MOST_TRACKS = 100
_MOST_SAMPLES = 5_000_000
"""Pictures and pieces of sound that an index may list: five hours at 240 pictures a second. FFmpeg
keeps about 30 bytes of each."""
_MOST_EDITED_SAMPLES = 20_000_000
"""Entries of the edit list times samples: each edit can repeat all of them."""
_MOST_SOUND_SAMPLES = 2**32
"""Of uncompressed sound, which FFmpeg reads in pieces of a thousand."""
_CONTAINERS = frozenset(
    b"moov trak mdia minf stbl edts dinf udta meta ilst moof traf mvex mfra".split()
)
"""Boxes that hold other boxes."""
_DEEPEST = 12
"""Levels of boxes: a film has six."""
_COMPRESSED_INDEX = b"cmov"
INDEX_BOXES = (b"moov", b"moof")
"""Of an MP4 film; the second of one in fragments."""
_FIRST_BOXES = (b"ftyp", b"wide", b"mdat", b"free", b"skip", *INDEX_BOXES)
"""What an MP4 or MOV file begins with."""
_TABLE_BYTES = 16
"""Of a table's beginning: version and flags, and up to three whole numbers."""


class FilmIndexLies(Exception):  # noqa: N818  (it names what happened)
    """A file has far too many boxes, or its index states what cannot be."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a file."""

    kind: bytes
    start: int
    content: int
    """Where its content begins."""
    end: int
    """Where it ends; beyond the end of a file that was cut off."""


def is_film(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an MP4 or MOV file."""
    return head[4:8] in _FIRST_BOXES


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes of a stretch of a file; ends at what is no box.

    A box without a length reaches to the end.

    Raises
    ------
    FilmIndexLies
        If there are too many.
    """
    for _ in range(MOST_BOXES):
        if start >= end:
            return
        file.seek(start)
        header = file.read(16)
        length, content = int.from_bytes(header[:4]), start + 8
        if length == 1:
            length, content = int.from_bytes(header[8:16]), start + 16
        if length == 0 and len(header) >= 8:
            length = end - start
        if length < content - start:
            return
        yield Box(header[4:8], start, content, start + length)
        start += length
    raise FilmIndexLies


def check_index(file: BinaryIO, size: int) -> None:
    """Make sure that FFmpeg can open an MP4 or MOV file at a bounded cost.

    Raises
    ------
    FilmIndexLies
        If it cannot.
    """
    _Check(file, size).walk(0, size, depth=0, track=_Track())


@dataclass(slots=True)
class _Track:
    """What the tables of one track state."""

    samples: int = 0
    edits: int = 1
    chunks: int = 0
    chunk_samples: int = 0
    """The most of one chunk."""
    timings: int = 0
    """Number of stretches of equal steps in time."""
    is_of_ticks: bool = False
    """Whether the last such stretch has steps of one tick, as uncompressed sound has."""
    handlers: tuple[bytes, ...] = ()
    """What the track says it is: `vide`, `soun` and others."""

    @property
    def is_plain_sound(self) -> bool:
        """Whether it is uncompressed sound, of which FFmpeg lists no single samples."""
        is_sound = b"soun" in self.handlers and b"vide" not in self.handlers
        return is_sound and self.timings == 1 and self.is_of_ticks

    @property
    def is_possible(self) -> bool:
        """Whether the index that FFmpeg makes of it has a bearable size."""
        if self.is_plain_sound:
            return self.chunks * self.chunk_samples <= _MOST_SOUND_SAMPLES
        edited = self.samples * self.edits
        return self.samples <= _MOST_SAMPLES and edited <= _MOST_EDITED_SAMPLES


class _Check:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._boxes = 0
        self._samples = 0
        self._tracks = 0

    def walk(self, start: int, end: int, *, depth: int, track: _Track) -> None:
        """Walk a stretch of boxes, and those within them."""
        if depth > _DEEPEST:
            raise FilmIndexLies
        for box in boxes(self._file, start, min(end, self._size)):
            self._boxes += 1
            if self._boxes > MOST_BOXES or box.kind == _COMPRESSED_INDEX:
                raise FilmIndexLies
            if box.kind in _CONTAINERS:
                inner = _Track() if box.kind == b"trak" else track
                self.walk(box.content, box.end, depth=depth + 1, track=inner)
                if box.kind == b"trak":
                    self._add(inner)
            else:
                self._read(box, track)

    def _add(self, track: _Track) -> None:
        self._tracks += 1
        if not track.is_plain_sound:
            self._samples += track.samples
        are_too_many = self._samples > _MOST_SAMPLES or self._tracks > _MOST_TRACKS
        if are_too_many or not track.is_possible:
            raise FilmIndexLies

    def _read(self, box: Box, track: _Track) -> None:
        if box.kind in {b"stsz", b"stz2"}:
            track.samples = max(track.samples, self._number(box, 2))
        elif box.kind == b"elst":
            track.edits = max(track.edits, self._number(box, 1))
        elif box.kind in {b"stco", b"co64"}:
            track.chunks = max(track.chunks, self._number(box, 1))
        elif box.kind == b"stts":
            track.timings += self._number(box, 1)
            track.is_of_ticks = self._number(box, 3) == 1
        elif box.kind == b"hdlr":
            track.handlers += (self._number(box, 2).to_bytes(4),)
        elif box.kind == b"stsc":
            track.chunk_samples = max(track.chunk_samples, self._most_in_a_chunk(box))
        elif box.kind == b"trun":
            self._samples += self._number(box, 1)
            if self._samples > _MOST_SAMPLES:
                raise FilmIndexLies

    def _number(self, box: Box, place: int) -> int:
        """A whole number of a table, counted from its version and flags."""
        self._file.seek(box.content)
        table = self._file.read(min(_TABLE_BYTES, max(0, box.end - box.content)))
        return int.from_bytes(table[4 * place : 4 * place + 4])

    def _most_in_a_chunk(self, box: Box) -> int:
        """The most samples that the table gives one chunk."""
        length = min(box.end, self._size) - box.content - 8
        entries = min(self._number(box, 1), length // 12)
        self._file.seek(box.content + 8)
        most = 0
        for _ in range(entries):
            self._boxes += 1
            if self._boxes > MOST_BOXES:
                raise FilmIndexLies
            most = max(most, int.from_bytes(self._file.read(12)[4:8]))
        return most
