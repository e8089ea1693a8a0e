"""All that is kept is saved in one file."""

import zipfile

from tests.cli.calling import call
from tests.kept import known
from tests.records.built import whole_session


def test_all_is_saved_and_no_file_is_overwritten_unasked(capsys, kept, tmp_path):
    ann = known("Ann")
    ann.write(*whole_session(ann.id))
    known("Bob")
    target = tmp_path / "all.zip"
    code, out, err = call(capsys, "backup", target)
    assert (code, err) == (0, [])
    assert out[0].startswith(f"{target}: 2 people, 1 session, 0.")
    before = target.read_bytes()
    code, _, err = call(capsys, "backup", target)
    assert code == 1
    assert "is there already; give another name, or --yes" in err[0]
    assert target.read_bytes() == before
    code, out, _ = call(capsys, "backup", target, "--person", "bob", "--yes")
    assert code == 0
    assert "1 person, 0 sessions" in out[0]
    with zipfile.ZipFile(target) as file:
        assert "Ann" not in file.read("tables/person.jsonl").decode()


def test_what_cannot_be_saved(capsys, kept, tmp_path):
    code, _, err = call(capsys, "backup", tmp_path / "x.zip", "--person", "Ann")
    assert (code, err) == (1, ["sciatica-coach: nothing is kept of 'Ann'."])
    (tmp_path / "file").touch()
    code, _, err = call(capsys, "backup", tmp_path / "file" / "x.zip")
    assert code == 1
    assert "cannot be written to" in err[0]
