"""To which end of the body the camera stands off the side view."""

import math

import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.viewpoint import Position

_TO_CAMERA = np.array([0.0, 0.0, -1.0])


def turn_deg(pose: Pose, position: Position) -> float:
    """How far the camera stands off the pure side view, -90..90, by the body's own axes.

    Lying, + is towards the feet and - towards the head; upright, + is towards the front and -
    towards the back. NaN where shoulders or hips are missing.
    """
    shoulders, hips = (_middle(pose, part) for part in (Part.SHOULDER, Part.HIP))
    up = _unit(shoulders - hips)
    across = _across(pose)
    across = _unit(across - (across @ up) * up)
    end = -up if position is Position.SUPINE else np.cross(across, up)
    turn = math.atan2(float(end @ _TO_CAMERA), abs(float(across @ _TO_CAMERA)))
    return math.degrees(turn)


def _middle(pose: Pose, part: Part) -> FloatArray:
    return np.asarray(np.mean([pose.world[part.of(side)] for side in SIDES], axis=0))


def _across(pose: Pose) -> FloatArray:
    """(3,) metres: mean of the lines from right to left through shoulders and hips."""
    lines = [
        pose.world[part.of(Side.LEFT)] - pose.world[part.of(Side.RIGHT)]
        for part in (Part.SHOULDER, Part.HIP)
    ]
    return np.asarray(np.mean(lines, axis=0))


def _unit(vector: FloatArray) -> FloatArray:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0 else np.full(3, np.nan)
