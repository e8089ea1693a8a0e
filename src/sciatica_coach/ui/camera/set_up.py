"""The picture that shows where the camera and the mat or the chair go."""

from pathlib import Path

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.viewpoint import Position
from sciatica_coach.ui.files import WEB

_PICTURES = WEB / "pictures"


def set_up_picture(position: Position, side: Side) -> Path | None:
    """The drawing for a position with this side toward the camera; None if there is none."""
    path = _PICTURES / f"{position}_{side}.svg"
    return path if path.is_file() else None


def is_mirrored(exercise: Exercise) -> bool:
    """Whether the camera's picture is shown as in a mirror.

    Whoever is upright looks into one; whoever lies compares it with the drawing, which is none.
    """
    return not lies_down(exercise)


def lies_down(exercise: Exercise) -> bool:
    """Whether the person lies: across a picture that stands upright they would be small."""
    return exercise.position is Position.SUPINE
