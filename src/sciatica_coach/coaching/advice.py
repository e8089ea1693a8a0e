"""Why nothing counts just now, and what to do about it: one thing at a time."""

import math
from dataclasses import dataclass

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.reading import Reading
from sciatica_coach.motion.viewpoint import Position, outside

DARK = 40.0
"""Mean grey (0..255) below which a missing person is put down to the light."""
_FAR = 0.18
"""Share of the picture's width below which landmarks are too coarse for angles."""
_OFF_SIDE_DEG = 45.0
"""Estimated yaw from which angles are refused: 30 degrees and the estimate's own error."""
_SETTLE_S = 0.6
"""A complaint must last this long before it is made: a stray frame is no news."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Why nothing counts just now, and what to do about it."""

    code: str
    """Stable name of the reason, such as `not_in_view`."""
    text: str


_IN_POSITION = {
    Position.SUPINE: Advice("wrong_position", "Lie on your back, side-on to the camera."),
    Position.SEATED: Advice("wrong_position", "Sit on a chair, side-on to the camera."),
    Position.STANDING: Advice("wrong_position", "Stand up, side-on to the camera."),
}
NOBODY = Advice("nobody", "I cannot see you. Move into the picture.")
TOO_DARK = Advice("too_dark", "It is too dark. Switch on a light.")
TOO_FAR = Advice("too_far", "You are too far away. Come closer.")
NOT_SIDE_ON = Advice("not_side_on", "Turn until your side faces the camera.")
KEEP_STILL = Advice("keep_still", "Good. Now keep still for a moment.")
TOO_NEAR = Advice("start_position", "Begin further back: rest the leg lower.")
HIDDEN = Advice("hidden", "I cannot see your leg clearly.")
_CUT_OFF = {
    Part.EAR: "Your head is cut off. Move the camera back.",
    Part.SHOULDER: "Your shoulders are cut off. Move the camera back.",
    Part.HIP: "Your hips are cut off. Move the camera back.",
    Part.KNEE: "Your knees are cut off. Move the camera back.",
    Part.ANKLE: "Your feet are cut off. Move the camera back.",
}


class AdviceGiver:
    """Looks for what keeps the set from going on; a complaint must last to be made."""

    def __init__(self, exercise: Exercise) -> None:
        self._position = exercise.position
        self._waiting: Advice | None = None
        self._since_s = -math.inf
        self._given: Advice | None = None

    def update(
        self, reading: Reading, brightness: float | None, side: Side | None
    ) -> Advice | None:
        """What keeps repetitions from being counted; None if the view is right.

        Parameters
        ----------
        brightness
            Mean grey of the picture, 0..255; None if unknown.
        side
            The side that must be seen whole; None while either will do.
        """
        found = self._find(reading, brightness, side)
        if _code(found) != _code(self._waiting):
            self._since_s = reading.time_s
        self._waiting = found
        if reading.time_s - self._since_s >= _SETTLE_S or _code(found) == _code(self._given):
            self._given = found
        return self._given

    def _find(self, reading: Reading, brightness: float | None, side: Side | None) -> Advice | None:
        pose, viewpoint = reading.pose, reading.viewpoint
        if pose is None or viewpoint is None:
            dark = brightness is not None and brightness < DARK
            return TOO_DARK if dark else NOBODY
        if viewpoint.share_of_width < _FAR:
            return TOO_FAR
        seen_side = side or viewpoint.near_side or Side.RIGHT
        cut_off = outside(pose, tuple(_CUT_OFF), seen_side)
        if cut_off:
            return Advice("not_in_view", _CUT_OFF[cut_off[0]])
        if viewpoint.position is not self._position and not _between(viewpoint.position, reading):
            return _IN_POSITION[self._position]
        if viewpoint.yaw_deg > _OFF_SIDE_DEG:
            return NOT_SIDE_ON
        return None


def _between(position: Position, reading: Reading) -> bool:
    """Whether the position cannot be told: no complaint is made on a guess."""
    inclination = reading.values[Quantity.TRUNK_INCLINATION.row, 0]
    return position is Position.UNKNOWN and not math.isfinite(inclination)


def _code(advice: Advice | None) -> str | None:
    return advice.code if advice else None
