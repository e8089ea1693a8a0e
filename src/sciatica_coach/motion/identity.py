"""Which leg is which over time.

Seen from the side, legs cross, and the pose model then swaps left and right from frame to frame,
or lays both on the same leg. Legs do not jump: each is followed by where it was and how it moved.
A stream knows only the past; of a whole recording the likeliest course of names is found at once.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.marking import SUREST
from sciatica_coach.motion.placement import trunk_length_px
from sciatica_coach.motion.pose import FloatArray, Pose

_TRACKED = (Part.KNEE, Part.ANKLE, Part.FOOT_INDEX)
_APART = 0.2
"""Trunk lengths, summed over the joints, that weigh as much as one unit of log odds."""
_SURE_OF_PLACE = 5.0
"""Log odds beyond which places say no more."""
_BELIEVED = 0.75
"""Log odds for the model's names where a pose itself says nothing of them."""
_CLEARLY = 0.3
"""Share of one way to name the legs that the other way must save to be worth a word, where the
pose itself says nothing of its names."""
_INDEPENDENT_S = 0.15
"""Poses closer in time than this say the same."""
_CONVINCING = 2.0
"""Log odds from which legs are renamed: in mid-repetition a wrong change costs more than none."""
_LONGEST_STEP_S = 0.2
_FORGET_S = 1.0
"""After so long out of sight nothing is known of where the legs are."""
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

    A filter over two states, the model's names are right or they are crossed. From frame to frame
    legs do not jump: that tells whether the state has changed. What each pose says of its own
    names tells which state it is.

    Parameters
    ----------
    known
        Whether the model's names are crossed, by the pose's time; None to find out on the way.
    """

    def __init__(self, known: Mapping[float, bool] | None = None) -> None:
        self._known = known
        self._seen: _Seen | None = None
        self._legs: _Legs | None = None
        self._belief = 0.0
        self._crossed = False

    def settle(self, pose: Pose, odds: float | None = None) -> Pose:
        """The pose with its legs under their names.

        A leg that was found on top of the other one gets visibility 0 where it is not.

        Parameters
        ----------
        odds
            Log odds that the model's left is left; None to believe the model a little.
        """
        seen = _seen(pose, odds)
        if seen is None:
            return pose
        before, self._seen = self._seen, seen
        if _is_new(before, seen):
            self._legs = None
        if self._known is None:
            self._believe(before, seen)
        else:
            self._crossed = self._known[pose.time_s]
        places = seen.places
        if self._crossed:
            pose, places = pose.with_legs_swapped(), places[::-1]
        return self._without_doubled(pose, places, seen.trunk_px)

    def named(self, side: Side) -> Side:
        """The person's side that goes by this name."""
        return side

    def _believe(self, before: "_Seen | None", seen: "_Seen") -> None:
        for_same = _same_names(before, seen)
        self._crossed ^= for_same < 0
        same, right = _probability(for_same), _probability(self._belief)
        right = right * same + (1 - right) * (1 - same)
        self._belief = math.log(right / (1 - right)) + _evidence(before, seen)
        if abs(self._belief) > _CONVINCING:
            self._crossed = self._belief < 0

    def _without_doubled(self, pose: Pose, places: FloatArray, trunk_px: float) -> Pose:
        legs = self._legs
        if legs is None:
            self._legs = _Legs(pose.time_s, places, np.zeros_like(places))
            return pose
        expected = legs.expected(pose.time_s)
        reach_px = (_JUMP + _JUMP_PER_S * (pose.time_s - legs.time_s)) * trunk_px
        hidden = _doubled_side(places, expected, trunk_px, reach_px)
        if hidden is not None:
            pose = pose.with_legs_hidden([hidden])
            places = places.copy()
            places[hidden.column] = expected[hidden.column]
        self._follow(legs, places, pose.time_s)
        return pose

    def _follow(self, legs: _Legs, places: FloatArray, time_s: float) -> None:
        elapsed_s = time_s - legs.time_s
        if elapsed_s <= 0:
            return
        speed = (places - legs.places) / elapsed_s
        change = (1 - math.exp(-elapsed_s / _VELOCITY_S)) * (speed - legs.velocity)
        self._legs = _Legs(time_s, places, legs.velocity + change)


class NamesInHindsight:
    """Takes every pose of a recording, then tells which of them have left and right crossed."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []

    def settle(self, pose: Pose, odds: float | None = None) -> Pose:
        """The pose as it is; see `LegIdentity.settle`."""
        seen = _seen(pose, odds)
        if seen is not None:
            self._seen.append(seen)
        return pose

    def named(self, side: Side) -> Side:
        """The person's side that goes by this name."""
        return side

    def crossed(self) -> dict[float, bool]:
        """Whether the names of a pose are crossed, by its time: the likeliest course of all.

        Viterbi's algorithm over the two states of `LegIdentity`.
        """
        if not self._seen:
            return {}
        right, wrong = 0.0, 0.0
        came_from: list[tuple[bool, bool]] = []
        for before, seen in zip([None, *self._seen], self._seen, strict=False):
            for_same = _same_names(before, seen)
            came_from.append((bool(wrong - for_same > right), bool(wrong > right - for_same)))
            right, wrong = max(right, wrong - for_same), max(wrong, right - for_same)
            right += _evidence(before, seen)
        states = [bool(wrong > right)]
        for step in reversed(came_from[1:]):
            states.append(step[states[-1]])
        return {
            seen.time_s: state for seen, state in zip(self._seen, reversed(states), strict=True)
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Where the legs of one pose are, by the model's names, and what speaks for the names."""

    time_s: float
    places: FloatArray
    """(2, joints, 2) pixels"""
    trunk_px: float
    odds: float | None


def _seen(pose: Pose, odds: float | None) -> _Seen | None:
    """None where a leg is not known."""
    places = pose.pixels[[[part.of(side) for part in _TRACKED] for side in SIDES]]
    trunk_px = trunk_length_px(pose.pixels)
    if not (np.isfinite(places).all() and trunk_px > 0):
        return None
    return _Seen(pose.time_s, places, trunk_px, odds)


def _is_new(before: _Seen | None, now: _Seen) -> bool:
    """Whether the legs were out of sight for so long that nothing is known of them."""
    return before is None or now.time_s - before.time_s >= _FORGET_S


def _evidence(before: _Seen | None, now: _Seen) -> float:
    """Log odds that a pose adds for its own names."""
    elapsed_s = now.time_s - before.time_s if before else _LONGEST_STEP_S
    odds = _BELIEVED if now.odds is None else now.odds
    return max(-SUREST, min(odds, SUREST)) * min(elapsed_s, _LONGEST_STEP_S) / _INDEPENDENT_S


def _same_names(before: _Seen | None, now: _Seen) -> float:
    """Log odds that the model names the legs as it did one pose before; 0 if that is long ago."""
    if before is None or _is_new(before, now):
        return 0.0
    kept = np.linalg.norm(now.places - before.places, axis=-1).sum()
    crossed = np.linalg.norm(now.places[::-1] - before.places, axis=-1).sum()
    if now.odds is None and abs(crossed - kept) < _CLEARLY * max(crossed, kept):
        return 0.0
    return float(
        np.clip((crossed - kept) / (_APART * now.trunk_px), -_SURE_OF_PLACE, _SURE_OF_PLACE)
    )


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


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
