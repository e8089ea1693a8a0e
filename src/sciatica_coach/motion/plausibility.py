"""Whether poses can be the body's own: bones keep their length, and joints move with the picture.

A model that follows somebody from frame to frame can stay for minutes on a picture that it took
for the body once: it then gives bones of changing length, and calls them well visible.
"""

from collections import deque

import numpy as np

from sciatica_coach.motion.body_geometry import trunk_length_px
from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.pose import FloatArray, Pose

_BONES = ((Part.SHOULDER, Part.HIP), (Part.HIP, Part.KNEE), (Part.KNEE, Part.ANKLE))
_TYPICAL_M = np.array([[0.47, 0.47], [0.38, 0.38], [0.37, 0.37]])
"""(bone, side): what world landmarks of adults come to, measured on bodies followed rightly; stands
in until the body's own lengths are known."""
_JOINTS = [part.of(side) for part in (Part.KNEE, Part.ANKLE, Part.WRIST) for side in SIDES]
"""Joints that move in the exercises."""
_ENDS = [
    part.of(side) for part in (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE) for side in SIDES
]
_LEARNT = 50
"""Poses after which the body's own lengths are believed."""
_MEMORY = 300
"""Poses that the own lengths are the median of."""
_LEARN_EVERY_S = 0.1
"""Neighbouring frames tell the same."""
_BELIEVABLE = 0.2
"""Mean share off from which a pose says nothing about the body; followed rightly they stay at half
of it."""
_BROKEN = 0.6
"""Share by which no single bone is off that is seen rightly; the most measured was 0.45."""
_VISIBLE = 0.5
_LASTS_S = 0.3
"""Suspicion needs so long: a single bad frame mends itself."""
_STILL = 0.02
"""Trunk lengths within which a joint rests; breathing and noise stay within it."""
_STIRS = 14.0
"""Grey levels by which a picture changes where something moves; noise of webcams stays at half."""
_FROZEN_S = 0.6
_GAP_S = 0.5
"""After so long without a pose nothing is known of before."""


class Plausibility:
    """Learns one body's lengths over time, and suspects poses that do not fit it."""

    def __init__(self) -> None:
        self._lengths_m: deque[FloatArray] = deque(maxlen=_MEMORY)
        self._own_m = _TYPICAL_M
        self._learnt_s = -np.inf
        self._time_s = -np.inf
        self._off_s = 0.0
        self._rest_px = np.full((len(_JOINTS), 2), np.nan)
        self._stirred_s = np.zeros(len(_JOINTS))

    def update(self, pose: Pose, stir: FloatArray) -> bool:
        """Whether the pose, with those before it, is to be doubted.

        Parameters
        ----------
        stir
            (33,) grey levels by which the picture has changed about each landmark; NaN unknown.
        """
        elapsed_s = pose.time_s - self._time_s
        self._time_s = pose.time_s
        if elapsed_s > _GAP_S:
            self.forget_motion()
            elapsed_s = 0.0
        self._learn(pose)
        self._off_s = self._off_s + elapsed_s if self._is_off(pose) else 0.0
        return self._off_s > _LASTS_S or self._is_frozen(pose, stir, elapsed_s)

    def forget_motion(self) -> None:
        """Begin anew with another tracker's poses; the body's lengths stay."""
        self._off_s = 0.0
        self._rest_px[:] = np.nan
        self._stirred_s[:] = 0.0

    def off(self, pose: Pose) -> float:
        """Mean share by which bones differ from the body's own lengths: 0 fits, 0.2 is much."""
        return float(np.mean(self._bones_off(pose)))

    def misfit(self, pose: Pose) -> float:
        """How badly a pose fits the body and the picture: to compare two poses of one moment.

        Bones that are off weigh as much as joints that are not seen.
        """
        return self.off(pose) + 1 - float(np.mean(pose.visibility[_ENDS]))

    def _bones_off(self, pose: Pose) -> FloatArray:
        """(bone, side) shares; as a logarithm, so that half and twice are equally far off."""
        lengths_m = np.maximum(_lengths_m(pose), 1e-3)
        return np.asarray(np.abs(np.log(lengths_m / self._own_m)))

    def _is_off(self, pose: Pose) -> bool:
        off = self._bones_off(pose)
        claimed = np.array(
            [[_least_visibility(pose, bone, column) for column in range(2)] for bone in _BONES]
        )
        return bool(off.mean() > _BELIEVABLE or (off[claimed > _VISIBLE] > _BROKEN).any())

    def _learn(self, pose: Pose) -> None:
        if pose.time_s - self._learnt_s < _LEARN_EVERY_S or self.off(pose) > _BELIEVABLE:
            return
        self._learnt_s = pose.time_s
        self._lengths_m.append(_lengths_m(pose))
        if len(self._lengths_m) >= _LEARNT:
            self._own_m = np.median(self._lengths_m, axis=0)

    def _is_frozen(self, pose: Pose, stir: FloatArray, elapsed_s: float) -> bool:
        places = pose.pixels[_JOINTS]
        away = np.linalg.norm(places - self._rest_px, axis=1)
        rests = away < _STILL * trunk_length_px(pose.pixels)
        self._rest_px = np.where(rests[:, np.newaxis], self._rest_px, places)
        self._stirred_s = np.where(rests, self._stirred_s, 0.0)
        self._stirred_s[rests & (stir[_JOINTS] > _STIRS)] += elapsed_s
        seen = pose.visibility[_JOINTS] > _VISIBLE
        return bool((seen & (self._stirred_s > _FROZEN_S)).any())


def apart(one: Pose, other: Pose) -> float:
    """Trunk lengths between two poses at the joint where they differ most.

    Which leg is called left does not count: legs are named over time, elsewhere.
    """
    there = other.pixels[_ENDS]
    swapped = other.with_legs_swapped().pixels[_ENDS]
    furthest_px = min(
        float(np.linalg.norm(one.pixels[_ENDS] - places, axis=1).max())
        for places in (there, swapped)
    )
    return furthest_px / max(trunk_length_px(one.pixels), trunk_length_px(other.pixels))


def _lengths_m(pose: Pose) -> FloatArray:
    """(bone, side)"""
    return np.array(
        [
            [
                np.linalg.norm(pose.world[start.of(side)] - pose.world[end.of(side)])
                for side in SIDES
            ]
            for start, end in _BONES
        ]
    )


def _least_visibility(pose: Pose, bone: tuple[Part, Part], column: int) -> float:
    return min(float(pose.visibility[part.of(SIDES[column])]) for part in bone)
