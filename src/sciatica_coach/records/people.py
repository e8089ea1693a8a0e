"""Who is known: people at home, or the patients of one therapist."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.audit import Action, Watch
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import delete_for_good
from sciatica_coach.records.person import MOST_LETTERS, name_key, person_name, unknown_person
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.records.tables import AccessCodeRow, AdmissionRow, PersonRow, TherapistRow


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom something is kept."""

    id: UUID
    name: str


def known_ids(database: Database, ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these people are still in the records, whoever looks after them.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    with database.reading() as connection:
        found = connection.execute(select(PersonRow.id).where(PersonRow.id.in_(ids))).scalars()
        return frozenset(found)


class People:
    """The people that one may see, and nobody else.

    Parameters
    ----------
    database
        The records.
    therapist_id
        Whose patients; None for the people at home, who have no therapist here.
    only
        In place of them, the one person whose own page it is.
    watch
        Asked before each change, in a clinic.
    """

    def __init__(
        self,
        database: Database,
        therapist_id: UUID | None = None,
        *,
        only: UUID | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._database = database
        self._therapist_id = therapist_id
        self._only = only
        self._watch = watch

    def all(self) -> tuple[Person, ...]:
        """By name.

        Raises
        ------
        RecordsError
            If the records cannot be read.
        """
        found = select(PersonRow.id, PersonRow.name).where(self.are_theirs)
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(PersonRow.name_key)).all()
        return tuple(Person(row.id, row.name) for row in rows)

    def find(self, name: str) -> Person | None:
        """The person with this name, whatever its capitals; None for a stranger.

        Raises
        ------
        ValueError
            If it cannot be a name.
        RecordsError
            If the records cannot be read.
        """
        is_it = PersonRow.name_key == name_key(name)
        found = select(PersonRow.id, PersonRow.name).where(self.are_theirs, is_it)
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        return Person(row.id, row.name) if row else None

    def add(self, name: str) -> Person:
        """Begin to keep records of somebody.

        Raises
        ------
        ValueError
            If it cannot be a name, or somebody has it.
        RecordsError
            If the records cannot be written.
        """
        person = Person(uuid4(), person_name(name))
        self._refuse_taken(person)
        with self._database.transaction() as connection:
            connection.execute(
                insert(PersonRow).values(
                    id=person.id,
                    name=person.name,
                    name_key=name_key(name),
                    therapist_id=self._therapist_id,
                    created_at=datetime.now(UTC),
                )
            )
            self._allow(connection, Action.PERSON_ADDED, person.id)
        return person

    def rename(self, person_id: UUID, name: str) -> Person:
        """Give a person another name.

        Raises
        ------
        ValueError
            If it cannot be a name, or somebody else has it.
        RecordsError
            If there is no such person here, or the records cannot be written.
        """
        person = Person(person_id, person_name(name))
        self._refuse_taken(person)
        is_it = PersonRow.id == person_id
        change = update(PersonRow).where(self.are_theirs, is_it)
        with self._database.transaction() as connection:
            self._allow(connection, Action.PERSON_RENAMED, person_id)
            done = connection.execute(change.values(name=person.name, name_key=name_key(name)))
        if not done.rowcount:
            raise unknown_person()
        return person

    def open(self, person_id: UUID) -> PersonalRecords:
        """All that is kept of one of these people.

        Raises
        ------
        RecordsError
            If there is no such person here, or the records cannot be read.
        """
        is_it = PersonRow.id == person_id
        found = select(PersonRow.name).where(self.are_theirs, is_it)
        with self._database.reading() as connection:
            name = connection.execute(found).scalar()
        if name is None:
            raise unknown_person()
        return PersonalRecords(self._database, person_id, name, watch=self._watch)

    def forget(self, person_id: UUID) -> bool:
        """Delete a person with all that is kept of them, for good; False for a stranger.

        Raises
        ------
        ScrubPutOff
            If they are deleted, and traces of them are left in free pages for now.
        RecordsError
            If the records cannot be written.
        """
        is_it = PersonRow.id == person_id
        return bool(
            delete_for_good(
                self._database,
                delete(PersonRow).where(self.are_theirs, is_it),
                first=lambda connection: self._allow(connection, Action.PERSON_DELETED, person_id),
            )
        )

    def hand_over(self, person_id: UUID, therapist_id: UUID) -> None:
        """Give a patient to another therapist, for whom they are the only one of their name.

        Codes for the patient's own page do not work any more, and where it is open it closes: the
        therapist before might hold one.

        Raises
        ------
        RecordsError
            If there is no such person here, or the records cannot be written.
        """
        with self._database.transaction() as connection:
            self._allow(
                connection, Action.PERSON_HANDED_OVER, person_id, to_therapist=str(therapist_id)
            )
            _refuse_inactive(connection, therapist_id)
            is_it = self.are_theirs, PersonRow.id == person_id
            found = select(PersonRow.name).where(*is_it)
            name = _free_name(connection, connection.execute(found).scalar(), therapist_id)
            given = {"therapist_id": therapist_id, "name": name, "name_key": name_key(name)}
            connection.execute(update(PersonRow).where(*is_it).values(**given))
            for each in (AccessCodeRow, AdmissionRow):
                connection.execute(delete(each).where(each.person_id == person_id))

    def _allow(
        self, connection: Connection, action: Action, person_id: UUID, **detail: str
    ) -> None:
        if self._watch is not None:
            self._watch.allow(connection, action, person_id, **detail)

    @property
    def are_theirs(self) -> ColumnElement[bool]:
        """What is true of the rows of these people."""
        if self._only is not None:
            return PersonRow.id == self._only
        if self._therapist_id is None:
            return PersonRow.therapist_id.is_(None)
        return PersonRow.therapist_id == self._therapist_id

    def _refuse_taken(self, person: Person) -> None:
        other = self.find(person.name)
        if other is not None and other.id != person.id:
            raise ValueError(
                TranslatableText("somebody is known as {name} already", name=other.name)
            )


def _refuse_inactive(connection: Connection, therapist_id: UUID) -> None:
    found = select(TherapistRow.id).where(
        TherapistRow.id == therapist_id, TherapistRow.disabled_at.is_(None)
    )
    if connection.execute(found.with_for_update(read=True)).scalar() is None:
        raise RecordsError(TranslatableText("There is no therapist of that name."))


def _free_name(connection: Connection, name: str | None, therapist_id: UUID) -> str:
    """The name, with a number behind it if a patient of that therapist has it already.

    To refuse it would tell one therapist of another's patients.
    """
    if name is None:
        raise unknown_person()
    keys = select(PersonRow.name_key).where(PersonRow.therapist_id == therapist_id)
    taken = set(connection.execute(keys).scalars())
    for number in count(2):
        if name_key(name) not in taken:
            return name
        suffix = f" {number}"
        name = name.removesuffix(f" {number - 1}")[: MOST_LETTERS - len(suffix)] + suffix
    raise AssertionError
