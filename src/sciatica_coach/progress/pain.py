"""Pain over time, leg and back apart, as people said it before and after exercising."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from uuid import UUID

from sciatica_coach.history import PastSession
from sciatica_coach.progress.change import FEWEST_DAYS, Change, DayValue, change_of
from sciatica_coach.progress.period import Spacing, grouped
from sciatica_coach.safety.pain import Pain, PainChange

SMALLEST_CHANGE_POINTS = 2.0
"""The smallest change of the scale from 0 to 10 that is more than its error (O1 in
`docs/sources.md`)."""
_BOUND_90_POINTS = 1.7
"""Nine of ten answers lie so near to the truth: 1.645 times the standard error of 1.02 (O1 in
`docs/sources.md`)."""
_GRAVE = (PainChange.MOVED_DOWN, PainChange.NEW_TINGLING, PainChange.CLEAR_RISE)
"""What a session ends with."""


class PainPart(StrEnum):
    """Where the strength of pain is asked for."""

    LEG = "leg"
    BACK = "back"

    def of(self, pain: Pain) -> int:
        """How strong it is there, 0 to 10."""
        return pain.leg if self is PainPart.LEG else pain.back


@dataclass(frozen=True, slots=True)
class PainPoint:
    """Pain in one part on a day, or in a longer stretch."""

    day: date
    """The first one of a stretch."""
    before: float | None
    """Before the day's first session; None if it was not said."""
    after: float | None
    """After the day's last session."""
    sessions: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PainSeries:
    """Pain in one part over time."""

    part: PainPart
    points: tuple[PainPoint, ...]
    """One a day, in order; days on which nothing was said are left out."""
    change: Change
    """Of the pain before exercising: it tells how the days were, not what a session did."""
    session_effect: float | None
    """The median of what a session changed, + is more pain; None if it was said too seldom."""


@dataclass(frozen=True, slots=True)
class PainOverTime:
    """Both parts, and how sessions ended."""

    leg: PainSeries
    back: PainSeries
    answered_sessions: int
    """Sessions after which it was said how it felt."""
    grave_endings: dict[PainChange, int]
    """How many sessions ended with each change that asks to stop, the gravest first."""

    @property
    def parts(self) -> tuple[PainSeries, PainSeries]:
        """Leg and back."""
        return self.leg, self.back

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever said."""
        return not self.leg.points


def pain_over_time(sessions: Sequence[PastSession]) -> PainOverTime:
    """Leg and back over all sessions, whatever the exercise: pain is the person's."""
    said = [each for each in sessions if each.pain_before or each.pain_after]
    days: dict[date, list[PastSession]] = defaultdict(list)
    for session in said:
        days[session.day].append(session)
    in_order = dict(sorted(days.items()))
    endings = Counter(change for session in said for change in set(session.pain_changes))
    return PainOverTime(
        leg=_series(PainPart.LEG, in_order),
        back=_series(PainPart.BACK, in_order),
        answered_sessions=sum(each.pain_after is not None for each in said),
        grave_endings={each: endings[each] for each in _GRAVE if endings[each]},
    )


def thinned(points: Sequence[PainPoint], spacing: Spacing) -> tuple[PainPoint, ...]:
    """One point for each stretch: the medians of its days."""
    return tuple(
        PainPoint(
            start,
            _median([each.before for each in days if each.before is not None]),
            _median([each.after for each in days if each.after is not None]),
            tuple(session for each in days for session in each.sessions),
        )
        for start, days in grouped(points, lambda each: each.day, spacing)
    )


def _series(part: PainPart, days: dict[date, list[PastSession]]) -> PainSeries:
    points = tuple(_point(part, day, sessions) for day, sessions in days.items())
    values = [
        DayValue(each.day, each.before, _BOUND_90_POINTS)
        for each in points
        if each.before is not None
    ]
    effects = [
        float(part.of(each.pain_after) - part.of(each.pain_before))
        for sessions in days.values()
        for each in sessions
        if each.pain_before and each.pain_after
    ]
    effect = _median(effects) if len(effects) >= FEWEST_DAYS else None
    return PainSeries(part, points, change_of(values, SMALLEST_CHANGE_POINTS), effect)


def _point(part: PainPart, day: date, sessions: list[PastSession]) -> PainPoint:
    before = [part.of(each.pain_before) for each in sessions if each.pain_before]
    after = [part.of(each.pain_after) for each in sessions if each.pain_after]
    return PainPoint(
        day,
        float(before[0]) if before else None,
        float(after[-1]) if after else None,
        tuple(each.id for each in sessions),
    )


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
