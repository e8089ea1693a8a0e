"""Whose records a command reads or writes: people at home, by their name."""

from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from sciatica_coach.records.personal_records import PersonalRecords


def find_person(name: str) -> PersonalRecords | None:
    """What is kept of a person; None for a stranger.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    people = People(open_records())
    person = people.find(name)
    return people.open(person.id) if person else None


def person_for_keeping(name: str) -> PersonalRecords:
    """What is kept of a person, who is known from now on.

    Raises
    ------
    RecordsError
        If the records cannot be read or written.
    """
    people = People(open_records())
    return people.open((people.find(name) or people.add(name)).id)


def forget_person(records: PersonalRecords) -> None:
    """Delete all that is kept of a person, for good, and their name in visits under way.

    Raises
    ------
    ScrubPutOff
        If they are deleted, and traces of them are left in free pages for now.
    RecordsError
        If the records cannot be read or written.
    """
    VisitStore().forget_person(records.id)
    People(open_records()).forget(records.id)
