"""All that is kept becomes one file."""

import hashlib
import json
import os
import stat
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from sciatica_coach.errors import OutputError
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.backup import NOT_GIVEN_AWAY, OF_EVERYBODY, of_person, write_backup
from sciatica_coach.records.backup_rows import LET_IN_JUST_NOW, backup_tables
from sciatica_coach.records.tables import AccessCodeRow, AdmissionRow, PersonRow, Table
from tests.records.built import whole_session
from tests.records.clinic import made_clinic
from tests.records.everything import NAMES, fill


def parts(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def rows(path, table):
    return [json.loads(line) for line in parts(path)[f"tables/{table}.jsonl"].splitlines()]


def test_no_table_is_forgotten(database, tmp_path):
    fill(database)
    write_backup(database, tmp_path / "all.zip")
    for table in Table.metadata.tables.keys() - LET_IN_JUST_NOW:
        assert rows(tmp_path / "all.zip", table), f"{table}: fill it in `everything`"


def test_of_every_table_it_is_known_whose_it_is(ann):
    general = {table.name for table in backup_tables() if of_person(table, ann.id) is None}
    assert general == OF_EVERYBODY
    assert Table.metadata.tables.keys() >= NOT_GIVEN_AWAY | LET_IN_JUST_NOW


def test_a_human_can_read_it_and_check_it(database, tmp_path):
    fill(database)
    made = write_backup(database, tmp_path / "all.zip")
    assert (made.people, made.sessions) == (len(NAMES) + 1, 2 * (len(NAMES) + 1))
    found = parts(tmp_path / "all.zip")
    manifest = json.loads(found["manifest.json"])
    assert (manifest["format"], manifest["version"]) == ("sciatica-coach-records", 1)
    made_at = datetime.fromisoformat(manifest["made_at"])
    assert abs((datetime.now(UTC) - made_at).total_seconds()) < 120
    assert b"sciatica-coach restore" in found["README.txt"]
    assert "अनीता".encode() in found["tables/person.jsonl"]
    sums = dict(
        reversed(line.split("  ", 1)) for line in found.pop("SHA256SUMS").decode().splitlines()
    )
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def test_the_file_of_a_person_holds_nobody_else(database, tmp_path):
    first, *_ = fill(database)
    made = write_backup(database, tmp_path / "one.zip", person_id=first.id)
    assert (made.people, made.sessions) == (1, 2)
    everything = b"".join(
        content + name.encode() for name, content in parts(tmp_path / "one.zip").items()
    ).decode("utf-8", "replace")
    for name in NAMES[1:]:
        if name != "Ann":  # it is in other words as well
            assert name not in everything
    assert "scrypt" not in everything
    (row,) = rows(tmp_path / "one.zip", "person")
    assert (row["name"], row["therapist_id"]) == (NAMES[0], None)
    names = {name for name in parts(tmp_path / "one.zip") if name.startswith("tables/")}
    left_out = OF_EVERYBODY | NOT_GIVEN_AWAY | LET_IN_JUST_NOW
    assert names == {f"tables/{name}.jsonl" for name in Table.metadata.tables.keys() - left_out}


def test_it_is_whole_or_not_there(database, ann, tmp_path, monkeypatch):
    ann.write(*whole_session(ann.id))
    target = tmp_path / "all.zip"
    target.write_bytes(b"older")
    with monkeypatch.context() as patched:
        full = OSError(28, os.strerror(28))
        patched.setattr(zipfile.ZipFile, "writestr", lambda *_a, **_k: (_ for _ in ()).throw(full))
        with pytest.raises(OutputError, match="the disk is full"):
            write_backup(database, target)
    assert target.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ""] == ["all.zip"]
    write_backup(database, target)
    assert zipfile.is_zipfile(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_all_is_of_one_moment(database, people, ann, tmp_path, monkeypatch):
    """Somebody who comes while it is written is in it with all or with nothing."""
    real = zipfile.ZipFile.open
    added = []

    def opened(self, name, *arguments, **options):
        if not added:
            added.append(people.open(people.add("Late").id))
            added[0].write(*whole_session(added[0].id))
        return real(self, name, *arguments, **options)

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    ann.write(*whole_session(ann.id))
    with database.reading() as connection:
        connection.execute(PersonRow.__table__.select()).all()
    write_backup(database, tmp_path / "all.zip")
    owners = {row["person_id"] for row in rows(tmp_path / "all.zip", "session")}
    assert owners <= {row["id"] for row in rows(tmp_path / "all.zip", "person")}


def test_nobody_is_let_in_by_a_backup(database, tmp_path):
    clinic = made_clinic(database)  # its therapists have come in
    AccessCodes(database).make(clinic.ann.id, clinic.mia.id)
    with database.reading() as connection:
        secret = [
            *connection.execute(select(AccessCodeRow.code_hash)).scalars(),
            *connection.execute(select(AdmissionRow.token_hash)).scalars(),
        ]
    assert len(secret) == 3
    write_backup(database, tmp_path / "all.zip")
    everything = b"".join(parts(tmp_path / "all.zip").values())
    assert not [each for each in secret if each.encode() in everything]
