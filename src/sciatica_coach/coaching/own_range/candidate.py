"""One side and movement whose own range may be meant: rest, the comfortable end, and back."""

import math
from dataclasses import dataclass

import numpy as np

from sciatica_coach.coaching.movement.sample import MovementSample, first_unmet
from sciatica_coach.coaching.movement.stillness import Stillness
from sciatica_coach.exercise.limit import Condition
from sciatica_coach.exercise.movement import Movement, Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.temporal import Dwell
from sciatica_coach.motion.uncertainty import bound_90_deg

_OUT_DEG = 8.0
"""Nearer to the rest position it is the rest position."""
_BACK_SHARE = 0.6
"""Share of the way out below which the limb is going back: a hold that sags is no end."""
_RESTED_SHARE = 0.35
"""Share of the way out within which a later rest must lie: the hips may have slid a little."""
_ENOUGH = 0.95
"""Share of the time asked for which frames must span: they do not come on the dot."""

_SETTLE_S = 1.0
"""On the way out a posture is not yet that of the end."""


@dataclass(frozen=True, slots=True)
class HeldAngle:
    """An angle that was held still."""

    angle_deg: float
    uncertainty_deg: float
    """Nine of ten angles lie within it."""


class RangeCandidate:
    """Follows one side through one movement, out and back, as often as it is done."""

    def __init__(self, movement: Movement, side: Side, still_s: float) -> None:
        self.movement = movement
        self.side = side
        self.phase = Phase.START
        self.unmet: Condition | None = None
        """The condition that has kept the position from being taken for a while."""
        self._dwell_of_unmet = Dwell()
        self.rests: list[HeldAngle] = []
        self.ends: list[HeldAngle] = []
        self._heading = movement.direction
        self._still = Stillness(still_s)
        self._asked_s = _ENOUGH * still_s
        self._best: HeldAngle | None = None
        self.out_deg = 0.0
        """How far out the limb is just now."""

    @property
    def still_s(self) -> float:
        """How long the present position has been held."""
        return self._still.still_s

    @property
    def furthest_deg(self) -> float:
        """The longest way that was held so far, from rest; 0 before there is one."""
        held = [*self.ends, *([self._best] if self._best else [])]
        return max((self._way_deg(each.angle_deg) for each in held), default=0.0)

    def angle_deg(self, measurement: PoseMeasurement) -> float:
        """The angle that tells this movement; NaN where it cannot be trusted."""
        return self._sample(measurement).value(self.movement.quantity, self.movement.leg)

    def update(self, measurement: PoseMeasurement) -> None:
        """Take the next measurement, of a person in position."""
        sample = self._sample(measurement)
        angle_deg = sample.value(self.movement.quantity, self.movement.leg)
        if self.phase is Phase.START:
            self._rest(sample, angle_deg)
        else:
            self._go(sample, angle_deg)

    def _sample(self, measurement: PoseMeasurement) -> MovementSample:
        return MovementSample(
            measurement, self.side, np.full_like(measurement.values, np.nan), self.phase
        )

    def _way_deg(self, angle_deg: float) -> float:
        return (angle_deg - self.rests[0].angle_deg) * self._heading

    def _rest(self, sample: MovementSample, angle_deg: float) -> None:
        if not math.isfinite(angle_deg):
            return
        if not self._fits(sample, first_unmet(sample, self.movement.start, unseen_is_unmet=True)):
            return
        if self.ends and self._way_deg(angle_deg) > _RESTED_SHARE * self.furthest_deg:
            self._still.clear()
            return
        if self._hold(sample, angle_deg) is None:
            return
        self.rests.append(self._held())
        self._still.clear()
        self.phase = Phase.OUT

    def _go(self, sample: MovementSample, angle_deg: float) -> None:
        conditions = (*self.movement.throughout, *self.movement.at_target)
        if not math.isfinite(angle_deg):
            return
        way_deg = self.out_deg = self._way_deg(angle_deg)
        if self._best and way_deg < _BACK_SHARE * self._way_deg(self._best.angle_deg):
            self._conclude(self._best)
            return
        is_out = way_deg >= _OUT_DEG
        if (
            not self._fits(sample, first_unmet(sample, conditions) if is_out else None)
            or not is_out
        ):
            self._still.clear()
            return
        held = self._hold(sample, angle_deg)
        if held is None:
            return
        if self._best is None or way_deg > self._way_deg(self._best.angle_deg):
            self._best = held
        self.phase = Phase.TARGET

    def _fits(self, sample: MovementSample, unmet: Condition | None) -> bool:
        """Whether the posture fits; what keeps it from it is said only if it lasts."""
        unmet_s = self._dwell_of_unmet.update(sample.time_s, holds=unmet is not None)
        if unmet is None or unmet_s >= _SETTLE_S:
            self.unmet = unmet
        return unmet is None

    def _conclude(self, end: HeldAngle) -> None:
        self.ends.append(end)
        self._best = None
        self.out_deg = 0.0
        self.phase = Phase.START
        self._still.clear()

    def _hold(self, sample: MovementSample, angle_deg: float) -> HeldAngle | None:
        """Keep the angle in mind; what was held, once it was held for long enough."""
        column = sample.side_of(self.movement.leg).column
        standard_error_deg = sample.measurement.standard_error_deg[
            self.movement.quantity.row, column
        ]
        still_s = self._still.update(sample.time_s, angle_deg, float(standard_error_deg))
        return self._held() if still_s >= self._asked_s else None

    def _held(self) -> HeldAngle:
        return HeldAngle(
            float(np.median(self._still.angles_deg)),
            bound_90_deg(float(np.median(self._still.standard_errors_deg))),
        )
