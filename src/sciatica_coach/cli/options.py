"""Options that several commands share, and the reading of what is given to them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import EXERCISES
from sciatica_coach.review.decimal_mark import DecimalMark

if TYPE_CHECKING:
    from sciatica_coach.exercise.definition import Exercise


class SideOption(StrEnum):
    """The working side, or to find it out."""

    LEFT = "left"
    RIGHT = "right"
    AUTO = "auto"

    @property
    def side(self) -> Side | None:
        """None for auto."""
        return None if self is SideOption.AUTO else Side(self.value)


WorkingSide = Annotated[SideOption, typer.Option(help="The working leg.")]
RecordingModel = Annotated[
    Model, typer.Option(help="How much work per picture; full is more than twice as quick.")
]


DecimalMarkOption = Annotated[
    DecimalMark | None,
    typer.Option(
        help="Decimal mark in the table: a comma, with semicolons between the columns, or a "
        "point; else figures without one (2402E-3), which every spreadsheet reads alike.",
    ),
]
EXERCISE_IDS = sorted(path.stem for path in EXERCISES.glob("*.toml"))
"""A file is called as its exercise: to name them, none needs to be read."""


def _beginning_with(incomplete: str) -> list[str]:
    """The exercises that a shell offers to complete what has been typed."""
    return [each for each in EXERCISE_IDS if each.startswith(incomplete)]


ExerciseId = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help=f"What is done in the video: {', '.join(EXERCISE_IDS)}.",
        autocompletion=_beginning_with,
        show_default=False,
    ),
]


def known_exercise(exercise: str) -> "Exercise":
    """The exercise with this id.

    Raises
    ------
    typer.BadParameter
        If there is none; the message names those that there are.
    """
    from sciatica_coach.exercise.catalog import load_exercises

    exercises = load_exercises()
    if exercise not in exercises:
        raise typer.BadParameter(
            f"there is no exercise '{exercise}'; the known ones are {', '.join(exercises)}.",
            param_hint="--exercise",
        )
    return exercises[exercise]


def valid_name(person: str) -> str:
    """The name of a person in the one way in which records write it.

    Raises
    ------
    typer.BadParameter
        If it cannot be a name.
    """
    from sciatica_coach.records.person import person_name

    try:
        return person_name(person)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--person") from error
