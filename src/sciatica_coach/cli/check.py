"""`sciatica-coach check`: validates exercise definitions and languages."""

from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.terminal import tell_stderr
from sciatica_coach.errors import CoachError
from sciatica_coach.paths import EXERCISES
from sciatica_coach.visible_text import visible


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", show_default=False, readable=False)
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema for editors instead.")
    ] = False,
) -> None:
    """Validate exercise definitions: those given, or all that are shipped, and the languages.

    Each one must count three ideal repetitions of each of its movements as exactly three. A
    language must have every text that people read or hear.
    """
    if schema:
        from sciatica_coach.exercise.catalog import schema_text

        print(schema_text(), end="")
        return
    paths = [path for given in files or [EXERCISES] for path in _definitions(given)]
    if not paths:
        tell_stderr("there is no exercise file (*.toml) in this folder.")
    problems = [problem for path in paths if (problem := _problem(path))]
    if not files and not problems:
        problems += _language_problems()
    for problem in problems:
        tell_stderr(problem)
    raise typer.Exit(ExitCode.FAILED if problems or not paths else ExitCode.DONE)


def _problem(path: Path) -> str | None:
    """What is wrong with an exercise file; None, and a line that says so, if it is in order."""
    from sciatica_coach.coaching.ideal import contradictions
    from sciatica_coach.exercise.catalog import load_exercise

    try:
        exercise = load_exercise(path)
    except CoachError as error:
        return str(error)
    if found := contradictions(exercise):
        return "\n  ".join([f"{path}:", *found])
    print(f"{visible(str(path))}: {visible(exercise.name)}, {len(exercise.rules)} rules: in order")
    return None


def _language_problems() -> list[str]:
    """What is wrong with the languages' files; a line for each that is in order."""
    from sciatica_coach.language.catalog import read_language
    from sciatica_coach.texts import language_problems

    try:
        found = language_problems()
    except CoachError as error:
        return [str(error)]
    for path in (path for path, problems in found.items() if not problems):
        print(f"{path}: {read_language(path).name}: in order")
    return ["\n  ".join([f"{path}:", *problems]) for path, problems in found.items() if problems]


def _definitions(given: Path) -> list[Path]:
    return sorted(given.glob("*.toml")) if given.is_dir() else [given]
