"""What is written of a session while it goes on, entry by entry.

An entry says all that is known of one thing by now, not what has changed. So it does no harm if one
is written twice, and an entry can be set aside as a line of text while the database is away.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.history import SessionSource
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.records.samples import SampleKind, pack_angles
from sciatica_coach.records.set_document import SetDocument, Stored
from sciatica_coach.safety.pain import Pain, PainChange

_Number = Annotated[int, Field(ge=1, le=10_000)]
_Count = Annotated[int, Field(ge=0, le=2**31 - 1)]


class _Entry(Stored):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    session_id: UUID


class SessionBegun(_Entry):
    """A session has begun."""

    kind: Literal["session_begun"] = "session_begun"
    person_id: UUID
    exercise: str
    exercise_sha256: str
    source: SessionSource
    model: str
    app_version: str
    started_at: AwareDatetime

    @property
    def utc_offset_min(self) -> int:
        """Of the place where it began."""
        offset = self.started_at.utcoffset() or timedelta()
        return round(offset.total_seconds() / 60)


class SetSoFar(_Entry):
    """What has been done of a set by now."""

    kind: Literal["set_so_far"] = "set_so_far"
    number: _Number
    side_asked: Side | None
    reps_asked: _Count
    hold_asked_s: float
    reps: tuple[Rep, ...]
    faults: tuple[Fault, ...]


class SamplesTaken(_Entry):
    """A second or so of angles or poses."""

    kind: Literal["samples_taken"] = "samples_taken"
    number: _Number
    samples: SampleKind
    start_ms: _Count
    count: _Count
    content: bytes


class SetEnded(_Entry):
    """A set has ended: its record, and its angles in place of the stretches before."""

    kind: Literal["set_ended"] = "set_ended"
    number: _Number
    document: SetDocument
    frames: _Count
    angles: bytes

    @classmethod
    def of(cls, session_id: UUID, number: int, record: SetRecord) -> "SetEnded":
        """The entry for a record, whose angles may be empty."""
        return cls(
            session_id=session_id,
            number=number,
            document=SetDocument.model_validate(record),
            frames=len(record.angle_series.time_s),
            angles=pack_angles(record.angle_series),
        )


class SessionEnded(_Entry):
    """A session has ended with so many sets; what else was begun of it, nobody did."""

    kind: Literal["session_ended"] = "session_ended"
    ended_at: AwareDatetime
    sets: _Count


class PainSaid(_Entry):
    """How it feels before or after a session."""

    kind: Literal["pain_said"] = "pain_said"
    moment: Literal["before", "after"]
    said_at: AwareDatetime
    pain: Pain
    changes: tuple[PainChange, ...] = ()
    """What the session did to it."""


Entry = Annotated[
    SessionBegun | SetSoFar | SamplesTaken | SetEnded | SessionEnded | PainSaid,
    Field(discriminator="kind"),
]
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def to_line(entry: Entry) -> bytes:
    """One line of JSON, its end included."""
    return _ENTRY.dump_json(entry) + b"\n"


def from_line(line: bytes) -> Entry:
    """The entry again.

    Raises
    ------
    ValueError
        If the line is not one of ours, or not whole.
    """
    return _ENTRY.validate_json(line)


def first_entries(begun: SessionBegun, pain_before: Pain | None) -> tuple[Entry, ...]:
    """All that is to be written when a session begins; how it felt, if that was asked."""
    if pain_before is None:
        return (begun,)
    said = PainSaid(
        session_id=begun.session_id, moment="before", said_at=begun.started_at, pain=pain_before
    )
    return begun, said


def ended_entries(
    session_id: UUID, records: Iterable[SetRecord], ended_at: datetime
) -> tuple[Entry, ...]:
    """All that is to be written when a session has ended."""
    sets = [SetEnded.of(session_id, number, each) for number, each in enumerate(records, 1)]
    return (*sets, SessionEnded(session_id=session_id, ended_at=ended_at, sets=len(sets)))
