"""Sessions get into the records as they happen, whatever becomes of database and disk."""

import sqlite3
import threading

import pytest

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import Database, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.records.session_writer import SessionWriter
from tests.records.built import begun, set_so_far, whole_session
from tests.records.test_journal import full_disk


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journals"


@pytest.fixture
def writer(database, folder):
    writer = SessionWriter(lambda: database, folder, every_s=0.01, retry_s=0.05)
    yield writer
    writer.close()


def test_what_is_put_is_soon_in_the_records(writer, ann):
    first, *rest = whole_session(ann.id)
    writer.put(first, set_so_far(first.session_id, 1))
    assert writer.flush()
    assert ann.sessions()[0].complete_reps == 1
    writer.put(*rest)
    assert writer.flush()
    assert ann.sessions()[0].has_ended


def test_what_is_put_from_many_threads_keeps_its_order(writer, ann):
    def one(session):
        first = begun(ann.id)
        for reps in range(1, 6):
            writer.put(*([first] if reps == 1 else []), set_so_far(first.session_id, reps))

    threads = [threading.Thread(target=one, args=(each,)) for each in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert writer.flush()
    assert [each.complete_reps for each in ann.sessions()] == [5] * 8


def test_at_its_end_all_is_written(database, folder, ann):
    writer = SessionWriter(lambda: database, folder, every_s=60.0)
    writer.put(*whole_session(ann.id))
    writer.close()
    assert len(ann.sessions()) == 1
    assert list(folder.iterdir()) == []


def test_while_the_database_cannot_be_opened_entries_wait_on_disk(database, folder, ann):
    is_away = threading.Event()
    is_away.set()

    def open_database():
        if is_away.is_set():
            raise RecordsError("it is away")
        return database

    writer = SessionWriter(open_database, folder, every_s=0.01, retry_s=0.02)
    writer.put(*whole_session(ann.id))
    assert not writer.flush(0.5)
    assert "away" in str(writer.problem)
    assert ann.sessions() == ()
    (path,) = folder.iterdir()
    assert path.stat().st_size > 1000
    is_away.clear()
    assert writer.flush()
    assert writer.problem is None
    assert len(ann.sessions()) == 1
    writer.close()


def test_a_locked_database_is_waited_for(tmp_path, folder):
    path = tmp_path / "records.sqlite3"
    database = Database(sqlite_url(path))
    people = People(database)
    ann = people.open(people.add("Ann").id)
    writer = SessionWriter(lambda: database, folder, every_s=0.01, retry_s=0.02)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        writer.put(*whole_session(ann.id))
        assert not writer.flush(4.0)
        assert "in use by another program" in str(writer.problem)
        other.execute("ROLLBACK")
    other.close()
    assert writer.flush()
    assert len(ann.sessions()) == 1
    writer.close()


def test_a_server_that_is_gone_in_mid_session_is_waited_for(postgres, folder):
    url = postgres.new_database()
    database = Database(url)
    people = People(database)
    ann = people.open(people.add("Ann").id)
    writer = SessionWriter(lambda: database, folder, every_s=0.01, retry_s=0.05)
    first, *rest = whole_session(ann.id)
    writer.put(first, set_so_far(first.session_id, 1))
    assert writer.flush()
    postgres.stop("immediate")
    try:
        writer.put(set_so_far(first.session_id, 2))
        assert not writer.flush(2.0)
        assert "cannot be reached" in str(writer.problem)
        with pytest.raises(RecordsError, match="cannot be reached"):
            ann.sessions()
    finally:
        postgres.start()
    writer.put(*rest)
    assert writer.flush()
    assert ann.sessions()[0].has_ended
    writer.close()
    database.close()


def test_a_full_disk_loses_nothing(writer, ann):
    first, *rest = whole_session(ann.id)
    writer.put(first)
    assert writer.flush()
    with full_disk(10):
        writer.put(*rest)
        assert not writer.flush(0.5)
    assert writer.flush()
    assert ann.sessions()[0].has_ended
