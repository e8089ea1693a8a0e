"""Form faults: what is wrong, since when, and how much."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from sciatica_coach.coaching.faults.coordination import Coordinator
from sciatica_coach.coaching.movement.sample import MovementSample
from sciatica_coach.exercise.definition import (
    Coordination,
    CoordinationRule,
    Leg,
    LimitRule,
    OutcomeRule,
    Phase,
    Rule,
    Severity,
    StillRule,
    SwingRule,
    TempoRule,
)
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import MIDLINE, Quantity


@dataclass(frozen=True, slots=True)
class Fault:
    """One stretch of time in which a rule was broken."""

    rule: str
    side: Side | None
    """The leg at fault; None for head and trunk."""
    start_s: float
    end_s: float
    severity: Severity
    worst: float
    """The value furthest over the limit, in the rule's unit."""
    rep: int | None
    """Repetition it fell into, counted from 1; None while that is not known yet."""


class FaultDetector(Protocol):
    """Looks at moment after moment of one repetition for one rule."""

    def update(self, sample: MovementSample) -> float:
        """How far the rule is broken now, in its unit; NaN while it is kept or not judged."""
        ...


_MEDIAN_S = 0.2
"""Shorter than half a swing of somebody who bounces."""


class _LimitDetector:
    def __init__(self, rule: LimitRule) -> None:
        self._rule = rule
        self._since_s: float | None = None

    def update(self, sample: MovementSample) -> float:
        value = sample.of(self._rule)
        broken = sample.phase in self._rule.during and self._rule.holds(value)
        if not broken:
            self._since_s = None
            return math.nan
        if self._since_s is None:
            self._since_s = sample.time_s
        return value if sample.time_s - self._since_s >= self._rule.dwell_s else math.nan


class _TempoDetector:
    def __init__(self, rule: TempoRule) -> None:
        self._rule = rule

    def update(self, sample: MovementSample) -> float:
        speed_deg_s = sample.out_speed_deg_s
        if sample.phase is not Phase.TARGET or speed_deg_s is None:
            return math.nan
        return speed_deg_s if speed_deg_s > self._rule.faster_than_deg_s else math.nan


class _StillnessDetector:
    def __init__(self, rule: StillRule) -> None:
        self._rule = rule
        self._course: deque[tuple[float, float]] = deque()

    def update(self, sample: MovementSample) -> float:
        value = sample.value(self._rule.quantity, self._rule.leg)
        if sample.phase is not Phase.TARGET:
            self._course.clear()
        if sample.phase is not Phase.TARGET or not math.isfinite(value):
            return math.nan
        self._course.append((sample.time_s, value))
        while self._spread() > 2 * self._rule.within_deg:
            self._course.popleft()
        still_s = sample.time_s - self._course[0][0]
        return still_s if still_s > self._rule.dwell_s else math.nan

    def _spread(self) -> float:
        values = [value for _, value in self._course]
        return max(values) - min(values)


class _SwingDetector:
    """Counts turns after a way of at least `swing_deg`.

    Taken from a running median: an estimate that jumps for a frame or two is no swing.
    """

    def __init__(self, rule: SwingRule) -> None:
        self._rule = rule
        self._recent: deque[tuple[float, float]] = deque()
        self._extreme: float | None = None
        self._heading = 0
        self._turns = 0

    def update(self, sample: MovementSample) -> float:
        if sample.phase not in (Phase.TARGET, Phase.BACK):
            return math.nan
        value = sample.value(self._rule.quantity, self._rule.leg)
        if math.isfinite(value):
            self._take(self._median(sample.time_s, value))
        return float(self._turns) if self._turns >= self._rule.turns else math.nan

    def _median(self, time_s: float, value: float) -> float:
        self._recent.append((time_s, value))
        while time_s - self._recent[0][0] > _MEDIAN_S:
            self._recent.popleft()
        return median(each for _, each in self._recent)

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
        self._since_s: float | None = None

    def update(self, sample: MovementSample) -> float:
        self._coordinator.update(sample)
        agreement = self._coordinator.agreement()
        if not agreement < self._limit:
            self._since_s = None
            return math.nan
        if self._since_s is None:
            self._since_s = sample.time_s
        return agreement if sample.time_s - self._since_s >= self._rule.dwell_s else math.nan


