"""Form faults: what is wrong, since when, and how much."""

from dataclasses import dataclass

from sciatica_coach.exercise.definition import Severity
from sciatica_coach.motion.landmarks import Side


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
    """Repetition it fell into, counted from 1; None between repetitions."""
