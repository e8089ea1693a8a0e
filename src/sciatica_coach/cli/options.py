"""Options that several commands share, and the reading of what is given to them."""

from datetime import date, datetime
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
    DecimalMark,
    typer.Option(
        help="Decimal mark in the table: a point, or a comma with semicolons between the columns."
    ),
]
FilmedOn = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day on which it was filmed, if nothing or something wrong is noted of that.",
    ),
]
_FIRST_DAY = date(2000, 1, 1)
"""No coach measured anybody before: an earlier day is a mistake, such as 1026 for 2026."""
EXERCISE_IDS = sorted(path.stem for path in EXERCISES.glob("*.toml"))
"""A file is called as its exercise: to name them, none needs to be read."""


_AUTO = "auto"
"""In place of an exercise's id: find it out."""


def _beginning_with(incomplete: str) -> list[str]:
    """The exercises that a shell offers to complete what has been typed."""
    return [each for each in EXERCISE_IDS if each.startswith(incomplete)]


def _or_auto_beginning_with(incomplete: str) -> list[str]:
    return [*_beginning_with(incomplete), *([_AUTO] if _AUTO.startswith(incomplete) else [])]


ExerciseId = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help=f"What is done in the video: {', '.join(EXERCISE_IDS)}.",
        autocompletion=_beginning_with,
        show_default=False,
    ),
]


ExerciseOrAuto = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help=f"What is done in the videos: {', '.join(EXERCISE_IDS)}; or {_AUTO} to find it out.",
        autocompletion=_or_auto_beginning_with,
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


def exercise_or_auto(exercise: str) -> "Exercise | None":
    """The exercise with this id; None for `auto`, which is found out in each video.

    Raises
    ------
    typer.BadParameter
        If there is none; the message names those that there are.
    """
    return None if exercise == _AUTO else known_exercise(exercise)


def possible_exercises(asked: "Exercise | None") -> "tuple[Exercise, ...]":
    """The exercises that a video may show."""
    from sciatica_coach.exercise.catalog import load_exercises

    return (asked,) if asked is not None else tuple(load_exercises().values())


def filming_day(given: datetime | None) -> date | None:
    """The day on which a video was filmed, if it was given.

    Raises
    ------
    typer.BadParameter
        If nobody can have filmed it then.
    """
    if given is None:
        return None
    if given.date() > datetime.now().date():
        raise typer.BadParameter(
            f"{given.date()} is still to come; give the day when it was filmed.",
            param_hint="--date",
        )
    if given.date() < _FIRST_DAY:
        raise typer.BadParameter(
            f"{given.date()} is too long ago; give the day when it was filmed.",
            param_hint="--date",
        )
    return given.date()


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
