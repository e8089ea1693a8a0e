"""A backup is put back: all of it, into either database, and nothing is overwritten unasked."""

import hashlib
import json
import zipfile
from datetime import date

import pytest

from sciatica_coach.records.backup import write_backup
from sciatica_coach.records.backup_file import BackupDamaged, opened_backup
from sciatica_coach.records.database import Database, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.records.restore import plan_restore, restore
from sciatica_coach.records.therapists import Therapists
from tests.records.built import whole_session
from tests.records.everything import NAMES, contents, fill


def put_back(database, path, *, replaces=False):
    with opened_backup(path) as backup:
        plan = plan_restore(database, backup)
        restore(database, backup, plan, replaces=replaces)
    return plan


@pytest.fixture
def saved(database, tmp_path):
    fill(database)
    write_backup(database, tmp_path / "all.zip")
    return tmp_path / "all.zip"


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """Empty records, in either database."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "other" / "records.sqlite3")
    else:
        url = request.getfixturevalue("postgres").new_database()
    other = Database(url)
    yield other
    other.close()


def test_everything_moves_from_one_database_to_the_other_and_back(database, saved, other, tmp_path):
    plan = put_back(other, saved)
    assert (len(plan.new_people), plan.new_sessions) == (len(NAMES) + 1, 2 * (len(NAMES) + 1))
    assert not plan.has_known
    assert contents(other) == contents(database)
    write_backup(other, tmp_path / "again.zip")
    last = Database(sqlite_url(tmp_path / "last" / "records.sqlite3"))
    put_back(last, tmp_path / "again.zip")
    assert contents(last) == contents(database)
    (person, *_) = People(last).all()
    records = People(last).open(person.id)
    (session, _) = records.sessions()
    assert records.set_records(session.id)[0].reps
    last.close()


def test_what_is_known_is_told_and_left_as_it_is(database, saved):
    people = People(database)
    ann = people.open(people.find("Ann").id)
    before = contents(database)
    plan = put_back(database, saved)
    assert (plan.new_people, plan.new_sessions) == ((), 0)
    assert plan.has_known
    assert (len(plan.known_people), plan.known_sessions) == (len(NAMES) + 1, 2 * (len(NAMES) + 1))
    assert contents(database) == before
    (gone, kept) = ann.sessions()
    ann.delete_session(gone.id)
    people.rename(ann.id, "Anna")
    ann.keep_pain_rise(None)
    plan = put_back(database, saved)
    assert plan.new_sessions == 1
    assert people.find("Ann") is None
    assert people.open(ann.id).name == "Anna"
    assert {each.id for each in ann.sessions()} == {gone.id, kept.id}
    assert ann.pain_rise() is not None, "it was missing"


def test_what_is_known_is_replaced_if_that_is_asked_for(database, saved):
    people = People(database)
    ann = people.open(people.find("Ann").id)
    before = contents(database)
    people.rename(ann.id, "Anna")
    (first, _) = ann.sessions()
    ann.write(*whole_session(ann.id)[1:])
    ann.set_program(ann.programs()[0].program, from_day=date(2028, 2, 29), set_by="somebody")
    put_back(database, saved, replaces=True)
    assert contents(database) == before
    assert first.id in {each.id for each in ann.sessions()}


def test_the_same_name_is_the_same_person(people, ann, saved, tmp_path, other):
    elsewhere = People(other)
    another = elsewhere.open(elsewhere.add("ANN").id)
    another.write(*whole_session(another.id))
    put_back(other, saved)
    assert len(another.sessions()) == 3
    assert elsewhere.find("Ann").name == "ANN"


@pytest.fixture
def ann(saved, people):
    return people.open(people.find("Ann").id)


def test_a_person_takes_their_records_elsewhere(people, ann, other, tmp_path):
    write_backup(people._database, tmp_path / "ann.zip", person_id=ann.id)
    plan = put_back(other, tmp_path / "ann.zip")
    assert plan.new_people == ("Ann",)
    (moved,) = People(other).all()
    records = People(other).open(moved.id)
    assert records.sessions() == ann.sessions()
    assert records.own_ranges() == ann.own_ranges()
    assert records.programs() == ann.programs()


def altered(source, target, *, add=(), **rows):
    """A backup with other parts, whose checksums are right again."""
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist() if name != "SHA256SUMS"}
    parts |= dict(add)
    for table, alter in rows.items():
        name = f"tables/{table}.jsonl"
        lines = [json.loads(line) for line in parts[name].splitlines()]
        lines = [alter(line) or line for line in lines]
        parts[name] = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts.items()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**parts, "SHA256SUMS": "".join(sums)}.items():
            file.writestr(name, content)
    return target


def changed(**values):
    return lambda row: row.update(values)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    database = Database(sqlite_url(folder / "records.sqlite3"))
    fill(database)
    write_backup(database, folder / "all.zip")
    database.close()
    return folder / "all.zip"


@pytest.fixture
def empty(tmp_path):
    database = Database(sqlite_url(tmp_path / "empty" / "records.sqlite3"))
    yield database
    database.close()


@pytest.mark.parametrize(
    ("table", "values", "told"),
    [
        pytest.param("person", {"name": "../x"}, "person.jsonl, line 1", id="no name"),
        pytest.param("person", {"name": "Bo\0b"}, "name: not a possible", id="no character"),
        pytest.param("person", {"name": "x" * 61}, "name: not a possible", id="too long"),
        pytest.param("person", {"name_key": "bob"}, "line 1", id="another key"),
        pytest.param("person", {"id": "1"}, "id: not a possible", id="no id"),
        pytest.param("person", {"is_admin": True}, "not the columns", id="another column"),
        pytest.param(
            "session", {"started_at": "2027-02-29T10:00:00+00:00"}, "started_at", id="day"
        ),
        pytest.param("session", {"started_at": "2027-03-01T10:00:00"}, "started_at", id="no zone"),
        pytest.param(
            "session", {"started_at": "0001-01-01T00:00:00+14:00"}, "started_at", id="old"
        ),
        pytest.param("session", {"started_at": None}, "started_at: missing", id="no moment"),
        pytest.param("session", {"source": "dream"}, "session.jsonl", id="source"),
        pytest.param("session", {"utc_offset_min": 5000}, "session.jsonl", id="offset"),
        pytest.param("session", {"utc_offset_min": 2**40}, "utc_offset_min", id="too large"),
        pytest.param("session", {"pain_changes": {"a": 1}}, "session.jsonl", id="changes"),
        pytest.param("pain", {"leg": 11}, "pain.jsonl", id="pain of eleven"),
        pytest.param("pain", {"leg": True}, "leg", id="a truth for a number"),
        pytest.param("repetition", {"hold_s": float("nan")}, "hold_s", id="no number"),
        pytest.param("repetition", {"side": "middle"}, "repetition.jsonl", id="a third leg"),
        pytest.param("exercise_set", {"complete_reps": -1}, "exercise_set", id="fewer than none"),
        pytest.param("exercise_set", {"details": {"a": 1}}, "exercise_set", id="other details"),
        pytest.param("samples", {"kind": "picture"}, "samples.jsonl", id="a picture"),
        pytest.param("samples", {"content": "../../etc/passwd"}, "missing", id="a path"),
        pytest.param("samples", {"content": "manifest.json"}, "missing", id="another part"),
        pytest.param("own_range", {"content": {"end_deg": 1}}, "own_range", id="own range"),
        pytest.param("program", {"content": {"exercises": 7}}, "program", id="program"),
        pytest.param("setting", {"value": {"months": 0}}, "setting", id="kept for no time"),
        pytest.param(
            "session",
            {"person_id": "00000000-0000-0000-0000-000000000000"},
            "refers to what is not there",
            id="a stranger's",
        ),
        pytest.param(
            "session", {"id": "00000000-0000-0000-0000-000000000000"}, "twice", id="twice the same"
        ),
    ],
)
def test_impossible_values_change_nothing(good, empty, tmp_path, table, values, told):
    path = altered(good, tmp_path / "bad.zip", **{table: changed(**values)})
    before = contents(empty)
    with pytest.raises(BackupDamaged, match=told) as error:
        put_back(empty, path)
    assert "Nothing was changed." in str(error.value)
    assert contents(empty) == before


def test_it_contradicts_what_is_kept(good, empty, tmp_path):
    """Only the database sees it: two people of one name."""
    path = altered(good, tmp_path / "bad.zip", person=changed(name="Ann", name_key="ann"))
    with pytest.raises(BackupDamaged, match="contradicts itself"):
        put_back(empty, path)
    assert People(empty).all() == ()


def test_a_file_lets_no_therapist_in_where_there_are_some(database, tmp_path):
    """Who may sign in, and how, is the administrator's: a file may be anybody's."""
    other = Database(sqlite_url(tmp_path / "other.sqlite3"))
    theirs = Therapists(other)
    theirs.add("Eve", pin="eve comes in")
    theirs.add("Mia", pin="eve knows this one")
    write_backup(other, tmp_path / "eves.zip")
    ours = Therapists(database)
    ours.add("Mia", pin="mia knows this one")
    with opened_backup(tmp_path / "eves.zip") as backup:
        restore(database, backup, plan_restore(database, backup), replaces=True)
    assert ours.by_pin("Eve", "eve comes in") is None
    assert ours.by_pin("Mia", "eve knows this one") is None
    assert ours.by_pin("Mia", "mia knows this one")
    other.close()


def test_into_empty_records_therapists_come_back_as_they_were(database, tmp_path):
    other = Database(sqlite_url(tmp_path / "other.sqlite3"))
    Therapists(other).add("Mia", pin="mia knows this one")
    write_backup(other, tmp_path / "all.zip")
    with opened_backup(tmp_path / "all.zip") as backup:
        restore(database, backup, plan_restore(database, backup), replaces=False)
    assert Therapists(database).by_pin("Mia", "mia knows this one")
    other.close()
