"""What a session says of one frame, and what must be kept of it to go on later."""

from dataclasses import dataclass, field
from enum import StrEnum

from sciatica_coach.coaching.feedback.message import Message
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.feedback.utterance import Utterance
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.motion.pose import FloatArray


class SessionPhase(StrEnum):
    """Where in the session the person is."""

    SET_UP = "set_up"
    """The view is being made right, or the start position is awaited."""
    COUNT_DOWN = "count_down"
    EXERCISE = "exercise"
    PAUSED = "paused"
    REST = "rest"
    FINISHED = "finished"


class PausedBy(StrEnum):
    """Why a set is paused."""

    ARM = "arm"
    BUTTON = "button"
    AWAY = "away"
    """Goes on by itself when the person is back."""


@dataclass(frozen=True, slots=True, eq=False)
class SessionUpdate:
    """All that one frame changed; page, voice and overlay read this and nothing else."""

    session_phase: SessionPhase
    update: Update
    message: Message
    says: tuple[Utterance, ...]
    """What was said lately, the newest last."""
    set_plan: SetPlan
    set_index: int
    """Counted from 0."""
    set_count: int
    count_down_s: float | None
    """What is left of the count-down."""
    rest_s: float | None
    """What is left of the rest."""
    may_go_on: bool
    """Whether the person may go on with the view as it is, or end the rest now."""
    paused_by: PausedBy | None
    target_overlay: tuple[FloatArray, ...]
    """Lines of (n, 2) pixels: the working limb at its target; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """What must be kept so that a session can go on after the server was started anew."""

    time_s: float = 0.0
    """Of the last frame; the session's clock goes on from here."""
    set_index: int = 0
    ended: tuple[SetRecord, ...] = ()
    """Of the sets before, without their angle series."""
    set_progress: SetProgress = field(default_factory=SetProgress)
    """Of the set that was under way."""
