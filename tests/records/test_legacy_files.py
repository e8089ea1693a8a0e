"""What earlier versions kept in files is moved into the database, once, and nothing is lost."""

from datetime import date

import pytest

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.legacy_files import PersonFile, move_in
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
RISE = PainRise("figure-4", load_exercises()["figure-4"].dose, date(2026, 10, 4))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people").mkdir()
    return tmp_path


def write(folder, name, **kept):
    path = folder / "people" / f"{name}.json"
    path.write_text(PersonFile(name=name, **kept).model_dump_json(indent=2))
    return path


def test_own_ranges_and_a_rise_in_pain_move_in(folder, database, people):
    write(folder, "Ann", baselines=(OWN,), pain_rise=RISE)
    write(folder, "Bob")
    move_in(folder, database)
    assert [each.name for each in people.all()] == ["Ann", "Bob"]
    ann = people.open(people.find("Ann").id)
    assert ann.own_ranges() == (OWN,)
    assert ann.pain_rise() == RISE
    assert list((folder / "people").iterdir()) == []


def test_moving_in_twice_changes_nothing(folder, database, people):
    for _ in range(2):  # as when the file could not be deleted the first time
        write(folder, "Ann", baselines=(OWN,), pain_rise=RISE)
        move_in(folder, database)
    ann = people.open(people.find("ann").id)
    assert ann.own_ranges() == (OWN,)


def test_a_damaged_file_is_said_and_stays(folder, database, people, caplog):
    (folder / "people" / "x.json").write_text("{")
    write(folder, "Ann", baselines=(OWN,))
    move_in(folder, database)
    assert [each.name for each in people.all()] == ["Ann"]
    assert [each.name for each in (folder / "people").iterdir()] == ["x.json"]
    assert "x.json: not moved into the records: it is damaged" in caplog.text


def test_no_folder_is_no_trouble(tmp_path, database, people):
    move_in(tmp_path / "nowhere", database)
    assert people.all() == ()
