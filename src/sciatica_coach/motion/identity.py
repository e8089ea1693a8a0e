"""Which leg is which over time.

Seen from the side, legs cross, and the pose model then swaps left and right from frame to frame,
or lays both on the same leg. Legs do not jump: each is followed by where it was and how it moved.
"""

import math
from dataclasses import dataclass

import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.marking import SUREST
from sciatica_coach.motion.pose import FloatArray, Pose

_TRACKED = (Part.KNEE, Part.ANKLE, Part.FOOT_INDEX)
_MARGIN = 0.5
"""Trunk lengths by which the swapped reading must fit better before it is believed."""
_DOUBT_S = 0.3
"""Time constant of the doubt in our own naming while the model keeps contradicting it."""
_YIELD = 0.75
"""Doubt at which the model is believed again: it swaps legs for moments, not for good."""
_FORGET_S = 1.0
"""After so long out of sight nothing is known of where the legs are."""
_STEADY = 0.25
"""Trunk lengths: a leg this near to where it was expected moves steadily."""
_STEADY_S = 0.12
"""Legs that have not moved steadily for so long say nothing of the next frame."""
_EVIDENCE_S = 2.0
"""Time constant of what speaks for a name."""
_CONVINCING_S = 0.4
"""Log odds times seconds from which it is believed: some 0.2 s of clear pictures."""
_LONGEST_STEP_S = 0.2
_VELOCITY_S = 0.1
"""Time constant of a leg's velocity."""
_COLLAPSED = 0.15
"""Trunk lengths: legs closer than this at every joint are one leg found twice."""
_JUMP, _JUMP_PER_S = 0.25, 2.0
"""Trunk lengths that no joint is off its expected place unless it was found elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class _Legs:
    """Where the legs were last, in pixels, and their velocity in pixels a second."""

    time_s: float
    places: FloatArray
    """(2, joints, 2): side, joint, x and y."""
    velocity: FloatArray
    """(2, joints, 2)"""

    def expected(self, time_s: float) -> FloatArray:
        """(2, joints, 2) pixels: where the legs should be by now."""
        return np.asarray(self.places + self.velocity * (time_s - self.time_s))


class LegIdentity:
    """Settles left and right over time; one instance a stream.

    Legs are followed from frame to frame; what they are called is what most of the evidence of
    the last seconds says, so a model that had them wrong from the start is put right.
    """

    def __init__(self) -> None:
        self._legs: _Legs | None = None
        self._doubt = 0.0
        self._unsteady_s = -math.inf
        self._evidence_s = 0.0
        self._renamed = False
        self._time_s = math.nan

    def settle(self, pose: Pose, odds: float | None = None) -> Pose:
        """The pose with its legs under their names.

        Parameters
        ----------
        odds
            Log odds that the model's left is left; None to believe the model.
        """
        followed, swapped = self._follow_legs(pose)
        if odds is not None:
            self._weigh(-odds if swapped else odds, pose.time_s)
        return followed.with_legs_swapped() if self._renamed else followed

    def _weigh(self, odds: float, time_s: float) -> None:
        """Sum up what speaks for the names under which the legs are followed."""
        elapsed_s = min(time_s - self._time_s, _LONGEST_STEP_S) if self._time_s < time_s else 0.0
        self._time_s = time_s
        self._evidence_s *= math.exp(-elapsed_s / _EVIDENCE_S)
        self._evidence_s += max(-SUREST, min(odds, SUREST)) * elapsed_s
        if abs(self._evidence_s) > _CONVINCING_S:
            self._renamed = self._evidence_s < 0

    def _follow_legs(self, pose: Pose) -> tuple[Pose, bool]:
        """The pose with its legs named as before, and whether that is against the model.

        A leg that was found on top of the other one gets visibility 0 where it is not.
        """
        trunk_px = _trunk_px(pose)
        places = _places(pose)
        legs = self._legs
        if legs is None or pose.time_s - legs.time_s > _FORGET_S or not np.isfinite(trunk_px):
            self._restart(pose, places)
            return pose, False
        expected = legs.expected(pose.time_s)
        steady = pose.time_s - self._unsteady_s > _STEADY_S
        swapped = steady and _is_swapped(places, expected, trunk_px)
        self._doubt += (swapped - self._doubt) * _share(pose.time_s - legs.time_s, _DOUBT_S)
        if swapped and self._doubt > _YIELD:
            self._restart(pose, places)
            self._evidence_s, self._renamed = -self._evidence_s, not self._renamed
            return pose, False
        if swapped:
            pose, places = pose.with_legs_swapped(), places[::-1]
        if _jumps(places, expected).max() > _STEADY * trunk_px:
            self._unsteady_s = pose.time_s
        reach_px = (_JUMP + _JUMP_PER_S * (pose.time_s - legs.time_s)) * trunk_px
        hidden = _doubled_side(places, expected, trunk_px, reach_px)
        if hidden is not None:
            pose = pose.with_legs_hidden([hidden])
            places = places.copy()
            places[hidden.column] = expected[hidden.column]
        self._follow(legs, places, pose.time_s)
        return pose, swapped

    def _restart(self, pose: Pose, places: FloatArray) -> None:
        self._doubt = 0.0
        self._legs = _Legs(pose.time_s, places, np.zeros_like(places))

    def _follow(self, legs: _Legs, places: FloatArray, time_s: float) -> None:
        elapsed_s = time_s - legs.time_s
        if elapsed_s <= 0:
            return
        speed = (places - legs.places) / elapsed_s
        change = _share(elapsed_s, _VELOCITY_S) * (speed - legs.velocity)
        self._legs = _Legs(time_s, places, legs.velocity + change)


def _share(elapsed_s: float, time_constant_s: float) -> float:
    return 1 - math.exp(-elapsed_s / time_constant_s)


def _is_swapped(places: FloatArray, expected: FloatArray, trunk_px: float) -> bool:
    kept = np.linalg.norm(places - expected, axis=-1).sum()
    swapped = np.linalg.norm(places[::-1] - expected, axis=-1).sum()
    return bool(swapped + _MARGIN * trunk_px < kept)


def _places(pose: Pose) -> FloatArray:
    return pose.pixels[[[part.of(side) for part in _TRACKED] for side in SIDES]]


def _trunk_px(pose: Pose) -> float:
    ends = [
        np.mean([pose.pixels[part.of(side)] for side in SIDES], axis=0)
        for part in (Part.SHOULDER, Part.HIP)
    ]
    return float(np.linalg.norm(ends[0] - ends[1]))


def _jumps(places: FloatArray, expected: FloatArray) -> FloatArray:
    """(2,) pixels: how far each leg's furthest joint is from where it was expected."""
    return np.asarray(np.linalg.norm(places - expected, axis=-1).max(axis=-1))


def _doubled_side(
    places: FloatArray, expected: FloatArray, trunk_px: float, reach_px: float
) -> Side | None:
    """The side that was found on the other leg, if one was."""
    apart = np.linalg.norm(places[0] - places[1], axis=-1).max()
    if apart > _COLLAPSED * trunk_px:
        return None
    jumps = _jumps(places, expected)
    if jumps.max() < reach_px:
        return None
    return SIDES[int(jumps.argmax())]
