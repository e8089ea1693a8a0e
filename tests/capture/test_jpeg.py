"""What a browser sends as a picture: decoded, or refused for a reason."""

import io
import struct
import time

import cv2
import numpy as np
import pytest
from PIL import Image as Picture

from sciatica_coach.capture.jpeg import PictureError, decode_jpeg
from tests.live.scene import JPEG, jpeg


def png() -> bytes:
    return bytes(cv2.imencode(".png", np.zeros((48, 64, 3), np.uint8))[1])


def with_size(picture: bytes, width: int, height: int) -> bytes:
    """The JPEG with other figures in its header."""
    marker = picture.index(b"\xff\xc0")
    size = struct.pack(">HH", height, width)
    return picture[: marker + 5] + size + picture[marker + 9 :]


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(b"not a picture at all", "is not a JPEG", id="words"),
        pytest.param(png(), "is not a JPEG", id="another format"),
        pytest.param(JPEG[:40], "is broken", id="cut in its header"),
        pytest.param(b"\xff\xd8\xff" + b"\x00" * 50, "is broken", id="only its first bytes"),
        pytest.param(with_size(JPEG, 4096, 3000), "4096 x 3000 pixels", id="too large"),
        pytest.param(with_size(JPEG, 20_000, 20_000), "20000 x 20000 pixels", id="bomb"),
        pytest.param(with_size(JPEG, 65_000, 65_000), "65000 x 65000 pixels", id="huge bomb"),
        pytest.param(jpeg(64, 16), "64 x 16 pixels", id="too small"),
    ],
)
def test_what_is_no_camera_picture_is_refused(picture, reason):
    with pytest.raises(PictureError, match=reason):
        decode_jpeg(picture)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(480, 360, id="landscape"),
        pytest.param(480, 854, id="portrait"),
        pytest.param(2048, 2048, id="largest"),
    ],
)
def test_pictures_are_decoded_upright_in_bgr(width, height):
    image = decode_jpeg(jpeg(width, height))
    assert image.shape == (height, width, 3)
    assert image.dtype == np.uint8
    assert image[4:12, 4:12].mean(axis=(0, 1)) == pytest.approx([30, 50, 70], abs=5)


def test_a_grey_jpeg_is_a_picture_too():
    grey = bytes(cv2.imencode(".jpg", np.full((48, 64), 90, np.uint8))[1])
    assert decode_jpeg(grey).shape == (48, 64, 3)


def made(mode: str = "RGB", **options: object) -> bytes:
    """A JPEG as Pillow writes it with these options."""
    content = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 256, (96, 128, 3), dtype=np.uint8)
    Picture.fromarray(noise).convert(mode).save(content, "JPEG", **options)
    return content.getvalue()


SCAN = JPEG.index(b"\xff\xda")
FRAME = JPEG.index(b"\xff\xc0")
FRAME_END = FRAME + 2 + int.from_bytes(JPEG[FRAME + 2 : FRAME + 4])


def with_marker(marker: int) -> bytes:
    """The picture with another kind of frame header."""
    return JPEG[: FRAME + 1] + bytes([marker]) + JPEG[FRAME + 2 :]


def with_byte(at: int, value: int) -> bytes:
    """The picture with another value in its frame header."""
    return JPEG[: FRAME + at] + bytes([value]) + JPEG[FRAME + at + 1 :]


def in_three_scans() -> bytes:
    """The picture with one scan for each colour, as a baseline picture may have."""
    scans = b"".join(
        b"\xff\xda\0\x08\1" + bytes([number, 0]) + b"\0\x3f\0" + bytes(20) for number in (1, 2, 3)
    )
    return JPEG[:SCAN] + scans + b"\xff\xd9"


