"""Single values of the coaching: what a test says of them, and else what is usual."""

from collections.abc import Mapping

import numpy as np

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.movement.sample import MovementSample
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.motion.viewpoint import Position, Viewpoint
from tests.body import pose, supine

By = Mapping[Quantity | tuple[Quantity, Side], float]
"""A figure for each quantity: of both sides, or of one."""
LYING = pose(supine())


def table(figures: By, usual: float = np.nan) -> FloatArray:
    """(quantity, side) the figures; the usual one where none is given."""
    filled = np.full((QUANTITY_COUNT, len(SIDES)), usual)
    for key, figure in figures.items():
        if isinstance(key, Quantity):
            filled[key.row] = figure
        else:
            filled[key[0].row, key[1].column] = figure
    return filled


def viewpoint(**changes) -> Viewpoint:
    """From the right side of one who lies."""
    usual = {
        "yaw_deg": 0.0,
        "turn_deg": 0.0,
        "near_side": Side.RIGHT,
        "position": Position.SUPINE,
        "share_of_width": 0.5,
    }
    return Viewpoint(**{**usual, **changes})


def measured(
    time_s: float,
    values: By,
    *,
    trust: By | None = None,
    error_deg: float = 1.0,
    made: Pose | None = LYING,
    seen_from: Viewpoint | None = None,
) -> PoseMeasurement:
    """What was measured at one moment, wholly trusted but for what is said."""
    return PoseMeasurement(
        time_s,
        values=table(values),
        trust=table(trust or {}, 1.0),
        standard_error_deg=table({}, error_deg),
        pose=made,
        viewpoint=seen_from or viewpoint(),
    )


def sample(
    time_s: float,
    values: By,
    *,
    trust: By | None = None,
    side: Side = Side.RIGHT,
    start: By | None = None,
    phase: Phase = Phase.OUT,
    **changes,
) -> MovementSample:
    """One moment of a movement of the right leg."""
    measurement = measured(time_s, values, trust=trust)
    return MovementSample(measurement, side, table(start or {}), phase, **changes)


def rep(start_s: float = 1.0, end_s: float = 6.0, **changes) -> Rep:
    """A complete repetition of the right leg."""
    usual = {
        "side": Side.RIGHT,
        "movement": "pull",
        "peak_deg": 100.0,
        "hold_s": 2.0,
        "reached": True,
        "complete": True,
    }
    return Rep(start_s=start_s, end_s=end_s, **{**usual, **changes})


def fault(rule: str, start_s: float = 1.0, end_s: float = 2.0, **changes) -> Fault:
    """One of the right leg, to be corrected."""
    usual = {"side": Side.RIGHT, "severity": Severity.CORRECT, "worst": 20.0, "rep": None}
    return Fault(rule=rule, start_s=start_s, end_s=end_s, **{**usual, **changes})


def cue(text: str = "Slower.", since_s: float = 0.0, **changes) -> Cue:
    """A correction."""
    usual = {"severity": Severity.CORRECT, "priority": Priority.SAFETY, "rule": "too_fast"}
    return Cue(text=text, since_s=since_s, **{**usual, **changes})


def update(time_s: float = 0.0, **changes) -> Update:
    """One frame of somebody who is ready to begin."""
    usual = {
        "stage": SetState.READY,
        "advice": None,
        "cue": None,
        "side": Side.RIGHT,
        "movement": "pull",
        "phase": Phase.START,
        "angle_deg": 10.0,
        "progress": 0.0,
        "hold_s": 0.0,
        "hold_asked_s": 20.0,
        "reps": 0,
        "attempts": 0,
        "reps_asked": 3,
        "start_deg": 10.0,
        "target_deg": 90.0,
        "ended": None,
        "faults": (),
        "pose": LYING,
        "highlight": None,
        "viewpoint": None,
    }
    return Update(time_s, **{**usual, **changes})
