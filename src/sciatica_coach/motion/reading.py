"""Everything that is measured of one pose."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from sciatica_coach.motion.angles import (
    JOINTS,
    joint_angles_deg,
    leg_elevation_deg,
    thigh_elevation_deg,
    trunk_inclination_deg,
)
from sciatica_coach.motion.correction import (
    CORRECTED,
    Corrected,
    Correction,
    correction_for,
)
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.identity import LegIdentity
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.placement import (
    ankle_on_other_thigh,
    head_height_torso,
    wrist_along_shin,
)
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import ANGLES, MIDLINE, QUANTITY_COUNT, Quantity
from sciatica_coach.motion.viewpoint import Position, Viewpoint, ViewpointEstimator

_EDGE = 0.02
"""Share of the picture by which a landmark may lie beyond its edge: models overshoot a little."""

_UNCERTAINTY_DEG = 8.0
"""Of an angle that no correction speaks for: nine of ten frames of the sample clips keep to twice
as much."""
_SURE_DEG, _LOST_DEG = 12.0, 24.0
"""Uncertainty up to which an angle is trusted wholly, and from which not at all."""

_NEAR_LEG_WORKS, _CLEARLY_STRAIGHTER_DEG = 1.5, 25.0
"""Log odds that of a seated person's legs the straighter one is the one near to the camera, where
it is asked to be. Side-on the far leg hides behind it, and the body tells little."""

_CORRECTED_ROWS = [quantity.row for quantity in CORRECTED]
_LANDMARKS: dict[Quantity, tuple[Part, ...]] = {
    Quantity.TRUNK_INCLINATION: (Part.SHOULDER, Part.HIP),
    Quantity.THIGH_ELEVATION: (Part.HIP, Part.KNEE),
    Quantity.LEG_ELEVATION: (Part.HIP, Part.ANKLE),
    Quantity.HEAD_HEIGHT: (Part.EAR, Part.SHOULDER, Part.HIP),
    Quantity.WRIST_ALONG_SHIN: (Part.KNEE, Part.ANKLE),
}
_JOINT_ROWS = [joint.quantity.row for joint in JOINTS]
_NECK = [joint.quantity for joint in JOINTS].index(Quantity.NECK_FLEXION)
_JOINT_LANDMARKS = {joint.quantity: joint.landmarks for joint in JOINTS}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was measured at one moment."""

    time_s: float
    values: FloatArray
    """(quantity, side) in the quantity's unit; NaN where not measurable."""
    trust: FloatArray
    """(quantity, side) 0..1; 0 where a landmark is hidden or beyond the picture's edge."""
    uncertainty_deg: FloatArray
    """(quantity, side) nine of ten angles lie within twice as much; NaN for what is no angle."""
    pose: Pose | None
    """With left and right settled; None if nobody was found."""
    viewpoint: Viewpoint | None

    def value(self, quantity: Quantity, side: Side) -> float:
        """One quantity of one side."""
        return float(self.values[quantity.row, side.column])

    def trusted(self, quantity: Quantity, side: Side, least: float) -> bool:
        """Whether the quantity was measured with at least this trust."""
        cell = quantity.row, side.column
        return bool(self.trust[cell] >= least and np.isfinite(self.values[cell]))


def nothing(time_s: float) -> Reading:
    """The reading of a moment at which nobody was found."""
    return Reading(
        time_s,
        values=np.full((QUANTITY_COUNT, len(SIDES)), np.nan),
        trust=np.zeros((QUANTITY_COUNT, len(SIDES))),
        uncertainty_deg=_uncertainty_deg(None),
        pose=None,
        viewpoint=None,
    )


class LegNames(Protocol):
    """Tells left from right, pose after pose."""

    def settle(self, pose: Pose, odds: float | None = None) -> Pose:
        """The pose with its legs under their names.

        Parameters
        ----------
        odds
            Log odds that the model's left is left; None if nothing speaks for or against it.
        """
        ...

    def named(self, side: Side) -> Side:
        """The person's side that goes by this name."""
        ...


