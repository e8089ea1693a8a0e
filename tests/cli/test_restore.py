"""A backup is put back, after a question if anything is known already."""

import io

import pytest

from sciatica_coach.paths import DATA_VARIABLE
from tests.cli.calling import call
from tests.kept import kept_of, known
from tests.records.built import whole_session


@pytest.fixture
def saved(capsys, kept, tmp_path):
    ann = known("Ann")
    ann.write(*whole_session(ann.id))
    assert call(capsys, "backup", tmp_path / "all.zip")[0] == 0
    return tmp_path / "all.zip"


def test_it_is_put_back_on_another_computer(capsys, saved, tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "other"))
    code, out, err = call(capsys, "restore", saved)
    assert (code, out, err) == (0, ["Added: 1 person, 1 session."], [])
    assert len(kept_of("Ann").sessions()) == 1


@pytest.mark.parametrize(
    ("reply", "options", "told", "name"),
    [
        pytest.param("n\n", [], "Nothing was changed.", "Anna", id="no"),
        pytest.param("", [], "Nobody answered; give --yes", "Anna", id="nobody there"),
        pytest.param("y\n", [], "1 session, replaced.", "Ann", id="yes"),
        pytest.param("", ["--yes"], "1 session, replaced.", "Ann", id="unasked"),
        pytest.param("", ["--missing-only"], "left as they were.", "Anna", id="missing only"),
    ],
)
def test_what_is_known_is_replaced_only_if_asked(
    capsys, saved, monkeypatch, reply, options, told, name
):
    from sciatica_coach.records.opening import open_records
    from sciatica_coach.records.people import People

    people = People(open_records())
    people.rename(people.find("Ann").id, "Anna")
    monkeypatch.setattr("sys.stdin", io.StringIO(reply))
    code, out, err = call(capsys, "restore", saved, *options)
    assert code == 0
    assert out[0] == "Known here already: Ann; 1 session of those in the file."
    assert told in "\n".join([*out, *err])
    assert [each.name for each in people.all()] == [name]


def test_a_foreign_file_is_refused_in_one_sentence(capsys, kept, tmp_path):
    (tmp_path / "x.zip").write_text("hello")
    code, _, err = call(capsys, "restore", tmp_path / "x.zip")
    assert code == 1
    assert len(err) == 1
    assert err[0].endswith("it is no backup, or it is cut or damaged. Nothing was changed.")
    code, _, err = call(capsys, "restore", "x.zip", "--yes", "--missing-only")
    assert code == 2
