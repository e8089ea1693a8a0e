"""Vectors, rotations and soft steps.

The world is in metres: x to the right of the picture, y up, z towards the camera.
"""

import math
from typing import overload

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

X_AXIS, Y_AXIS, Z_AXIS = np.eye(3)


def unit(vector: npt.ArrayLike) -> FloatArray:
    """(3,) vector of length 1."""
    array = np.asarray(vector, dtype=np.float64)
    return np.asarray(array / math.sqrt(array @ array))


def rotation(axis: npt.ArrayLike, angle_deg: float) -> FloatArray:
    """(3, 3) rotation about an axis, right-handed."""
    x, y, z = unit(axis).tolist()
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    rest = 1 - cos
    return np.array(
        [
            [cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin],
            [y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin],
            [z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest],
        ]
    )


def frame_by_side(along: FloatArray, lateral_hint: FloatArray) -> FloatArray:
    """(3, 3) with columns lateral, along, front: `along` is exact, the hint fixes lateral."""
    along = unit(along)
    lateral = unit(lateral_hint - along * (lateral_hint @ along))
    return np.column_stack([lateral, along, np.cross(along, lateral)])


def frame_by_front(along: FloatArray, front_hint: FloatArray) -> FloatArray:
    """(3, 3) with columns lateral, along, front: `along` is exact, the hint fixes front."""
    along = unit(along)
    front = unit(front_hint - along * (front_hint @ along))
    return np.column_stack([np.cross(front, along), along, front])


@overload
def lerp(start: float, end: float, share: float) -> float: ...
@overload
def lerp(start: FloatArray, end: FloatArray, share: float) -> FloatArray: ...
def lerp(start: float | FloatArray, end: float | FloatArray, share: float) -> float | FloatArray:
    """From start (share 0) to end (share 1) in a straight line."""
    return start * (1 - share) + end * share


def smooth(share: float) -> float:
    """A step from 0 to 1 without a jerk at its ends."""
    x = min(max(share, 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


def half_cosine(share: float) -> float:
    """A step from 0 to 1 along half a wave."""
    return 0.5 - 0.5 * float(np.cos(np.pi * min(max(share, 0.0), 1.0)))
