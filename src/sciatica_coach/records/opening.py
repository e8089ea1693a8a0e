"""Opens the records of this computer: the database, with all in it that belongs there."""

import threading
from pathlib import Path

from sqlalchemy.engine import URL

from sciatica_coach.paths import data_folder, state_folder
from sciatica_coach.records.database import Database, asked_url
from sciatica_coach.records.journal import settle_abandoned
from sciatica_coach.records.legacy_files import move_in

JOURNALS = "journals"
"""The folder in the state folder where entries are set aside while the database is away."""
_opened: dict[URL, Database] = {}
_opening = threading.Lock()


def has_records() -> bool:
    """Whether anything has been kept yet; opening would make a file where there is none.

    Raises
    ------
    RecordsError
        If the address of the database is none.
    """
    url = asked_url()
    if url.get_backend_name() != "sqlite":
        return True
    older = data_folder() / "people"
    return Path(url.database or "").is_file() or any(older.glob("*.json"))


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
