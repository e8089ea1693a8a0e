"""Options that several commands share, and the reading of what is given to them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.landmarks import Side

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
            f"there is no exercise {exercise!r}; the known ones are {', '.join(exercises)}.",
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
    return None if exercise == "auto" else known_exercise(exercise)


def possible_exercises(asked: "Exercise | None") -> "tuple[Exercise, ...]":
    """The exercises that a video may show."""
    from sciatica_coach.exercise.catalog import load_exercises

    return (asked,) if asked is not None else tuple(load_exercises().values())


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
