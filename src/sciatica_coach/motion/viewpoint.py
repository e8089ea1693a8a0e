"""Where the camera stands, and how the person lies, sits or stands before it."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica_coach.motion.landmarks import Side


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
