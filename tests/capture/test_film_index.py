"""The index of an MP4 file is not believed when it states what cannot be."""

import io
import struct
import time

import pytest

from sciatica_coach.capture.film_index import MOST_BOXES, FilmIndexLies, boxes, check_index
from sciatica_coach.paths import SAMPLES

MANY = 0x0800_0000
"""Samples: FFmpeg would ask for 3 GB to list them."""


def box(kind: bytes, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def table(kind: bytes, *numbers: int) -> bytes:
    """A box of whole numbers, after its version and flags."""
    return box(kind, bytes(4), struct.pack(f">{len(numbers)}I", *numbers))


def film(*tables: bytes, handler: bytes = b"vide") -> bytes:
    """A file with one track."""
    header = box(b"hdlr", bytes(8), handler)
    media = box(b"mdia", header, box(b"minf", box(b"stbl", *tables)))
    return box(b"ftyp", b"isom") + box(b"moov", box(b"trak", media))


def checked(content: bytes) -> None:
    check_index(io.BytesIO(content), len(content))


NESTED = b"".join(struct.pack(">I4s", 8 * (10_000 - depth), b"moov") for depth in range(10_000))
PLAIN_SOUND = table(b"stts", 1, 48_000 * 3600, 1), table(b"stco", 3600, *range(3600))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(film(table(b"stsz", 0, MANY)), id="samples"),
        pytest.param(film(table(b"stsz", 1, MANY)), id="samples of one size"),
        pytest.param(film(box(b"stz2", bytes(8), struct.pack(">I", MANY))), id="small samples"),
        pytest.param(film(table(b"stsz", 1, MANY), handler=b"soun"), id="sounds"),
        pytest.param(
            film(table(b"stsz", 1, MANY), table(b"stts", 1, MANY, 1)), id="pictures like sound"
        ),
        pytest.param(
            film(*PLAIN_SOUND, table(b"stsc", 1, 1, 0xFFFFFFFF, 1), handler=b"soun"), id="chunks"
        ),
        pytest.param(film(table(b"stsz", 0, 100_000), table(b"elst", 10_000)), id="edits"),
        pytest.param(box(b"moof", box(b"traf", table(b"trun", MANY))), id="fragment"),
        pytest.param(box(b"moof", box(b"traf", table(b"trun", 90_000))) * 60, id="fragments"),
        pytest.param(box(b"moov", box(b"cmov")), id="compressed index"),
        pytest.param(box(b"moov", box(b"trak") * 5000), id="tracks"),
        pytest.param(NESTED, id="boxes in boxes"),
        pytest.param(box(b"free") * 1_000_000, id="boxes"),
        pytest.param(box(b"ftyp") + box(b"moov", box(b"free") * 1_000_000), id="boxes in one"),
        pytest.param(box(b"ftyp") + box(b"moof") * 1_000_000, id="empty fragments"),
    ],
)
def test_what_cannot_be_is_found_before_ffmpeg_believes_it(content):
    begun_s = time.process_time()
    with pytest.raises(FilmIndexLies):
        checked(content)
    assert time.process_time() - begun_s < 5


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x1a\x45\xdf\xa3" + bytes(100), id="another container"),
        pytest.param(film(table(b"stsz", 0, 864_000), table(b"elst", 3)), id="an hour at 240"),
        pytest.param(
            film(
                *PLAIN_SOUND,
                table(b"stsz", 4, 48_000 * 3600),
                table(b"stsc", 1, 1, 48_000, 1),
                handler=b"soun",
            ),
            id="an hour of plain sound",
        ),
        pytest.param(box(b"moof", box(b"traf", table(b"trun", 60))) * 3600, id="in fragments"),
    ],
)
def test_what_cameras_write_is_in_order(content):
    checked(content)


@pytest.mark.parametrize("name", ["knee_to_chest_side", "nerve_floss_side"])
def test_our_own_clips_are_in_order(name):
    checked((SAMPLES / f"{name}.mp4").read_bytes())


def test_boxes_end_where_none_follows():
    content = box(b"ftyp", b"isom") + box(b"mdat", b"xyz") + b"\0\0\0\1appended"
    found = list(boxes(io.BytesIO(content), 0, len(content)))
    assert [each.kind for each in found] == [b"ftyp", b"mdat", b"appe"][: len(found)]
    assert found[1].end == 12 + 11
    assert MOST_BOXES > 100_000
