"""Exercise files: TOML in, exercises out, every problem of a file said at once."""

import json
import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sciatica_coach.errors import ExerciseFileError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.places import EXERCISES


def load_exercise(path: Path) -> Exercise:
    """Read one exercise file.

    Raises
    ------
    ExerciseFileError
        With every problem in it, if the file is not TOML or not an exercise.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExerciseFileError(path, [f"cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ExerciseFileError(path, ["is not a text in UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ExerciseFileError(path, [f"is not TOML: {error}"]) from error
    try:
        exercise = Exercise.model_validate(document)
    except ValidationError as error:
        problems = [line for details in error.errors() for line in _problems(details)]
        raise ExerciseFileError(path, problems) from error
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


def _problems(details: ErrorDetails) -> list[str]:
    where = ".".join(str(step) for step in details["loc"] if not _is_tag(step, details["loc"]))
    if details["type"] == "value_error":
        told = str(details["ctx"]["error"]).splitlines()
        return [f"{where}: {line}" if where else line for line in told]
    if details["type"] == "missing":
        return [f"{where}: is missing"]
    if details["type"] == "extra_forbidden":
        return [f"{where}: unknown key"]
    message = details["msg"][0].lower() + details["msg"][1:]
    return [f"{where}: {message}, found {details['input']!r}"]


def _is_tag(step: int | str, where: tuple[int | str, ...]) -> bool:
    """Pydantic names the kind of a rule in the path; the file does not."""
    return len(where) > 2 and where[0] == "rules" and step == where[2]
