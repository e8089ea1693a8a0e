"""What is done for the records at each start and once a day: old sessions go, deletion is ended."""

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import finish_deletion
from sciatica_coach.records.retention import delete_what_is_too_old

_LOOK_EVERY_S = 600.0
"""Whether a new day has begun is looked for this often; a computer may have slept meanwhile."""
_LOG = logging.getLogger(__name__)


def look_after(database: Database, today: date) -> None:
    """Delete what is too old, and what is left in free pages of deletions before.

    Raises
    ------
    RecordsError
        If the records cannot be read or written just now.
    """
    gone = delete_what_is_too_old(database, today)
    if gone:
        _LOG.info("sessions that were older than they are kept were deleted: %d", gone)
    finish_deletion(database)


class DailyUpkeep:
    """Looks after the records now, and again on each day that the app still runs.

    Parameters
    ----------
    open_database
        Opens the records; asked again as long as it fails, or there are none yet.
    today
        The day by the clock of this computer.
    """

    def __init__(
        self,
        open_database: Callable[[], Database | None],
        today: Callable[[], date] = lambda: datetime.now().date(),
    ) -> None:
        self._open_database = open_database
        self._today = today
        self._done_on: date | None = None
        self._is_over = threading.Event()

    def begin(self) -> None:
        """Do so from now on, in a thread of its own."""
        threading.Thread(target=self._run, name="upkeep", daemon=True).start()

    def end(self) -> None:
        """Do so no longer."""
        self._is_over.set()

    def do_if_due(self) -> bool:
        """Look after the records if that was not done today; whether it was done now."""
        today = self._today()
        if self._done_on == today:
            return False
        try:
            database = self._open_database()
            if database is None:
                return False
            look_after(database, today)
        except RecordsError as error:
            _LOG.warning("the records were not looked after, it is tried again: %s", error)
            return False
        self._done_on = today
        return True

    def _run(self) -> None:
        while not self._is_over.is_set():
            self.do_if_due()
            self._is_over.wait(_LOOK_EVERY_S)
