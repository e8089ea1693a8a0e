"""When the start position has been taken: in the right posture, and still for a moment."""

import math
import warnings
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica_coach.motion.pose import FloatArray

_STILL_S = 0.6
"""The start position is taken when the angle keeps still for so long."""
_COVERED = 0.9
"""Share of that time which frames must span: they do not come on the dot."""
_APART_S = 0.25
"""How far back of that time the first frame may be: four a second are enough."""
_DRIFT_DEG, _NOISE_DEG = 4.0, 18.0
"""Still is what goes nowhere between its halves; the estimate may well be noisy about it."""
_FIT_SHARE = 0.6
"""Share of the frames in which the posture must be seen to be right: a few stray ones are not."""


@dataclass(frozen=True, slots=True, eq=False)
class StartPosition:
    """The person's own start position."""

    angle_deg: float
    """Of the movement."""
    values: FloatArray
    """(quantity, side) medians; NaN where nothing was measured."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    time_s: float
    angle_deg: float
    values: FloatArray
    fits: bool


class StartPositionDetector:
    """Waits for the start position."""

    def __init__(self) -> None:
        self._looks: deque[_Sample] = deque()

    def clear(self) -> None:
        """Forget what was seen."""
        self._looks.clear()

    def update(
        self, time_s: float, angle_deg: float, values: FloatArray, *, fits: bool
    ) -> StartPosition | None:
        """Take the next frame; give the start position once it has been held.

        Parameters
        ----------
        angle_deg
            Of the movement; NaN where it is not seen.
        values
            (quantity, side) all that was measured.
        fits
            Whether the posture is that of the start.
        """
        fits = fits and math.isfinite(angle_deg)
        self._looks.append(_Sample(time_s, angle_deg, values, fits))
        while self._is_past(time_s):
            self._looks.popleft()
        fitting = [look for look in self._looks if look.fits]
        if not fits or len(fitting) < _FIT_SHARE * len(self._looks):
            return None
        if time_s - self._looks[0].time_s < _STILL_S * _COVERED:
            return None
        if not are_still([look.angle_deg for look in fitting]):
            return None
        with warnings.catch_warnings(category=RuntimeWarning, action="ignore"):
            values = np.nanmedian([look.values for look in fitting], axis=0)
        return StartPosition(float(np.median([look.angle_deg for look in fitting])), values)

    def _is_past(self, time_s: float) -> bool:
        """Whether the first look is not needed to span the time: few frames seldom fit it."""
        first_s = self._looks[0].time_s
        spanned = len(self._looks) > 1 and time_s - self._looks[1].time_s >= _STILL_S
        return spanned or time_s - first_s > _STILL_S + _APART_S


def are_still(angles: Sequence[float]) -> bool:
    """Whether angles in order of time go nowhere, give or take the estimate's noise."""
    half = max(1, len(angles) // 2)
    drift_deg = abs(np.median(angles[:half]) - np.median(angles[half:] or angles))
    noise_deg = np.ptp(np.percentile(angles, (15, 85)))
    return bool(drift_deg <= _DRIFT_DEG and noise_deg <= _NOISE_DEG)
