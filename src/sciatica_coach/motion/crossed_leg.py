"""Which leg is the crossed one, whatever the pose model calls it.

With crossed legs the model takes left for right for seconds on end, but the shape is plain: one
ankle lies on the other thigh. So the shape tells the legs apart, under one name throughout. Whose
leg it is, is what the model says in most frames.
"""

import math

import numpy as np

from sciatica_coach.motion.body_geometry import ankle_on_other_thigh
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.pose import Pose

_ON = 0.7
"""Thigh lengths off the other thigh within which an ankle may lie on it."""
_CLEARLY = 0.3
"""Thigh lengths by which one ankle must be nearer than the other one."""
_ALONG = (0.2, 1.4)
"""Share of the other thigh over which an ankle can lie on it."""

_FORGET_S = 1.0
"""Uncrossed for longer, the legs lie apart."""


def crossed_side(pose: Pose) -> Side | None:
    """The leg whose ankle lies on the other thigh, by the model's names; None if neither does."""
    places = [ankle_on_other_thigh(pose.pixels, side) for side in SIDES]
    off = np.array([off for _, off in places])
    if not np.isfinite(off).all() or abs(off[0] - off[1]) < _CLEARLY:
        return None
    nearer = int(off.argmin())
    along = places[nearer][0]
    if off[nearer] > _ON or not _ALONG[0] <= along <= _ALONG[1]:
        return None
    return SIDES[nearer]


class CrossedLeg:
    """Keeps the crossed leg under one name; one instance a stream.

    Parameters
    ----------
    side
        The name it is kept under; None for the first that the model gives it.
    """

    def __init__(self, side: Side | None = None) -> None:
        self._asked = side
        self._name: Side | None = None
        self._votes = dict.fromkeys(SIDES, 0)
        self._seen_s = -math.inf

    @property
    def side(self) -> Side | None:
        """The side that was crossed in most frames; None while no leg was seen crossed."""
        if not any(self._votes.values()):
            return None
        return max(SIDES, key=lambda side: self._votes[side])

    def named(self, side: Side) -> Side:
        """The person's side that goes by this name, as far as is known by now.

        A side that was asked for is believed.
        """
        is_misnamed = self._asked is None and self._name is not self.side
        return side.other if is_misnamed else side

    def settle(self, pose: Pose) -> Pose:
        """The pose with the crossed leg under its name.

        While the shape is unclear the model has mixed the legs up: they get visibility 0. Legs
        that have not been seen crossed for a while are taken as they are.
        """
        crossed = crossed_side(pose)
        if crossed is not None:
            if not (pose.legs_disputed and self._name):
                self._vote(crossed)
            self._seen_s = pose.time_s
            name = self._asked or self._name
            return pose if crossed is name else pose.with_legs_swapped()
        if pose.time_s - self._seen_s > _FORGET_S:
            return pose
        return pose.with_legs_hidden(SIDES)

    def _vote(self, side: Side) -> None:
        self._votes[side] += 1
        self._name = self._name or side
