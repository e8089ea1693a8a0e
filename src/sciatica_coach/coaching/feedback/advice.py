"""Why nothing counts just now, and what to do about it: one thing at a time."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sciatica_coach.coaching.feedback import camera_placement
from sciatica_coach.coaching.feedback.camera_placement import cut_off, how_to_show, how_to_turn
from sciatica_coach.coaching.movement.frame_rate import LEAST_HZ, FrameRateMonitor
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.picture import PictureFlaw, PictureQuality
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.viewpoint import Position, Viewpoint

DARK = 40.0
"""Mean grey (0..255) below which a missing person is put down to the light."""
_FAR = 0.18
"""Share of the picture's width below which landmarks are too coarse for angles."""
OFF_SIDE_DEG = 30.0
"""Yaw beyond which angles are refused."""
_YAW_ERROR_DEG = 10.0
"""What the estimate may be too large by: whoever stands right is not sent away for it. On
photographs of people 80 % of the estimates are within this of what the eye says."""
_BACK, _KEPT = 0.9, 1.15
"""A complaint is taken back only when its limit is kept by a tenth, and whoever was right is sent
away only from beyond 1.15 of it: at the limit advice would flicker, and break repetitions off."""
_UNCLEAR = 0.6
"""Mean visibility of a side below which the light is to blame, if there is little."""
_SETTLE_S = 0.6
"""A complaint must last this long before it is made: a stray frame is no news."""
_JOINTS = (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE)


class AdviceCode(StrEnum):
    """Why nothing counts just now; the browser and kept sessions know these names."""

    NOBODY = "nobody"
    TOO_DARK = "too_dark"
    TOO_FAR = "too_far"
    NOT_IN_VIEW = "not_in_view"
    WRONG_POSITION = "wrong_position"
    NOT_SIDE_ON = "not_side_on"
    WRONG_SIDE = "wrong_side"
    START_POSITION = "start_position"
    KEEP_STILL = "keep_still"
    STANDS_STILL = "stands_still"
    TOO_FEW_PICTURES = "too_few_pictures"
    OVER_EXPOSED = "over_exposed"
    UNCLEAR_PICTURE = "unclear_picture"
    HIDDEN = "hidden"
    POSTURE = "posture"


_POOR_FACTOR = 1.3
"""Uncertainty against that of a good picture from which a person who is not seen clearly is put
down to the picture; a wall that fills an upright picture alone gives 1.1."""
WAIVABLE = frozenset(
    {
        AdviceCode.TOO_DARK,
        AdviceCode.OVER_EXPOSED,
        AdviceCode.UNCLEAR_PICTURE,
        AdviceCode.TOO_FAR,
        AdviceCode.NOT_IN_VIEW,
        AdviceCode.WRONG_POSITION,
        AdviceCode.NOT_SIDE_ON,
        AdviceCode.WRONG_SIDE,
    }
)
"""What a person may leave as it is and go on: something can still be counted."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Why nothing counts just now, and what to do about it."""

    code: AdviceCode
    text: str
    is_spoken: bool = True
    """False for what is only shown: no voice has recorded it."""


_IN_POSITION = {
    Position.SUPINE: Advice(
        AdviceCode.WRONG_POSITION, N_("Lie on your back, side-on to the camera.")
    ),
    Position.SEATED: Advice(
        AdviceCode.WRONG_POSITION, N_("Sit on a chair, side-on to the camera.")
    ),
    Position.STANDING: Advice(AdviceCode.WRONG_POSITION, N_("Stand up, side-on to the camera.")),
}
_TURN = {
    Side.LEFT: Advice(AdviceCode.WRONG_SIDE, N_("Turn: your left side to the camera.")),
    Side.RIGHT: Advice(AdviceCode.WRONG_SIDE, N_("Turn: your right side to the camera.")),
}
NOBODY = Advice(AdviceCode.NOBODY, N_("I cannot see you. Move into the picture."))
TOO_DARK = Advice(AdviceCode.TOO_DARK, N_("It is too dark. More light, please."))
OVER_EXPOSED = Advice(
    AdviceCode.OVER_EXPOSED, N_("Over-exposed: turn away from the window."), is_spoken=False
)
UNCLEAR_PICTURE = Advice(
    AdviceCode.UNCLEAR_PICTURE,
    N_("The picture is unclear. More light, clean lens."),
    is_spoken=False,
)
STANDS_STILL = Advice(
    AdviceCode.STANDS_STILL, N_("The picture stands still: check the camera."), is_spoken=False
)
TOO_FEW_PICTURES = Advice(
    AdviceCode.TOO_FEW_PICTURES,
    N_("Too few pictures a second: close other programs."),
    is_spoken=False,
)
_OF_FLAWS = {
    PictureFlaw.DARK: TOO_DARK,
    PictureFlaw.OVER_EXPOSED: OVER_EXPOSED,
    PictureFlaw.NOISY: UNCLEAR_PICTURE,
    PictureFlaw.PALE: UNCLEAR_PICTURE,
    PictureFlaw.BLURRED: UNCLEAR_PICTURE,
    PictureFlaw.COLOURLESS: UNCLEAR_PICTURE,
}
TOO_FAR = Advice(AdviceCode.TOO_FAR, N_("Too far away. Come one step closer."))
KEEP_STILL = Advice(AdviceCode.KEEP_STILL, N_("Good. Now keep still for a moment."))
TOO_NEAR = Advice(AdviceCode.START_POSITION, N_("Begin further back: rest the leg lower."))
HIDDEN = Advice(AdviceCode.HIDDEN, N_("I cannot see your leg clearly."))


