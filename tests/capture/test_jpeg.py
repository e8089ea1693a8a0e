"""What a browser sends as a picture: decoded, or refused for a reason."""

import struct

import cv2
import numpy as np
import pytest

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
        pytest.param(with_size(JPEG, 20_000, 20_000), "far too many|20000", id="bomb"),
        pytest.param(with_size(JPEG, 65_000, 65_000), "far too many", id="huge bomb"),
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
