"""A file that is no backup of ours is refused, at little cost and before anything is changed."""

import json
import zipfile

import pytest

from sciatica_coach.records.backup import write_backup
from sciatica_coach.records.backup_file import BackupDamaged, opened_backup
from sciatica_coach.records.database import Database, sqlite_url
from sciatica_coach.records.people import People
from tests.records.built import whole_session
from tests.records.test_restore import altered


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    database = Database(sqlite_url(folder / "records.sqlite3"))
    people = People(database)
    ann = people.open(people.add("Ann").id)
    ann.write(*whole_session(ann.id))
    write_backup(database, folder / "all.zip")
    database.close()
    return folder / "all.zip"


def refused(path, told):
    with pytest.raises(BackupDamaged, match=told) as error, opened_backup(path):
        pass
    assert str(error.value).endswith("Nothing was changed.")


def test_a_good_one_is_opened(good):
    with opened_backup(good) as backup:
        assert backup.manifest.of == "all"
        ((number, line),) = backup.lines("person")
        assert (number, json.loads(line)["name"]) == (1, "Ann")
        assert list(backup.lines("nothing")) == []


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_cut_one(good, tmp_path, share):
    content = good.read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(content[: int(share * len(content))])
    refused(path, "cut or damaged")


def test_every_changed_byte_is_noticed_or_harmless(good, tmp_path):
    content = bytearray(good.read_bytes())
    for place in range(100, len(content) - 200, max(1, len(content) // 40)):
        path = tmp_path / "changed.zip"
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            with opened_backup(path) as backup:
                assert [json.loads(line)["name"] for _, line in backup.lines("person")] == ["Ann"]
        except BackupDamaged:
            pass


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("x.zip", b"hello", "no backup", id="words"),
        pytest.param("missing.zip", None, "cannot be read", id="nothing there"),
    ],
)
def test_what_is_no_zip(tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, told)


def manifest(**values):
    usual = {
        "format": "sciatica-coach-records",
        "version": 1,
        "tables": "0001",
        "app": "0.1.0",
        "made_at": "2027-03-01T10:00:00+00:00",
        "of": "all",
    }
    return json.dumps(usual | values).encode()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"version": 2, "app": "9.0"}, "newer version .*9.0", id="a newer file"),
        pytest.param({"tables": "9999"}, "newer version", id="newer tables"),
        pytest.param({"format": "another"}, "no backup of Sciatica Coach", id="foreign"),
        pytest.param({"of": "nobody"}, "no backup of Sciatica Coach", id="of nobody"),
    ],
)
def test_a_newer_or_foreign_one(good, tmp_path, values, told):
    add = {"manifest.json": manifest(**values)}
    refused(altered(good, tmp_path / "x.zip", add=add), told)


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/cron.d/x", "tables/../../x.jsonl", "C:\\x", "samples/x.bin"]
)
def test_parts_with_other_names(good, tmp_path, name):
    refused(altered(good, tmp_path / "x.zip", add={name: b"x"}), "holds something")


def test_another_zip_is_foreign(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("holiday.jpg", b"x")
    refused(tmp_path / "x.zip", "no backup of Sciatica Coach")


def test_a_missing_part_and_a_changed_one(good, tmp_path):
    with zipfile.ZipFile(good) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, told in (("tables/session.jsonl", "missing, or were added"), ("SHA256SUMS", "lacks")):
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
            for each, content in parts.items():
                if each != name:
                    file.writestr(each, content)
        refused(tmp_path / "x.zip", told)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        for each, content in parts.items():
            file.writestr(each, content.replace(b"Ann", b"Eve"))
    refused(tmp_path / "x.zip", "was changed since")


def test_a_bomb_is_not_unpacked(good, tmp_path):
    bomb = {"tables/note.jsonl": b"0" * 60_000_000}
    refused(altered(good, tmp_path / "x.zip", add=bomb), "unpack to far more")


def test_a_line_without_end(good, tmp_path):
    path = altered(good, tmp_path / "x.zip", add={"tables/note.jsonl": b"{}"})
    with opened_backup(path) as backup, pytest.raises(BackupDamaged, match="cut"):
        list(backup.lines("note"))
