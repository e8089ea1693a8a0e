"""What the coach says of one frame: the only thing that page, overlay and voice read."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.advice import Advice
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import Viewpoint


class SetState(StrEnum):
    """What the coach is doing."""

    LOOKING = "looking"
    """Nothing counts yet; the advice says why."""
    GET_READY = "get_ready"
    """The position is right; waiting for a moment of stillness."""
    READY = "ready"
    """Armed: the next movement counts."""
    MOVING = "moving"
    """In a repetition, on the way out or back."""
    HOLDING = "holding"
    """In a repetition, at the target."""
    PAUSED = "paused"
    """The set goes on when the person is seen again; the advice says why."""
    DONE = "done"
    """All repetitions asked for have been done; more are still counted."""


@dataclass(frozen=True, slots=True)
class Update:
    """All that one frame changed."""

    time_s: float
    stage: SetState
    advice: Advice | None
    cue: Cue | None
    side: Side | None
    """The working side, as soon as it is known."""
    movement: str | None
    """Id of the movement that is followed."""
    phase: Phase
    angle_deg: float | None
    """The angle that tells the movement; None while it is not measured."""
    progress: float | None
    """Share of the way from start to target, 0..1 and a little beyond."""
    hold_s: float
    """Time held in this repetition."""
    hold_asked_s: float
    reps: int
    """Complete repetitions so far."""
    attempts: int
    """Repetitions that turned back early or were held too short."""
    reps_asked: int
    start_deg: float | None
    """Where the movement begins for this person; None where nothing is to be reached."""
    target_deg: float | None
    """Where the target begins for this person."""
    ended: Rep | None
    """The repetition that ended with this frame."""
    faults: tuple[Fault, ...]
    """Faults that are going on."""
    pose: Pose | None
    """The pose with left and right settled; None while nobody is found."""
    highlight: tuple[int, int, int] | None
    """Landmarks of the measured joint: outer, joint, outer."""
    viewpoint: Viewpoint | None
    measurement: PoseMeasurement | None = None
    """All that was measured of the frame; None if it was not judged."""


def unjudged(update: Update, pose: Pose | None, time_s: float) -> Update:
    """What is shown of a frame that nobody judges: the pose alone, all else as it was before."""
    return replace(
        update,
        time_s=time_s,
        stage=SetState.PAUSED,
        advice=None,
        cue=None,
        angle_deg=None,
        progress=None,
        hold_s=0.0,
        ended=None,
        faults=(),
        pose=pose,
        highlight=None,
        measurement=None,
    )
