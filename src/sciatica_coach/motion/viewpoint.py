"""Where the camera stands, and how the person lies, sits or stands before it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from sciatica_coach.motion.body_geometry import middle
from sciatica_coach.motion.cuts import is_cut
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import Quantity

_LYING_FROM_DEG = 50.0
"""Trunk inclination from which a person lies: between upright and level, derived."""
_UPRIGHT_TO_DEG = 45.0
_SEATED_FROM_DEG = 55.0
"""Hip flexion from which an upright person sits; standing and walking stay below it."""
_MEMORY_S = 2.0
"""Time constant of the yaw: the camera stands still, its estimate does not. In a recording it is
looked so far both ways."""
_LONGEST_STEP_S = 0.2
"""A frame after a longer gap weighs no more than after this one: in a gap nothing was seen."""
_CLEAR = 0.15
"""Share of the camera's direction that must lie across the body for the near side to be told."""
_STEEP_DEG = 55.0
"""Off the side altogether, from which it is no side view, however the camera is turned."""
_TINY_M = 1e-9


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
    turn_deg: float
    """The same with a sign: + has the camera towards the feet of one who lies, or before one who
    is upright; - towards the head, or behind."""
    near_side: Side | None
    """The side that is turned to the camera; None while that is not clear."""
    position: Position
    share_of_width: float
    """The longer side of the person's box against the picture's width."""


class ViewpointEstimator:
    """Gathers over time where the camera stands; one instance a stream.

    Parameters
    ----------
    known
        Direction of the camera, see `camera_direction`, by the pose's time; None to gather it on
        the way.
    """

    def __init__(self, known: Mapping[float, FloatArray] | None = None) -> None:
        self._known = known
        self._camera = np.full(3, np.nan)
        self._before: Pose | None = None

    def update(self, pose: Pose, values: FloatArray) -> Viewpoint:
        """The viewpoint by now.

        Parameters
        ----------
        values
            (quantity, side) as measured of the same pose.
        """
        camera = self._gathered(pose) if self._known is None else self._known[pose.time_s]
        position = _position(values)
        turn_deg = _turn_deg(camera, position)
        return Viewpoint(
            yaw_deg=_yaw_deg(camera, turn_deg),
            turn_deg=turn_deg,
            near_side=_near_side(camera),
            position=position,
            share_of_width=_share_of_width(pose),
        )

    def _gathered(self, pose: Pose) -> FloatArray:
        seen, before = camera_direction(pose), self._before
        if before is not None and is_cut(before, pose):
            self._camera = np.full(3, np.nan)
        elapsed_s = pose.time_s - before.time_s if before else math.inf
        keep = math.exp(-min(elapsed_s, _LONGEST_STEP_S) / _MEMORY_S)
        self._before = pose
        if np.isfinite(seen).all():
            known = np.isfinite(self._camera).all()
            self._camera = keep * self._camera + (1 - keep) * seen if known else seen
        return self._camera


def camera_directions(poses: Sequence[Pose]) -> dict[float, FloatArray]:
    """Where the camera stands at each pose of a recording, by its time.

    The mean of what is seen some seconds before and after; nothing is taken over a cut.
    """
    cuts = [index for index, pair in enumerate(pairwise(poses), 1) if is_cut(*pair)]
    directions: dict[float, FloatArray] = {}
    for start, end in pairwise([0, *cuts, len(poses)]):
        times_s = np.array([pose.time_s for pose in poses[start:end]])
        seen = np.array([camera_direction(pose) for pose in poses[start:end]])
        for time_s in times_s:
            about = seen[np.abs(times_s - time_s) <= _MEMORY_S]
            known = about[np.isfinite(about).all(axis=1)]
            directions[float(time_s)] = known.mean(axis=0) if len(known) else np.full(3, np.nan)
    return directions


def camera_direction(pose: Pose) -> FloatArray:
    """(3,) direction of the camera in the person's axes, to the left, the head and the front.

    By the depth of shoulders and hips: on photographs of real people it is 7 degrees off in the
    median, and the near side was right in all 144.
    """
    shoulders, hips = (
        pose.world[part.of(Side.LEFT)] - pose.world[part.of(Side.RIGHT)]
        for part in (Part.SHOULDER, Part.HIP)
    )
    to_left = (shoulders + hips) / 2
    to_head = middle(pose.world, Part.SHOULDER) - middle(pose.world, Part.HIP)
    to_head = to_head - to_left * (to_head @ to_left) / max(to_left @ to_left, _TINY_M)
    axes = np.array([to_left, to_head, _cross(to_left, to_head)])
    lengths = np.sqrt((axes**2).sum(axis=1))
    to_camera = np.array([0.0, 0.0, -1.0])
    return np.asarray(axes @ to_camera / np.maximum(lengths, _TINY_M))


def _cross(a: FloatArray, b: FloatArray) -> tuple[float, float, float]:
    """The cross product of two vectors; NumPy's own takes ten times as long for two alone."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx


def _turn_deg(camera: FloatArray, position: Position) -> float:
    """Off the side: towards the feet of one who lies, to the front of one who is upright.

    The camera's height is no turn: it lies along the front of one who lies, and along the trunk of
    one who is upright.
    """
    if not np.isfinite(camera).all():
        return math.nan
    across, to_head, to_front = camera
    along = -to_head if position is Position.SUPINE else to_front
    return math.degrees(math.atan2(along, abs(across)))


def _yaw_deg(camera: FloatArray, turn_deg: float) -> float:
    """How far off the side; a camera that looks down steeply is off as well."""
    if not np.isfinite(camera).all():
        return math.nan
    off_deg = math.degrees(math.atan2(math.hypot(camera[1], camera[2]), abs(camera[0])))
    return off_deg if off_deg > _STEEP_DEG else abs(turn_deg)


def _near_side(camera: FloatArray) -> Side | None:
    if not abs(camera[0]) > _CLEAR:
        return None
    return Side.LEFT if camera[0] > 0 else Side.RIGHT


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
