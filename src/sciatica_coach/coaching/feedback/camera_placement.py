"""How camera and person must move for a right view, in the person's own directions.

Left and right of the picture are not spoken of: the page shows it in a mirror.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import Position, Viewpoint, outside

_ONE_STEP_TO_DEG = 45.0
"""Two metres away, a step along the body turns the view by some 15 degrees: back to 30."""
_TWO_STEPS_TO_DEG = 60.0
_LITTLE_TO_DEG = 60.0
_FILLS = 0.9
"""Share of the picture that a whole body may take: beyond it there is no room to turn to."""
_PARTS = (Part.EAR, Part.ANKLE, Part.KNEE, Part.SHOULDER, Part.HIP)
"""The outermost first: with the feet the knees are often gone as well."""
_BACK = {
    Part.EAR: N_("Move the camera back to show your head."),
    Part.ANKLE: N_("Move the camera back to show your feet."),
    Part.KNEE: N_("Move the camera back to show your knees."),
    Part.SHOULDER: N_("Move the camera back to show your shoulders."),
    Part.HIP: N_("Move the camera back to show your hips."),
}
_UP = {
    Part.EAR: N_("Tilt the camera up to show your head."),
    Part.ANKLE: N_("Tilt the camera up to show your feet."),
    Part.KNEE: N_("Tilt the camera up to show your knees."),
    Part.SHOULDER: N_("Tilt the camera up to show your shoulders."),
    Part.HIP: N_("Tilt the camera up to show your hips."),
}
_DOWN = {
    Part.EAR: N_("Tilt the camera down to show your head."),
    Part.ANKLE: N_("Tilt the camera down to show your feet."),
    Part.KNEE: N_("Tilt the camera down to show your knees."),
    Part.SHOULDER: N_("Tilt the camera down to show your shoulders."),
    Part.HIP: N_("Tilt the camera down to show your hips."),
}
_SIDEWAYS = {
    Part.EAR: N_("Turn the camera towards your head."),
    Part.ANKLE: N_("Turn the camera towards your feet."),
    Part.KNEE: N_("Turn the camera towards your knees."),
    Part.SHOULDER: N_("Turn the camera towards your shoulders."),
    Part.HIP: N_("Turn the camera towards your hips."),
}
_ONE_STEP = {
    "head": N_("Move the camera one step towards your head."),
    "feet": N_("Move the camera one step towards your feet."),
}
_TWO_STEPS = {
    "head": N_("Move the camera two steps towards your head."),
    "feet": N_("Move the camera two steps towards your feet."),
}
_ROUND = {
    Side.LEFT: N_("Move the camera round to your left side."),
    Side.RIGHT: N_("Move the camera round to your right side."),
}
_A_LITTLE = {
    Side.LEFT: N_("Turn a little to your left."),
    Side.RIGHT: N_("Turn a little to your right."),
}
_A_QUARTER = {
    Side.LEFT: N_("Turn a quarter to your left."),
    Side.RIGHT: N_("Turn a quarter to your right."),
}
_LOWER = N_("Put the camera lower, beside you.")


def sentences() -> tuple[str, ...]:
    """All that is said here."""
    tables: tuple[Mapping[Any, str], ...] = (
        *(_BACK, _UP, _DOWN, _SIDEWAYS),
        *(_ONE_STEP, _TWO_STEPS, _ROUND, _A_LITTLE, _A_QUARTER),
    )
    return (_LOWER, *(said for table in tables for said in table.values()))


class Edge(StrEnum):
    """Where the picture ends."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class CutOff:
    """What of a person is beyond the picture."""

    part: Part
    edges: frozenset[Edge]
    """Beyond which edges; empty for what was not found."""
    is_too_near: bool
    """Whether the body does not fit in."""


def cut_off(pose: Pose, side: Side) -> CutOff | None:
    """What of this side of the person is beyond the picture; None if all of it is in view."""
    gone = outside(pose, _PARTS, side)
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
    return CutOff(gone[0], edges, not edges or not _fits(pose, edges))


def _fits(pose: Pose, edges: frozenset[Edge]) -> bool:
    """Whether the body is small enough to be in view as a whole."""
    spans = np.nanmax(pose.pixels, axis=0) - np.nanmin(pose.pixels, axis=0)
    across, down = (spans / pose.size_px).tolist()
    sideways, upright = edges & {Edge.LEFT, Edge.RIGHT}, edges & {Edge.TOP, Edge.BOTTOM}
    return not ((sideways and across > _FILLS) or (upright and down > _FILLS))


def how_to_show(missing: CutOff) -> str:
    """One instruction that brings what is cut off into view."""
    if missing.is_too_near:
        return _BACK[missing.part]
    if Edge.TOP in missing.edges:
        return _UP[missing.part]
    if Edge.BOTTOM in missing.edges:
        return _DOWN[missing.part]
    return _SIDEWAYS[missing.part]


def how_to_turn(viewpoint: Viewpoint, *, off_deg: float) -> str:
    """One instruction that brings the person's side before the camera.

    Parameters
    ----------
    off_deg
        Off the side view up to which nothing has to be turned.
    """
    turn_deg = viewpoint.turn_deg
    if not abs(turn_deg) > off_deg:
        return _LOWER
    near = viewpoint.near_side or Side.RIGHT
    if viewpoint.position is Position.SUPINE:
        return _move_the_camera(turn_deg, near)
    # Who turns to the left brings the right side forward.
    in_front = turn_deg > 0
    to = near.other if in_front else near
    return (_A_LITTLE if abs(turn_deg) < _LITTLE_TO_DEG else _A_QUARTER)[to]


def _move_the_camera(turn_deg: float, near: Side) -> str:
    if abs(turn_deg) > _TWO_STEPS_TO_DEG:
        return _ROUND[near]
    steps = _ONE_STEP if abs(turn_deg) < _ONE_STEP_TO_DEG else _TWO_STEPS
    return steps["head" if turn_deg > 0 else "feet"]


class Standpoint(StrEnum):
    """Where a camera stood that did not look from the side."""

    ABOVE = "above"
    FEET = "feet"
    HEAD = "head"
    FRONT = "front"
    BACK = "back"


def where_it_stood(viewpoint: Viewpoint) -> Standpoint | None:
    """Towards which end of the body the camera stood; None if that is not known."""
    if not math.isfinite(viewpoint.turn_deg):
        return None
    if abs(viewpoint.turn_deg) < viewpoint.yaw_deg / 2:
        return Standpoint.ABOVE
    lies = viewpoint.position is Position.SUPINE
    if viewpoint.turn_deg > 0:
        return Standpoint.FEET if lies else Standpoint.FRONT
    return Standpoint.HEAD if lies else Standpoint.BACK
