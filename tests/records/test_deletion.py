"""What is deleted is gone: from the tables, and from the bytes of every file."""

import dataclasses
import os
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import delete, insert, select, text

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import Database
from sciatica_coach.records.deletion import SCRUB_DUE, ScrubPutOff, delete_for_good, finish_deletion
from sciatica_coach.records.journal import Journal, settle_abandoned
from sciatica_coach.records.settings import read_setting
from sciatica_coach.records.tables import NoteRow, PersonRow, SamplesRow, ScreeningRow
from tests.records.built import poses_taken, record, rep, series, set_so_far, whole_session
from tests.records.raw_bytes import figure, files_with, written

NAME = "Zebulon Łukasiewicz"
NOTE = "tingling below the left knee since tuesday"
PEAK_DEG = 117.36528417


@pytest.fixture
def zebulon(people):
    """Somebody with a session of unlike figures, a note and answers, beside others."""
    bob = people.open(people.add("Bob").id)
    for _ in range(3):
        bob.write(*whole_session(bob.id))
    person = people.open(people.add(NAME).id)
    done = [dataclasses.replace(rep(each), peak_deg=PEAK_DEG) for each in (1, 2)]
    angles = series()
    angles.values[:] += np.random.default_rng(7).normal(size=angles.values.shape)
    written_record = dataclasses.replace(record(angle_series=angles), reps=tuple(done))
    entries = whole_session(person.id, records=(written_record,))
    person.write(*entries)
    session_id = entries[0].session_id
    person.write(set_so_far(session_id, number=2), poses_taken(session_id, number=2))
    return person


@pytest.fixture
def noted(database, zebulon):
    (session,) = zebulon.sessions()
    with database.transaction() as connection:
        connection.execute(
            insert(NoteRow).values(
                person_id=zebulon.id,
                session_id=session.id,
                written_at=datetime.now(UTC),
                written_by=NAME,
                words=NOTE,
            )
        )
        connection.execute(
            insert(ScreeningRow).values(
                id=uuid4(),
                person_id=zebulon.id,
                answered_at=datetime.now(UTC),
                tier="open",
                answers={"said": NOTE},
                has_confirmed=True,
            )
        )
    return session


@pytest.fixture
def places(database, tmp_path, request):
    """Folders in which the database writes."""
    is_file = database.path is not None
    return [tmp_path] if is_file else [tmp_path, request.getfixturevalue("postgres").folder.parent]


def needles(database, session_id):
    """What must not be found: name, note, a repetition, a stretch of angles."""
    of_session = SamplesRow.session_id == session_id
    with database.reading() as connection:
        contents = connection.execute(select(SamplesRow.content).where(of_session)).scalars().all()
    parts = {content[-start:][:24] for content in contents for start in (40, 100)}
    return {"name": written(NAME), "note": written(NOTE), "rep": figure(PEAK_DEG), "angles": parts}


def settle_on_disk(database):
    """Have the database write all that it has only in memory or in its log."""
    if database.path is None:
        _now(database, "ANALYZE", "SELECT pg_switch_wal()", "CHECKPOINT")


def _now(database, *statements):
    with database._engine.connect() as connection:
        free = connection.execution_options(isolation_level="AUTOCOMMIT")
        for each in statements:
            free.execute(text(each))


def test_who_is_forgotten_is_in_no_byte(database, people, zebulon, noted, places, caplog):
    settle_on_disk(database)
    looked_for = needles(database, noted.id)
    for what, bytes_of_it in looked_for.items():
        assert files_with(bytes_of_it, *places), f"{what} is looked for in the wrong way"
    assert people.forget(zebulon.id)
    for what, bytes_of_it in looked_for.items():
        assert files_with(bytes_of_it, *places, but=("pg_wal",)) == [], what
    settle_on_disk(database)  # the server's log of changes lasts until its next checkpoint
    for what, bytes_of_it in looked_for.items():
        assert files_with(bytes_of_it, *places) == [], what
    assert NAME not in caplog.text
    assert people.find("Bob") is not None


def test_one_session_that_is_deleted_is_in_no_byte(database, zebulon, noted, places):
    looked_for = needles(database, noted.id)
    name = looked_for.pop("name")
    looked_for["note"] = set()  # the answers, with the same words, are of the person
    assert zebulon.delete_session(noted.id)
    settle_on_disk(database)
    for what, bytes_of_it in looked_for.items():
        assert files_with(bytes_of_it, *places) == [], what
    assert files_with(name, *places)


def test_samples_that_the_server_plans_by_hold_no_text(database):
    if database.path is not None:
        return  # SQLite keeps none
    with database.reading() as connection:
        columns = connection.execute(
            text(
                "SELECT relname, attname "
                "FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid "
                "JOIN pg_namespace ON relnamespace = pg_namespace.oid "
                "WHERE nspname = 'public' AND relkind = 'r' AND attnum > 0 "
                "AND atttypid IN ('varchar'::regtype, 'text'::regtype, 'bytea'::regtype) "
                "AND coalesce(attstattarget, -1) <> 0"
            )
        ).all()
    assert columns == []


def test_a_journal_brings_nobody_back(database, people, zebulon, tmp_path):
    journal = Journal(tmp_path / "journals")
    journal.add(whole_session(zebulon.id))
    assert not files_with(written(NAME), tmp_path / "journals"), "it knows nobody's name"
    people.forget(zebulon.id)
    journal.settle(database)
    assert journal.is_empty
    journal.add(whole_session(zebulon.id))
    descriptor, journal._descriptor = journal._descriptor, None  # as if the process were killed
    os.close(descriptor)
    settle_abandoned(tmp_path / "journals", database)
    assert list((tmp_path / "journals").iterdir()) == []
    assert people.find(NAME) is None


def test_traces_are_overwritten_later_if_somebody_uses_the_records(database, people, zebulon):
    other = Database(database.url)
    with other.reading() as connection:
        connection.execute(select(PersonRow)).all()
        with pytest.raises(ScrubPutOff, match="It is deleted"):
            people.forget(zebulon.id)
    other.close()
    assert people.find(NAME) is None
    assert _is_due(database)
    assert finish_deletion(database)
    assert not _is_due(database)
    assert not finish_deletion(database)


def _is_due(database):
    with database.reading() as connection:
        return read_setting(connection, SCRUB_DUE) is not None


def test_nothing_to_delete_is_no_work(database, monkeypatch):
    monkeypatch.setattr(Database, "scrub", lambda self: pytest.fail("there is nothing to scrub"))
    is_nobody = PersonRow.id == uuid4()
    assert delete_for_good(database, delete(PersonRow).where(is_nobody)) == 0


def test_errors_are_logged_without_values(database, people, caplog):
    ann = people.add(NAME)
    row = {"name": NAME, "name_key": NAME.casefold(), "created_at": datetime.now(UTC)}
    twice = insert(PersonRow).values(id=uuid4(), **row)
    with pytest.raises(RecordsError), database.transaction() as connection:
        connection.execute(twice)
    assert caplog.text
    assert NAME.casefold() not in caplog.text.casefold()
    assert str(ann.id) not in caplog.text