class Reader:
    """Measures pose after pose of one stream, in order.

    Parameters
    ----------
    legs
        Tells them apart; as a rule by where they were before.
    """

    def __init__(self, legs: LegNames | None = None) -> None:
        self._legs = legs or LegIdentity()
        self._facing = Facing()
        self._viewpoint = ViewpointEstimator()
        self._last_seen_from: Viewpoint | None = None

    def read(self, pose: Pose | None, time_s: float) -> Reading:
        """Measure one pose; None if nobody was found at that moment."""
        if pose is None:
            return nothing(time_s)
        facing = self._facing.update(pose)
        correction = correction_for(pose.model) if pose.model else None
        look = _Look.at(pose, facing, correction)
        odds = self._naming_odds(correction, look) if correction else None
        settled = self._legs.settle(pose, odds)
        if settled.pixels is not pose.pixels:
            look = _Look.at(settled, facing, correction)
        pose = settled
        values = measure(pose.pixels, facing, look.angles_deg)
        corrected = self._corrected(correction, look, pose, facing)
        if corrected is not None:
            values[_CORRECTED_ROWS] += corrected.change_deg.T
        uncertainty_deg = _uncertainty_deg(corrected)
        viewpoint = self._viewpoint.update(pose, values, corrected.camera if corrected else None)
        self._last_seen_from = viewpoint
        trust = _trust(pose) * _certainty(uncertainty_deg)
        # What is surely wrong must not reach the smoothing, or it would spoil its neighbours.
        values = np.where(trust > 0, values, np.nan)
        return Reading(time_s, values, trust, uncertainty_deg, pose, viewpoint)

    def _naming_odds(self, correction: Correction, look: "_Look") -> float:
        """Log odds that left is left: by the body, and by how people are asked to sit."""
        odds = correction.naming_odds(look.seen)
        seen_from = self._last_seen_from
        if seen_from is None or seen_from.position is not Position.SEATED:
            return odds
        knees_deg = look.angles_deg[CORRECTED.index(Quantity.KNEE_FLEXION)]
        return odds + near_leg_odds(knees_deg, seen_from.near_side)

    def _corrected(
        self, correction: Correction | None, look: "_Look", pose: Pose, facing: int
    ) -> Corrected | None:
        """The correction, which wants the person's own left and right."""
        if correction is None or look.seen is None:
            return None
        if self._legs.named(Side.LEFT) is Side.LEFT:
            return correction.of(look.seen)
        look = _Look.at(pose.with_legs_swapped(), facing, correction)
        return correction.of(look.seen).with_legs_swapped() if look.seen is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What is measured of a pose whatever its legs are called in the end."""

    angles_deg: FloatArray
    """(joint, side), joints as in `JOINTS` and `CORRECTED`."""
    seen: FloatArray | None
    """What the correction takes of it; None if it cannot, or there is none."""

    @classmethod
    def at(cls, pose: Pose, facing: int, correction: Correction | None) -> "_Look":
        angles_deg = _angles_deg(pose.pixels, facing)
        return cls(angles_deg, correction.see(pose, angles_deg.T, facing) if correction else None)


def near_leg_odds(knees_deg: FloatArray, near: Side | None) -> float:
    """Log odds that left is left, if the leg that a seated person straightens is the near one.

    Parameters
    ----------
    knees_deg
        (side,) flexion as measured.
    near
        The side that is turned to the camera; None while that is not clear.
    """
    if near is None:
        return 0.0
    straighter_deg = float(knees_deg[near.other.column] - knees_deg[near.column])
    return _NEAR_LEG_WORKS * math.tanh(straighter_deg / _CLEARLY_STRAIGHTER_DEG)


def _angles_deg(pixels: FloatArray, facing: int) -> FloatArray:
    """(joint, side) as measured on the picture; the neck has no side."""
    angles_deg = joint_angles_deg(pixels, facing)
    angles_deg[_NECK] = np.mean(angles_deg[_NECK])
    return angles_deg


def _uncertainty_deg(corrected: Corrected | None) -> FloatArray:
    """(quantity, side) degrees; NaN for what is no angle."""
    uncertainty_deg = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    uncertainty_deg[[quantity.row for quantity in ANGLES]] = _UNCERTAINTY_DEG
    if corrected is not None:
        uncertainty_deg[_CORRECTED_ROWS] = corrected.uncertainty_deg.T
    return uncertainty_deg


def _certainty(uncertainty_deg: FloatArray) -> FloatArray:
    """(quantity, side) 0..1 how far an angle can be judged by; 1 for what is no angle."""
    certainty = np.clip((_LOST_DEG - uncertainty_deg) / (_LOST_DEG - _SURE_DEG), 0.0, 1.0)
    return np.where(np.isnan(uncertainty_deg), 1.0, certainty)


def measure(pixels: FloatArray, facing: int, angles_deg: FloatArray | None = None) -> FloatArray:
    """(quantity, side) every quantity of one pose, in its unit.

    Parameters
    ----------
    pixels
        (33, 2) landmarks, left and right settled.
    facing
        1 or -1, see `motion.facing`.
    angles_deg
        (joint, side) the joints' angles, if they are known already.
    """
    values = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    values[_JOINT_ROWS] = _angles_deg(pixels, facing) if angles_deg is None else angles_deg
    for side in SIDES:
        column = side.column
        values[Quantity.THIGH_ELEVATION.row, column] = thigh_elevation_deg(pixels, side)
        values[Quantity.LEG_ELEVATION.row, column] = leg_elevation_deg(pixels, side)
        values[Quantity.WRIST_ALONG_SHIN.row, column] = wrist_along_shin(pixels, side)
        along, off = ankle_on_other_thigh(pixels, side)
        values[Quantity.ANKLE_ALONG_OTHER_THIGH.row, column] = along
        values[Quantity.ANKLE_OFF_OTHER_THIGH.row, column] = off
    values[Quantity.TRUNK_INCLINATION.row] = trunk_inclination_deg(pixels, facing)
    values[Quantity.HEAD_HEIGHT.row] = head_height_torso(pixels)
    return values


def _trust(pose: Pose) -> FloatArray:
    seen = np.where(_in_picture(pose), pose.visibility, 0.0)
    trust = np.zeros((QUANTITY_COUNT, len(SIDES)))
    for quantity in Quantity:
        for side in SIDES:
            trust[quantity.row, side.column] = seen[_landmarks(quantity, side)].min()
    for quantity in MIDLINE:
        trust[quantity.row] = trust[quantity.row].max()
    return trust


@cache
def _landmarks(quantity: Quantity, side: Side) -> list[int]:
    if quantity in _JOINT_LANDMARKS:
        return list(_JOINT_LANDMARKS[quantity](side))
    if quantity in _LANDMARKS:
        return [part.of(side) for part in _LANDMARKS[quantity]]
    return [Part.ANKLE.of(side), Part.HIP.of(side.other), Part.KNEE.of(side.other)]


def _in_picture(pose: Pose) -> FloatArray:
    size = np.asarray(pose.size_px, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        inside = (pose.pixels >= -_EDGE * size) & (pose.pixels <= (1 + _EDGE) * size)
    return np.asarray(inside.all(axis=1))
