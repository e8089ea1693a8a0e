"""Who has been let in by which browser, in a clinic, until they leave or do nothing for a while.

Asked anew for whatever a browser wants. It is kept in the database: it outlives a restart, holds
for several servers, and ends at once for a therapist who is disabled and a patient who is deleted.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from sciatica_coach.records.audit import Action, write_audit
from sciatica_coach.records.database import Database
from sciatica_coach.records.tables import AdmissionRow, PersonRow, TherapistRow

THERAPIST_IDLE = timedelta(minutes=15)
PATIENT_IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
"""Nobody stays in for longer, whatever they do."""
_NOTED_EVERY = timedelta(seconds=20)
"""A use is written down at most this often."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be let in: a therapist, or a person to their own page."""

    therapist_id: UUID | None = None
    person_id: UUID | None = None
    code_by: UUID | None = None
    """Who made the code for that page."""
    way: str = "pin"
    """How they have shown who they are: `pin`, `provider` or `code`."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is in."""

    therapist_id: UUID | None
    person_id: UUID | None
    name: str


class Admissions:
    """All browsers that have been let in.

    Parameters
    ----------
    database
        The records.
    therapist_idle, patient_idle
        Who does nothing for so long is out.
    now
        The time of day.
    """

    def __init__(
        self,
        database: Database,
        *,
        therapist_idle: timedelta = THERAPIST_IDLE,
        patient_idle: timedelta = PATIENT_IDLE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._idle = {True: therapist_idle, False: patient_idle}
        self._now = now

    def admit(self, token: str, newcomer: Newcomer) -> bool:
        """Let a browser in; False for who may not come in any more by now.

        Parameters
        ----------
        token
            What stands for the browser.

        Raises
        ------
        RecordsError
            If the records cannot be written.
        """
        now = self._now()
        with self._database.transaction() as connection:
            if not _may_come(connection, newcomer):
                return False
            connection.execute(delete(AdmissionRow).where(_is_of(token)))
            connection.execute(
                insert(AdmissionRow).values(
                    token_hash=_hashed(token),
                    therapist_id=newcomer.therapist_id,
                    person_id=newcomer.person_id,
                    code_by=newcomer.code_by,
                    admitted_at=now,
                    used_at=now,
                )
            )
            if newcomer.therapist_id is not None:
                _note(connection, Action.SIGNED_IN, newcomer, {"way": newcomer.way})
        return True

    def find(self, token: str, *, in_use: bool = True) -> Admission | None:
        """Who has come in by this browser; None if nobody has, or they are out by now.

        Parameters
        ----------
        in_use
            Whether somebody does something, and not only the page asks by itself.

        Raises
        ------
        RecordsError
            If the records cannot be read or written.
        """
        with self._database.reading() as connection:
            row = connection.execute(_found(token)).one_or_none()
        if row is None:
            return None
        now = self._now()
        if self._is_over(row, now):
            self.end(token, by="time")
            return None
        if in_use and abs(now - row.used_at) > _NOTED_EVERY:
            with self._database.transaction() as connection:
                connection.execute(update(AdmissionRow).where(_is_of(token)).values(used_at=now))
        return Admission(row.therapist_id, row.person_id, row.therapist or row.person)

    def end(self, token: str, *, by: str = "hand") -> None:
        """Let a browser out.

        Parameters
        ----------
        by
            What has ended it, for the audit log: a hand, or time.

        Raises
        ------
        RecordsError
            If the records cannot be written.
        """
        gone = (
            delete(AdmissionRow)
            .where(_is_of(token))
            .returning(AdmissionRow.therapist_id, AdmissionRow.person_id)
        )
        with self._database.transaction() as connection:
            row = connection.execute(gone).one_or_none()
            if row is not None:
                _note(connection, Action.SIGNED_OUT, row, {"by": by})

    def _is_over(self, row: Any, now: datetime) -> bool:  # noqa: ANN401  (a row of SQLAlchemy)
        # A clock that was set back lets nobody stay in for longer than that, either.
        idle = self._idle[row.therapist_id is not None]
        return bool(abs(now - row.used_at) > idle or abs(now - row.admitted_at) > LONGEST)


def end_admissions_to(connection: Connection, person_id: UUID) -> None:
    """Close a person's own page wherever it is open."""
    connection.execute(delete(AdmissionRow).where(AdmissionRow.person_id == person_id))


def _may_come(connection: Connection, newcomer: Newcomer) -> bool:
    """A moment has passed since they have shown who they are."""
    active = TherapistRow.disabled_at.is_(None)
    therapist_id = newcomer.therapist_id or newcomer.code_by
    found = select(TherapistRow.id).where(TherapistRow.id == therapist_id, active)
    if connection.execute(found.with_for_update(read=True)).scalar() is None:
        return False
    if newcomer.person_id is None:
        return True
    is_it = (PersonRow.id == newcomer.person_id) & (PersonRow.therapist_id == newcomer.code_by)
    person = select(PersonRow.id).where(is_it).with_for_update(read=True)
    return connection.execute(person).scalar() is not None


def _found(token: str) -> Any:  # noqa: ANN401  (a statement of SQLAlchemy)
    return (
        select(
            AdmissionRow.therapist_id,
            AdmissionRow.person_id,
            AdmissionRow.admitted_at,
            AdmissionRow.used_at,
            TherapistRow.name.label("therapist"),
            PersonRow.name.label("person"),
        )
        .outerjoin(TherapistRow, TherapistRow.id == AdmissionRow.therapist_id)
        .outerjoin(PersonRow, PersonRow.id == AdmissionRow.person_id)
        .where(_is_of(token), TherapistRow.disabled_at.is_(None))
    )


def _note(connection: Connection, action: Action, who: Any, detail: dict[str, str]) -> None:  # noqa: ANN401
    write_audit(
        connection,
        action,
        therapist_id=who.therapist_id,
        person_id=who.person_id,
        detail=detail,
    )


def _is_of(token: str) -> ColumnElement[bool]:
    return AdmissionRow.token_hash == _hashed(token)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
