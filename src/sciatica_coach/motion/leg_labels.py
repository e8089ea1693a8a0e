"""Which leg is which over time.

MediaPipe names the legs of real people right in nearly all still pictures, so its names stand
unless movement proves them wrong: a leg does not jump to where the other one was. When legs cross,
the model can exchange them from one frame to the next, or lay both on one leg. A stream knows only
the past; of a whole recording the likeliest sequence of names is found at once.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sciatica_coach.motion.body_geometry import trunk_length_px
from sciatica_coach.motion.cuts import is_cut
from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.pose import FloatArray, Pose

_TRACKED = (Part.KNEE, Part.ANKLE, Part.FOOT_INDEX)
_APART = 0.2
"""Trunk lengths, summed over the joints, that weigh as much as one unit of log odds."""
_SUREST_PLACE = 8.0
"""Log odds beyond which places say no more: an estimate can be exchanged for another one."""
_MOST = 5.0
"""Log odds beyond which no name is believed."""
_JUMPED = 4.0
"""Log odds by places from which the model has exchanged the legs: less is the estimate's noise,
and where legs lie over each other either name is as good."""
_AT_FIRST = 2.0
"""Log odds for the model's names before anything has moved."""
_MODEL_PER_S = 1.2
"""Log odds a second for the names that the model gives. It keeps wrong names for some seconds
when it does so at all, so one second of them proves little."""
_FIRST_LOOK_S = 0.1
"""Time from first seeing somebody in which a jump proves nothing: the model's first look is the
detector's, and what it says of legs is less right than all later ones (162 photographs)."""
_AGAINST_THE_MODEL = 0.0
"""Log odds for the names in use from which the model is contradicted. Below, its own are taken: a
leg may have been lost track of where both met, and a wrong name costs the whole repetition."""
_UNDECIDED = 1.0
"""Log odds below which legs whose names are disputed are not judged."""
_LONGEST_STEP_S = 0.2
_FORGET_S = 1.0
"""After so long out of sight nothing is known of where the legs are."""
_VELOCITY_S = 0.1
"""Time constant of a leg's velocity."""
_JUMP, _JUMP_PER_S = 0.25, 2.0
"""Trunk lengths by which a joint may be off the place where it is expected, and more for each
second since the leg was believed: a leg in mid-air for a moment is none, one that stays there is
believed after a quarter of a second."""


@dataclass(frozen=True, slots=True, eq=False)
class _Legs:
    """Where the legs are by their names, in pixels, and their velocity in pixels a second."""

    time_s: float
    places: FloatArray
    """(2, joints, 2): side, joint, x and y."""
    velocity: FloatArray
    """(2, joints, 2)"""
    believed_s: FloatArray
    """(2,) seconds: when each leg was last where it could be."""

    def expected(self, time_s: float) -> FloatArray:
        """(2, joints, 2) pixels: where the legs should be by now."""
        return np.asarray(self.places + self.velocity * (time_s - self.time_s))

    def moved_to(self, places: FloatArray, time_s: float, believed: "np.ndarray") -> "_Legs":
        """The legs at their new places; one that is not believed stays and loses its velocity.

        Unchanged if no time has passed.
        """
        elapsed_s = time_s - self.time_s
        if elapsed_s <= 0:
            return self
        moves = believed[:, np.newaxis, np.newaxis]
        speed = np.where(moves, (places - self.places) / elapsed_s, 0.0)
        change = (1 - math.exp(-elapsed_s / _VELOCITY_S)) * (speed - self.velocity)
        return _Legs(
            time_s,
            np.where(moves, places, self.places),
            self.velocity + change,
            np.where(believed, time_s, self.believed_s),
        )

    def swapped(self) -> "_Legs":
        """The same legs by each other's names."""
        return _Legs(self.time_s, self.places[::-1], self.velocity[::-1], self.believed_s[::-1])


