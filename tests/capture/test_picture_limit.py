"""Pictures larger than 8K are refused before one is decoded."""

import struct
import subprocess
import sys
import zlib
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from sciatica_coach.capture.picture_limit import LARGEST_PX, is_too_large, refused_size
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from tests.films import film

TOLD = "pixels are larger than 8K .8192 x 4320.; save it smaller"


@pytest.mark.parametrize(
    ("size_px", "expected"),
    [
        ((7680, 4320), False),
        ((8192, 4320), False),
        ((4320, 8192), False),
        ((8192, 4321), True),
        ((16384, 8192), True),
        ((65535, 600), True),
        ((0, 0), False),
    ],
)
def test_the_limit_is_one_of_pixels(size_px, expected):
    assert is_too_large(size_px) is expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Picture size 16384x8192 exceeds specified max pixel count 35389440, see the "
            "documentation if you wish to increase it\n",
            (16384, 8192),
        ),
        ("Picture size 65535x65535 is invalid\n", (65535, 65535)),
        ("error while decoding MB 3 4", None),
    ],
)
def test_what_ffmpeg_says_of_a_size_is_understood(message, expected):
    assert refused_size(message) == expected


def png(width: int, height: int, data: bytes = b"x") -> bytes:
    """A picture that is as large as its header says, by default of one byte."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I4s", len(content), kind)
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def of_packets(path, codec: str, packets: list[bytes], size_px: tuple[int, int]):
    """A film of these packets, whose container states this size."""
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height = size_px
        stream.pix_fmt = {"mjpeg": "yuvj420p", "png": "gray", "gif": "rgb8"}[codec]
        container.start_encoding()
        for index, content in enumerate(packets):
            each = av.Packet(content)
            each.stream, each.pts, each.dts = stream, index, index
            each.time_base = Fraction(1, 25)
            container.mux(each)
    return path


@pytest.mark.parametrize("ending", ["mov", "avi"])
def test_a_container_that_states_a_large_picture(tmp_path, ending):
    path = of_packets(tmp_path / f"a.{ending}", "png", [png(16384, 8192)] * 3, (16384, 8192))
    with pytest.raises(SourceError, match=f"16384 x 8192 {TOLD}"):
        Video(path)


@pytest.mark.parametrize("ending", ["mov", "avi"])
def test_a_stream_that_is_larger_than_its_container_states(tmp_path, ending):
    path = of_packets(tmp_path / f"a.{ending}", "png", [png(16384, 8192)] * 3, (64, 48))
    with pytest.raises(SourceError, match=f"16384 x 8192 {TOLD}"):
        Video(path)


@pytest.mark.parametrize(("width", "height"), [(16384, 8192), (65535, 65535)])
def test_an_animated_picture(tmp_path, width, height):
    path = tmp_path / "a.gif"
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\0"
    head = b"GIF89a" + struct.pack("<2H3B", width, height, 0x80, 0, 0) + bytes(6)
    path.write_bytes(head + frame * 3 + b"\x3b")
    with pytest.raises(SourceError, match=r"larger than 8K|can be read"):
        Video(path)


def test_a_size_that_grows_in_mid_stream_leaves_those_pictures_out(tmp_path):
    small = bytes(cv2.imencode(".png", np.zeros((120, 160), np.uint8))[1])
    packets = [small, small, png(16384, 8192), small]
    path = of_packets(tmp_path / "a.avi", "png", packets, (160, 120))
    with Video(path) as video:
        assert len(list(video)) == 3
    assert (
        "left out of the video: pictures of 16384 x 8192 pixels, larger than 8K" in video.warnings
    )


def test_pixels_that_are_wide_make_no_picture_too_large(tmp_path):
    picture = np.zeros((2160, 4096, 3), np.uint8)
    path = film(tmp_path / "a.mp4", [0.0], picture=picture, pixel_shape=Fraction(4))
    with Video(path) as video:
        assert video.size_px == (16384, 2160)
    assert 16384 * 2160 <= LARGEST_PX < 2 * 16384 * 2160


OPENED = """
import re, sys
from pathlib import Path
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError

def most_kb():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+)", status)[1])

before_kb = most_kb()
try:
    Video(sys.argv[1])
except SourceError:
    print(most_kb() - before_kb)
"""


def test_a_large_picture_is_not_even_decoded_to_find_out_its_size(tmp_path):
    """Opening a file decodes its first pictures: this one would take 130 MB."""
    whole = png(16384, 8192, zlib.compress(bytes(8192 * 16385), 1))
    path = of_packets(tmp_path / "a.mov", "png", [whole] * 2, (64, 48))
    command = [sys.executable, "-c", OPENED, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(told) < 60_000
