"""Records in which every table has rows: of two people at home, and of a clinic."""

from datetime import date, datetime, timedelta, timezone
from uuid import uuid4

from sqlalchemy import insert, select

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.program.program import ExerciseProgram
from sciatica_coach.records.backup_rows import backup_tables, columns_of, to_line
from sciatica_coach.records.people import People
from sciatica_coach.records.retention import keep_for
from sciatica_coach.records.tables import (
    AuditRow,
    NoteRow,
    PainRow,
    ScreeningRow,
    TherapistRow,
)
from sciatica_coach.safety.pain import PainRise
from tests.records.built import poses_taken, record, set_so_far, whole_session

NAMES = ("Łucja O\u2019Hara-Ångström", "अनीता", "Ann")
MOMENT = datetime(2028, 2, 29, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=-11)))
KNEE = "single-knee-to-chest"


def fill(database):
    """Everything that may be kept; gives back the people at home."""
    people = People(database)
    kept = [_person(people.open(people.add(name).id), number) for number, name in enumerate(NAMES)]
    keep_for(database, 24)
    therapist_id = uuid4()
    with database.transaction() as connection:
        row = {"id": therapist_id, "name": "Eva", "name_key": "eva", "created_at": MOMENT}
        connection.execute(insert(TherapistRow).values(pin="scrypt$salt$hash", **row))
    patients = People(database, therapist_id)
    patient = _person(patients.open(patients.add("Ann").id), 7)
    with database.transaction() as connection:
        for each in (*kept, patient):
            _said(connection, each)
        for person_id in (patient.id, None):
            row = {"at": MOMENT, "therapist_id": therapist_id, "person_id": person_id}
            connection.execute(insert(AuditRow).values(action="read", detail={"page": "x"}, **row))
    return kept


def _person(records, number):
    at = MOMENT + timedelta(days=number)
    records.write(*whole_session(records.id, at=at, records=(record(2, attempts=1), record(3))))
    broken_off = whole_session(records.id, at=at + timedelta(hours=1))[0]
    session_id = broken_off.session_id
    records.write(broken_off, set_so_far(session_id), poses_taken(session_id))
    own = (KNEE, "pull", Side.RIGHT, Quantity.HIP_FLEXION, 12.0, 110.0 + number, 9.0, 4.0, "full")
    records.keep_own_ranges([Baseline(*own, date(2028, 2, 29))])
    records.keep_pain_rise(PainRise(KNEE, load_exercises()[KNEE].dose, date(2028, 2, 29)))
    records.set_program(
        ExerciseProgram(exercises=(), note="“slowly”"), from_day=date(2028, 2, 29), set_by="Eva"
    )
    return records


def _said(connection, records):
    of_them = {"person_id": records.id}
    for session_id in (records.sessions()[0].id, None):
        connection.execute(
            insert(NoteRow).values(
                session_id=session_id,
                written_at=MOMENT,
                written_by="Eva",
                words="“better”\n\t\u2028½ 🙂 \\u0041",
                **of_them,
            )
        )
    connection.execute(
        insert(PainRow).values(moment="week", said_at=MOMENT, leg=0, back=10, **of_them)
    )
    connection.execute(
        insert(ScreeningRow).values(
            id=uuid4(),
            answered_at=MOMENT,
            tier="open",
            answers={"fever": "no"},
            has_confirmed=False,
            **of_them,
        )
    )


def contents(database):
    """All rows of all tables, without the numbers that the database gives."""
    with database.reading() as connection:
        return {
            table.name: sorted(
                _text(table, dict(row._mapping))
                for row in connection.execute(select(*table.columns)).all()
            )
            for table in backup_tables()
        }


def _text(table, row):
    content = row.get("content")
    if isinstance(content, bytes):
        row["content"] = content.hex()
    return to_line(table, {each.name: row[each.name] for each in columns_of(table)})
