"""The tables of the records. `docs/records.md` draws them.

Times are kept in UTC; where the day matters, the offset of the place goes with them. What is only
ever read as a whole is kept as JSON. A change here needs a migration: a test compares both.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Fixed, so that a later migration can name what it changes."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, with its time zone in Python and in UTC in the database: SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC, and saying so."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_CONSTRAINT_NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it from the class)
        datetime: UtcDateTime(),
        date: Date(),
        UUID: Uuid(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        bytes: LargeBinary(),
    }


def _person_key() -> Mapped[UUID]:
    """Of whom the row is; it goes with the person."""
    return mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


def _of_a_set() -> ForeignKeyConstraint:
    """The row goes with its set."""
    return ForeignKeyConstraint(
        ["session_id", "set_number"],
        ["exercise_set.session_id", "exercise_set.number"],
        ondelete="CASCADE",
    )


class PersonRow(Table):
    """Somebody who exercises."""

    __tablename__ = "person"
    __table_args__ = (
        # One therapist's patients have names of their own; another's are none of their business.
        Index("ix_person_therapist_name", "therapist_id", "name_key", unique=True),
        Index(
            "ix_person_home_name",
            "name_key",
            unique=True,
            sqlite_where=text("therapist_id IS NULL"),
            postgresql_where=text("therapist_id IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(120))
    """The name as it is compared: without regard to capitals."""
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"))
    """Who looks after the person in a clinic; none at home."""
    created_at: Mapped[datetime]


class TherapistRow(Table):
    """Somebody who looks after people in a clinic; never deleted, as the audit log names them."""

    __tablename__ = "therapist"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    issuer: Mapped[str | None] = mapped_column(String(500))
    """Of the identity provider; none for who signs in with a PIN."""
    subject: Mapped[str | None] = mapped_column(String(500))
    """Who it is for the identity provider."""
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    """Of an invitation: whoever signs in with it first, verified, is this therapist from then on,
    by issuer and subject; the address is gone then."""
    pin: Mapped[str | None] = mapped_column(String(200))
    """Salted and hashed."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class AccessCodeRow(Table):
    """A code that opens a person's own page once; it is deleted when it is used."""

    __tablename__ = "access_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = _person_key()
    made_by: Mapped[UUID] = mapped_column(ForeignKey("therapist.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AdmissionRow(Table):
    """A browser that has been let in, in a clinic; it is deleted when it has left."""

    __tablename__ = "admission"
    __table_args__ = (CheckConstraint("(therapist_id IS NULL) <> (person_id IS NULL)", "one"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of what stands for the browser: the database does not hold what would let one in."""
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"))
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    """Who has opened their own page by a code."""
    code_by: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"))
    """Who made that code."""
    admitted_at: Mapped[datetime]
    used_at: Mapped[datetime]


class WrongGuessRow(Table):
    """Wrong PINs or codes, so that those to come are slowed down."""

    __tablename__ = "wrong_guess"

    of_what: Mapped[str] = mapped_column(String(80), primary_key=True)
    """One therapist's PIN, all PINs, or all codes. A name is hashed: it may be nobody's."""
    wrong: Mapped[int]
    last_at: Mapped[datetime]


class AuditRow(Table):
    """Who read or changed what, in a clinic."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"), index=True)
    """None where a person has opened their own page, or nobody was let in."""
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]]
    """Never a name."""


