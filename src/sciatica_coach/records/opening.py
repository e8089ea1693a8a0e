"""Opens the records of this computer: the database, with all in it that belongs there."""

import threading

from sqlalchemy.engine import URL

from sciatica_coach.paths import data_folder, state_folder
from sciatica_coach.records.database import Database, asked_url
from sciatica_coach.records.journal import settle_abandoned
from sciatica_coach.records.legacy_files import move_in

JOURNALS = "journals"
"""The folder in the state folder where entries are set aside while the database is away."""
_opened: dict[URL, Database] = {}
_opening = threading.Lock()


def open_records() -> Database:
    """The records by this computer's settings, opened once for all threads of this process.

    Raises
    ------
    RecordsError
        If they cannot be opened; the next call tries again.
    """
    url = asked_url()
    with _opening:
        if url not in _opened:
            database = Database(url)
            move_in(data_folder(), database)
            settle_abandoned(state_folder() / JOURNALS, database)
            _opened[url] = database
        return _opened[url]
