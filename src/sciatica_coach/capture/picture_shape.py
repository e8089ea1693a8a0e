"""Pictures in square pixels, without comb lines, and all of one size."""

from fractions import Fraction

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from sciatica_coach.motion.pose import Image

_MOST_STRETCHED = 4.0
"""Widest and narrowest pixel of any camera or format, with room; what is beyond is damaged."""


class PixelShape:
    """The shape of the stored pixels of one track, which can change on the way."""

    def __init__(self) -> None:
        self._first: Fraction | None = None
        self._is_known = False

    def of(self, stream: VideoStream) -> Fraction | None:
        """Width against height of the picture that was decoded last; None if it is not stated."""
        coded = stream.codec_context.sample_aspect_ratio
        if not self._is_known:
            self._first, self._is_known = coded, True
        # The container's word goes before the codec's, but it is about the beginning.
        return stream.sample_aspect_ratio if coded == self._first else coded


def square_width(picture: av.VideoFrame, pixel_shape: Fraction | None) -> int:
    """The picture's width when its pixels are made square.

    Parameters
    ----------
    pixel_shape
        Width of a stored pixel against its height; None if it is not known.
    """
    shape = float(pixel_shape or 1)
    if not 1 / _MOST_STRETCHED <= shape <= _MOST_STRETCHED:
        shape = 1.0
    return max(1, round(picture.width * shape))


def one_field(image: Image) -> Image:
    """An interlaced picture with the lines of its first moment only.

    Its two halves were taken one after the other, so that a moving limb has the teeth of a comb.
    """
    if len(image) < 4:
        return image
    height, width = image.shape[:2]
    field = cv2.resize(image[::2], (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(field, dtype=np.uint8)


def within(image: Image, size_px: tuple[int, int]) -> Image:
    """The picture in another size, in proportion, between black bars."""
    height, width = image.shape[:2]
    if (width, height) == size_px:
        return image
    scale = min(size_px[0] / width, size_px[1] / height)
    inner = tuple(
        max(1, min(round(side * scale), room))
        for side, room in zip((width, height), size_px, strict=True)
    )
    resized = cv2.resize(
        image, inner, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    whole = np.zeros((size_px[1], size_px[0], 3), dtype=np.uint8)
    left, top = (size_px[0] - inner[0]) // 2, (size_px[1] - inner[1]) // 2
    whole[top : top + inner[1], left : left + inner[0]] = resized
    return whole