class SessionRow(Table):
    """One session of one exercise."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_person_id_started_at", "person_id", "started_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    exercise: Mapped[str] = mapped_column(String(80))
    exercise_sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(10))
    model: Mapped[str] = mapped_column(String(60))
    app_version: Mapped[str] = mapped_column(String(30))
    started_at: Mapped[datetime]
    utc_offset_min: Mapped[int]
    """Of the place where the person was, when it began."""
    ended_at: Mapped[datetime | None]
    """None if it was broken off."""
    pain_changes: Mapped[list[Any]]


class PainRow(Table):
    """What a person said about the pain at one moment."""

    __tablename__ = "pain"
    __table_args__ = (
        UniqueConstraint("session_id", "moment"),
        CheckConstraint("leg BETWEEN 0 AND 10", "leg"),
        CheckConstraint("back BETWEEN 0 AND 10", "back"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[UUID] = _person_key()
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    moment: Mapped[str] = mapped_column(String(10))
    """Before or after the session."""
    said_at: Mapped[datetime]
    leg: Mapped[int]
    back: Mapped[int]
    lowest: Mapped[str | None] = mapped_column(String(20))


class ScreeningRow(Table):
    """The answers about warning signs, and what they led to."""

    __tablename__ = "screening"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = _person_key()
    answered_at: Mapped[datetime]
    tier: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, Any]]
    has_confirmed: Mapped[bool]


class SetRow(Table):
    """One set of a session; its first figures are written as it goes on."""

    __tablename__ = "exercise_set"

    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    side_asked: Mapped[str | None] = mapped_column(String(5))
    reps_asked: Mapped[int]
    hold_asked_s: Mapped[float]
    movement: Mapped[str] = mapped_column(String(80))
    side: Mapped[str | None] = mapped_column(String(5))
    complete_reps: Mapped[int]
    attempts: Mapped[int]
    longest_hold_s: Mapped[float]
    fault_counts: Mapped[dict[str, Any]]
    is_fully_judged: Mapped[bool]
    furthest_quantity: Mapped[str | None] = mapped_column(String(40))
    furthest_deg: Mapped[float | None]
    furthest_uncertainty_deg: Mapped[float | None]
    details: Mapped[dict[str, Any]]
    """The rest of the set's record, see `set_document`; empty until the set has ended."""


class RepetitionRow(Table):
    """One repetition or attempt of a set."""

    __tablename__ = "repetition"
    __table_args__ = (_of_a_set(),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(5))
    movement: Mapped[str] = mapped_column(String(80))
    start_s: Mapped[float]
    end_s: Mapped[float]
    peak_deg: Mapped[float | None]
    hold_s: Mapped[float]
    reached: Mapped[bool]
    complete: Mapped[bool]
    interrupted: Mapped[bool]
    progress_integral_s: Mapped[float]
    rules: Mapped[list[Any]]
    """Ids of the rules that were broken within it."""


class FaultRow(Table):
    """One stretch of time in which a rule was broken."""

    __tablename__ = "fault"
    __table_args__ = (_of_a_set(),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(80))
    side: Mapped[str | None] = mapped_column(String(5))
    start_s: Mapped[float]
    end_s: Mapped[float]
    severity: Mapped[str] = mapped_column(String(10))
    worst: Mapped[float | None]
    rep: Mapped[int | None]


class SamplesRow(Table):
    """A stretch of angles or poses of a set, compressed: see `samples`."""

    __tablename__ = "samples"
    __table_args__ = (_of_a_set(),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    start_ms: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    content: Mapped[bytes]


class OwnRangeRow(Table):
    """A person's own range in one movement, as it was measured once."""

    __tablename__ = "own_range"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[UUID] = _person_key()
    measured_on: Mapped[date]
    content: Mapped[dict[str, Any]]


class PainRiseRow(Table):
    """The set after which pain had clearly risen, in the last session of a person."""

    __tablename__ = "pain_rise"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[dict[str, Any]]


class ProgramRow(Table):
    """What a person is to do, from one day on until the next such row."""

    __tablename__ = "program"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[UUID] = _person_key()
    from_day: Mapped[date]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(60))
    content: Mapped[dict[str, Any]]


class NoteRow(Table):
    """What somebody wrote about a person or one of their sessions."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person_id: Mapped[UUID] = _person_key()
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(2000))


class SettingRow(Table):
    """One setting of the records, such as for how long they are kept."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
