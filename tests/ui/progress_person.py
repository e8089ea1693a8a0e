"""Somebody with a history in a database of the test's own, and the page that shows it.

The scripts of `AppTest` import what they need themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sciatica_coach.history import PastSession
from sciatica_coach.records.database import FILE_NAME, Database, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.records.personal_records import PersonalRecords
from tests.records.built import record, whole_session


@dataclass
class SeededPerson:
    """Somebody, and the database to close."""

    records: PersonalRecords
    database: Database

    def close(self) -> None:
        """Let the database go."""
        self.database.close()

    def __enter__(self):
        """For `with`."""
        return self

    def __exit__(self, *_failure):
        """At its end."""
        self.close()


def person_with(folder: Path, sessions: Sequence[PastSession], *, name: str = "Ann"):
    """The records of somebody with this history."""
    database = Database(sqlite_url(folder / FILE_NAME))
    people = People(database)
    records = people.open((people.find(name) or people.add(name)).id)
    records.import_sessions(sessions)
    return SeededPerson(records, database)


def add_whole_session(records: PersonalRecords, at):
    """A session as the coach writes it: two sets with their angles, and pain after it."""
    entries = whole_session(records.id, at=at, records=(record(), record(2, attempts=1)))
    records.write(*entries)
    return entries[0].session_id
