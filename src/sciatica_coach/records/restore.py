"""Puts a backup into the records: all of it is checked first, then all or nothing is written.

What is known already is left as it is, unless it is to be replaced by what the file holds.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ForeignKeyConstraint, and_, delete, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import DataError, IntegrityError

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.backup_checks import check_row
from sciatica_coach.records.backup_file import BackupReader
from sciatica_coach.records.backup_rows import (
    LineDamaged,
    backup_tables,
    columns_of,
    from_line,
    numbered_by_database,
    to_line,
)
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import SCRUB_DUE
from sciatica_coach.records.tables import PersonRow, SessionRow, Table, TherapistRow

_TABLES = Table.metadata.tables
_AT_ONCE = 200
"""Rows that are written together."""
_OWN_KEYS = {"program": ("person_id", "from_day")}
"""By what a row is known again, of tables whose rows the database numbers: else by all of it."""

Row = dict[str, Any]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What putting a backup back would do."""

    new_people: tuple[str, ...]
    known_people: tuple[str, ...]
    new_sessions: int
    known_sessions: int
    people: dict[UUID, UUID] = field(repr=False, default_factory=dict)
    """Ids of people in the file, and what they are here."""
    therapists: dict[UUID, UUID] = field(repr=False, default_factory=dict)

    @property
    def has_known(self) -> bool:
        """Whether some of it is in the records already."""
        return bool(self.known_people or self.known_sessions)


def plan_restore(database: Database, backup: BackupReader) -> RestorePlan:
    """Look at every line of a backup, and at what of it is known here.

    Raises
    ------
    BackupDamaged
        If a line is none that a coach has written, or lines contradict each other.
    RecordsError
        If the records cannot be read.
    """
    _check_all(backup)
    therapist_rows = list(_rows(backup, _TABLES["therapist"]))
    person_rows = list(_rows(backup, _TABLES["person"]))
    sessions = {row["id"] for row in _rows(backup, _TABLES["session"])}
    with database.reading() as connection:
        therapists = _known_therapists(connection, therapist_rows)
        people = _known_people(connection, person_rows, therapists)
        known = sessions & set(connection.execute(select(SessionRow.id)).scalars())
    names = {row["id"]: row["name"] for row in person_rows}
    return RestorePlan(
        new_people=tuple(name for each, name in names.items() if each not in people),
        known_people=tuple(name for each, name in names.items() if each in people),
        new_sessions=len(sessions - known),
        known_sessions=len(known),
        people=people,
        therapists=therapists,
    )


def restore(database: Database, backup: BackupReader, plan: RestorePlan, *, replaces: bool) -> None:
    """Write all of a backup into the records, or nothing.

    Parameters
    ----------
    plan
        Made of the same backup and the same records, a moment ago.
    replaces
        Whether what is known takes the values of the file; else only what is missing is added.

    Raises
    ------
    BackupDamaged
        If it contradicts itself or what is kept.
    RecordsError
        If the records cannot be written.
    """
    try:
        with database.transaction() as connection:
            _Restoring(connection, backup, plan, replaces=replaces).run()
    except RecordsError as error:
        if isinstance(error.__cause__, IntegrityError | DataError):
            raise backup.damaged("it contradicts itself or what is kept here.") from error
        raise


_WITHOUT_A_WAY_IN: Row = {
    "pin": None,
    "issuer": None,
    "subject": None,
    "email": None,
    "disabled_at": datetime.fromtimestamp(0, UTC),
}
"""Where there are therapists, no file lets another one in: the administrator does."""


def _has_therapists(connection: Connection) -> bool:
    return connection.execute(select(TherapistRow.id).limit(1)).first() is not None


class _Restoring:
    """One backup on its way into the records, within one transaction."""

    def __init__(
        self, connection: Connection, backup: BackupReader, plan: RestorePlan, *, replaces: bool
    ) -> None:
        self._connection = connection
        self._backup = backup
        self._replaces = replaces
        self._ids = {"person_id": plan.people, "therapist_id": plan.therapists}
        self._known_ids = {"person": plan.people, "therapist": plan.therapists}
        self._has_therapists = _has_therapists(connection)
        self._left: set[UUID] = set()
        """Sessions of which nothing is written, as they are known."""

    def run(self) -> None:
        for table in backup_tables():
            with closing(_rows(self._backup, table)) as rows:
                self._put_table(table, filter(self._is_wanted, map(self._as_here, rows)))

    def _put_table(self, table: SqlTable, rows: Iterable[Row]) -> None:
        if table.name in self._known_ids:
            self._put_people(table, rows)
        elif table is SessionRow.__table__:
            self._put_sessions(table, rows)
        elif "session_id" in table.primary_key.columns:
            self._insert(table, rows)
        else:
            self._put(table, rows)

    def _as_here(self, row: Row) -> Row:
        """The row with the ids that people have in these records."""
        changed = {
            name: ids.get(row[name], row[name]) for name, ids in self._ids.items() if name in row
        }
        return row | changed

    def _is_wanted(self, row: Row) -> bool:
        return row.get("session_id") not in self._left

    def _put_people(self, table: SqlTable, rows: Iterable[Row]) -> None:
        known = self._known_ids[table.name]
        for row in rows:
            here = known.get(row["id"])
            is_therapist = table is TherapistRow.__table__
            if here is None:
                shut_out = _WITHOUT_A_WAY_IN if is_therapist and self._has_therapists else {}
                self._connection.execute(insert(table).values(**row | shut_out))
            elif self._replaces and not is_therapist:
                # Whose patient somebody is here is nothing that a file decides.
                kept = {"id", "therapist_id"}
                values = {name: value for name, value in row.items() if name not in kept}
                self._connection.execute(update(table).where(table.c.id == here).values(**values))

    def _put_sessions(self, table: SqlTable, rows: Iterable[Row]) -> None:
        found = self._connection.execute(select(table.c.id, table.c.person_id)).all()
        owners = {row.id: row.person_id for row in found}
        for row in rows:
            owner = owners.get(row["id"])
            if owner is not None and owner != row["person_id"]:
                raise self._backup.damaged("it gives somebody's session to somebody else.")
            if owner is not None and not self._replaces:
                self._left.add(row["id"])
                continue
            if owner is not None:
                self._connection.execute(delete(table).where(table.c.id == row["id"]))
            self._connection.execute(insert(table).values(**row))

    def _put(self, table: SqlTable, rows: Iterable[Row]) -> None:
        """Rows that may be known here, one by one or all the same."""
        names = _key_names(table)
        known = self._keys(table, names)
        new = []
        for row in rows:
            key = _key(table, row, names)
            if row.get("name") == SCRUB_DUE and table.name == "setting":
                continue
            if key in known:
                if not self._replaces or len(names) == len(columns_of(table)):
                    continue
                is_it = and_(*(table.c[name] == row[name] for name in names))
                self._connection.execute(delete(table).where(is_it))
            new.append(row)
        self._insert(table, new)

    def _keys(self, table: SqlTable, names: tuple[str, ...]) -> set[Key]:
        rows = self._connection.execute(select(*columns_of(table)))
        return {_key(table, dict(row._mapping), names) for row in rows}

    def _insert(self, table: SqlTable, rows: Iterable[Row]) -> None:
        for some in _batches(rows):
            if "content" in table.c and "set_number" in table.c:
                some = [row | {"content": self._backup.samples(row["content"])} for row in some]
            self._connection.execute(insert(table), some)


