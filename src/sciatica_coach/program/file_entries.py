"""What stands in a plan file, and between which bounds.

Apart from the values of `history.py` and `coaching`, so that a file stays readable when those
change. Unknown keys are left out: a later release may add some without a new version of the file.
"""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.exercise.fields import Id, Text
from sciatica_coach.history import FurthestAngle, PastSession, PastSet, SessionSource
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.program.program import DatedProgram, ExerciseProgram
from sciatica_coach.safety.pain import Pain, PainChange, Place

MOST_SESSIONS = 100_000
"""Ten a day for 27 years."""
MOST_SETS = 100
MOST_REPS = 10_000
Name = Annotated[Text, Field(max_length=60)]
_Level = Annotated[int, Field(ge=0, le=10)]
_Count = Annotated[int, Field(ge=0, le=MOST_REPS)]
_Deg = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False)]
_Error = Annotated[float, Field(ge=0, le=360, allow_inf_nan=False)]
_Hold = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
_MovementId = Annotated[str, Field(pattern=r"^([a-z0-9]+([_-][a-z0-9]+)*)?$", max_length=60)]
"""Empty for a set without any repetition."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ProgramEntry(_Entry):
    """A program and since when it holds."""

    from_day: date
    set_by: Annotated[str, Field(max_length=60)]
    set_at: AwareDatetime
    program: ExerciseProgram

    @classmethod
    def of(cls, dated: DatedProgram) -> Self:
        """The entry of a program."""
        return cls(
            from_day=dated.from_day,
            set_by=dated.set_by,
            set_at=dated.set_at,
            program=dated.program,
        )

    def value(self) -> DatedProgram:
        """The program of this entry."""
        return DatedProgram(self.program, self.from_day, self.set_by, self.set_at)


class PainEntry(_Entry):
    """What was said about the pain at one moment."""

    leg: _Level
    back: _Level
    lowest: Place | None = None

    @classmethod
    def of(cls, pain: Pain | None) -> Self | None:
        """The entry of what was said, if something was."""
        return cls(leg=pain.leg, back=pain.back, lowest=pain.lowest) if pain else None

    def value(self) -> Pain:
        """The pain of this entry."""
        return Pain(self.leg, self.back, self.lowest)


class FurthestEntry(_Entry):
    """How far a joint went in a set."""

    quantity: Quantity
    deg: _Deg
    uncertainty_deg: _Error


class SetEntry(_Entry):
    """One set that was begun."""

    number: Annotated[int, Field(ge=1, le=MOST_SETS)]
    movement: _MovementId
    side: Side | None = None
    reps_asked: _Count
    hold_asked_s: _Hold
    complete_reps: _Count
    attempts: _Count
    longest_hold_s: _Hold
    furthest: FurthestEntry | None = None
    fault_counts: Annotated[dict[Id, _Count], Field(max_length=100)] = {}
    is_fully_judged: bool = True

    @classmethod
    def of(cls, past: PastSet) -> Self:
        """The entry of a set."""
        return cls.model_validate(past, from_attributes=True)

    def value(self) -> PastSet:
        """The set of this entry."""
        furthest = self.furthest
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values["furthest"] = furthest and FurthestAngle(
            furthest.quantity, furthest.deg, furthest.uncertainty_deg
        )
        return PastSet(**values)


class SessionEntry(_Entry):
    """One session of one exercise."""

    id: UUID
    exercise: Id
    started_at: AwareDatetime
    source: SessionSource
    model: Name
    has_ended: bool = True
    pain_before: PainEntry | None = None
    pain_after: PainEntry | None = None
    pain_changes: Annotated[tuple[PainChange, ...], Field(max_length=len(PainChange))] = ()
    sets: Annotated[tuple[SetEntry, ...], Field(max_length=MOST_SETS)]

    @model_validator(mode="after")
    def _numbers_its_sets(self) -> Self:
        numbers = [each.number for each in self.sets]
        if len(set(numbers)) < len(numbers):
            raise ValueError("two sets have the same number")
        return self

    @classmethod
    def of(cls, session: PastSession) -> Self:
        """The entry of a session."""
        return cls(
            id=session.id,
            exercise=session.exercise,
            started_at=session.started_at,
            source=session.source,
            model=session.model,
            has_ended=session.has_ended,
            pain_before=PainEntry.of(session.pain_before),
            pain_after=PainEntry.of(session.pain_after),
            pain_changes=session.pain_changes,
            sets=tuple(map(SetEntry.of, session.sets)),
        )

    def value(self) -> PastSession:
        """The session of this entry."""
        return PastSession(
            id=self.id,
            exercise=self.exercise,
            started_at=self.started_at,
            source=self.source,
            model=self.model,
            sets=tuple(each.value() for each in self.sets),
            pain_before=None if self.pain_before is None else self.pain_before.value(),
            pain_after=None if self.pain_after is None else self.pain_after.value(),
            pain_changes=self.pain_changes,
            has_ended=self.has_ended,
        )


class RangeEntry(_Entry):
    """The person's own range in one movement."""

    exercise: Id
    movement: _MovementId
    side: Side
    quantity: Quantity
    start_deg: _Deg
    end_deg: _Deg
    uncertainty_deg: _Error
    error_deg: _Error
    model: Name
    measured_on: date

    @classmethod
    def of(cls, baseline: Baseline) -> Self:
        """The entry of an own range."""
        return cls.model_validate(baseline, from_attributes=True)

    def value(self) -> Baseline:
        """The own range of this entry."""
        return Baseline(**dict(self))
