"""Deletes rows for good: first the rows, then what is left of them in free pages.

The second part needs the records for itself for a moment. If it does not get them, a note in the
records says that it is due, and `finish_deletion` does it later.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Delete

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.database import Database
from sciatica_coach.records.settings import read_setting, write_setting

SCRUB_DUE = "scrub_due"
"""The setting that says that free pages may still hold deleted rows."""


class ScrubPutOff(RecordsError):  # noqa: N818  (it names what happened)
    """The rows are gone, and their traces in free pages are not yet."""

    def __init__(self) -> None:
        super().__init__(
            TranslatableText(
                "It is deleted. Traces in free space of the records could not be overwritten yet, "
                "as they are in use; that is done when the coach is started next."
            )
        )


def delete_for_good(
    database: Database,
    *statements: Delete,
    first: Callable[[Connection], None] | None = None,
) -> int:
    """Delete all that the statements name, at once; how many rows that were.

    Rows that go with them are not counted.

    Parameters
    ----------
    first
        Done before, within the same transaction: it may refuse by an error.

    Raises
    ------
    ScrubPutOff
        If they are deleted, and traces of them are left for now.
    RecordsError
        If the records cannot be written; nothing is deleted then.
    """
    with database.transaction() as connection:
        if first is not None:
            first(connection)
        gone = sum(connection.execute(each).rowcount for each in statements)
        if gone:
            write_setting(connection, SCRUB_DUE, {})
    if gone:
        try:
            _scrub(database)
        except RecordsError as error:
            raise ScrubPutOff from error
    return gone


def finish_deletion(database: Database) -> bool:
    """Overwrite traces of an earlier deletion, if that is still due; whether it was.

    Raises
    ------
    RecordsError
        If it is still not possible.
    """
    with database.reading() as connection:
        is_due = read_setting(connection, SCRUB_DUE) is not None
    if is_due:
        _scrub(database)
    return is_due


def _scrub(database: Database) -> None:
    database.scrub()
    with database.transaction() as connection:
        write_setting(connection, SCRUB_DUE, None)