def _check_all(backup: BackupReader) -> None:
    """Every line, and that each refers to something that is there."""
    there: dict[str, set[Key]] = defaultdict(set)
    for table in backup_tables():
        with closing(_rows(backup, table)) as rows:
            for row in rows:
                _check_references(backup, table, row, there)
                if numbered_by_database(table) is None:
                    _check_is_new(backup, table, row, there[table.name])
                if table.name == "samples":
                    backup.samples(row["content"])


def _check_references(
    backup: BackupReader, table: SqlTable, row: Row, there: dict[str, set[Key]]
) -> None:
    for constraint in table.foreign_key_constraints:
        other, names = _reference(constraint)
        told = tuple(row[name] for name in names)
        if None not in told and told not in there[other]:
            raise backup.damaged(f"tables/{table.name}.jsonl refers to what is not there.")


def _check_is_new(backup: BackupReader, table: SqlTable, row: Row, there: set[Key]) -> None:
    identity = tuple(row[each.name] for each in table.primary_key.columns)
    if identity in there:
        raise backup.damaged(f"tables/{table.name}.jsonl holds something twice.")
    there.add(identity)


def _reference(constraint: ForeignKeyConstraint) -> tuple[str, tuple[str, ...]]:
    """The table that is referred to, and by which columns."""
    elements = {each.column.name: each.parent.name for each in constraint.elements}
    other = constraint.referred_table
    return other.name, tuple(elements[each.name] for each in other.primary_key.columns)


def _rows(backup: BackupReader, table: SqlTable) -> Generator[Row]:
    with closing(backup.lines(table.name)) as lines:
        for number, line in lines:
            try:
                row = from_line(table, line)
                check_row(table.name, row)
            except LineDamaged as error:
                told = f"tables/{table.name}.jsonl, line {number}, is nothing that the coach writes"
                raise backup.damaged(f"{told} ({error}).") from None
            yield row


def _known_therapists(connection: Connection, rows: Iterable[Row]) -> dict[UUID, UUID]:
    """Those that are known by their id, or by their name."""
    found = connection.execute(select(TherapistRow.id, TherapistRow.name_key)).all()
    ids, by_name = {each.id for each in found}, {each.name_key: each.id for each in found}
    return _matched(rows, ids, {(key,): each for key, each in by_name.items()}, ("name_key",), {})


def _known_people(
    connection: Connection, rows: Iterable[Row], therapists: dict[UUID, UUID]
) -> dict[UUID, UUID]:
    """Those that are known by their id, or by their name among the people of their therapist."""
    columns = PersonRow.id, PersonRow.therapist_id, PersonRow.name_key
    found = connection.execute(select(*columns)).all()
    by_name: dict[Key, UUID] = {(each.therapist_id, each.name_key): each.id for each in found}
    ids = {each.id for each in found}
    return _matched(rows, ids, by_name, ("therapist_id", "name_key"), therapists)


def _matched(
    rows: Iterable[Row],
    ids: set[UUID],
    by_name: dict[Key, UUID],
    names: tuple[str, ...],
    therapists: dict[UUID, UUID],
) -> dict[UUID, UUID]:
    matched = {}
    for row in rows:
        key = tuple(
            therapists.get(row[name], row[name]) if name == "therapist_id" else row[name]
            for name in names
        )
        here = row["id"] if row["id"] in ids else by_name.get(key)
        if here is not None:
            matched[row["id"]] = here
    return matched


def _key_names(table: SqlTable) -> tuple[str, ...]:
    if numbered_by_database(table) is None:
        return tuple(each.name for each in table.primary_key.columns)
    return _OWN_KEYS.get(table.name) or tuple(each.name for each in columns_of(table))


def _key(table: SqlTable, row: Row, names: tuple[str, ...]) -> Key:
    """By what a row is known again."""
    if len(names) == len(columns_of(table)):
        return (to_line(table, row),)
    return tuple(row[name] for name in names)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