def sentences() -> tuple[str, ...]:
    """All that is advised, but for what an exercise says of its own posture."""
    known = (
        *_IN_POSITION.values(),
        *_TURN.values(),
        NOBODY,
        TOO_DARK,
        TOO_FAR,
        KEEP_STILL,
        TOO_NEAR,
        HIDDEN,
    )
    return (*(advice.text for advice in known), *camera_placement.sentences())


class AdviceGiver:
    """Looks for what keeps the set from going on; a complaint must last to be made.

    Parameters
    ----------
    least_hz
        Pictures a second that are needed.
    """

    def __init__(self, exercise: Exercise, *, least_hz: float = LEAST_HZ) -> None:
        self._position = exercise.position
        self._frame_rate = FrameRateMonitor(least_hz)
        self._waived: set[AdviceCode] = set()
        self._waiting: Advice | None = None
        self._since_s = math.nan
        self._was_right = False
        self._worded_s = -math.inf
        self._given: Advice | None = None

    def waive(self, code: AdviceCode) -> None:
        """Do not complain of this any more: the person goes on anyway."""
        self._waived.add(code)
        if _code(self._given) == code:
            self._given = None

    def update(
        self,
        measurement: PoseMeasurement,
        picture: PictureQuality | None,
        side: Side | None,
        *,
        near: Side | None = None,
    ) -> Advice | None:
        """What keeps repetitions from being counted; None if the view is right.

        Parameters
        ----------
        picture
            How well the picture shows the person; None if unknown.
        side
            The side that must be seen whole; None while either will do.
        near
            The side that must be towards the camera; None if either will do.
        """
        self._frame_rate.update(measurement.time_s)
        complaints = self._complaints(measurement, picture, side, near)
        found = next((each for each in complaints if each.code not in self._waived), None)
        if _code(found) != _code(self._waiting) or math.isnan(self._since_s):
            self._since_s = measurement.time_s
        if found != self._waiting:
            self._worded_s = measurement.time_s
        self._waiting = found
        is_same = _code(found) == _code(self._given)
        since_s = self._worded_s if is_same else self._since_s
        if measurement.time_s - since_s >= _SETTLE_S:
            self._given, self._was_right = found, found is None
        return self._given

    def _complaints(
        self,
        measurement: PoseMeasurement,
        picture: PictureQuality | None,
        side: Side | None,
        near: Side | None,
    ) -> Iterator[Advice]:
        """All that is not right, what must be mended first at the front."""
        pose, viewpoint = measurement.pose, measurement.viewpoint
        if picture is not None and picture.stands_still:
            yield STANDS_STILL
        if self._frame_rate.is_too_low:
            yield TOO_FEW_PICTURES
        poor = _poor(picture)
        if pose is None or viewpoint is None:
            yield poor or NOBODY
            return
        seen_side = side or viewpoint.near_side or Side.RIGHT
        if poor and _visibility(pose, seen_side) < _UNCLEAR:
            yield poor
        yield from self._out_of_frame(pose, viewpoint, seen_side)
        yield from self._in_a_wrong_way(measurement, viewpoint, near)

    def _out_of_frame(self, pose: Pose, viewpoint: Viewpoint, side: Side) -> Iterator[Advice]:
        if viewpoint.share_of_width < _FAR / self._slack(TOO_FAR.code):
            yield TOO_FAR
        missing = cut_off(pose, side)
        if missing:
            yield Advice(AdviceCode.NOT_IN_VIEW, how_to_show(missing))

    def _in_a_wrong_way(
        self, measurement: PoseMeasurement, viewpoint: Viewpoint, near: Side | None
    ) -> Iterator[Advice]:
        if viewpoint.position is not self._position and not _between(
            viewpoint.position, measurement
        ):
            yield _IN_POSITION[self._position]
        off_deg = (OFF_SIDE_DEG + _YAW_ERROR_DEG) * self._slack(AdviceCode.NOT_SIDE_ON)
        if viewpoint.yaw_deg > off_deg:
            yield Advice(AdviceCode.NOT_SIDE_ON, how_to_turn(viewpoint, off_deg=off_deg))
        if near is not None and viewpoint.near_side is near.other:
            yield _TURN[near]

    def _slack(self, code: AdviceCode) -> float:
        """What limits are multiplied by: stricter while this is complained of, else looser."""
        if _code(self._given) == code:
            return _BACK
        return _KEPT if self._was_right else 1.0


def _poor(picture: PictureQuality | None) -> Advice | None:
    """What of the picture a missing or badly seen person is put down to."""
    if picture is None:
        return None
    if picture.brightness < DARK:
        return TOO_DARK
    if picture.flaw is None or picture.uncertainty_factor < _POOR_FACTOR:
        return None
    return _OF_FLAWS[picture.flaw]


def _visibility(pose: Pose, side: Side) -> float:
    """Mean over the side's joints that angles are made of."""
    return float(np.mean([pose.visibility[part.of(side)] for part in _JOINTS]))


def _between(position: Position, measurement: PoseMeasurement) -> bool:
    """Whether the position cannot be told: no complaint is made on a guess."""
    inclination = measurement.values[Quantity.TRUNK_INCLINATION.row, 0]
    return position is Position.UNKNOWN and not math.isfinite(inclination)


def _code(advice: Advice | None) -> AdviceCode | None:
    return advice.code if advice else None
