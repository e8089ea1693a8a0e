"""A measurement with one side taken as the working one: what is true of either leg."""

import math
from dataclasses import dataclass

from sciatica_coach.exercise.limit import Condition, Leg, Limit
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import Quantity

TRUST = 0.25
"""Least visibility at which a quantity is judged: below it the model guesses. It calls the far leg
of real people little visible, and has it as right by 0.25 as by 0.8 (162 photographs)."""


@dataclass(frozen=True, slots=True, eq=False)
class MovementSample:
    """One measurement, with one side taken as the working one."""

    measurement: PoseMeasurement
    side: Side
    """The working side."""
    start: FloatArray
    """(quantity, side) the person's own start position; NaN where it was not measured."""
    phase: Phase
    out_speed_deg_s: float | None = None
    """Mean speed of the movement's angle on the way to the target; None before that."""
    in_posture: bool = True
    """Whether the conditions for being at the target hold."""

    @property
    def time_s(self) -> float:
        """Seconds since the source began."""
        return self.measurement.time_s

    def side_of(self, leg: Leg) -> Side:
        """The person's side that is meant by working or other."""
        return leg.of(self.side)

    def value(self, quantity: Quantity, leg: Leg = Leg.WORKING) -> float:
        """The quantity; NaN where it cannot be trusted."""
        side = self.side_of(leg)
        if not self.measurement.trusted(quantity, side, TRUST):
            return math.nan
        return self.measurement.value(quantity, side)

    def change(self, quantity: Quantity, leg: Leg = Leg.WORKING) -> float:
        """How far the quantity is from the own start; NaN where either is unknown."""
        start = float(self.start[quantity.row, self.side_of(leg).column])
        return self.value(quantity, leg) - start

    def of(self, limit: Limit) -> float:
        """The value that a limit is about; NaN where it cannot be judged."""
        if limit.from_start:
            return self.change(limit.quantity, limit.leg)
        return self.value(limit.quantity, limit.leg)


def first_unmet(
    sample: MovementSample, conditions: tuple[Condition, ...], *, unseen_is_unmet: bool = False
) -> Condition | None:
    """The first condition that is broken.

    One that cannot be judged is taken as kept, or as broken if the working leg must be seen; the
    other leg may always be hidden behind it.
    """
    for condition in conditions:
        value = sample.of(condition)
        if not math.isfinite(value):
            if unseen_is_unmet and condition.leg is Leg.WORKING:
                return condition
        elif not condition.holds(value):
            return condition
    return None
