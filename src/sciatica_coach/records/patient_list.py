"""One therapist's patients at a glance: who, the last day, what is due today."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from sciatica_coach.history import PastSession
from sciatica_coach.program.program import DatedProgram
from sciatica_coach.program.schedule import ScheduledDay, scheduled_day
from sciatica_coach.records.database import Database
from sciatica_coach.records.people import People, Person
from sciatica_coach.records.tables import ProgramRow, SessionRow


@dataclass(frozen=True, slots=True)
class PatientLine:
    """What the list shows of one patient."""

    person: Person
    last_day: date | None
    """Of the last session, where they were; None if there was none."""
    today: ScheduledDay


def patient_lines(database: Database, people: People, today: date) -> tuple[PatientLine, ...]:
    """All of these people, by name.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    known = people.all()
    last = _last_days(database, [each.id for each in known])
    planned = _with_programs(database)
    return tuple(
        PatientLine(each, last.get(each.id), _today(people, each, planned, last, today))
        for each in known
    )


def _last_days(database: Database, ids: list[UUID]) -> dict[UUID, date]:
    newest = (
        select(SessionRow.person_id, func.max(SessionRow.started_at).label("started_at"))
        .where(SessionRow.person_id.in_(ids))
        .group_by(SessionRow.person_id)
        .subquery()
    )
    found = select(SessionRow.person_id, SessionRow.started_at, SessionRow.utc_offset_min).join(
        newest,
        (SessionRow.person_id == newest.c.person_id)
        & (SessionRow.started_at == newest.c.started_at),
    )
    with database.reading() as connection:
        rows = connection.execute(found).all()
    return {
        row.person_id: (row.started_at + timedelta(minutes=row.utc_offset_min)).date()
        for row in rows
    }


def _with_programs(database: Database) -> frozenset[UUID]:
    with database.reading() as connection:
        return frozenset(connection.execute(select(ProgramRow.person_id).distinct()).scalars())


def _today(
    people: People,
    person: Person,
    planned: frozenset[UUID],
    last: dict[UUID, date],
    today: date,
) -> ScheduledDay:
    """Sessions are read of those only who were here today."""
    programs: tuple[DatedProgram, ...] = ()
    sessions: tuple[PastSession, ...] = ()
    if person.id in planned:
        records = people.open(person.id)
        programs = records.programs()
        if last.get(person.id) == today:
            sessions = tuple(each for each in records.sessions(since=today) if each.day == today)
    return scheduled_day(programs, sessions, today, today=today)
