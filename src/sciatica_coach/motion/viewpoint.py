"""Where the camera stands, and how the person lies, sits or stands before it."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import Quantity

_LYING_FROM_DEG = 50.0
"""Trunk inclination from which a person lies: between upright and level, derived."""
_UPRIGHT_TO_DEG = 45.0
_SEATED_FROM_DEG = 55.0
"""Hip flexion from which an upright person sits; standing and walking stay below it."""
_MEMORY_S = 2.0
"""Time constant of the yaw: the camera stands still, its estimate does not."""
_CLEAR_M = 0.04
"""Depth between left and right from which the near side is believed."""


class Position(StrEnum):
    """How the body is held."""

    SUPINE = "supine"
    SEATED = "seated"
    STANDING = "standing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Where the camera stands as seen from the person."""

    yaw_deg: float
    """Off the pure side view, 0..90."""
    near_side: Side | None
    """The side that is turned to the camera; None while that is not clear."""
    position: Position
    share_of_width: float
    """The longer side of the person's box against the picture's width."""


class ViewpointEstimator:
    """Gathers over time where the camera stands; one instance a stream."""

    def __init__(self) -> None:
        self._across = np.full(3, np.nan)
        self._time_s = -math.inf

    def update(self, pose: Pose, values: FloatArray) -> Viewpoint:
        """The viewpoint by now.

        Parameters
        ----------
        values
            (quantity, side) as measured of the same pose.
        """
        across = _across(pose)
        keep = math.exp(-(pose.time_s - self._time_s) / _MEMORY_S)
        self._time_s = pose.time_s
        if np.isfinite(across).all():
            known = np.isfinite(self._across).all()
            self._across = keep * self._across + (1 - keep) * across if known else across
        return Viewpoint(
            yaw_deg=_yaw_deg(self._across),
            near_side=_near_side(self._across),
            position=_position(values),
            share_of_width=_share_of_width(pose),
        )


def _across(pose: Pose) -> FloatArray:
    """(3,) metres: mean of the lines from right to left through shoulders and hips."""
    lines = [
        pose.world[part.of(Side.LEFT)] - pose.world[part.of(Side.RIGHT)]
        for part in (Part.SHOULDER, Part.HIP)
    ]
    return np.asarray(np.mean(lines, axis=0))


def _yaw_deg(across: FloatArray) -> float:
    if not np.isfinite(across).all():
        return math.nan
    return math.degrees(math.atan2(math.hypot(across[0], across[1]), abs(across[2])))


def _near_side(across: FloatArray) -> Side | None:
    if not abs(across[2]) > _CLEAR_M:
        return None
    return Side.RIGHT if across[2] > 0 else Side.LEFT


def _position(values: FloatArray) -> Position:
    inclination_deg = values[Quantity.TRUNK_INCLINATION.row, 0]
    hips_deg = values[Quantity.HIP_FLEXION.row]
    if inclination_deg < -_LYING_FROM_DEG:
        return Position.SUPINE
    if not abs(inclination_deg) < _UPRIGHT_TO_DEG or not np.isfinite(hips_deg).any():
        return Position.UNKNOWN
    if np.nanmin(hips_deg) > _SEATED_FROM_DEG:
        return Position.SEATED
    return Position.STANDING


def _share_of_width(pose: Pose) -> float:
    seen = pose.pixels[np.isfinite(pose.pixels).all(axis=1)]
    if not len(seen):
        return 0.0
    return float(np.ptp(seen, axis=0).max() / pose.size_px[0])


def outside(pose: Pose, parts: tuple[Part, ...], side: Side) -> tuple[Part, ...]:
    """Which of these parts lie beyond the picture's edge or were not found."""
    pixels = pose.pixels[[part.of(side) for part in parts]]
    inside = np.all((pixels >= 0) & (pixels <= pose.size_px), axis=1).tolist()
    return tuple(part for part, here in zip(parts, inside, strict=True) if not here)
