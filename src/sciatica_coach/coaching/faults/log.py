"""The form faults of a repetition: what was wrong, since when, and how much."""

import math
from dataclasses import dataclass

from sciatica_coach.coaching.faults.detectors import detector_for
from sciatica_coach.coaching.movement.sample import MovementSample
from sciatica_coach.exercise.limit import Leg
from sciatica_coach.exercise.movement import Coordination
from sciatica_coach.exercise.rules import (
    CoordinationRule,
    LimitRule,
    Outcome,
    OutcomeRule,
    Rule,
    Severity,
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
        self._detectors = {
            rule.id: made
            for rule in rules
            if (made := detector_for(rule, coordination)) is not None
        }
        self._side = side
        self._open: dict[str, _OngoingFault] = {}
        self._closed: list[Fault] = []

    def update(self, sample: MovementSample) -> None:
        """Judge the next sample of the repetition."""
        for rule in self._rules:
            if rule.id not in self._detectors:
                continue
            value = self._detectors[rule.id].update(sample)
            if math.isfinite(value):
                self._extend(rule, sample.time_s, value)
            elif rule.id in self._open:
                self._close_if_over(rule, sample.time_s)

    def conclude(self, outcome: Outcome | None, time_s: float) -> tuple[Fault, ...]:
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
        worst = min if _is_worse_below(rule) else max
        known.worst = worst(known.worst, value)

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
        return leg.of(self._side)


def _is_worse_below(rule: Rule) -> bool:
    """Whether a rule is broken more, the lower its value is."""
    has_no_upper_limit = isinstance(rule, LimitRule) and math.isinf(rule.above)
    return has_no_upper_limit or isinstance(rule, CoordinationRule)
