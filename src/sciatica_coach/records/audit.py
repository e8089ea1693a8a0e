"""The audit log of a clinic: who read or changed what of whom, and when.

An entry holds no name and no content. Code of ours only ever adds entries; of a person who is
deleted they stay, without saying any more of whom they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, Select, insert, select

from sciatica_coach.records.database import Database
from sciatica_coach.records.tables import AuditRow, PersonRow, TherapistRow

MOST_ENTRIES = 500
"""Read at once, unless more are asked for."""


class Action(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    PERSON_ADDED = "person_added"
    PERSON_OPENED = "person_opened"
    PERSON_RENAMED = "person_renamed"
    PERSON_HANDED_OVER = "person_handed_over"
    PERSON_DELETED = "person_deleted"
    SESSION_BEGUN = "session_begun"
    SESSION_KEPT = "session_kept"
    SESSION_DELETED = "session_deleted"
    RANGE_KEPT = "range_kept"
    NOTE_WRITTEN = "note_written"
    NOTE_DELETED = "note_deleted"
    QUESTIONS_ANSWERED = "questions_answered"
    PLAN_CHANGED = "plan_changed"
    IMPORTED = "imported"
    EXPORTED = "exported"
    CODE_MADE = "code_made"
    CODE_USED = "code_used"
    CODE_REFUSED = "code_refused"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry, with the names that those in it have now."""

    at: datetime
    action: Action | str
    """As it was written: a later version may know more."""
    therapist: str | None
    """Who did it; None for a person on their own page, or nobody who was let in."""
    person: str | None
    """Of whom; None if it is of nobody, or of somebody who was deleted."""
    detail: Mapping[str, Any]


class Watch(Protocol):
    """Asked before each change to what is kept of people in a clinic, within its transaction."""

    @property
    def author(self) -> str | None:
        """By whom what is written is signed; None for the person themselves."""
        ...

    def may(self, action: Action) -> bool:
        """Whether this is offered at all."""
        ...

    def allow(
        self, connection: Connection, action: Action, person_id: UUID | None, **detail: str
    ) -> None:
        """Note what is about to be done.

        Raises
        ------
        RecordsError
            If it may not be done.
        """
        ...


def write_audit(
    connection: Connection,
    action: Action,
    *,
    therapist_id: UUID | None = None,
    person_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry, together with what it tells of."""
    connection.execute(
        insert(AuditRow).values(
            at=datetime.now(UTC),
            therapist_id=therapist_id,
            person_id=person_id,
            action=action.value,
            detail=dict(detail or {}),
        )
    )


def read_audit(
    database: Database,
    *,
    since: datetime | None = None,
    person: str | None = None,
    therapist: str | None = None,
    most: int = MOST_ENTRIES,
) -> tuple[AuditEntry, ...]:
    """The newest entries, newest first: for who administers the records.

    Parameters
    ----------
    person, therapist
        Only entries of whoever has this name, whatever its capitals.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    found = _entries(most)
    if since is not None:
        found = found.where(AuditRow.at >= since)
    if person is not None:
        found = found.where(PersonRow.name_key == person.casefold())
    if therapist is not None:
        found = found.where(TherapistRow.name_key == therapist.casefold())
    return _read(database, found)


def audit_of_patients(
    database: Database, therapist_id: UUID, *, most: int = MOST_ENTRIES
) -> tuple[AuditEntry, ...]:
    """The newest entries of one therapist's present patients, whoever made them.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    return _read(database, _entries(most).where(PersonRow.therapist_id == therapist_id))


def _entries(most: int) -> Select[Any]:
    return (
        select(
            AuditRow.at,
            AuditRow.action,
            AuditRow.detail,
            TherapistRow.name.label("therapist"),
            PersonRow.name.label("person"),
        )
        .outerjoin(TherapistRow, TherapistRow.id == AuditRow.therapist_id)
        .outerjoin(PersonRow, PersonRow.id == AuditRow.person_id)
        .order_by(AuditRow.id.desc())
        .limit(most)
    )


def _read(database: Database, found: Select[Any]) -> tuple[AuditEntry, ...]:
    with database.reading() as connection:
        rows = connection.execute(found).all()
    return tuple(
        AuditEntry(row.at, _action(row.action), row.therapist, row.person, row.detail)
        for row in rows
    )


def _action(text: str) -> Action | str:
    try:
        return Action(text)
    except ValueError:
        return text
