"""How camera and person must move for a right view, in the person's own directions.

Left and right of the picture are not spoken of: the page shows it in a mirror.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import Position, Viewpoint, outside

_ONE_STEP_TO_DEG = 45.0
"""Two metres away, a step along the body turns the view by some 15 degrees: back to 30."""
_TWO_STEPS_TO_DEG = 60.0
_LITTLE_TO_DEG = 60.0
_FILLS = 0.9
"""Share of the picture that a whole body may take: beyond it there is no room to turn to."""
_NAMES = {
    Part.EAR: "head",
    Part.ANKLE: "feet",
    Part.KNEE: "knees",
    Part.SHOULDER: "shoulders",
    Part.HIP: "hips",
}
"""The outermost parts first: with the feet the knees are often gone as well."""


class Edge(StrEnum):
    """Where the picture ends."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class CutOff:
    """What of a person is beyond the picture."""

    part: str
    """In words, such as `feet`."""
    edges: frozenset[Edge]
    """Beyond which edges; empty for what was not found."""
    is_too_near: bool
    """Whether the body does not fit in."""


def cut_off(pose: Pose, side: Side) -> CutOff | None:
    """What of this side of the person is beyond the picture; None if all of it is in view."""
    gone = outside(pose, tuple(_NAMES), side)
    if not gone:
        return None
    width, height = pose.size_px
    places = pose.pixels[[part.of(side) for part in gone]]
    beyond = {
        Edge.LEFT: places[:, 0] < 0,
        Edge.RIGHT: places[:, 0] > width,
        Edge.TOP: places[:, 1] < 0,
        Edge.BOTTOM: places[:, 1] > height,
    }
    edges = frozenset(edge for edge, those in beyond.items() if those.any())
    return CutOff(_NAMES[gone[0]], edges, not edges or not _fits(pose, edges))


def _fits(pose: Pose, edges: frozenset[Edge]) -> bool:
    """Whether the body is small enough to be in view as a whole."""
    spans = np.nanmax(pose.pixels, axis=0) - np.nanmin(pose.pixels, axis=0)
    across, down = (spans / pose.size_px).tolist()
    sideways, upright = edges & {Edge.LEFT, Edge.RIGHT}, edges & {Edge.TOP, Edge.BOTTOM}
    return not ((sideways and across > _FILLS) or (upright and down > _FILLS))


def how_to_show(missing: CutOff) -> str:
    """One instruction that brings what is cut off into view."""
    said = f"Your {missing.part} {'is' if missing.part == 'head' else 'are'} cut off."
    if missing.is_too_near:
        return f"{said} Move the camera back one step."
    if Edge.TOP in missing.edges:
        return f"{said} Tilt the camera up."
    if Edge.BOTTOM in missing.edges:
        return f"{said} Tilt the camera down."
    return f"{said} Turn the camera towards your {missing.part}."


def how_to_turn(viewpoint: Viewpoint, *, off_deg: float) -> str:
    """One instruction that brings the person's side before the camera.

    Parameters
    ----------
    off_deg
        Off the side view up to which nothing has to be turned.
    """
    turn_deg = viewpoint.turn_deg
    if not abs(turn_deg) > off_deg:
        return "Put the camera lower, beside you."
    near = viewpoint.near_side or Side.RIGHT
    if viewpoint.position is Position.SUPINE:
        return _move_the_camera(turn_deg, near)
    # Who turns to the left brings the right side forward.
    in_front = turn_deg > 0
    to = near.other if in_front else near
    much = "a little" if abs(turn_deg) < _LITTLE_TO_DEG else "a quarter"
    return f"Turn {much} to your {to}."


def _move_the_camera(turn_deg: float, near: Side) -> str:
    if abs(turn_deg) > _TWO_STEPS_TO_DEG:
        return f"Move the camera round to your {near} side."
    steps = "one step" if abs(turn_deg) < _ONE_STEP_TO_DEG else "two steps"
    end = "head" if turn_deg > 0 else "feet"
    return f"Move the camera {steps} towards your {end}."


def where_it_stood(viewpoint: Viewpoint) -> str:
    """Towards which end of the body the camera stood, in words; empty if that is not known."""
    if not math.isfinite(viewpoint.turn_deg):
        return ""
    if abs(viewpoint.turn_deg) < viewpoint.yaw_deg / 2:
        return "high above"
    lies = viewpoint.position is Position.SUPINE
    ends = ("feet", "head") if lies else ("front", "back")
    return f"towards the {ends[0] if viewpoint.turn_deg > 0 else ends[1]}"
