"""What is kept of people: found again, for its owner alone, never half written, gone for good."""

import json
import os
import resource
import stat
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.person import person_name
from sciatica_coach.records.store import FOLDER_VARIABLE, Records, data_folder
from sciatica_coach.safety.pain import PainRise

OWN = Baseline(
    exercise="single-knee-to-chest",
    movement="pull",
    side=Side.RIGHT,
    quantity=Quantity.HIP_FLEXION,
    start_deg=4.0,
    end_deg=96.5,
    uncertainty_deg=8.0,
    error_deg=3.2,
    model="pose_landmarker_full",
    measured_on=date(2026, 10, 3),
)


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path)


def file_in(folder):
    (path,) = folder.rglob("*.json")
    return path


def test_what_was_kept_is_found_again_in_order(records, tmp_path):
    later = replace(OWN, end_deg=101.0, measured_on=date(2026, 11, 3))
    records.keep("Ann Bee", [OWN])
    records.keep("Ann Bee", [later])
    assert Records(tmp_path).baselines("Ann Bee") == (OWN, later)
    assert records.baselines("Ann") == ()


@pytest.mark.parametrize("written", ["ann bee", " Ann   Bee ", "ANN BEE"])
def test_a_name_is_the_same_however_it_is_typed(records, written):
    records.keep("Ann Bee", [OWN])
    assert records.baselines(written) == (OWN,)


def test_accents_are_the_same_however_they_are_encoded(records):
    records.keep("Zo\u00eb", [OWN])
    assert records.baselines("Zoe\u0308") == (OWN,)


@pytest.mark.parametrize("name", ["O'Neill-Meyer jr.", "李小龙", "3", "Ярослав"])
def test_names_that_people_have(name):
    assert person_name(name) == name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("", "a letter or a digit", id="empty"),
        pytest.param(" -.", "a letter or a digit", id="signs only"),
        pytest.param("../../etc/passwd", "not '/'", id="path"),
        pytest.param("a\\b", r"not '\\\\'", id="backslash"),
        pytest.param("a\x00b", "not", id="control"),
        pytest.param("a" * 61, "at most 60", id="long"),
    ],
)
def test_what_is_no_name(records, tmp_path, name, told):
    for use in (records.baselines, records.forget, lambda name: records.keep(name, [OWN])):
        with pytest.raises(ValueError, match=told):
            use(name)
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_can_read_it(records, tmp_path):
    records.keep("Ann", [OWN])
    path = file_in(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "ann" not in path.name.lower()
    assert list(path.parent.iterdir()) == [path]


DAMAGES = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "not a number": lambda text: text.replace("96.5", "NaN"),
    "not a date": lambda text: text.replace("2026-10-03", "yesterday"),
    "unknown side": lambda text: text.replace('"right"', '"upper"'),
    "negative error": lambda text: text.replace("3.2", "-3.2"),
    "a later version": lambda text: text.replace('"version": 1', '"version": 2'),
    "something else": lambda _: json.dumps([1, 2]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_said_and_left_as_it_is(records, tmp_path, damage):
    records.keep("Ann", [OWN])
    path = file_in(tmp_path)
    path.write_text(DAMAGES[damage](path.read_text()))
    found = path.read_bytes()
    for use in (lambda: records.baselines("Ann"), lambda: records.keep("Ann", [OWN])):
        with pytest.raises(RecordsError, match=f"{path.name}: this file of records is damaged"):
            use()
    assert path.read_bytes() == found
    assert records.forget("Ann")
    assert not path.exists()


def test_forgotten_is_gone_for_good(records, tmp_path):
    records.keep("Ann", [OWN])
    records.keep("Bob", [OWN])
    assert records.forget("ann")
    assert not records.forget("Ann")
    assert records.baselines("Ann") == ()
    assert records.baselines("Bob") == (OWN,)
    assert len(list(tmp_path.rglob("*.*"))) == 1


def test_a_folder_that_cannot_be_one(tmp_path):
    (tmp_path / "people").write_text("a file")
    with pytest.raises(RecordsError, match="cannot be read: Not a directory"):
        Records(tmp_path).keep("Ann", [OWN])


def test_a_full_disk_leaves_the_older_file_whole(records, tmp_path):
    records.keep("Ann", [OWN])
    with (
        files_of_at_most(100),
        pytest.raises(RecordsError, match=f"choose another folder with {FOLDER_VARIABLE}"),
    ):
        records.keep("Ann", [OWN])
    assert records.baselines("Ann") == (OWN,)
    assert len(list(tmp_path.rglob("*.*"))) == 1


@contextmanager
def files_of_at_most(size):
    """Writing beyond fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_folder_can_be_moved(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    Records().keep("Ann", [OWN])
    assert file_in(tmp_path / "elsewhere").is_file()
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert data_folder().name == "sciatica-coach"


@pytest.mark.parametrize("figure", ["start_deg", "end_deg", "uncertainty_deg", "error_deg"])
def test_a_baseline_has_finite_figures(figure):
    with pytest.raises(ValueError, match="finite"):
        replace(OWN, **{figure: float("nan")})


RISE = PainRise("figure-4", load_exercises()["figure-4"].dose, date(2026, 11, 3))


def test_a_rise_in_pain_is_kept_beside_the_own_ranges_and_taken_away_alone(records, tmp_path):
    records.keep_pain_rise("Ann", RISE)
    records.keep("Ann", [OWN])
    again = Records(tmp_path)
    assert (again.pain_rise("Ann"), again.baselines("Ann")) == (RISE, (OWN,))
    records.keep_pain_rise("Ann", None)
    assert (again.pain_rise("Ann"), again.baselines("Ann")) == (None, (OWN,))


def test_nothing_is_written_of_a_person_whose_pain_never_rose(records, tmp_path):
    records.keep_pain_rise("Ann", None)
    assert not list(tmp_path.rglob("*.json"))


def test_records_of_an_older_version_are_read(records, tmp_path):
    records.keep("Ann", [OWN])
    path = file_in(tmp_path)
    older = json.loads(path.read_text())
    del older["pain_rise"]
    path.write_text(json.dumps(older))
    assert (records.baselines("Ann"), records.pain_rise("Ann")) == ((OWN,), None)


@pytest.mark.parametrize("harm", ["huge", "pipe", "folder", "deep", "long number"])
def test_what_stands_in_a_files_place_is_said_at_once_and_left(records, tmp_path, harm):
    records.keep("Ann", [OWN])
    path = file_in(tmp_path)
    path.unlink()
    if harm == "huge":
        with path.open("wb") as file:
            file.truncate(10**12)  # a file of holes: it takes no space
    elif harm == "pipe":
        os.mkfifo(path)
    elif harm == "folder":
        path.mkdir()
    else:
        path.write_text("[" * 100_000 if harm == "deep" else '{"version": ' + "1" * 100_000 + "}")
    for use in (lambda: records.baselines("Ann"), lambda: records.keep("Ann", [OWN])):
        with pytest.raises(RecordsError, match=f"{path.name}: "):
            use()
    assert path.exists()
