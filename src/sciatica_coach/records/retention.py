"""For how long sessions are kept: for ever, or for some months."""

import calendar
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, delete, select

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import delete_for_good
from sciatica_coach.records.settings import read_setting, write_setting
from sciatica_coach.records.tables import PainRow, ScreeningRow, SessionRow

MOST_MONTHS = 600
"""Fifty years; who wants more keeps them for ever."""
RETENTION = "retention"
"""The setting's name."""
_AT_ONCE = 500
"""Sessions named in one statement: databases bound how many values one may have."""


def kept_months(database: Database) -> int | None:
    """For how many months sessions are kept; None for ever.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    with database.reading() as connection:
        found = read_setting(connection, RETENTION)
    return int(found["months"]) if found else None


def keep_for(database: Database, months: int | None) -> None:
    """Keep sessions for so many months from now on; None for ever. Nothing is deleted yet.

    Raises
    ------
    ValueError
        If it is no possible number.
    RecordsError
        If the records cannot be written.
    """
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise ValueError(TranslatableText("the months must be from 1 to {most}", most=MOST_MONTHS))
    with database.transaction() as connection:
        write_setting(connection, RETENTION, None if months is None else {"months": months})


def first_kept_day(months: int, today: date) -> date:
    """The same day of the month so many months ago, or the last day of a shorter one."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))


def sessions_before(database: Database, day: date) -> int:
    """How many sessions began before a day, where the person was.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    with database.reading() as connection:
        return len(_ids_before(connection, day))


def delete_what_is_too_old(database: Database, today: date) -> int:
    """Delete for good what is older than sessions are kept; how many sessions that were.

    The answers about warning signs and about pain go with the sessions of their time. Own ranges,
    plans and notes about a person stay.

    Raises
    ------
    RecordsError
        If the records cannot be read or written.
    """
    months = kept_months(database)
    if months is None:
        return 0
    day = first_kept_day(months, today)
    with database.reading() as connection:
        ids = _ids_before(connection, day)
    parts = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    # Of what belongs to no session only the moment is known: it goes when its day is over anywhere.
    moment = _midnight(day) - timedelta(hours=12)
    delete_for_good(
        database,
        delete(ScreeningRow).where(ScreeningRow.answered_at < moment),
        delete(PainRow).where(PainRow.session_id.is_(None), PainRow.said_at < moment),
        *(delete(SessionRow).where(SessionRow.id.in_(part)) for part in parts),
    )
    return len(ids)


def _ids_before(connection: Connection, day: date) -> list[object]:
    """Sessions of an earlier day by the clock of their place."""
    found = select(SessionRow.id, SessionRow.started_at, SessionRow.utc_offset_min)
    # Somewhere on earth a day begins up to half a day later than in UTC.
    rows = connection.execute(found.where(SessionRow.started_at < _midnight(day) + timedelta(1)))
    return [
        row.id
        for row in rows
        if (row.started_at + timedelta(minutes=row.utc_offset_min)).date() < day
    ]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
