"""What one visit may see and change: the one place where that is decided.

At home it is everything of the people at home. In a clinic a therapist has their own patients, and
a patient has their own page, where the plan is the therapist's. Each change is checked within the
transaction that makes it, and noted in the audit log there.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, select

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.admissions import Admission
from sciatica_coach.records.audit import Action, write_audit
from sciatica_coach.records.database import Database
from sciatica_coach.records.people import People, Person
from sciatica_coach.records.person import unknown_person
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.records.tables import PersonRow, TherapistRow
from sciatica_coach.records.therapists import Therapist

_PATIENTS_OWN = frozenset(
    {
        Action.PERSON_OPENED,
        Action.SESSION_BEGUN,
        Action.SESSION_KEPT,
        Action.RANGE_KEPT,
        Action.QUESTIONS_ANSWERED,
        Action.NOTE_WRITTEN,
        Action.EXPORTED,
    }
)
"""What a patient may do on their own page."""


class Access(Protocol):
    """What a visit may do."""

    @property
    def people(self) -> People:
        """Those that it may see."""
        ...

    @property
    def therapist(self) -> Therapist | None:
        """Who is signed in; None at home and on a patient's own page."""
        ...

    @property
    def own(self) -> Person | None:
        """Whose page it is, if it is one person's only."""
        ...

    def may(self, action: Action) -> bool:
        """Whether this is offered at all."""
        ...

    def note(self, action: Action, person_id: UUID, **detail: str) -> None:
        """Check and note what is done outside of the records themselves, such as an export.

        Raises
        ------
        RecordsError
            If it may not be done, or the records cannot be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class HomeAccess:
    """Everything of the people at home; nothing is noted."""

    people: People
    therapist: Therapist | None = None
    own: Person | None = None

    def may(self, _action: Action) -> bool:
        """At home, everything."""
        return True

    def note(self, action: Action, person_id: UUID, **detail: str) -> None:
        """Nobody is watched at home."""


class ClinicAccess:
    """A therapist with their patients, or a patient with their own page.

    Parameters
    ----------
    database
        The records.
    admission
        Who is in; asked for anew for each use of a browser.
    """

    def __init__(self, database: Database, admission: Admission) -> None:
        self._database = database
        self._therapist_id = admission.therapist_id
        self._name = admission.name
        self._person_id = admission.person_id
        self.people = People(database, admission.therapist_id, only=admission.person_id, watch=self)

    @property
    def therapist(self) -> Therapist | None:
        """Who is signed in; None on a patient's own page."""
        if self._therapist_id is None:
            return None
        return Therapist(self._therapist_id, self._name)

    @property
    def author(self) -> str | None:
        """The therapist's name; None for a person on their own page."""
        return None if self._therapist_id is None else self._name

    @property
    def own(self) -> Person | None:
        """Whose page it is; None for a therapist."""
        return None if self._person_id is None else Person(self._person_id, self._name)

    def may(self, action: Action) -> bool:
        """Whether this is offered: a patient changes no plan and deletes nothing."""
        return self._therapist_id is not None or action in _PATIENTS_OWN

    def note(self, action: Action, person_id: UUID, **detail: str) -> None:
        """Check and note what is done outside of the records themselves.

        Raises
        ------
        RecordsError
            If it may not be done, or the records cannot be written.
        """
        with self._database.transaction() as connection:
            self.allow(connection, action, person_id, **detail)

    def allow(
        self, connection: Connection, action: Action, person_id: UUID | None, **detail: str
    ) -> None:
        """Check what is about to be done, and note it together with it.

        Raises
        ------
        RecordsError
            If it may not be done, or not any more.
        """
        if not self.may(action):
            raise not_allowed()
        if person_id is not None:
            self._check_person(connection, person_id)
        if self._therapist_id is not None:
            self._check_therapist(connection, self._therapist_id)
        write_audit(
            connection,
            action,
            therapist_id=self._therapist_id,
            person_id=person_id,
            detail=detail,
        )

    def _check_person(self, connection: Connection, person_id: UUID) -> None:
        """They are still this therapist's, or it is still their own page."""
        found = select(PersonRow.id).where(self.people.are_theirs, PersonRow.id == person_id)
        if connection.execute(found.with_for_update(read=True)).scalar() is None:
            raise unknown_person()

    def _check_therapist(self, connection: Connection, therapist_id: UUID) -> None:
        found = select(TherapistRow.id).where(
            TherapistRow.id == therapist_id, TherapistRow.disabled_at.is_(None)
        )
        if connection.execute(found.with_for_update(read=True)).scalar() is None:
            raise not_allowed()


class _Administrator:
    """May do everything, and has it noted."""

    author = None

    def may(self, _action: Action) -> bool:
        """Everything."""
        return True

    def allow(
        self, connection: Connection, action: Action, person_id: UUID | None, **detail: str
    ) -> None:
        """Note it, as of nobody who has signed in."""
        write_audit(connection, action, person_id=person_id, detail=detail)


def hand_all_over(database: Database, from_therapist: UUID, to_therapist: UUID) -> int:
    """Give all patients of a therapist who has left to another one; how many there were.

    Raises
    ------
    RecordsError
        If the other one may not sign in, or the records cannot be written.
    """
    people = People(database, from_therapist, watch=_Administrator())
    known = people.all()
    for person in known:
        people.hand_over(person.id, to_therapist)
    return len(known)


def opened(access: Access, person_id: UUID) -> PersonalRecords:
    """The records of somebody who is chosen now, which is noted.

    Raises
    ------
    RecordsError
        If there is nobody like that here, or the records cannot be read.
    """
    records = access.people.open(person_id)
    access.note(Action.PERSON_OPENED, person_id)
    return records


def not_allowed() -> RecordsError:
    """Said of what is not one's to do."""
    return RecordsError(TranslatableText("That is not yours to do here."))
