"""Exercise files: what is wrong is said, all of it, in the file's own words."""

import re
from pathlib import Path

import pytest

from sciatica_coach.errors import ExerciseFileError
from sciatica_coach.exercise.catalog import load_exercise, load_exercises, schema_text
from sciatica_coach.paths import EXERCISES

FILES = sorted(EXERCISES.glob("*.toml"))
GOOD = (EXERCISES / "single-knee-to-chest.toml").read_text(encoding="utf-8")


def broken(tmp_path: Path, *changes: tuple[str, str]) -> tuple[str, ...]:
    text = GOOD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = tmp_path / "single-knee-to-chest.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExerciseFileError, match=path.name) as caught:
        load_exercise(path)
    return caught.value.problems


def test_the_three_exercises_are_there():
    assert set(load_exercises()) >= {"single-knee-to-chest", "figure-4", "nerve-floss"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_has_the_rules_that_are_promised(path):
    promised = {
        "single-knee-to-chest": {
            "other_leg_lifts",
            "head_lifts",
            "hold_too_short",
            "not_far_enough",
            "too_fast",
            "bouncing",
            "pulls_on_shin",
        },
        "figure-4": {
            "ankle_slips",
            "head_lifts",
            "hold_too_short",
            "not_far_enough",
            "too_fast",
            "bouncing",
        },
        "nerve-floss": {
            "tensioner_pattern",
            "out_of_sync",
            "too_fast",
            "slumps",
            "thigh_lifts",
            "holds_at_end",
            "knee_bends",
        },
    }
    exercise = load_exercise(path)
    assert promised.get(path.stem, set()) <= {rule.id for rule in exercise.rules}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param([("hold_s = 20.0", 'hold_s = "long"')], "dose.hold_s: .*number", id="type"),
        pytest.param([("hold_s = 20.0", "holds = 20.0")], "dose.holds: unknown key", id="unknown"),
        pytest.param([("reps = 3\n", "")], "dose.reps: is missing", id="missing"),
        pytest.param(
            [('cue = "Hold behind your thigh."', 'cue = "a b c d e f g h i"')],
            "rules.2.cue: must have at most 8 words, but has 9",
            id="long cue",
        ),
        pytest.param(
            [('advice = "Pull one knee at a time."', 'advice = "a b c d e f g h i"')],
            "throughout.0.advice: must have at most 8 words, but has 9",
            id="long advice",
        ),
        pytest.param([('kind = "swing"', 'kind = "swung"')], "rules.3: .*'swung'", id="kind"),
        pytest.param([('id = "single-', 'id = "double-')], "id: must be", id="id is not the file"),
    ],
)
def test_a_problem_is_named(tmp_path, changes, problem):
    problems = broken(tmp_path, *changes)
    assert any(re.search(problem, line) for line in problems), problems


def test_all_problems_are_listed_at_once(tmp_path):
    problems = broken(
        tmp_path,
        ("hold_s = 20.0", "hold_s = -3.0"),
        ("reps = 3", "reps = 0"),
        ("dwell_s = 0.7", 'dwell_s = "a while"'),
    )
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"id = ", "is not TOML", id="not TOML"),
        pytest.param(b"\xff\xfe\x00", "is not a text in UTF-8", id="not text"),
        pytest.param(b"", "name: is missing", id="empty"),
    ],
)
def test_what_is_no_exercise_at_all(tmp_path, content, problem):
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(ExerciseFileError, match=problem):
        load_exercise(path)


def test_a_missing_file_and_an_empty_folder(tmp_path):
    with pytest.raises(ExerciseFileError, match="cannot be read: No such file"):
        load_exercise(tmp_path / "none.toml")
    with pytest.raises(ExerciseFileError, match="no exercise file"):
        load_exercises(tmp_path)


def test_the_schema_for_editors_is_that_of_the_types():
    kept = (EXERCISES / "exercise.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text(), "write it anew: sciatica-coach check --schema >exercises/..."


def test_a_therapist_changes_a_dose_without_code(tmp_path):
    path = tmp_path / "single-knee-to-chest.toml"
    path.write_text(GOOD.replace("hold_s = 20.0", "hold_s = 12.0"), encoding="utf-8")
    assert load_exercise(path).dose.hold_s == 12.0