class _OutOfStepDetector:
    """Two signals that do not run together: known when the repetition is nearly over."""

    def __init__(self, rule: CoordinationRule, coordination: Coordination) -> None:
        self._rule = rule
        self._coordination = coordination
        self._coordinator = Coordinator(coordination)
        self._since_s: float | None = None

    def update(self, sample: MovementSample) -> float:
        self._coordinator.update(sample)
        value = self._broken() if sample.phase is Phase.BACK else math.nan
        if not math.isfinite(value):
            self._since_s = None
            return math.nan
        if self._since_s is None:
            self._since_s = sample.time_s
        return value if sample.time_s - self._since_s >= self._rule.dwell_s else math.nan

    def _broken(self) -> float:
        agreement = self._coordinator.agreement()
        if math.isnan(agreement) and self._coordinator.second_is_missing():
            return 0.0
        limits = self._coordination
        return agreement if limits.opposed_below <= agreement < limits.in_step_above else math.nan


def detector_for(rule: Rule, coordination: Coordination | None) -> FaultDetector | None:
    """The watch for a rule; None for one that is only known at the end of a repetition."""
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


@dataclass(slots=True)
class _OngoingFault:
    start_s: float
    last_s: float
    worst: float


_LAPSE_S = 0.3
"""A fault that pauses for less goes on: measurements flicker at a limit."""


class FaultLog:
    """The faults of one repetition, for one working side and movement."""

    def __init__(
        self, rules: tuple[Rule, ...], coordination: Coordination | None, side: Side
    ) -> None:
        self._rules = rules
        self._watches = {
            rule.id: made
            for rule in rules
            if (made := detector_for(rule, coordination)) is not None
        }
        self._side = side
        self._open: dict[str, _OngoingFault] = {}
        self._closed: list[Fault] = []

    def update(self, sample: MovementSample) -> None:
        """Look at the next moment of the repetition."""
        for rule in self._rules:
            if rule.id not in self._watches:
                continue
            value = self._watches[rule.id].update(sample)
            if math.isfinite(value):
                self._extend(rule, sample.time_s, value)
            elif rule.id in self._open:
                self._close_if_over(rule, sample.time_s)

    def conclude(self, outcome: str | None, time_s: float) -> tuple[Fault, ...]:
        """All faults of the repetition, which ends now with this outcome.

        An outcome is known by the end: it lasts for a moment there.
        """
        for rule in self._rules:
            if rule.id in self._open:
                self._close(rule)
            if isinstance(rule, OutcomeRule) and rule.outcome == outcome:
                self._closed.append(self._fault(rule, _OngoingFault(time_s, time_s, 0.0)))
        return tuple(sorted(self._closed, key=lambda fault: fault.start_s))

    @property
    def going_on(self) -> tuple[Fault, ...]:
        """Faults that are not mended yet."""
        return tuple(
            self._fault(rule, self._open[rule.id]) for rule in self._rules if rule.id in self._open
        )

    def _extend(self, rule: Rule, time_s: float, value: float) -> None:
        known = self._open.setdefault(rule.id, _OngoingFault(time_s, time_s, value))
        known.last_s = time_s
        known.worst = max(known.worst, value, key=abs)

    def _close_if_over(self, rule: Rule, time_s: float) -> None:
        if time_s - self._open[rule.id].last_s > _LAPSE_S:
            self._close(rule)

    def _close(self, rule: Rule) -> None:
        self._closed.append(self._fault(rule, self._open.pop(rule.id)))

    def _fault(self, rule: Rule, known: _OngoingFault) -> Fault:
        return Fault(
            rule=rule.id,
            side=self._side_at_fault(rule),
            start_s=known.start_s,
            end_s=known.last_s,
            severity=rule.severity,
            worst=known.worst,
            rep=None,
        )

    def _side_at_fault(self, rule: Rule) -> Side | None:
        quantity: Quantity | None = getattr(rule, "quantity", None)
        if quantity in MIDLINE or isinstance(rule, CoordinationRule):
            return None
        leg: Leg = getattr(rule, "leg", Leg.WORKING)
        return self._side if leg is Leg.WORKING else self._side.other
