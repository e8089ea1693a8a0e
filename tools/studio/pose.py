"""What a person does at one moment: joint angles, in degrees.

0 everywhere is the anatomical standing position; the name of an angle is its positive direction.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, Self

import numpy as np

from tools.studio.geometry import FloatArray, lerp, unit

Side = Literal["left", "right"]
"""The person's, never the picture's."""
SIDES: tuple[Side, Side] = ("left", "right")


def other_side(side: Side) -> Side:
    """Left for right, right for left."""
    return "right" if side == "left" else "left"


def outwards(side: Side) -> int:
    """The sign of the lateral axis on this side: it points to the person's left."""
    return 1 if side == "left" else -1


@dataclass(frozen=True, slots=True)
class Leg:
    """The angles of one leg."""

    hip_flexion_deg: float = 0.0
    hip_abduction_deg: float = 0.0
    hip_rotation_deg: float = 0.0
    """Positive: external."""
    knee_flexion_deg: float = 0.0
    ankle_dorsiflexion_deg: float = 0.0
    """0 where the sole is square to the shank."""

    def towards(self, end: Self, share: float) -> "Leg":
        """The leg on its way to another."""
        return Leg(
            lerp(self.hip_flexion_deg, end.hip_flexion_deg, share),
            lerp(self.hip_abduction_deg, end.hip_abduction_deg, share),
            lerp(self.hip_rotation_deg, end.hip_rotation_deg, share),
            lerp(self.knee_flexion_deg, end.knee_flexion_deg, share),
            lerp(self.ankle_dorsiflexion_deg, end.ankle_dorsiflexion_deg, share),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """Where a hand is; the elbow follows. All arrays are (3,), in the world."""

    wrist: FloatArray
    pole: FloatArray
    """The direction in which the elbow points."""
    hand: FloatArray
    """The direction of the fingers."""
    palm: FloatArray
    """The direction that the palm faces."""
    curl_deg: float = 15.0
    """Flexion of each finger joint."""
    shoulder_deg: float = 0.0
    """How far the shoulder blade may follow a hand that would not get there else."""

    def towards(self, end: Self, share: float, lift_m: float = 0.0) -> "Arm":
        """The arm on its way to another, along an arc that rises by `lift_m`."""
        rise = np.array([0.0, lift_m * np.sin(np.pi * share), 0.0])
        return Arm(
            lerp(self.wrist, end.wrist, share) + rise,
            lerp(self.pole, end.pole, share),
            unit(lerp(self.hand, end.hand, share)),
            lerp(self.palm, end.palm, share),
            lerp(self.curl_deg, end.curl_deg, share),
            lerp(self.shoulder_deg, end.shoulder_deg, share),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """A whole person."""

    root: FloatArray = field(default_factory=lambda: np.zeros(3))
    """(3,) metres: where the pelvis is."""
    pelvis: FloatArray = field(default_factory=lambda: np.eye(3))
    """(3, 3), columns: the person's left, up and forward in the world."""
    spine_flexion_deg: float = 0.0
    neck_flexion_deg: float = 0.0
    """Positive: chin to chest."""
    head_turn_deg: float = 0.0
    """Positive: to the person's left."""
    legs: dict[Side, Leg] = field(default_factory=lambda: {side: Leg() for side in SIDES})
    arms: dict[Side, Arm] = field(default_factory=dict)
    """An arm that is missing hangs as in the rest pose."""

    def with_leg(self, side: Side, leg: Leg) -> "Pose":
        """The pose with another leg."""
        return replace(self, legs={**self.legs, side: leg})

    def with_arm(self, side: Side, arm: Arm) -> "Pose":
        """The pose with another arm."""
        return replace(self, arms={**self.arms, side: arm})

    def raised(self, by_m: float) -> "Pose":
        """The pose, higher up."""
        return replace(self, root=self.root + np.array([0.0, by_m, 0.0]))
