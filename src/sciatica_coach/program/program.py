"""What a person is asked to do: which exercises, on which sides and days, and how much of each.

The pages call it the plan. In code `Plan` is what is done in one session.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.exercise.fields import Id, Table, Text
from sciatica_coach.motion.landmarks import SIDES, Side

PAIN_CEILING = 3
"""The usual one: a stretch is felt as 2 to 3 of 10, and above 3 of 10 one stops (N7 and C3 in
`docs/sources.md`)."""
MOST_EXERCISES = 30
LONGEST_NOTE = 500
"""Characters; more is not read before an exercise."""
SET_BY_HAND = "set in the plan"
"""Where the figures of a dose come from that somebody has changed."""


class Weekday(StrEnum):
    """A day of the week, in the order of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The one that a day falls on."""
        return WEEKDAYS[day.weekday()]


WEEKDAYS = tuple(Weekday)


def _without_twins(values: tuple[StrEnum, ...]) -> tuple[StrEnum, ...]:
    twins = sorted({each.value for each in values if values.count(each) > 1})
    if twins:
        raise ValueError(f"{twins[0]} is given twice")
    return values


def _in_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(sorted(days, key=WEEKDAYS.index))


class ProgramExercise(Table):
    """One exercise of a program."""

    exercise: Id
    """Its id; one that this computer has no file for is kept."""
    sides: Annotated[
        tuple[Side, ...], Field(min_length=1, max_length=2), AfterValidator(_without_twins)
    ] = SIDES
    """In the order in which they are done."""
    dose: Dose
    """On each side, each time."""
    weekdays: Annotated[
        tuple[Weekday, ...],
        Field(min_length=1, max_length=7),
        AfterValidator(_without_twins),
        AfterValidator(_in_order),
    ] = WEEKDAYS
    start_day: date | None = None
    """The first day; None for as soon as the program holds."""
    end_day: date | None = None
    """The last day, itself included; None for no end."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start_day and self.end_day and self.end_day < self.start_day:
            raise ValueError("end_day must not be before start_day")
        return self

    def is_due_on(self, day: date) -> bool:
        """Whether it is to be done on this day."""
        if self.start_day is not None and day < self.start_day:
            return False
        if self.end_day is not None and day > self.end_day:
            return False
        return Weekday.of(day) in self.weekdays


class ExerciseProgram(Table):
    """All that a person is asked to do, until another program takes its place."""

    exercises: Annotated[tuple[ProgramExercise, ...], Field(max_length=MOST_EXERCISES)]
    """In the order in which they are shown; none for a program that has ended."""
    pain_ceiling: Annotated[int, Field(ge=0, le=10)] = PAIN_CEILING
    """Of 10: more pain than this asks for less."""
    note: Annotated[Text, Field(max_length=LONGEST_NOTE)] | None = None
    """What else the person is to know, in the words of whoever set the program."""

    @model_validator(mode="after")
    def _has_each_exercise_once(self) -> Self:
        ids = [each.exercise for each in self.exercises]
        twins = sorted({each for each in ids if ids.count(each) > 1})
        if twins:
            raise ValueError(f"exercises: {twins[0]} is given twice")
        return self

    def due_on(self, day: date) -> tuple[ProgramExercise, ...]:
        """What is to be done on this day."""
        return tuple(each for each in self.exercises if each.is_due_on(day))

    def of(self, exercise: str) -> ProgramExercise | None:
        """What is asked for of one exercise, by its id."""
        return next((each for each in self.exercises if each.exercise == exercise), None)

    def unknown(self, known: Collection[str]) -> tuple[str, ...]:
        """Ids of exercises that are not among those known."""
        return tuple(each.exercise for each in self.exercises if each.exercise not in known)

    def with_dose(self, exercise: str, dose: Dose) -> "ExerciseProgram":
        """The same program with another dose of one exercise."""
        changed = tuple(
            each.model_copy(update={"dose": dose}) if each.exercise == exercise else each
            for each in self.exercises
        )
        return self.model_copy(update={"exercises": changed})


@dataclass(frozen=True, slots=True)
class DatedProgram:
    """A program, and since when it holds.

    Raises
    ------
    ValueError
        If the moment has no time zone.
    """

    program: ExerciseProgram
    from_day: date
    """It holds on this day and those after it, until another one does."""
    set_by: str
    """The name of the person or the therapist."""
    set_at: datetime
    """With its time zone."""

    def __post_init__(self) -> None:
        if self.set_at.utcoffset() is None:
            raise ValueError("set_at must have a time zone")


def by_hand(dose: Dose, **figures: float) -> Dose:
    """The dose with other figures, which the sources of the usual one do not vouch for.

    Raises
    ------
    ValueError
        If a figure is out of its bounds.
    """
    values = dose.model_dump() | figures | {"sources": (), "derived": SET_BY_HAND}
    changed = Dose.model_validate(values)
    return dose if same_amount(changed, dose) else changed


def same_amount(dose: Dose, other: Dose) -> bool:
    """Whether two doses ask for the same, wherever their figures are from."""
    return _figures(dose) == _figures(other)


def default_program(exercises: Mapping[str, Exercise]) -> ExerciseProgram:
    """Each exercise daily on both sides, as much as its definition asks for."""
    return ExerciseProgram(
        exercises=tuple(default_exercise(each) for each in exercises.values()),
    )


def default_exercise(exercise: Exercise) -> ProgramExercise:
    """The exercise daily on both sides, as much as its definition asks for."""
    return ProgramExercise(exercise=exercise.id, dose=exercise.dose)


def _figures(dose: Dose) -> dict[str, object]:
    return dose.model_dump(exclude={"sources", "derived"})
