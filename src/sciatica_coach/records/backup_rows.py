"""Rows of the records as lines of JSON, and back; a line is checked by what its table may hold.

The tables are those of `tables`, but for three: a new one is part of every backup.
"""

import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String, Uuid
from sqlalchemy import Table as SqlTable

from sciatica_coach.records.tables import Table, UtcDateTime

LET_IN_JUST_NOW = frozenset({"access_code", "admission", "wrong_guess"})
"""Tables of a clinic that hold for minutes or hours: who put them back would let in again who has
left, and forgive who guesses. They are in no backup."""
_YEARS = 1900, 2200
"""Of moments and days that can be meant."""
_LARGEST_INTEGER = 2**31 - 1
"""Of the databases' columns."""


class LineDamaged(ValueError):  # noqa: N818  (it names what happened)
    """A line is none that a backup writes: says which column, never what is in it."""


def backup_tables() -> list[SqlTable]:
    """The tables of a backup, each after those that it refers to."""
    return [each for each in Table.metadata.sorted_tables if each.name not in LET_IN_JUST_NOW]


def numbered_by_database(table: SqlTable) -> str | None:
    """The column whose numbers mean nothing outside of one database; None if there is none."""
    (key, *others) = table.primary_key.columns
    is_number = isinstance(key.type, Integer) and not others and key.autoincrement is True
    return key.name if is_number else None


def columns_of(table: SqlTable) -> list[Column[Any]]:
    """The columns that a backup holds."""
    return [each for each in table.columns if each.name != numbered_by_database(table)]


def to_line(table: SqlTable, row: dict[str, Any]) -> str:
    """A row as one line of JSON, without its end; its samples are in a file that it names."""
    shown = {each.name: _shown(row[each.name]) for each in columns_of(table)}
    return json.dumps(shown, ensure_ascii=False)


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def from_line(table: SqlTable, line: str) -> dict[str, Any]:
    """The row again; what is binary is still the name of its file.

    Raises
    ------
    LineDamaged
        If it holds anything that the table cannot.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise LineDamaged("no JSON") from None
    columns = columns_of(table)
    if not isinstance(told, dict) or not told.keys() <= {each.name for each in columns}:
        raise LineDamaged("not the columns of this table")
    return {each.name: _value(each, told.get(each.name)) for each in columns}


def _value(column: Column[Any], told: object) -> object:
    if told is None:
        if not column.nullable:
            raise LineDamaged(f"{column.name}: missing")
        return None
    reader = next(read for kind, read in _READERS if isinstance(column.type, kind))
    try:
        return reader(column, told)
    except (ValueError, TypeError, OverflowError):
        raise LineDamaged(f"{column.name}: not a possible value") from None


def _text(column: Column[Any], told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    told.encode()  # half of a character of two parts is none
    length = getattr(column.type, "length", None)
    if "\0" in told or (length is not None and len(told) > length):
        raise ValueError
    return told


def _uuid(_column: Column[Any], told: object) -> UUID:
    if not isinstance(told, str):
        raise TypeError
    return UUID(told)


def _moment(_column: Column[Any], told: object) -> datetime:
    if not isinstance(told, str):
        raise TypeError
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None or not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError
    return moment


def _day(_column: Column[Any], told: object) -> date:
    if not isinstance(told, str):
        raise TypeError
    day = date.fromisoformat(told)
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise ValueError
    return day


def _whole(_column: Column[Any], told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool):
        raise TypeError
    if abs(told) > _LARGEST_INTEGER:
        raise ValueError
    return told


def _number(_column: Column[Any], told: object) -> float:
    if not isinstance(told, int | float) or isinstance(told, bool) or not math.isfinite(told):
        raise ValueError
    return float(told)


def _truth(_column: Column[Any], told: object) -> bool:
    if not isinstance(told, bool):
        raise TypeError
    return told


def _document(column: Column[Any], told: object) -> object:
    kind = list if column.type.python_type is list else dict | list
    if not isinstance(told, kind) or "\\u0000" in json.dumps(told):
        raise TypeError
    json.dumps(told, ensure_ascii=False).encode()
    return told


_READERS: tuple[tuple[type, Callable[[Column[Any], object], object]], ...] = (
    (Uuid, _uuid),
    (UtcDateTime, _moment),
    (Date, _day),
    (Boolean, _truth),
    (Integer, _whole),
    (Float, _number),
    (JSON, _document),
    (LargeBinary, _text),
    (String, _text),
)
