"""Entries that are not in the database yet, one a line, on disk.

Each process has a journal of its own. What is in it survives the process: the next one that opens
the records writes it into the database. A line that was cut when a process was killed is passed
over.
"""

import contextlib
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError

from sciatica_coach.errors import RecordsError
from sciatica_coach.held_file import claim, hold
from sciatica_coach.records.database import Database
from sciatica_coach.records.session_log import Entry, from_line, to_line
from sciatica_coach.records.session_tables import write_entries

_ENDING = ".journal"
_AT_ONCE = 500
"""Entries in one transaction: a second's work at most."""
_LOG = logging.getLogger(__name__)


class Journal:
    """The journal of this process; its file is made with the first entry.

    Parameters
    ----------
    folder
        Where the journals of all processes are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"{secrets.token_hex(8)}{_ENDING}"
        self._descriptor: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether all is in the database."""
        return self._descriptor is None or os.fstat(self._descriptor).st_size == 0

    def add(self, entries: Sequence[Entry]) -> None:
        """Write entries so that they survive a power cut.

        Raises
        ------
        OSError
            If they cannot be written; nothing of them is kept then.
        """
        if self._descriptor is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._descriptor = hold(self._path)
        before = os.lseek(self._descriptor, 0, os.SEEK_END)
        lines = b"".join(map(to_line, entries))
        try:
            written = 0
            while written < len(lines):
                written += os.write(self._descriptor, lines[written:])
            os.fsync(self._descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, before)
            raise

    def settle(self, database: Database) -> None:
        """Write all entries into the database, and forget them here.

        Raises
        ------
        RecordsError
            If the database is away; the entries stay.
        """
        if self._descriptor is not None and not self.is_empty:
            _settle(self._path, database)
            os.ftruncate(self._descriptor, 0)

    def close(self) -> None:
        """Let go of the file; it is deleted if nothing is left in it."""
        if self._descriptor is None:
            return
        if self.is_empty:
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None


def settle_abandoned(folder: Path, database: Database) -> None:
    """Write what processes that were killed have left into the database.

    Raises
    ------
    RecordsError
        If the database is away; what was left stays.
    """
    for path in sorted(folder.glob(f"*{_ENDING}")):
        descriptor = claim(path)
        if descriptor is None:
            continue
        try:
            _settle(path, database)
            with contextlib.suppress(OSError):
                path.unlink()
        finally:
            os.close(descriptor)


def _settle(path: Path, database: Database) -> None:
    try:
        entries = _entries(path)
        while some := list(islice(entries, _AT_ONCE)):
            _write(some, database)
    except OSError as error:
        raise RecordsError(f"{path}: cannot be read: {error.strerror}.") from error


def _write(entries: Sequence[Entry], database: Database) -> None:
    """Write entries together, or one by one if one of them is not accepted: that is passed over."""
    try:
        with database.transaction() as connection:
            write_entries(connection, entries)
    except RecordsError as error:
        if not isinstance(error.__cause__, IntegrityError | DataError):
            raise
        if len(entries) == 1:
            _LOG.warning("an entry was passed over that the records do not accept")
            return
        for each in entries:
            _write([each], database)


def _entries(path: Path) -> Iterator[Entry]:
    with path.open("rb") as lines:
        for line in lines:
            try:
                yield from_line(line)
            except ValueError:
                # Only the last line can be cut, unless the disk is at fault: the rest still counts.
                _LOG.warning("%s: an entry that is not whole was passed over", path)
