"""Writes sessions into the records as they happen, and never holds up who exercises.

Entries go to the journal first, then into the database, a few times a second. If the database is
away, locked or full, the journal keeps them until it is back.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import Database
from sciatica_coach.records.journal import Journal, settle_abandoned
from sciatica_coach.records.session_log import Entry

EVERY_S = 0.4
"""Entries of so long a time are written together: a killed process loses no more."""
_RETRY_S = 3.0
"""A database that was away is asked again after this time."""
_MOST_WAITING = 20_000
"""Entries that are kept in memory if neither database nor disk takes them: half an hour's."""
_LOG = logging.getLogger(__name__)


class SessionWriter:
    """Takes entries from any thread and writes them in their order.

    Parameters
    ----------
    open_database
        Gives the records, opened once; asked before each piece of work.
    folder
        Where journals are.
    every_s, retry_s
        See `EVERY_S`.
    """

    def __init__(
        self,
        open_database: Callable[[], Database],
        folder: Path,
        *,
        every_s: float = EVERY_S,
        retry_s: float = _RETRY_S,
    ) -> None:
        self._open_database = open_database
        self._folder = folder
        self._every_s = every_s
        self._retry_s = retry_s
        self._journal = Journal(folder)
        self._has_looked = False
        self._waiting: list[Entry] = []
        self._changed = threading.Condition()
        self._is_busy = False
        self._is_closing = False
        self._problem: RecordsError | None = None
        self._thread: threading.Thread | None = None

    @property
    def problem(self) -> RecordsError | None:
        """Why entries are set aside just now; None while all goes well."""
        return self._problem

    def put(self, *entries: Entry) -> None:
        """Take entries to be written; returns at once."""
        with self._changed:
            self._waiting.extend(entries)
            del self._waiting[:-_MOST_WAITING]
            if self._thread is None and not self._is_closing:
                self._thread = threading.Thread(target=self._run, name="records", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until all is in the database; whether it is."""
        with self._changed:
            return self._changed.wait_for(
                lambda: not self._waiting and not self._is_busy and self._problem is None, timeout_s
            )

    def close(self, timeout_s: float = 10.0) -> None:
        """Write what is waiting, into the journal at least, and end."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._waiting or self._is_closing,
                    self._retry_s if self._problem else None,
                )
                is_closing = self._is_closing
                if self._waiting and not is_closing:
                    self._changed.wait_for(lambda: self._is_closing, self._every_s)
                entries, self._waiting = self._waiting, []
                self._is_busy = True
            left = self._write(entries)
            with self._changed:
                self._waiting[:0] = left
                self._is_busy = False
                self._changed.notify_all()
            if is_closing:
                self._journal.close()
                return

    def _write(self, entries: list[Entry]) -> list[Entry]:
        """Write entries; gives back those that could not even be set aside."""
        try:
            if entries:
                self._journal.add(entries)
            left: list[Entry] = []
        except OSError as error:
            _LOG.warning("%s: nothing can be set aside: %s", self._folder, error.strerror)
            left = entries
        try:
            self._settle()
        except RecordsError as error:
            self._tell(error)
        else:
            self._tell(None)
        if left:
            time.sleep(self._every_s)  # the disk is full: asking at once would change nothing
        return left

    def _settle(self) -> None:
        database = self._open_database()
        if not self._has_looked:
            settle_abandoned(self._folder, database)
            self._has_looked = True
        self._journal.settle(database)

    def _tell(self, problem: RecordsError | None) -> None:
        if (problem is None) is not (self._problem is None):
            _LOG.warning("%s", problem or "the records are back, and what was set aside is in them")
        self._problem = problem
