"""A file that takes too long to open is given up, in a process that is ended."""

import struct
import time

import pytest

from sciatica_coach.capture.opening_trial import opens_in_time
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from tests.films import remuxed, sample_frames, video_of

OPTIONS = {"format_whitelist": "flac,matroska,mov"}


def many_comments(path, count):
    """A FLAC file that says much about itself: FFmpeg compares each comment with all before."""
    texts = [b"K%d=v" % number for number in range(count)]
    comments = b"".join(struct.pack("<I", len(text)) + text for text in texts)
    block = struct.pack("<I", 0) + struct.pack("<I", count) + comments
    stream_info = bytes.fromhex("1000100000000000000000ac442f0000000000000000") + bytes(12)
    path.write_bytes(
        b"fLaC"
        + b"\x00"
        + len(stream_info).to_bytes(3, "big")
        + stream_info
        + b"\x84"
        + len(block).to_bytes(3, "big")
        + block
    )
    return path


def test_a_file_that_says_too_much_about_itself_is_given_up_in_time(tmp_path):
    path = many_comments(tmp_path / "song.flac", 300_000)
    begun_s = time.monotonic()
    assert not opens_in_time(path, f"file:{path}", OPTIONS, within_s=3.0)
    assert time.monotonic() - begun_s < 10.0


def test_what_opens_or_cannot_be_opened_comes_to_an_end(tmp_path):
    clip = video_of(tmp_path / "clip.mp4", sample_frames("figure_4_side", 4))
    film = remuxed(clip, tmp_path / "clip.mkv")
    assert film.stat().st_size > 300_000
    assert opens_in_time(film, f"file:{film}", OPTIONS, within_s=30.0)
    film.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(400_000))
    assert opens_in_time(film, f"file:{film}", OPTIONS, within_s=30.0)


def test_whoever_gives_such_a_file_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("sciatica_coach.capture.video_container._OPEN_S", 2.0)
    path = many_comments(tmp_path / "song.flac", 300_000)
    with pytest.raises(SourceError, match="takes too long to open"), Video(path):
        pass
