"""Angles between body segments, projected on the picture, with clinical signs.

Angles are taken from pixels seen from the side. A turn on the picture becomes flexion or
extension by the way the person faces (`facing`), not by left, right, up or down in the picture:
so it holds lying with the head to either side, seated, and in a mirror.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sciatica_coach.motion.body_geometry import middle
from sciatica_coach.motion.landmarks import NOSE, SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the body from one landmark to another; None stands for the nose."""

    start: Part | None
    end: Part | None

    def indices(self, side: Side) -> tuple[int, int]:
        """Landmark indices of both ends."""
        start, end = (NOSE if part is None else part.of(side) for part in (self.start, self.end))
        return start, end

    def vector(self, pixels: FloatArray, side: Side) -> FloatArray:
        """(..., 2) pixels from start to end, of (..., 33, 2) pixels."""
        start, end = self.indices(side)
        return np.asarray(pixels[..., end, :] - pixels[..., start, :])


TRUNK = Segment(Part.SHOULDER, Part.HIP)
THIGH = Segment(Part.HIP, Part.KNEE)
SHANK = Segment(Part.KNEE, Part.ANKLE)
FOOT = Segment(Part.ANKLE, Part.FOOT_INDEX)
HEAD = Segment(Part.EAR, None)


@dataclass(frozen=True, slots=True)
class JointAngle:
    """One row of the table: an angle between two segments, and its sign."""

    quantity: Quantity
    proximal: Segment
    distal: Segment
    sign: int
    """1 if the distal segment turns to the person's front in the named motion, else -1."""
    neutral_deg: float
    """The turn in the anatomical position."""
    source: str

    def landmarks(self, side: Side) -> tuple[int, ...]:
        """Indices of the landmarks it is made of."""
        return tuple({*self.proximal.indices(side), *self.distal.indices(side)})


JOINTS = (
    JointAngle(
        Quantity.HIP_FLEXION,
        TRUNK,
        THIGH,
        sign=1,
        neutral_deg=0.0,
        source="thigh in line with the trunk is 0 in the anatomical position",
    ),
    JointAngle(
        Quantity.KNEE_FLEXION,
        THIGH,
        SHANK,
        sign=-1,
        neutral_deg=0.0,
        source="shank in line with the thigh is 0 in the anatomical position",
    ),
    JointAngle(
        Quantity.ANKLE_DORSIFLEXION,
        SHANK,
        FOOT,
        sign=1,
        neutral_deg=70.0,
        source="sole square to the shank is 0; the toes lie some 20 degrees below the ankle. "
        "Ankle to toe follows the true course closer than heel to toe (measured)",
    ),
    JointAngle(
        Quantity.NECK_FLEXION,
        TRUNK,
        HEAD,
        sign=-1,
        neutral_deg=75.0,
        source="looking ahead the nose lies some 15 degrees below the ear; derived",
    ),
)


def ends_of(segments: Sequence[Segment]) -> NDArray[np.int64]:
    """(end, segment, side) landmark indices of starts and ends."""
    indices = [[segment.indices(side) for side in SIDES] for segment in segments]
    return np.moveaxis(np.array(indices), -1, 0)


_PROXIMAL = ends_of([joint.proximal for joint in JOINTS])
_DISTAL = ends_of([joint.distal for joint in JOINTS])
_SIGNS = np.array([[joint.sign] for joint in JOINTS])
_NEUTRAL_DEG = np.array([[joint.neutral_deg] for joint in JOINTS])
_THIGHS = ends_of([THIGH])[:, 0]
_ANKLES = [Part.ANKLE.of(side) for side in SIDES]


def joint_angles_deg(pixels: FloatArray, facing: int) -> FloatArray:
    """The angles of all joints; NaN where a landmark is missing.

    No joint bends back by 120 degrees, but a thigh drawn to the chest is estimated at up to 180:
    there the angle must not jump to -180.

    Returns
    -------
    (joint, side) degrees in [-120, 240), joints as in `JOINTS`.
    """
    turn = turn_deg(
        pixels[_PROXIMAL[1]] - pixels[_PROXIMAL[0]], pixels[_DISTAL[1]] - pixels[_DISTAL[0]]
    )
    return np.asarray((_SIGNS * (facing * turn - _NEUTRAL_DEG) + 120.0) % 360.0 - 120.0)


def turn_deg(a: FloatArray, b: FloatArray) -> FloatArray:
    """The turn on the picture that brings `a` to `b`, clockwise as it is looked at.

    Parameters
    ----------
    a, b
        (..., 2) pixels, x right, y down; broadcast against each other.

    Returns
    -------
    (...,) degrees in (-180, 180]; NaN where an input is NaN or has no length.
    """
    cross = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    dot = a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1]
    turn = np.degrees(np.arctan2(cross, dot))
    turn = np.where(turn == -180.0, 180.0, turn)
    return np.where(np.hypot(cross, dot) > 0, turn, np.nan)


def trunk_inclination_deg(pixels: FloatArray, facing: int) -> float:
    """Trunk against the picture's vertical: + to the front, -90 lying on the back."""
    trunk = middle(pixels, Part.HIP) - middle(pixels, Part.SHOULDER)
    return float(-facing * turn_deg(np.array([0.0, -1.0]), -trunk))


def thigh_elevations_deg(pixels: FloatArray, facing: int) -> FloatArray:
    """(side,) thighs against the picture's horizontal: + has the knee above the hip.

    Beyond 90 the knee leans over to the head, of who lies or sits; so the angle goes on rising
    while a thigh is drawn to the chest.
    """
    level = np.array([-float(facing), 0.0])
    return facing * turn_deg(level, pixels[_THIGHS[1]] - pixels[_THIGHS[0]])


def leg_elevations_deg(pixels: FloatArray) -> FloatArray:
    """(side,) lines from mid-hip to ankle against the picture's horizontal; + points upwards.

    A hidden hip is placed wrongly by the width of a hand: that turns the thigh's line by 20
    degrees, and this one, which is twice as long and ends at the foot, by 5.
    """
    across, down = (pixels[_ANKLES] - middle(pixels, Part.HIP)).T
    return np.asarray(np.degrees(np.arctan2(-down, np.abs(across))))
