"""What the staff can set."""

import os

import pytest

from sciatica_coach.kiosk.settings import Settings, keep_settings, load_settings, lobby_dose
from tests.coaching.play import EXERCISES


def test_they_are_kept_from_one_day_to_the_next(tmp_path):
    file = tmp_path / "data" / "kiosk.json"
    chosen = Settings(
        exercise="figure-4", side="left", reps=2, hold_s=10, language="es", camera="Wall"
    )
    keep_settings(chosen, file)
    assert load_settings(file) == chosen
    assert [path.name for path in file.parent.iterdir()] == ["kiosk.json"]


@pytest.mark.parametrize("written", [None, "", "{", '{"reps": 0}', '{"secret": 1}'])
def test_a_file_that_is_missing_or_damaged_gives_the_usual_ones(tmp_path, written):
    file = tmp_path / "kiosk.json"
    if written is not None:
        file.write_text(written)
    assert load_settings(file) == Settings()
    if written is not None:  # whoever knows what was in it may still mend it
        assert file.with_suffix(".damaged").read_text() == written


def test_what_is_no_file_of_settings_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "kiosk.json")
    assert load_settings(tmp_path / "kiosk.json") == Settings()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda each: each.id)
def test_the_dose_for_a_lobby_is_short(exercise):
    reps, hold_s = lobby_dose(exercise)
    settings = Settings(exercise=exercise.id, reps=reps, hold_s=hold_s)
    assert settings.is_short
    dose = settings.dose(exercise)
    assert (dose.reps, dose.hold_s, dose.sets, dose.alternate_sides) == (reps, hold_s, 1, False)


def test_a_dose_that_takes_too_long_is_not_short():
    assert not Settings(reps=10, hold_s=20).is_short
