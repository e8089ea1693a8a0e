"""Puts a poor picture right before the pose model sees it; a good one stays as it is.

On photographs of people that were made poor, the model finds 0.9 of them instead of 0.2 to 0.9, and
their angles are as right as in good pictures: the table is in docs/accuracy.md.
"""

import cv2
import numpy as np

from sciatica_coach.motion.picture import CLEAR, CONTRAST, PictureQuality
from sciatica_coach.motion.pose import Image

_MUCH_WHITE = 0.3
"""Share of plain white from which tones are not stretched: what is lost there does not come back,
and on over-exposed clips angles became worse."""
_ENDS = (1, 99)
"""Percentiles that are made black and white."""
_LEAST_RANGE = 8.0
"""Grey levels: less is not stretched to more than this would be."""
_SOFTENING_PX = 1.6
"""Standard deviation of the blur that takes noise away; the model sees a body with 256 pixels."""


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
    if quality.contrast < CLEAR * quality.noise:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), _SOFTENING_PX), dtype=np.uint8)
    if quality.contrast < CONTRAST and quality.white_share < _MUCH_WHITE:
        return _stretched(image)
    return image


def _stretched(image: Image) -> Image:
    """The picture with its tones spread over all grey levels, the same for every colour."""
    grey = cv2.cvtColor(np.ascontiguousarray(image[::4, ::4]), cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, _ENDS)
    levels = (np.arange(256) - low) / max(high - low, _LEAST_RANGE)
    table = (255 * np.clip(levels, 0, 1)).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)
