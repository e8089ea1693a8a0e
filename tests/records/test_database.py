"""The database: opened anywhere, brought up to date once, and every trouble in a sentence."""

import sqlite3
import stat
import threading
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

from sciatica_coach.errors import RecordsError
from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.records.database import URL_VARIABLE, Database, asked_url, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.records.tables import SettingRow, Table
from tests.records.built import whole_session
from tests.records.test_journal import full_disk


def test_migrations_lead_to_the_tables_of_the_code(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_what_was_kept_is_there_when_it_is_opened_again(url, database):
    People(database).add("Ann")
    database.close()
    again = Database(url)
    assert [each.name for each in People(again).all()] == ["Ann"]
    again.close()


def test_several_may_open_it_at_the_same_moment(url):
    opened, problems = [], []

    def open_it():
        try:
            opened.append(Database(url))
        except RecordsError as error:
            problems.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert problems == []
    assert [People(each).all() for each in opened] == [()] * 6
    for one in opened:
        one.close()


def test_half_a_transaction_is_none(database):
    row = insert(SettingRow).values(name="a", value={})
    with pytest.raises(RecordsError):
        _write_twice(database, row)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar() == 0


def _write_twice(database, row):
    with database.transaction() as connection:
        connection.execute(row)
        connection.execute(row)


def test_whoever_reads_keeps_nobody_from_writing(database):
    with database.reading() as reading:
        assert reading.execute(text("SELECT count(*) FROM person")).scalar() == 0
        People(database).add("Ann")
    assert People(database).all()


def test_only_its_owner_may_read_the_file(tmp_path):
    path = tmp_path / "new" / "records.sqlite3"
    database = Database(sqlite_url(path))
    People(database).add("Ann")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


def test_what_is_no_database_is_said_and_stays_as_it_is(tmp_path):
    path = tmp_path / "records.sqlite3"
    path.write_bytes(b"nonsense " * 1000)
    with pytest.raises(RecordsError, match="damaged"):
        Database(sqlite_url(path))
    assert path.read_bytes() == b"nonsense " * 1000


def test_records_of_a_newer_version_are_left_alone(url, database):
    People(database).add("Ann")
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsError, match="made by a newer version"):
        Database(url)


def test_a_full_disk_is_said(tmp_path):
    database = Database(sqlite_url(tmp_path / "records.sqlite3"))
    with full_disk(1000), pytest.raises(RecordsError, match="records"):
        People(database).add("Ann")
    assert People(database).add("Ann")


def test_a_locked_file_is_said(tmp_path):
    path = tmp_path / "records.sqlite3"
    database = Database(sqlite_url(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordsError, match="in use by another program"):
            People(database).add("Ann")


@pytest.mark.parametrize("place", ["a file", "read-only"])
def test_a_folder_that_cannot_be_is_said(tmp_path, place):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" if place == "a file" else "/proc/nowhere"
    with pytest.raises(RecordsError, match="nothing can be kept there"):
        Database(sqlite_url(folder / "records.sqlite3" if place == "a file" else f"{folder}/a.db"))


def test_nobody_answers_at_that_address(postgres):
    url = postgres.url("postgres").set(port=1)
    with pytest.raises(RecordsError, match=r"127\.0\.0\.1: the records cannot be reached"):
        Database(url)


def test_a_password_is_never_shown(postgres, caplog):
    url = postgres.url("no_such_database").set(password="geheim")
    with pytest.raises(RecordsError) as caught:
        Database(url)
    assert "geheim" not in str(caught.value) + caplog.text


def test_the_place_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert asked_url() == sqlite_url(tmp_path / "records.sqlite3")
    monkeypatch.setenv(URL_VARIABLE, "postgresql://user:secret@host/name")
    assert asked_url() == make_url("postgresql+psycopg://user:secret@host/name")
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path}/other.db")
    assert asked_url() == sqlite_url(tmp_path / "other.db")


@pytest.mark.parametrize(
    "address",
    ["nonsense", "mysql://user:secret@host/name", "sqlite://", "postgresql+foo:secret", ":secret:"],
)
def test_an_address_that_is_none_is_refused_without_its_password(monkeypatch, address):
    monkeypatch.setenv(URL_VARIABLE, address)
    with pytest.raises(RecordsError, match=URL_VARIABLE) as caught:
        asked_url()
    assert "secret" not in str(caught.value)


def test_room_is_given_back_once_much_of_the_file_is_free(tmp_path):
    path = tmp_path / "records.sqlite3"
    database = Database(sqlite_url(path))
    people = People(database)
    few, many = people.add("Ann"), people.add("Bob")
    people.open(few.id).write(*whole_session(few.id))
    for _ in range(40):
        people.open(many.id).write(*whole_session(many.id))
    before = path.stat().st_size
    people.forget(few.id)
    assert path.stat().st_size == before, "one of forty is not worth it"
    people.forget(many.id)
    assert path.stat().st_size < 0.75 * before
