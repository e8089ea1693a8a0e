"""Exercise files: TOML in, exercises out, every problem of a file said at once."""

import json
from pathlib import Path

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import ExerciseFileError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.paths import EXERCISES


def load_exercise(path: Path) -> Exercise:
    """Read one exercise file.

    Raises
    ------
    ExerciseFileError
        With every problem in it, if the file is not TOML or not an exercise.
    """
    exercise = read_definition(path, Exercise, ExerciseFileError)
    if exercise.id != path.stem:
        raise ExerciseFileError(
            path, [f"id: must be {path.stem!r} as the file is, not {exercise.id!r}"]
        )
    return exercise


def load_exercises(directory: Path = EXERCISES) -> dict[str, Exercise]:
    """Read all exercise files of a folder, by id.

    Raises
    ------
    ExerciseFileError
        If the folder has no exercise file, or for the first file with problems.
    """
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        raise ExerciseFileError(directory, ["there is no exercise file (*.toml) in this folder"])
    return {exercise.id: exercise for exercise in map(load_exercise, paths)}


def schema_text() -> str:
    """The JSON Schema of an exercise file, for editors; kept beside the files."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Exercise.model_json_schema(),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
