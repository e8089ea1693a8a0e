"""What a session holds: sets on both sides or one, one after the other, with rests between."""

from collections.abc import Sequence
from dataclasses import dataclass

from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.motion.landmarks import Side


@dataclass(frozen=True, slots=True)
class SetPlan:
    """One set on one side."""

    exercise: Exercise
    side: Side | None
    """The working side; None to let the coach see."""
    dose: Dose
    set_number: int = 1
    """From 1; each side has its own first set."""
    measures: bool = False
    """Whether the own range is measured, in place of a set."""


def sets_of(exercise: Exercise, dose: Dose, sides: Sequence[Side]) -> tuple[SetPlan, ...]:
    """The sets of a session in their order, the sides taking turns.

    Parameters
    ----------
    sides
        In the order they are done; empty to let the coach see, which is one side a set.
    """
    return tuple(
        SetPlan(exercise, side, dose, number)
        for number in range(1, dose.sets + 1)
        for side in (sides or (None,))
    )
