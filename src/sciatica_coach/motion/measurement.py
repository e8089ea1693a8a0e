"""Everything that is measured of one pose."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sciatica_coach.motion.angles import (
    JOINTS,
    joint_angles_deg,
    leg_elevations_deg,
    thigh_elevations_deg,
    trunk_inclination_deg,
)
from sciatica_coach.motion.body_geometry import (
    ankle_on_other_thigh,
    head_height_torso,
    profile_share,
    wrist_along_shin,
)
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import MIDLINE, QUANTITY_COUNT, Quantity
from sciatica_coach.motion.uncertainty import standard_errors_deg
from sciatica_coach.motion.viewpoint import Viewpoint, ViewpointEstimator

_EDGE = 0.02
"""Share of the picture by which a landmark may lie beyond its edge: models overshoot a little."""

_SURE_DEG, _LOST_DEG = 16.0, 22.0
"""Uncertainty up to which an angle is trusted wholly, and from which not at all: two estimates that
lie 20 degrees apart cannot both be right, and nobody knows which is."""

_PROFILE = 0.45
"""Share of the head's profile below which it is turned to the camera: people look at the screen,
and from ear to nose is then no measure of looking up or down. Of photographs from the side 5 %
lie below."""

_LANDMARKS: dict[Quantity, tuple[Part, ...]] = {
    Quantity.TRUNK_INCLINATION: (Part.SHOULDER, Part.HIP),
    Quantity.THIGH_ELEVATION: (Part.HIP, Part.KNEE),
    Quantity.LEG_ELEVATION: (Part.HIP, Part.ANKLE),
    Quantity.HEAD_HEIGHT: (Part.EAR, Part.SHOULDER, Part.HIP),
    Quantity.WRIST_ALONG_SHIN: (Part.KNEE, Part.ANKLE),
}
_FOR_GOOD_PICTURES = [Quantity.HEAD_HEIGHT.row, Quantity.WRIST_ALONG_SHIN.row]
"""They tell faults of form only, and no uncertainty of theirs is known that could grow: in a grey
picture a hand was taken to be on the shin that held the thigh."""
_JOINT_ROWS = [joint.quantity.row for joint in JOINTS]
_NECK = [joint.quantity for joint in JOINTS].index(Quantity.NECK_FLEXION)
_JOINT_LANDMARKS = {joint.quantity: joint.landmarks for joint in JOINTS}


@dataclass(frozen=True, slots=True, eq=False)
class PoseMeasurement:
    """What was measured at one moment."""

    time_s: float
    values: FloatArray
    """(quantity, side) in the quantity's unit; NaN where not measurable."""
    trust: FloatArray
    """(quantity, side) 0..1; 0 where a landmark is hidden or beyond the picture's edge."""
    standard_error_deg: FloatArray
    """(quantity, side) see `motion.uncertainty`; NaN for what is no angle."""
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


def nothing(time_s: float) -> PoseMeasurement:
    """The measurement of a moment at which nobody was found."""
    return PoseMeasurement(
        time_s,
        values=np.full((QUANTITY_COUNT, len(SIDES)), np.nan),
        trust=np.zeros((QUANTITY_COUNT, len(SIDES))),
        standard_error_deg=standard_errors_deg(None),
        pose=None,
        viewpoint=None,
    )


class LegLabeler(Protocol):
    """Tells left from right, pose after pose."""

    def settle(self, pose: Pose) -> Pose:
        """The pose with its legs under their names."""
        ...


class PoseMeasurer:
    """Measures pose after pose of one stream, in order.

    Parameters
    ----------
    legs
        Tells them apart; None if the poses' legs are under their names already.
    viewpoint
        Tells where the camera stands; as a rule by what was seen before.
    """

    def __init__(
        self, legs: LegLabeler | None = None, viewpoint: ViewpointEstimator | None = None
    ) -> None:
        self._legs = legs
        self._facing = Facing()
        self._viewpoint = viewpoint or ViewpointEstimator()

    def read(self, pose: Pose | None, time_s: float) -> PoseMeasurement:
        """Measure one pose; None if nobody was found at that moment."""
        if pose is None:
            return nothing(time_s)
        facing = self._facing.update(pose)
        if self._legs is not None:
            pose = self._legs.settle(pose)
        values = measure(pose.pixels, facing)
        viewpoint = self._viewpoint.update(pose, values)
        standard_error_deg = standard_errors_deg(
            viewpoint, _deviation_deg(pose, facing), pose.picture
        )
        trust = _trust(pose) * _certainty(standard_error_deg)
        # What is surely wrong must not reach the smoothing, or it would spoil its neighbours.
        values = np.where(trust > 0, values, np.nan)
        return PoseMeasurement(time_s, values, trust, standard_error_deg, pose, viewpoint)


