"""A quantity held against bounds, and the condition made of one."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from sciatica_coach.exercise.fields import Finite, Grounded, Spoken, Table
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import MIDLINE, Quantity, Unit


class Leg(StrEnum):
    """Which leg a quantity is taken from."""

    WORKING = "working"
    """The leg that does the exercise: pulled, crossed or extended."""
    OTHER = "other"

    def of(self, working: Side) -> Side:
        """The person's side that is meant, by the side that does the exercise."""
        return working if self is Leg.WORKING else working.other


class Limit(Table):
    """A quantity held against bounds; true while it is within them."""

    quantity: Quantity
    leg: Leg = Leg.WORKING
    from_start: bool = False
    """Judge the change from the person's own start position."""
    above_deg: Finite | None = None
    below_deg: Finite | None = None
    above_torso: Finite | None = None
    below_torso: Finite | None = None
    above_share: Finite | None = None
    below_share: Finite | None = None

    @model_validator(mode="after")
    def _bounds_fit_the_quantity(self) -> Self:
        unit = self.quantity.unit
        given = [name for name, value in self._bounds() if value is not None]
        wrong = [name for name in given if not name.endswith(f"_{unit}")]
        if wrong:
            raise ValueError(f"{self.quantity} is counted in {unit}, not {', '.join(wrong)}")
        if not given:
            raise ValueError(f"needs above_{unit} or below_{unit}")
        if self.above > self.below:
            raise ValueError(f"above_{unit} must not exceed below_{unit}")
        if self.quantity in MIDLINE and self.leg is Leg.OTHER:
            raise ValueError(f"{self.quantity} has no side: leave leg out")
        return self

    def _bounds(self) -> tuple[tuple[str, float | None], ...]:
        return tuple(
            (f"{way}_{unit}", getattr(self, f"{way}_{unit}"))
            for way in ("above", "below")
            for unit in Unit
        )

    @property
    def above(self) -> float:
        """Lower bound in the quantity's unit, -inf if there is none."""
        value: float | None = getattr(self, f"above_{self.quantity.unit}")
        return float("-inf") if value is None else value

    @property
    def below(self) -> float:
        """Upper bound in the quantity's unit, +inf if there is none."""
        value: float | None = getattr(self, f"below_{self.quantity.unit}")
        return float("inf") if value is None else value

    def holds(self, value: float) -> bool:
        """Whether a value (or its change from the start) lies within the bounds."""
        return self.above <= value <= self.below


class Condition(Limit, Grounded):
    """A limit that a posture must keep to, and what to say when it does not."""

    advice: Spoken
