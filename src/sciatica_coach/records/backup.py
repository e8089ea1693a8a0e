"""Writes all that is kept, or all of one person, into one file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy import Table as SqlTable

from sciatica_coach.atomic_file import atomic_files, output_error
from sciatica_coach.records.backup_file import BackupWriter, new_manifest
from sciatica_coach.records.backup_rows import backup_tables, to_line
from sciatica_coach.records.database import Database
from sciatica_coach.records.tables import PersonRow, SamplesRow, SessionRow, Table

OF_EVERYBODY = frozenset({"setting", "therapist"})
"""Tables that are of no person."""
NOT_GIVEN_AWAY = frozenset({"audit"})
"""Tables of a clinic about a person: in the backup of all, not in the file that a person takes."""
_AT_ONCE = 500
"""Rows that are fetched together."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """What a backup holds."""

    people: int
    sessions: int


def write_backup(database: Database, target: Path, *, person_id: UUID | None = None) -> BackupMade:
    """Write a backup, whole or not at all, readable by its owner only.

    All that is in it is of one moment; the coach may be used meanwhile.

    Parameters
    ----------
    person_id
        Of whom; None for everybody, with therapists, settings and the audit log.

    Raises
    ------
    OutputError
        If the file cannot be written.
    RecordsError
        If the records cannot be read.
    """
    try:
        with atomic_files(target, is_private=True) as (draft,), database.reading() as connection:
            return _written(draft, connection, person_id)
    except _NotWritten as error:
        raise output_error(target.parent, error.reason) from error
    except OSError as error:
        raise output_error(target.parent, error) from error


class _NotWritten(Exception):  # noqa: N818  (it names what happened)
    """The file cannot be written; the records would take an `OSError` for one of their own."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason)
        self.reason = reason


def _written(draft: Path, connection: Connection, person_id: UUID | None) -> BackupMade:
    try:
        manifest = new_manifest(datetime.now(UTC), is_of_person=person_id is not None)
        writer = BackupWriter(draft, manifest)
        for table in backup_tables():
            _add_table(writer, connection, table, person_id)
        writer.close()
    except OSError as error:
        raise _NotWritten(error) from error
    return BackupMade(
        _count(connection, Table.metadata.tables["person"], person_id),
        _count(connection, Table.metadata.tables["session"], person_id),
    )


def of_person(table: SqlTable, person_id: UUID) -> ColumnElement[bool] | None:
    """Which rows of a table are of a person; None if it holds nothing of a single one."""
    if table is PersonRow.__table__:
        return table.c.id == person_id
    if "person_id" in table.c:
        return table.c.person_id == person_id
    if "session_id" in table.c:
        theirs = select(SessionRow.id).where(SessionRow.person_id == person_id)
        return table.c.session_id.in_(theirs)
    return None


def _add_table(
    writer: BackupWriter, connection: Connection, table: SqlTable, person_id: UUID | None
) -> None:
    if person_id is not None and table.name in OF_EVERYBODY | NOT_GIVEN_AWAY:
        return
    rows = _rows(connection, table, person_id)
    if table is SamplesRow.__table__:
        lines = [to_line(table, _with_samples_aside(writer, row)) for row in rows]
        writer.add_lines(f"tables/{table.name}.jsonl", iter(lines))
    else:
        lines_of_rows = (to_line(table, _given_away(row, person_id)) for row in rows)
        writer.add_lines(f"tables/{table.name}.jsonl", lines_of_rows)


def _rows(
    connection: Connection, table: SqlTable, person_id: UUID | None
) -> Iterator[dict[str, Any]]:
    found = _chosen(select(*table.columns), table, person_id)
    ordered = found.order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(ordered):
        yield dict(row._mapping)


def _chosen(found: Select[Any], table: SqlTable, person_id: UUID | None) -> Select[Any]:
    is_theirs = of_person(table, person_id) if person_id is not None else None
    return found if is_theirs is None else found.where(is_theirs)


def _with_samples_aside(writer: BackupWriter, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the name of a file in place of its samples."""
    name = f"{row['set_number']}-{row['kind']}-{row['start_ms']}.bin"
    path = f"samples/{row['session_id']}/{name}"
    writer.add(path, row["content"], is_compressed=True)
    return row | {"content": path}


def _given_away(row: dict[str, Any], person_id: UUID | None) -> dict[str, Any]:
    """Who takes their records with them leaves their therapist."""
    return row | {"therapist_id": None} if person_id is not None and "therapist_id" in row else row


def _count(connection: Connection, table: SqlTable, person_id: UUID | None) -> int:
    counted = _chosen(select(func.count()).select_from(table), table, person_id)
    return int(connection.execute(counted).scalar_one())
