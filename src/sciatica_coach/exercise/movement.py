"""How an exercise is moved: from a start to a target and back, and what must move together."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sciatica_coach.exercise.fields import Few, Finite, Grounded, Id, Table, Text
from sciatica_coach.exercise.limit import Condition, Leg
from sciatica_coach.motion.quantities import Quantity, Unit


class Phase(StrEnum):
    """Where in a repetition the person is."""

    START = "start"
    OUT = "out"
    TARGET = "target"
    BACK = "back"


class Movement(Grounded):
    """One way from a start to a target and back, told by one quantity."""

    id: Id
    name: Text
    quantity: Quantity
    leg: Leg = Leg.WORKING
    start_deg: Finite
    """Where a typical person starts; replaced by the own start when it is seen."""
    target_deg: Finite
    """Where the target begins; replaced by the own baseline where there is one."""
    from_start: bool = False
    """True if start and target are changes from the person's own start, not absolute angles."""
    start: Annotated[tuple[Condition, ...], Few] = ()
    """What must hold in the start position before repetitions are counted."""
    throughout: Annotated[tuple[Condition, ...], Few] = ()
    """What must hold all along, or the attempt is not this exercise."""
    at_target: Annotated[tuple[Condition, ...], Few] = ()
    """What must hold for the target to count as reached."""

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.quantity.unit is not Unit.DEG:
            raise ValueError(f"quantity must be an angle, not {self.quantity}")
        if abs(self.target_deg - self.start_deg) < 10:
            raise ValueError("start_deg and target_deg must be at least 10 degrees apart")
        return self

    @property
    def direction(self) -> int:
        """1 if the angle rises on the way to the target, else -1."""
        return 1 if self.target_deg > self.start_deg else -1


class Sweep(Table):
    """One of two quantities that must move together, and how far it must at least."""

    quantity: Quantity
    leg: Leg = Leg.WORKING
    at_least_deg: Annotated[float, Field(gt=0, le=180)]


class Coordination(Grounded):
    """Two quantities that move together over a repetition.

    Compared by the correlation of the two over the repetition so far, times `sign`.
    """

    movements: Annotated[tuple[Id, ...], Few] = ()
    """The movements it belongs to; empty for all."""
    first: Sweep
    second: Sweep
    sign: Literal[1, -1]
    """1 if both rise together, -1 if one falls while the other rises."""
    opposed_from_deg: Annotated[float, Field(gt=0, le=180)]
    """The second one's sweep from which running against the first one is told: safety comes
    before the full sweep."""
    in_step_above: Annotated[float, Field(ge=-1, le=1)]
    opposed_below: Annotated[float, Field(ge=-1, le=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.opposed_below >= self.in_step_above:
            raise ValueError("opposed_below must lie below in_step_above")
        return self
