"""Notices a picture that stands still: a camera or a film that hangs, not a person who holds."""

from collections import deque
from collections.abc import Sequence

import numpy as np

from sciatica_coach.motion.pose import FloatArray, Image

_REDUCED_PX = 160
"""Width of the reduced pictures that are compared."""
_APART_S = 0.5
"""Time between the two pictures that are compared: an encoder may repeat one for less."""
_SAME = 0.005
"""Mean difference, in grey levels, up to which two pictures are the same one. A picture that stands
still and was compressed anew has 0.0001 to 0.003; the stillest moments of the sample clips have
0.12, over-exposed ones 0.018."""
STANDS_STILL_S = 2.0
"""How long a picture must be the same to be told. A photograph made to breathe by one pixel, and
compressed hard, is the same for 1.2 s at most."""
_REFRESHED_S = 1.0
"""An encoder draws the whole picture anew now and then, which changes it a little: a break up to
this long, between two stretches that stand still, is none."""


class StillPictureDetector:
    """Follows the pictures of one stream, in order."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, FloatArray]] = deque()
        self._since_s: float | None = None

    def update(self, image: Image, time_s: float) -> float:
        """Take the next picture; give how long it has been the same by now, 0 if it has changed."""
        step = max(image.shape[1] // _REDUCED_PX, 1)
        now = image[::step, ::step, 1].astype(np.float64)
        if self._recent and self._recent[-1][1].shape != now.shape:
            self._recent.clear()
        self._recent.append((time_s, now))
        while len(self._recent) > 1 and time_s - self._recent[1][0] >= _APART_S:
            self._recent.popleft()
        before_s, before = self._recent[0]
        if time_s - before_s < _APART_S:
            return 0.0
        if float(np.abs(now - before).mean()) > _SAME:
            self._since_s = None
            return 0.0
        self._since_s = before_s if self._since_s is None else self._since_s
        return time_s - self._since_s


def still_stretches(
    times_s: Sequence[float], still_s: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """When the picture of a whole recording stood still: begin and end of each stretch, seconds.

    Parameters
    ----------
    times_s, still_s
        Of each frame, and what the detector gave for it.
    """
    found: list[tuple[float, float]] = []
    for time_s, lasted_s in zip(times_s, still_s, strict=True):
        if lasted_s < STANDS_STILL_S:
            continue
        begun_s = time_s - lasted_s
        if found and begun_s - found[-1][1] <= _REFRESHED_S:
            begun_s = found.pop()[0]
        found.append((begun_s, time_s))
    return tuple(found)