COMMENT = b"\xff\xfe\0\2"
ARITHMETIC = b"\xff\xcc\0\4\0\0"


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(made(progressive=True), "progressive", id="progressive"),
        pytest.param(with_marker(0xC2), "progressive", id="called progressive"),
        *(pytest.param(with_marker(each), "rare", id=f"SOF{each - 0xC0}") for each in (0xC3, 0xC5)),
        pytest.param(with_marker(0xC9), "rare", id="arithmetic"),
        pytest.param(JPEG[:SCAN] + ARITHMETIC + JPEG[SCAN:], "rare", id="arithmetic conditioning"),
        pytest.param(made("CMYK"), "grey or in colour", id="CMYK"),
        pytest.param(with_byte(4, 12), "8 bits", id="12 bits"),
        pytest.param(with_byte(9, 2), "is broken", id="another number of colours"),
        pytest.param(with_byte(11, 0x44), "sampled", id="odd sampling"),
        pytest.param(with_byte(11, 0x10), "sampled", id="sampling of nothing"),
        pytest.param(in_three_scans(), "several scans", id="a scan for each colour"),
        pytest.param(JPEG[:-2] + JPEG[SCAN:], "several scans", id="the scan twice"),
        pytest.param(
            JPEG[:-2] + b"\xff\xdc\0\4\0\x30" + JPEG[-2:], "several scans", id="height at the end"
        ),
        pytest.param(
            JPEG[:FRAME_END] + with_size(JPEG, 2000, 2000)[FRAME:], "twice", id="two frame headers"
        ),
        pytest.param(JPEG[:FRAME] + JPEG[SCAN:], "is broken", id="no frame header"),
        pytest.param(JPEG[:-2], "end is missing", id="cut off"),
        pytest.param(JPEG[: SCAN + 40], "end is missing", id="half"),
        pytest.param(JPEG[:2] + COMMENT * 200_000 + JPEG[2:], "too many", id="many comments"),
        pytest.param(JPEG[:2] + b"\xff" * 900_000 + JPEG[2:], "is broken", id="many fill bytes"),
        pytest.param(JPEG[:SCAN] + b"\xff\xd0" + JPEG[SCAN:], "is broken", id="early restart"),
        pytest.param(JPEG[:SCAN] + b"\xff\xda\0\2" + b"\xff\xd9", "is broken", id="empty scan"),
    ],
)
def test_what_no_browser_sends_is_refused_at_once(picture, reason):
    begun_s = time.process_time()
    with pytest.raises(PictureError, match=reason):
        decode_jpeg(picture)
    assert time.process_time() - begun_s < 0.1


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"subsampling": "4:4:4"}, id="4:4:4"),
        pytest.param({"subsampling": "4:2:2"}, id="4:2:2"),
        pytest.param({"subsampling": "4:2:0", "optimize": True}, id="4:2:0 with its own tables"),
        pytest.param({"quality": 1}, id="coarse"),
        pytest.param({"restart_marker_blocks": 1}, id="restart markers"),
        pytest.param({"exif": Picture.Exif(), "icc_profile": bytes(500)}, id="with remarks"),
    ],
)
def test_every_baseline_picture_is_decoded(options):
    assert decode_jpeg(made(**options)).shape == (96, 128, 3)


def largest(content: bytes) -> bytes:
    """2048 x 2048 pixels with all three colours in full, and this as the picture's data."""
    head = made(subsampling="4:4:4")
    head = with_size(head[: head.index(b"\xff\xda") + 14], 2048, 2048)
    content = content[: 999_980 - len(head)]
    return head[:2] + b"\xff\xdd\0\4\0\1" + head[2:] + content + b"\xff\xd9"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(bytes(1_000_000), id="zeros"),
        pytest.param(b"\xff\0" * 500_000, id="stuffed bytes"),
        pytest.param(b"\xff\xd3" * 500_000, id="wrong restarts"),
        pytest.param(b"\x12\xff\xd0\x12\xff\xd5" * 170_000, id="restarts in disorder"),
    ],
)
def test_the_dearest_picture_that_is_taken_costs_little(content):
    """About 40 ms of one core where this was written; a progressive one took 77 s."""
    begun_s = time.process_time()
    decode_jpeg(largest(content))
    assert time.process_time() - begun_s < 1
