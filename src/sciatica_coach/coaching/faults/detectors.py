"""Detectors of form faults: each judges one rule over one repetition."""

import math
from collections.abc import Callable
from statistics import median
from typing import Protocol

from sciatica_coach.coaching.faults.coordination import Coordinator
from sciatica_coach.coaching.movement.sample import MovementSample
from sciatica_coach.exercise.movement import Coordination, Phase
from sciatica_coach.exercise.rules import (
    CoordinationRule,
    LimitRule,
    Rule,
    StillRule,
    SwingRule,
    TempoRule,
)
from sciatica_coach.motion.temporal import Dwell, SlidingWindow


class FaultDetector(Protocol):
    """Judges sample after sample of one repetition by one rule."""

    def update(self, sample: MovementSample) -> float:
        """How far the rule is broken now, in its unit; NaN while it is kept or not judged."""
        ...


_MEDIAN_S = 0.2
"""Shorter than half a swing of somebody who bounces."""


class _LimitDetector:
    """A quantity that is beyond its limit for longer than a moment."""

    def __init__(self, rule: LimitRule) -> None:
        self._rule = rule
        self._dwell = Dwell()

    def update(self, sample: MovementSample) -> float:
        value = sample.of(self._rule)
        broken = sample.phase in self._rule.during and self._rule.holds(value)
        broken_s = self._dwell.update(sample.time_s, holds=broken)
        return value if broken_s >= self._rule.dwell_s else math.nan


class _TempoDetector:
    """A way to the target that was too quick."""

    def __init__(self, rule: TempoRule) -> None:
        self._rule = rule

    def update(self, sample: MovementSample) -> float:
        speed_deg_s = sample.out_speed_deg_s
        if sample.phase is not Phase.TARGET or speed_deg_s is None:
            return math.nan
        return speed_deg_s if speed_deg_s > self._rule.faster_than_deg_s else math.nan


class _StillnessDetector:
    """A target at which the person stays, though the movement asks to go on."""

    def __init__(self, rule: StillRule) -> None:
        self._rule = rule
        self._still = SlidingWindow[float]()

    def update(self, sample: MovementSample) -> float:
        value = sample.value(self._rule.quantity, self._rule.leg)
        if sample.phase is not Phase.TARGET:
            self._still.clear()
        if sample.phase is not Phase.TARGET or not math.isfinite(value):
            return math.nan
        self._still.append(sample.time_s, value)
        while _spread(self._still.values) > 2 * self._rule.within_deg:
            self._still.drop_oldest()
        still_s = self._still.span_s
        return still_s if still_s > self._rule.dwell_s else math.nan


def _spread(values: list[float]) -> float:
    return max(values) - min(values)


class _SwingDetector:
    """Counts turns after a way of at least `swing_deg`.

    Taken from a running median: an estimate that jumps for a frame or two is no swing.
    """

    def __init__(self, rule: SwingRule) -> None:
        self._rule = rule
        self._recent = SlidingWindow[float](_MEDIAN_S)
        self._extreme: float | None = None
        self._heading = 0
        self._turns = 0

    def update(self, sample: MovementSample) -> float:
        if sample.phase not in (Phase.TARGET, Phase.BACK):
            return math.nan
        value = sample.value(self._rule.quantity, self._rule.leg)
        if math.isfinite(value):
            self._recent.append(sample.time_s, value)
            self._take(median(self._recent.values))
        return float(self._turns) if self._turns >= self._rule.turns else math.nan

    def _take(self, value: float) -> None:
        if self._extreme is None:
            self._extreme = value
        way = value - self._extreme
        if abs(way) >= self._rule.swing_deg and math.copysign(1, way) != self._heading:
            self._turns += self._heading != 0
            self._heading = int(math.copysign(1, way))
        if way * self._heading > 0 or (self._heading == 0 and abs(way) >= self._rule.swing_deg):
            self._extreme = value


class _OppositionDetector:
    """Two signals that run against each other: this must be told at once."""

    def __init__(self, rule: CoordinationRule, coordination: Coordination) -> None:
        self._rule = rule
        self._limit = coordination.opposed_below
        self._coordinator = Coordinator(coordination)
        self._dwell = Dwell()

    def update(self, sample: MovementSample) -> float:
        self._coordinator.update(sample)
        agreement = self._coordinator.agreement()
        opposed_s = self._dwell.update(sample.time_s, holds=agreement < self._limit)
        return agreement if opposed_s >= self._rule.dwell_s else math.nan


class _OutOfStepDetector:
    """Two signals that do not run together: known when the repetition is nearly over."""

    def __init__(self, rule: CoordinationRule, coordination: Coordination) -> None:
        self._rule = rule
        self._coordination = coordination
        self._coordinator = Coordinator(coordination)
        self._dwell = Dwell()

    def update(self, sample: MovementSample) -> float:
        self._coordinator.update(sample)
        value = self._broken() if sample.phase is Phase.BACK else math.nan
        broken_s = self._dwell.update(sample.time_s, holds=math.isfinite(value))
        return value if broken_s >= self._rule.dwell_s else math.nan

    def _broken(self) -> float:
        agreement = self._coordinator.agreement()
        if math.isnan(agreement) and self._coordinator.second_is_missing():
            return 0.0
        limits = self._coordination
        return agreement if limits.opposed_below <= agreement < limits.in_step_above else math.nan


def detector_for(rule: Rule, coordination: Coordination | None) -> FaultDetector | None:
    """The detector of a rule; None for one that is only known at the end of a repetition."""
    if isinstance(rule, CoordinationRule):
        if coordination is None:
            return None
        kind = _OppositionDetector if rule.pattern == "opposed" else _OutOfStepDetector
        return kind(rule, coordination)
    makers: dict[type, Callable[..., FaultDetector]] = {
        LimitRule: _LimitDetector,
        TempoRule: _TempoDetector,
        StillRule: _StillnessDetector,
        SwingRule: _SwingDetector,
    }
    maker = makers.get(type(rule))
    return maker(rule) if maker else None