class OnlineLegLabeler:
    """Keeps each leg under its name over time; one instance a stream.

    A leg is followed by its place and velocity. Where that clearly contradicts the model, its
    place is believed, for four seconds at most: then the model is. Where the legs lie over each
    other nobody can follow them, and the model's names are taken at once.

    Parameters
    ----------
    known
        Log odds for the model's names by the pose's time, see `OfflineLegLabeler`; None to find
        out on the way.
    """

    def __init__(self, known: Mapping[float, float] | None = None) -> None:
        self._known = known
        self._legs: _Legs | None = None
        self._first_s = -math.inf
        self._belief = _AT_FIRST
        self._crossed = False

    def settle(self, pose: Pose) -> Pose:
        """The pose with its legs under their names.

        A leg that was found where it cannot be, on top of the other one or further than a body
        moves, gets visibility 0. Both do while their names are disputed and nothing has proven
        one of them.
        """
        seen = _seen(pose)
        if seen is None:
            return pose
        if self._legs is not None and pose.time_s - self._legs.time_s >= _FORGET_S:
            self._legs = None
        if self._known is None:
            self._decide(seen)
        else:
            self._belief = self._known[pose.time_s]
            self._crossed = self._belief < 0
        places = seen.places
        if self._crossed:
            pose, places = pose.with_legs_swapped(), places[::-1]
        pose = self._without_jumping(pose, places, seen.trunk_px)
        undecided = abs(self._belief) < _UNDECIDED
        return pose.with_legs_hidden(SIDES) if pose.legs_disputed and undecided else pose

    def _decide(self, seen: "_Seen") -> None:
        """Whether the model's names are crossed in this pose."""
        if self._legs is None:
            self._first_s = seen.time_s
        if self._legs is None or seen.time_s - self._first_s < _FIRST_LOOK_S:
            self._legs = None
            self._crossed = False
            self._belief = 0.0 if seen.pose.legs_disputed else _AT_FIRST
            return
        step_s = min(seen.time_s - self._legs.time_s, _LONGEST_STEP_S)
        for_model = _continuity(seen.places, self._legs.expected(seen.time_s), seen.trunk_px)
        self._crossed = for_model < -_JUMPED
        self._belief = _leaked(self._belief, abs(for_model))
        if not seen.pose.legs_disputed:
            vote = -1 if self._crossed else 1
            self._belief = min(self._belief + vote * _MODEL_PER_S * step_s, _MOST)
        if self._crossed and self._belief < _AGAINST_THE_MODEL:
            self._crossed = False
            self._belief = _AT_FIRST
            self._legs = self._legs.swapped()

    def _without_jumping(self, pose: Pose, places: FloatArray, trunk_px: float) -> Pose:
        legs = self._legs
        if legs is None:
            since_s = np.full(len(SIDES), pose.time_s)
            self._legs = _Legs(pose.time_s, places, np.zeros_like(places), since_s)
            return pose
        off_px = np.linalg.norm(places - legs.expected(pose.time_s), axis=-1).max(axis=-1)
        reach_px = (_JUMP + _JUMP_PER_S * (pose.time_s - legs.believed_s)) * trunk_px
        believed = off_px < reach_px
        self._legs = legs.moved_to(places, pose.time_s, believed)
        if believed.all():
            return pose
        return pose.with_legs_hidden([side for side in SIDES if not believed[side.column]])


class OfflineLegLabeler:
    """Takes every pose of a recording, then tells how likely the names of each are right."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._first_s = -math.inf

    def settle(self, pose: Pose) -> Pose:
        """The pose as it is; see `OnlineLegLabeler.settle`."""
        seen = _seen(pose)
        if seen is not None:
            if not self._seen or seen.time_s - self._seen[-1].time_s >= _FORGET_S:
                self._first_s = seen.time_s
            is_first = seen.time_s - self._first_s < _FIRST_LOOK_S
            self._seen.append(replace(seen, is_first_look=is_first))
        return pose

    def odds(self) -> dict[float, float]:
        """Log odds that the names of a pose are right, by its time: what the whole recording says.

        The forward-backward algorithm over two states: the model's names are right or crossed.
        """
        same = [_same_names(before, seen) for before, seen in pairwise(self._seen)]
        told = [
            _for_the_model(*each) for each in zip([None, *self._seen], self._seen, strict=False)
        ]
        before = _carried(told, same)
        after = _carried(told[::-1], same[::-1])[::-1]
        return {
            seen.time_s: float(np.clip(earlier + own + later, -_MOST, _MOST))
            for seen, earlier, own, later in zip(self._seen, before, told, after, strict=True)
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Where the legs of one pose are, by the model's names."""

    time_s: float
    places: FloatArray
    """(2, joints, 2) pixels"""
    trunk_px: float
    pose: Pose
    is_first_look: bool = False
    """Whether it is of the moment in which the model found the person."""


def _seen(pose: Pose) -> _Seen | None:
    """None where a leg is not known."""
    places = pose.pixels[[[part.of(side) for part in _TRACKED] for side in SIDES]]
    trunk_px = trunk_length_px(pose.pixels)
    if not (np.isfinite(places).all() and trunk_px > 0):
        return None
    return _Seen(pose.time_s, places, trunk_px, pose)


def _for_the_model(before: _Seen | None, now: _Seen) -> float:
    """Log odds that a pose adds for the model's names."""
    if now.pose.legs_disputed:
        return 0.0
    if before is None or before.is_first_look:
        return 0.0 if now.is_first_look else _AT_FIRST
    return _MODEL_PER_S * min(now.time_s - before.time_s, _LONGEST_STEP_S)


def _same_names(before: _Seen | None, now: _Seen) -> float:
    """Log odds that the model names the legs as it did one pose before; 0 if nothing links them."""
    if before is None or now.time_s - before.time_s >= _FORGET_S or is_cut(before.pose, now.pose):
        return 0.0
    odds = _continuity(now.places, before.places, now.trunk_px)
    if before.is_first_look:
        return max(odds, 0.0)
    return odds if abs(odds) >= _JUMPED else max(odds, 0.0)


def _continuity(places: FloatArray, expected: FloatArray, trunk_px: float) -> float:
    """Log odds that each leg is the one expected there, not the other one."""
    kept = np.linalg.norm(places - expected, axis=-1).sum()
    crossed = np.linalg.norm(places[::-1] - expected, axis=-1).sum()
    odds = (crossed - kept) / (_APART * trunk_px)
    return float(np.clip(odds, -_SUREST_PLACE, _SUREST_PLACE))


def _carried(told: list[float], same: list[float]) -> list[float]:
    """Log odds at each pose by the poses before it, without what it says itself."""
    carried = [0.0] if told else []
    for own, for_same in zip(told, same, strict=False):
        carried.append(_leaked(carried[-1] + own, for_same))
    return carried


def _leaked(belief: float, for_same: float) -> float:
    """What is left of a belief after a step in which names stayed with such log odds."""
    right, same = _probability(np.clip(belief, -_MOST, _MOST)), _probability(for_same)
    right = right * same + (1 - right) * (1 - same)
    return math.log(right / (1 - right))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
