"""Decodes the JPEG pictures that a browser sends."""

import io

import cv2
import numpy as np
from PIL import Image as Picture

from sciatica_coach.motion.pose import Image

MAX_SIDE_PX = 2048
"""The browser scales larger pictures down before it sends them, so a larger one is not ours."""
MIN_SIDE_PX = 32
"""No camera gives less."""
_JPEG_MARK = b"\xff\xd8\xff"
"""The bytes that every JPEG file begins with."""


class PictureError(Exception):
    """A picture cannot be decoded: its sender is at fault, not the coach."""


def decode_jpeg(jpeg: bytes) -> Image:
    """Decode a JPEG picture to (H, W, 3) uint8, BGR.

    The size is read from the header first, because a small file can hold a huge picture.

    Raises
    ------
    PictureError
        If it is not a JPEG picture, or its sides are too short or too long.
    """
    width, height = _size_px(jpeg)
    if not MIN_SIDE_PX <= min(width, height) <= max(width, height) <= MAX_SIDE_PX:
        raise PictureError(f"a picture of {width} x {height} pixels is not one of the camera's")
    image = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise PictureError("the picture is broken")
    return np.asarray(image, dtype=np.uint8)


def _size_px(jpeg: bytes) -> tuple[int, int]:
    """Width and height as the picture's own header says."""
    if not jpeg.startswith(_JPEG_MARK):
        raise PictureError("the picture is not a JPEG")
    try:
        with Picture.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
            return picture.size
    except (OSError, SyntaxError) as error:
        raise PictureError("the picture is broken") from error
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise PictureError("the picture has far too many pixels") from error
