"""Puts a poor picture right before the pose model sees it; a good one stays as it is.

On photographs of people that were made poor, the model finds 0.9 of them instead of 0.2 to 0.9, and
their angles are as right as in good pictures: the table is in docs/accuracy.md.
"""

import cv2
import numpy as np

from sciatica_coach.motion.picture import CLEAR, CONTRAST, PictureQuality
from sciatica_coach.motion.pose import Image
from sciatica_coach.motion.temporal import Dwell

_MUCH_WHITE = 0.3
"""Share of plain white from which tones are not stretched: what is lost there does not come back,
and on over-exposed clips angles became worse."""
_ENDS = (1, 99)
"""Percentiles that are made black and white."""
_LEAST_RANGE = 8.0
"""Grey levels: less is not stretched to more than this would be."""
_SOFTENING_PX = 1.6
"""Standard deviation of the blur that takes noise away; the model sees a body with 256 pixels."""
_WARM = (0.8, 0.95, 1.12)
"""By what blue, green and red of a grey picture are multiplied: the pose model has learnt from
people in colour. It was chosen among four tints on half of the photographs, made grey. On the other
half 91 of 100 angles are given instead of 74, and 71 instead of 58 are within 10 degrees."""
_LASTING_S = 0.5
"""How long a picture must be poor to be changed: each change shows the pose model another picture
from one moment to the next."""


class PictureNormaliser:
    """Puts the pictures of one stream right while they are poor for longer than a moment."""

    def __init__(self) -> None:
        self._poor = Dwell()

    def shown(self, image: Image, quality: PictureQuality, time_s: float) -> Image:
        """The picture as it is to be shown to the pose model; see `normalised`."""
        is_poor = _is_noisy(quality) or _is_flat(quality) or _is_grey(quality)
        if self._poor.update(time_s, holds=is_poor) < _LASTING_S:
            return image
        return normalised(image, quality)


def normalised(image: Image, quality: PictureQuality) -> Image:
    """The picture as it is to be shown to the pose model.

    Parameters
    ----------
    image
        (H, W, 3) uint8, BGR.
    quality
        Of this picture.

    Returns
    -------
    The same array if nothing is wrong with it, else a new one.
    """
    if _is_noisy(quality):
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), _SOFTENING_PX), dtype=np.uint8)
    if _is_flat(quality):
        image = _stretched(image)
    return _warmed(image) if _is_grey(quality) else image


def _is_noisy(quality: PictureQuality) -> bool:
    return quality.contrast < CLEAR * quality.noise


def _is_flat(quality: PictureQuality) -> bool:
    return quality.contrast < CONTRAST and quality.white_share < _MUCH_WHITE


def _is_grey(quality: PictureQuality) -> bool:
    return quality.is_colourless and quality.white_share < _MUCH_WHITE


def _warmed(image: Image) -> Image:
    tables = np.clip(np.outer(np.arange(256), _WARM), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, tables[np.newaxis]), dtype=np.uint8)


def _stretched(image: Image) -> Image:
    """The picture with its tones spread over all grey levels, the same for every colour."""
    grey = cv2.cvtColor(np.ascontiguousarray(image[::4, ::4]), cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, _ENDS)
    levels = (np.arange(256) - low) / max(high - low, _LEAST_RANGE)
    table = (255 * np.clip(levels, 0, 1)).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)
