"""Copies of a picture as a poor camera, poor light or a poor file would show it."""

from collections.abc import Callable

import cv2
import numpy as np

from sciatica_coach.motion.pose import Image

_LINES = 240
"""Height of a small picture: old webcams, and films sent by messengers."""
_SHUTTER_SHARE = 0.006
"""Of the picture's height: standard deviation of the blur of a lens that is out of focus."""
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 + 1 / 32
"""Thresholds of an ordered dither."""

Degrade = Callable[[Image], Image]


def _clipped(values: "np.ndarray") -> Image:
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def _noise(image: Image, sigma: float) -> "np.ndarray":
    """Sensor noise, the same in every run for the same picture."""
    rng = np.random.default_rng(int(image[::16, ::16].sum()))
    return rng.normal(0.0, sigma, image.shape).astype(np.float32)


def _dim(image: Image) -> Image:
    return _clipped(0.3 * image)


def _dark(image: Image) -> Image:
    return _clipped(0.1 * image + _noise(image, 4.0))


def _over_exposed(image: Image) -> Image:
    return _clipped(2.1 * image)


def _grey(image: Image) -> Image:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _noisy(image: Image) -> Image:
    return _clipped(image + _noise(image, 25.0))


def _washed_out(image: Image) -> Image:
    """As high dynamic range looks when it is shown as if it were not."""
    return _clipped(80.0 + 0.4 * (0.5 * image + 0.5 * _grey(image)))


def _small(image: Image) -> Image:
    height, width = image.shape[:2]
    size = (round(width * _LINES / height), _LINES)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _blurred(image: Image) -> Image:
    sigma = _SHUTTER_SHARE * image.shape[0]
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)


def _few_colours(image: Image) -> Image:
    """Six levels a channel, dithered, as in an animated picture with a palette."""
    height, width = image.shape[:2]
    pattern = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width, np.newaxis]
    return _clipped(51 * np.floor(image / 51 + pattern))


KINDS: dict[str, Degrade] = {
    "clean": lambda image: image,
    "dim": _dim,
    "dark": _dark,
    "over-exposed": _over_exposed,
    "grey": _grey,
    "noisy": _noisy,
    "washed out": _washed_out,
    "240 lines": _small,
    "blurred": _blurred,
    "few colours": _few_colours,
}
"""By name; none of them changes the picture's proportions."""
