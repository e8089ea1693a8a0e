"""What was done in the past, in short: sessions, their sets, and the pain before and after.

These are the values that plan and progress are computed from. The records make them; a set's
repetitions, angles and poses are not in them, because ten years of those do not fit on a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.safety.pain import Pain, PainChange


class SessionSource(StrEnum):
    """Where a session was seen."""

    LIVE = "live"
    """In front of a camera, with the coach."""
    VIDEO = "video"
    """In a video that was analysed afterwards."""


@dataclass(frozen=True, slots=True)
class FurthestAngle:
    """How far a joint went in a set: the end of its range on the side of the target."""

    quantity: Quantity
    deg: float
    uncertainty_deg: float
    """Nine of ten lie so near to the truth."""


@dataclass(frozen=True, slots=True)
class PastSet:
    """One set that was begun."""

    number: int
    """Within its session, from 1."""
    movement: str
    """Id of the movement that most of its repetitions were done with."""
    side: Side | None
    """The working side; None if nobody knows."""
    reps_asked: int
    hold_asked_s: float
    complete_reps: int
    attempts: int
    """Repetitions that were not complete."""
    longest_hold_s: float
    furthest: FurthestAngle | None
    """None where it was not measured."""
    fault_counts: Mapping[str, int] = field(default_factory=dict)
    """How often each rule was broken, by its id."""
    is_fully_judged: bool = True
    """False if something that the exercise requires could not be judged."""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session of one exercise."""

    id: UUID
    exercise: str
    """Its id."""
    started_at: datetime
    """With the time zone that the person was in."""
    source: SessionSource
    model: str
    """Of the pose: each has a bias of its own, so ranges of two are not compared."""
    sets: tuple[PastSet, ...]
    pain_before: Pain | None = None
    pain_after: Pain | None = None
    pain_changes: tuple[PainChange, ...] = ()
    """What the session did to the pain, what matters most first; empty if it was not said."""
    has_ended: bool = True
    """False for one that was broken off, by a power cut for instance."""

    @property
    def day(self) -> date:
        """The day on which it began, where the person was."""
        return self.started_at.date()

    @property
    def complete_reps(self) -> int:
        """Of all its sets."""
        return sum(each.complete_reps for each in self.sets)
