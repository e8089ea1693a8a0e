"""Notices a picture that stands still: a camera or a film that hangs, not a person who holds."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sciatica_coach.motion.pose import Image
from sciatica_coach.motion.temporal import SlidingWindow

Greys = NDArray[np.float32]
_REDUCED_PX = 160
"""Width of the reduced pictures that are compared."""
_SAME = 0.005
"""Mean difference, in grey levels, up to which a picture repeats the one before. A film of one
picture has 0 to 0.003; the stillest moments of the sample clips, which have little noise, 0.015."""
_WITHIN_S, _SAME_SHARE = 1.0, 0.8
"""Of the pictures of so long this share must be repeats: an encoder draws the whole picture anew
now and then, and a camera of 15 pictures a second may be stored as 30."""
_NOTHING_MOVED = 4.0
"""Grey levels by which no place of the picture, taken over 5 x 5 pixels, may have changed. To be
drawn anew changes 3, a chest that rises by a pixel 10."""
STANDS_STILL_S = 2.0
"""How long a picture must be the same to be told: a breath takes longer, but half of it does not,
and then the chest has risen."""


class StillPictureDetector:
    """Follows the pictures of one stream, in order."""

    def __init__(self) -> None:
        self._before: Greys | None = None
        self._reference: Greys | None = None
        self._repeats = SlidingWindow[bool](_WITHIN_S)
        self._changed_s = self._since_s = 0.0

    def update(self, image: Image, time_s: float) -> float:
        """Take the next picture; give how long it has been the same by now, 0 if it has changed."""
        step = max(image.shape[1] // _REDUCED_PX, 1)
        now = image[::step, ::step, 1].astype(np.float32)
        soft = np.asarray(cv2.blur(now, (5, 5)), dtype=np.float32)
        before, self._before = self._before, now
        if before is None or self._reference is None or before.shape != now.shape:
            self._repeats.clear()
            return self._begin(soft, time_s, changed_s=time_s)
        repeats = float(np.abs(now - before).mean()) <= _SAME
        self._repeats.append(time_s, repeats)
        if not repeats:
            self._changed_s = time_s
        if float(np.mean(self._repeats.values)) < _SAME_SHARE:
            return self._begin(soft, time_s, changed_s=self._changed_s)
        if float(np.abs(soft - self._reference).max()) > _NOTHING_MOVED:
            return self._begin(soft, time_s, changed_s=time_s)
        return time_s - self._since_s

    def _begin(self, soft: Greys, time_s: float, *, changed_s: float) -> float:
        """A stretch may begin with this picture, or has begun when the picture changed last."""
        self._reference = soft
        self._changed_s = self._since_s = min(changed_s, time_s)
        return 0.0


def still_stretches(
    times_s: Sequence[float], still_s: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """When the picture of a whole recording stood still: begin and end of each stretch, seconds.

    Parameters
    ----------
    times_s, still_s
        Of each frame, and what the detector gave for it.
    """
    found: dict[float, float] = {}
    for time_s, lasted_s in zip(times_s, still_s, strict=True):
        if lasted_s >= STANDS_STILL_S:
            found[round(time_s - lasted_s, 3)] = time_s
    return tuple(found.items())
