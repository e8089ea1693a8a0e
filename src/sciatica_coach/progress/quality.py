"""How an exercise was done, day by day: complete repetitions, holds, what was to be corrected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sciatica_coach.history import PastSession, PastSet
from sciatica_coach.progress.change import DayValue, ends
from sciatica_coach.progress.period import Spacing, grouped


@dataclass(frozen=True, slots=True)
class QualityPoint:
    """What was done on a day, or in a longer stretch."""

    day: date
    """The first one of a stretch."""
    reps_asked: int
    complete_reps: int
    attempts: int
    longest_hold_s: float
    hold_asked_s: float
    """The longest one that was asked for; 0 if none was."""
    fault_counts: dict[str, int]
    """By the rule's id."""
    sessions: tuple[UUID, ...]
    is_fully_judged: bool
    """False if something that the exercise requires could not be judged in one of the sets."""

    @property
    def reps(self) -> int:
        """All that were begun."""
        return self.complete_reps + self.attempts


@dataclass(frozen=True, slots=True)
class QualitySpan:
    """The same over the days of one end."""

    first_day: date
    last_day: date
    days: int
    total: QualityPoint
    """Of all days together."""

    def faults_in_ten(self, rule: str) -> float:
        """How often a rule was broken in ten repetitions; 0 without a repetition."""
        if not self.total.reps:
            return 0.0
        return 10 * self.total.fault_counts.get(rule, 0) / self.total.reps


@dataclass(frozen=True, slots=True)
class Quality:
    """How one exercise was done over time."""

    points: tuple[QualityPoint, ...]
    """One a day, in order."""
    before: QualitySpan | None
    """The first days; None if there are too few."""
    now: QualitySpan | None
    """The last days; if there are too few to tell first from last, all of them."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that were broken in the last days or the first ones, the most frequent first.

        What counts is the last days, and then the first ones.
        """
        spans = [span for span in (self.now, self.before) if span]
        broken = {rule for span in spans for rule in span.total.fault_counts}
        return tuple(
            sorted(broken, key=lambda rule: (*(-span.faults_in_ten(rule) for span in spans), rule))
        )


def quality(sessions: Sequence[PastSession], exercise: str) -> Quality:
    """How an exercise was done, both sides together.

    Parameters
    ----------
    exercise
        Its id.
    """
    days: dict[date, list[PastSession]] = defaultdict(list)
    for session in sessions:
        if session.exercise == exercise and session.sets:
            days[session.day].append(session)
    points = tuple(_point(day, each) for day, each in sorted(days.items()))
    if not points:
        return Quality((), None, None)
    # The same days as where figures are compared; the figure itself does not matter.
    found = ends([DayValue(each.day, 0.0, 0.0) for each in points])
    if found is None:
        return Quality(points, None, _span(points))
    first, last = map(len, found)
    return Quality(points, _span(points[:first]), _span(points[-last:]))


def thinned(points: Sequence[QualityPoint], spacing: Spacing) -> tuple[QualityPoint, ...]:
    """One point for each stretch: the sums of its days, and the longest hold."""
    return tuple(
        _together(start, days) for start, days in grouped(points, lambda each: each.day, spacing)
    )


def _point(day: date, sessions: Sequence[PastSession]) -> QualityPoint:
    sets = [each for session in sessions for each in session.sets]
    return QualityPoint(
        day=day,
        reps_asked=sum(each.reps_asked for each in sets),
        complete_reps=sum(each.complete_reps for each in sets),
        attempts=sum(each.attempts for each in sets),
        longest_hold_s=max(each.longest_hold_s for each in sets),
        hold_asked_s=max(each.hold_asked_s for each in sets),
        fault_counts=_fault_counts(sets),
        sessions=tuple(each.id for each in sessions),
        is_fully_judged=all(each.is_fully_judged for each in sets),
    )


def _together(start: date, points: Sequence[QualityPoint]) -> QualityPoint:
    return QualityPoint(
        day=start,
        reps_asked=sum(each.reps_asked for each in points),
        complete_reps=sum(each.complete_reps for each in points),
        attempts=sum(each.attempts for each in points),
        longest_hold_s=max(each.longest_hold_s for each in points),
        hold_asked_s=max(each.hold_asked_s for each in points),
        fault_counts=_fault_counts(points),
        sessions=tuple(session for each in points for session in each.sessions),
        is_fully_judged=all(each.is_fully_judged for each in points),
    )


def _fault_counts(counted: Iterable[PastSet | QualityPoint]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counted:
        total.update(each.fault_counts)
    return dict(total)


def _span(points: Sequence[QualityPoint]) -> QualitySpan:
    total = _together(points[0].day, points)
    return QualitySpan(points[0].day, points[-1].day, len(points), total)
