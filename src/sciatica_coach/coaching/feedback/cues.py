"""Which single cue is given now: the gravest fault first, not too often, praise when mended."""

import math
from dataclasses import dataclass

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.speech_queue import SPACING_S
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.exercise.rules import Rule, Severity

_REPEAT_S = 8.0
"""The same cue is not repeated sooner while its fault goes on."""
_SHOWN_S = 3.0
"""A cue stays for this long at least, and a fault of a moment as long as that."""
_RANKS = {"limit": Priority.SAFETY, "outcome": Priority.RANGE}
"""By the kind of rule: posture first, then how far, then how fast."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing that is said now."""

    text: str
    severity: Severity
    priority: Priority
    rule: str | None
    """The rule it corrects; None for praise and for an instruction."""
    since_s: float
    """When it was given, in the source's time: a new moment is a new cue."""
    is_praise: bool = False


class CueGiver:
    """Chooses the cue; one instance a set."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._order = {rule.id: place for place, rule in enumerate(rules)}
        self._cue: Cue | None = None
        self._given_s: dict[str, float] = {}
        self._owed: Rule | None = None

    def update(self, time_s: float, faults: tuple[Fault, ...]) -> Cue | None:
        """The cue to show and say now.

        Parameters
        ----------
        faults
            Those going on, and those that came to light with this frame.
        """
        gravest = min(faults, key=self._priority, default=None)
        if gravest and self._may_give(gravest, time_s):
            self._give(self._rules[gravest.rule], time_s)
        elif not faults and self._owed and self._is_over(time_s):
            self._praise(self._owed, time_s)
        elif self._is_over(time_s) and not self._still_wrong(faults):
            self._cue = None
        return self._cue

    def _priority(self, fault: Fault) -> tuple[Priority, int]:
        return rank_of(self._rules[fault.rule]), self._order[fault.rule]

    def _may_give(self, fault: Fault, time_s: float) -> bool:
        if time_s - self._given_s.get(fault.rule, -math.inf) < _REPEAT_S:
            return False
        if self._cue is None or self._cue.is_praise:
            return True
        is_urgent = fault.severity is Severity.STOP and self._cue.priority is not Priority.STOP
        return is_urgent or time_s - self._cue.since_s >= SPACING_S

    def _give(self, rule: Rule, time_s: float) -> None:
        self._cue = Cue(rule.cue, rule.severity, rank_of(rule), rule.id, time_s)
        self._given_s[rule.id] = time_s
        self._owed = rule if rule.praise else None

    def _praise(self, rule: Rule, time_s: float) -> None:
        self._owed = None
        text = rule.praise or ""
        self._cue = Cue(text, Severity.INFO, Priority.ENCOURAGEMENT, None, time_s, is_praise=True)

    def _is_over(self, time_s: float) -> bool:
        return self._cue is None or time_s - self._cue.since_s >= _SHOWN_S

    def _still_wrong(self, faults: tuple[Fault, ...]) -> bool:
        return self._cue is not None and any(fault.rule == self._cue.rule for fault in faults)


def rank_of(rule: Rule) -> Priority:
    """How much it matters that a rule is kept."""
    if rule.severity is Severity.STOP:
        return Priority.STOP
    if rule.severity is Severity.INFO:
        return Priority.RANGE if rule.kind in _RANKS else Priority.TEMPO
    return _RANKS.get(rule.kind, Priority.TEMPO)
