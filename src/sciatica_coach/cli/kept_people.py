"""Whose records a command reads or writes: people at home, by their name."""

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


def forget_person(name: str) -> bool:
    """Delete all that is kept of a person, for good; False for a stranger.

    Raises
    ------
    RecordsError
        If the records cannot be read or written.
    """
    people = People(open_records())
    person = people.find(name)
    return person is not None and people.forget(person.id)