def _deviation_deg(pose: Pose, facing: int) -> FloatArray | None:
    """(quantity, side) by which two estimates lie from their mean; None if there was one."""
    if pose.deviation_px is None:
        return None
    one, other = (measure(pose.pixels + way * pose.deviation_px, facing) for way in (1, -1))
    return np.asarray(np.abs((one - other + 180) % 360 - 180) / 2)


def _angles_deg(pixels: FloatArray, facing: int) -> FloatArray:
    """(joint, side) as measured on the picture; the neck has no side."""
    angles_deg = joint_angles_deg(pixels, facing)
    angles_deg[_NECK] = np.mean(angles_deg[_NECK])
    return angles_deg


def _certainty(standard_error_deg: FloatArray) -> FloatArray:
    """(quantity, side) 0..1 how far an angle can be judged by; 1 for what is no angle."""
    certainty = np.clip((_LOST_DEG - standard_error_deg) / (_LOST_DEG - _SURE_DEG), 0.0, 1.0)
    return np.where(np.isnan(standard_error_deg), 1.0, certainty)


def measure(pixels: FloatArray, facing: int) -> FloatArray:
    """(quantity, side) every quantity of one pose, in its unit.

    Parameters
    ----------
    pixels
        (33, 2) landmarks, left and right settled.
    facing
        1 or -1, see `motion.facing`.
    """
    values = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    values[_JOINT_ROWS] = _angles_deg(pixels, facing)
    for side in SIDES:
        column = side.column
        values[Quantity.WRIST_ALONG_SHIN.row, column] = wrist_along_shin(pixels, side)
        along, off = ankle_on_other_thigh(pixels, side)
        values[Quantity.ANKLE_ALONG_OTHER_THIGH.row, column] = along
        values[Quantity.ANKLE_OFF_OTHER_THIGH.row, column] = off
    values[Quantity.THIGH_ELEVATION.row] = thigh_elevations_deg(pixels, facing)
    values[Quantity.LEG_ELEVATION.row] = leg_elevations_deg(pixels)
    values[Quantity.TRUNK_INCLINATION.row] = trunk_inclination_deg(pixels, facing)
    values[Quantity.HEAD_HEIGHT.row] = head_height_torso(pixels)
    return values


def _trust(pose: Pose) -> FloatArray:
    seen = np.where(_in_picture(pose), pose.visibility, 0.0)
    trust = np.asarray(seen[_ALL_LANDMARKS].min(axis=-1))
    trust[_MIDLINE_ROWS] = trust[_MIDLINE_ROWS].max(axis=1, keepdims=True)
    if profile_share(pose.pixels) < _PROFILE:
        trust[Quantity.NECK_FLEXION.row] = 0.0
    if pose.picture is not None and pose.picture.flaw is not None:
        trust[_FOR_GOOD_PICTURES] = 0.0
    return trust


def _landmarks(quantity: Quantity, side: Side) -> list[int]:
    if quantity in _JOINT_LANDMARKS:
        return list(_JOINT_LANDMARKS[quantity](side))
    if quantity in _LANDMARKS:
        return [part.of(side) for part in _LANDMARKS[quantity]]
    return [Part.ANKLE.of(side), Part.HIP.of(side.other), Part.KNEE.of(side.other)]


def _all_landmarks() -> NDArray[np.int64]:
    """(quantity, side, landmark) indices; where there are fewer, the first one is repeated."""
    lists = [[_landmarks(quantity, side) for side in SIDES] for quantity in Quantity]
    longest = max(len(each) for sides in lists for each in sides)
    return np.array([[(each + each[:1] * longest)[:longest] for each in row] for row in lists])


_ALL_LANDMARKS = _all_landmarks()
_MIDLINE_ROWS = sorted(quantity.row for quantity in MIDLINE)


def _in_picture(pose: Pose) -> FloatArray:
    size = np.asarray(pose.size_px, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        inside = (pose.pixels >= -_EDGE * size) & (pose.pixels <= (1 + _EDGE) * size)
    return np.asarray(inside.all(axis=1))
