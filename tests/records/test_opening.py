"""The records of this computer are opened once, with all in them that belongs there."""

from sciatica_coach.paths import DATA_VARIABLE, STATE_VARIABLE
from sciatica_coach.records.legacy_files import PersonFile
from sciatica_coach.records.opening import JOURNALS, has_records, open_records
from sciatica_coach.records.people import People
from sciatica_coach.records.session_log import to_line
from tests.records.built import whole_session


def test_nothing_is_there_before_something_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    assert not has_records()
    assert not (tmp_path / "data").exists()
    open_records()
    assert has_records()
    assert open_records() is open_records()


def test_files_of_earlier_versions_and_what_was_set_aside_move_in(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    older = tmp_path / "data" / "people" / "a.json"
    older.parent.mkdir(parents=True)
    older.write_text(PersonFile(name="Ann").model_dump_json())
    assert has_records()
    people = People(open_records())
    ann = people.open(people.find("Ann").id)

    # What a killed process has left is taken at the next start.
    monkeypatch.setattr("sciatica_coach.records.opening._opened", {})
    journal = tmp_path / "state" / JOURNALS / "killed.journal"
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"".join(map(to_line, whole_session(ann.id))))
    open_records()
    assert len(ann.sessions()) == 1
    assert not journal.exists()
