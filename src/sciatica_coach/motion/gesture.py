"""An arm held up: how a person who cannot reach the computer asks for a pause.

Up is up in the picture. The camera stands upright, and an arm points to the ceiling in every
position of the body; hands that hold a leg or a towel, or lie at the head, do not.
"""

import math
from dataclasses import dataclass

import numpy as np

from sciatica_coach.motion.angles import turn_deg
from sciatica_coach.motion.body_geometry import trunk_length_px
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.temporal import Dwell

RAISED_S = 2.0
"""How long an arm is to be held up."""
_BRIDGED_S = 0.6
"""A shorter gap does not interrupt it: a model loses a hand for some frames."""
_LOWERED_S = 0.5
"""How long both arms are to be seen down before the sign can be given again."""
_UP = np.array([0.0, -1.0])


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What an arm must keep to; angles are against the picture's vertical."""

    arm_deg: float
    """Shoulder to wrist."""
    upper_arm_deg: float
    forearm_deg: float
    rise_torso: float
    """Trunk lengths by which the wrist is above the shoulder."""
    visibility: float
    """Of elbow and wrist."""


_BEGIN = _Bounds(30.0, 55.0, 45.0, rise_torso=0.6, visibility=0.5)
_GO_ON = _Bounds(45.0, 70.0, 60.0, rise_torso=0.5, visibility=0.0)


def raised_arms(pose: Pose, *, going_on: bool = False) -> tuple[Side, ...]:
    """The arms that point up in this pose.

    Parameters
    ----------
    going_on
        Whether an arm was up just before: then it may sag a little, and be lost from sight.
    """
    bounds = _GO_ON if going_on else _BEGIN
    trunk_px = trunk_length_px(pose.pixels)
    return tuple(side for side in SIDES if _is_raised(pose, side, bounds, trunk_px))


def _is_raised(pose: Pose, side: Side, bounds: _Bounds, trunk_px: float) -> bool:
    shoulder, elbow, wrist = (
        pose.pixels[part.of(side)] for part in (Part.SHOULDER, Part.ELBOW, Part.WRIST)
    )
    seen = min(pose.visibility[part.of(side)] for part in (Part.ELBOW, Part.WRIST))
    # Comparisons with NaN are false: what is missing is not raised.
    return bool(
        seen >= bounds.visibility
        and shoulder[1] - wrist[1] >= bounds.rise_torso * trunk_px
        and _off_vertical_deg(wrist - shoulder) <= bounds.arm_deg
        and _off_vertical_deg(elbow - shoulder) <= bounds.upper_arm_deg
        and _off_vertical_deg(wrist - elbow) <= bounds.forearm_deg
    )


def _off_vertical_deg(vector: FloatArray) -> float:
    return abs(float(turn_deg(_UP, vector)))


class RaisedArm:
    """Tells when an arm has been held up for `RAISED_S`; one instance a stream.

    Attributes
    ----------
    sides
        The arms that are up in the last pose: one, both or none.
    held_s
        How long an arm has been up by now; 0 if none is.
    """

    def __init__(self) -> None:
        self.sides: tuple[Side, ...] = ()
        self.held_s = 0.0
        self._since_s = math.nan
        self._up_s = -math.inf
        self._lowered = Dwell()
        self._is_given = False

    def update(self, pose: Pose | None, time_s: float) -> bool:
        """Whether the sign is given now: true once, until the arm has been lowered.

        Parameters
        ----------
        pose
            None if nobody was found.
        time_s
            Later than at the call before.
        """
        is_on = time_s - self._up_s <= _BRIDGED_S
        self.sides = raised_arms(pose, going_on=is_on) if pose is not None else ()
        if not self.sides:
            self.held_s = self.held_s if is_on else 0.0
            self._lower(pose, time_s)
            return False
        self._since_s = self._since_s if is_on else time_s
        self._up_s = time_s
        self._lowered.clear()
        self.held_s = time_s - self._since_s
        if self._is_given or self.held_s < RAISED_S:
            return False
        self._is_given = True
        return True

    def _lower(self, pose: Pose | None, time_s: float) -> None:
        """Who is not seen has not lowered an arm."""
        if self._lowered.update(time_s, holds=pose is not None) >= _LOWERED_S:
            self._is_given = False
