"""What is wrong with a file that is no video, by its first bytes and its boxes."""

import struct

import pytest

from sciatica_coach.capture.video_diagnosis import diagnose
from sciatica_coach.paths import SAMPLES


def box(kind: bytes, content: bytes = b"", *, is_long: bool = False) -> bytes:
    """A box of an MP4 file; a long one has its length in 8 bytes."""
    if is_long:
        return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), kind) + content


FILE_TYPE = box(b"ftyp", b"isom")


def test_a_video_has_nothing_wrong_with_it():
    assert diagnose(SAMPLES / "nerve_floss_side.mp4") is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"%PDF-1.7", "is a PDF", id="PDF"),
        pytest.param(b"Rar!\x1a\x07", "is an archive", id="RAR"),
        pytest.param(b"7z\xbc\xaf\x27\x1c", "is an archive", id="7-Zip"),
        pytest.param(b"\x89PNG\r\n", "is a picture", id="PNG"),
        pytest.param(b"\xd0\xcf\x11\xe0", "perhaps locked", id="office"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00", "zip or office", id="zip"),
        pytest.param(b"PK\x03\x04\x14\x00\x01\x00", "locked with a password", id="locked zip"),
        pytest.param(FILE_TYPE + box(b"mdat", b"x" * 99), "is cut off", id="no index"),
        pytest.param(FILE_TYPE + struct.pack(">I4s", 0, b"mdat"), "is cut off", id="endless box"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(tmp_path, content, sentence):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    problem = diagnose(path)
    assert problem is not None
    assert sentence in problem
    assert problem.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FILE_TYPE + box(b"mdat", b"x" * 99) + box(b"moov"), id="index at the end"),
        pytest.param(
            FILE_TYPE + box(b"mdat", b"x" * 99, is_long=True) + box(b"moov"),
            id="long box before it",
        ),
        pytest.param(FILE_TYPE + box(b"moof"), id="in fragments"),
        pytest.param(b"\x1a\x45\xdf\xa3", id="another container"),
    ],
)
def test_what_may_be_a_video_is_left_to_the_decoder(tmp_path, content):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    assert diagnose(path) is None


def test_folders_and_missing_files(tmp_path):
    assert "is a folder" in diagnose(tmp_path)
    assert "does not exist" in diagnose(tmp_path / "clip.mp4")
