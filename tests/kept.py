"""What is kept of people at home, by this computer's settings: for tests of pages and commands."""

from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from sciatica_coach.records.personal_records import PersonalRecords


def kept_of(name: str) -> PersonalRecords | None:
    people = People(open_records())
    person = people.find(name)
    return people.open(person.id) if person else None


def known(name: str) -> PersonalRecords:
    """Somebody who is known from now on."""
    people = People(open_records())
    return people.open((people.find(name) or people.add(name)).id)
