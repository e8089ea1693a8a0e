"""Decodes the JPEG pictures that a browser sends, and refuses those that would cost too much.

Browsers write a canvas (`canvas.toBlob`) as a baseline picture in one scan: Chromium and Firefox
with libjpeg-turbo's defaults, Safari by ImageIO, which makes progressive ones only when asked to.
So all that the format allows beyond that is no picture of ours, and it is dear: a progressive
picture of 1 MB with its many scans takes more than a minute to decode. The marker segments are read
here, before the decoder sees a byte, so that nobody pays for what is refused.
"""

import re
from dataclasses import dataclass

import cv2
import numpy as np

from sciatica_coach.motion.pose import Image

MAX_SIDE_PX = 2048
"""The browser scales larger pictures down before it sends them, so a larger one is not ours."""
MIN_SIDE_PX = 32
"""No camera gives less."""
_JPEG_MARK = b"\xff\xd8\xff"
"""The bytes that every JPEG file begins with."""
_MOST_SEGMENTS = 100
"""Marker segments before the picture's data. Browsers write about ten; a megabyte could hold
250,000."""
_SEQUENTIAL = frozenset({0xC0, 0xC1})
"""Frame headers that are taken: baseline, and the same with finer quantisation (ITU-T T.81)."""
_OTHER_FRAMES = frozenset({*range(0xC2, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Progressive, lossless, hierarchical and arithmetic ones."""
_ARITHMETIC, _SCAN, _END, _LINES = 0xCC, 0xDA, 0xD9, 0xDC
_HUFFMAN, _QUANTISATION, _RESTART_INTERVAL, _COMMENT = 0xC4, 0xDB, 0xDD, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_HEADER_SEGMENTS = frozenset({_HUFFMAN, _QUANTISATION, _RESTART_INTERVAL, _COMMENT, *_APPLICATION})
"""What may stand before the scan, besides the frame header."""
_AFTER_DATA = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""The first marker that is neither a stuffed byte nor a restart marker."""
_COMPONENTS = (1, 3)
"""Grey, and colour. Four are CMYK, which no canvas gives."""
_SAMPLING = frozenset({1, 2})
"""Samples of a component against those of the others, each way: 4:4:4, 4:2:2 and 4:2:0."""


class PictureError(Exception):
    """A picture cannot be decoded: its sender is at fault, not the coach."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a frame header says."""

    width: int
    height: int
    components: int


def decode_jpeg(jpeg: bytes) -> Image:
    """Decode a JPEG picture to (H, W, 3) uint8, BGR.

    Raises
    ------
    PictureError
        If it is not a JPEG picture as browsers make them, or its sides are too short or too long.
    """
    width, height = _size_px(jpeg)
    if not MIN_SIDE_PX <= min(width, height) <= max(width, height) <= MAX_SIDE_PX:
        raise PictureError(f"a picture of {width} x {height} pixels is not one of the camera's")
    image = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise PictureError("the picture is broken")
    return np.asarray(image, dtype=np.uint8)


def _size_px(jpeg: bytes) -> tuple[int, int]:
    """Width and height of a picture that holds one frame in one scan, and ends."""
    if not jpeg.startswith(_JPEG_MARK):
        raise PictureError("the picture is not a JPEG")
    frame: _Frame | None = None
    at = 2
    for _ in range(_MOST_SEGMENTS):
        marker, content, at = _segment(jpeg, at)
        if marker in _SEQUENTIAL:
            if frame is not None:
                raise PictureError("the picture states its size twice")
            frame = _frame(content)
        elif marker == _SCAN:
            _check_scan(jpeg, at, content, frame)
            assert frame is not None
            return frame.width, frame.height
        elif marker in _OTHER_FRAMES or marker == _ARITHMETIC:
            raise PictureError("the picture is progressive or of another rare kind: send baseline")
        elif marker not in _HEADER_SEGMENTS:
            raise PictureError("the picture is broken")
    raise PictureError("the picture has too many parts")


def _segment(jpeg: bytes, at: int) -> tuple[int, bytes, int]:
    """The marker at a place, what its segment holds, and where the next one begins."""
    if jpeg[at : at + 1] != b"\xff" or len(jpeg) < at + 4:
        raise PictureError("the picture is broken")
    length = int.from_bytes(jpeg[at + 2 : at + 4])
    end = at + 2 + length
    if length < 2 or end > len(jpeg):
        raise PictureError("the picture is broken")
    return jpeg[at + 1], jpeg[at + 4 : end], end


def _frame(content: bytes) -> _Frame:
    if len(content) < 6 or len(content) != 6 + 3 * content[5]:
        raise PictureError("the picture is broken")
    precision, components = content[0], content[5]
    if precision != 8 or components not in _COMPONENTS:
        raise PictureError("the picture must have 8 bits, and be grey or in colour")
    sampling = {each for byte in content[7::3] for each in (byte >> 4, byte & 15)}
    if not sampling <= _SAMPLING:
        raise PictureError("the picture's colours are sampled in a way that no browser uses")
    height, width = int.from_bytes(content[1:3]), int.from_bytes(content[3:5])
    return _Frame(width, height, components)


def _check_scan(jpeg: bytes, at: int, content: bytes, frame: _Frame | None) -> None:
    """Make sure that the scan holds all of the frame, and that nothing but the end follows it."""
    if frame is None or not content:
        raise PictureError("the picture is broken")
    if content[0] != frame.components:
        raise PictureError("the picture comes in several scans: send it in one")
    after = _AFTER_DATA.search(jpeg, at)
    if after is None:
        raise PictureError("the picture is broken: its end is missing")
    if after[1][0] in {_SCAN, _HUFFMAN, _LINES}:
        raise PictureError("the picture comes in several scans: send it in one")
    if after[1][0] != _END:
        raise PictureError("the picture is broken")
