"""Colours of any video brought to the ordinary blue, green and red of a screen, 8 bits each.

Phones record HLG or PQ (ITU-R BT.2100) by default. Taken as they are stored, such pictures look
grey and flat, and a pose model that was trained on ordinary photographs misjudges joints in them.
"""

from functools import cache

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc

from sciatica_coach.motion.pose import FloatArray, Image

_WHITE_NITS = 203.0
"""Brightness of a white sheet in HLG and PQ (ITU-R BT.2408): it becomes white on the screen."""
_HLG_PEAK_NITS = 1000.0
"""Peak of the screen for which HLG is defined (ITU-R BT.2100)."""
_HLG_GAMMA = 1.2
"""Exponent from the scene's light to the display's light, at that peak (ITU-R BT.2100)."""
_SCREEN_GAMMA = 2.4
"""Of an ordinary screen (ITU-R BT.1886)."""
_KNEE = 0.8
"""Share of white up to which brightness is kept; what is brighter is compressed above it."""
_BRIGHTEST = 5.0
"""In whites: 1000 nits, the most that phones record; brighter light is shown as white anyway."""
_HD_LINES = 720
"""From this height on, pictures that do not name their matrix are BT.709, below it BT.601: the rule
of players, and of the cameras that leave the name out."""

_FROM_BT2020 = np.array(
    [[1.1187, -0.1006, -0.0182], [-0.0083, 1.1329, -0.1246], [-0.0728, -0.5876, 1.6605]]
)
"""BT.2020 to BT.709 in linear light, for blue, green and red (ITU-R BT.2087)."""
_HIGH_DYNAMIC_RANGE = frozenset({int(ColorTrc.SMPTE2084), int(ColorTrc.ARIB_STD_B67)})
_MATRIX_UNKNOWN = 2
"""FFmpeg's AVCOL_SPC_UNSPECIFIED."""


def to_screen_colours(picture: av.VideoFrame, width: int) -> Image:
    """(H, W, 3) BGR, brought to a width.

    The matrix and the range are those that the picture states. HLG, PQ and BT.2020 are converted
    by their formulas; their highlights are compressed.

    Raises
    ------
    FFmpegError, ValueError
        If the pixels are stored in a way that cannot be converted.
    """
    image = _as_stored(picture, width)
    wide = picture.color_primaries == ColorPrimaries.BT2020
    if picture.color_trc not in _HIGH_DYNAMIC_RANGE and not wide:
        return image
    to_light, to_signal = _curves(picture.color_trc)
    light = cv2.LUT(image, to_light)
    if wide or picture.color_primaries == ColorPrimaries.UNSPECIFIED:
        light = cv2.transform(light, _FROM_BT2020)
    return np.asarray(cv2.LUT(light, to_signal), dtype=np.uint8)


def _as_stored(picture: av.VideoFrame, width: int) -> Image:
    """BGR whose values mean what the file's own transfer function says."""
    matrix = None
    if picture.colorspace == _MATRIX_UNKNOWN and picture.height >= _HD_LINES:
        matrix = Colorspace.ITU709
    try:
        image = picture.to_ndarray(format="bgr24", width=width, threads=1, src_colorspace=matrix)
    except (av.FFmpegError, ValueError):  # a matrix that FFmpeg does not convert
        image = picture.to_ndarray(
            format="bgr24", width=width, threads=1, src_colorspace=Colorspace.ITU709
        )
    return np.asarray(image, dtype=np.uint8)


@cache
def _curves(transfer: int) -> tuple["np.ndarray", Image]:
    """Lookups from the signal to linear light in 16 bits, and from there to the screen's signal."""
    light = _light(transfer, np.linspace(0, 1, 256)) / _BRIGHTEST
    to_light = np.round(np.clip(light, 0, 1) * 65535).astype(np.uint16)
    signal = _compressed(np.linspace(0, _BRIGHTEST, 65536)) ** (1 / _SCREEN_GAMMA)
    return to_light, np.round(signal * 255).astype(np.uint8)


def _light(transfer: int, signal: FloatArray) -> FloatArray:
    """Linear light in shares of white, of a signal of 0 to 1."""
    if transfer == ColorTrc.SMPTE2084:
        return _pq_nits(signal) / _WHITE_NITS
    if transfer == ColorTrc.ARIB_STD_B67:
        return _HLG_PEAK_NITS * _hlg_scene(signal) ** _HLG_GAMMA / _WHITE_NITS
    return np.asarray(signal**_SCREEN_GAMMA)


def _pq_nits(signal: FloatArray) -> FloatArray:
    """The electro-optical transfer function of PQ (ITU-R BT.2100, table 4)."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    root = signal ** (1 / m2)
    return np.asarray(10_000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1))


def _hlg_scene(signal: FloatArray) -> FloatArray:
    """The inverse opto-electronic transfer function of HLG (ITU-R BT.2100, table 5)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)


def _compressed(light: FloatArray) -> FloatArray:
    """Light of any brightness within 0 to 1: kept up to the knee, above it ever more compressed."""
    room = 1 - _KNEE
    above = _KNEE + room * (1 - np.exp(-(light - _KNEE) / room))
    return np.where(light <= _KNEE, light, above)
