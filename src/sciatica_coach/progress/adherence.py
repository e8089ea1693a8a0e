"""How many sessions were done each week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sciatica_coach.history import PastSession
from sciatica_coach.progress.period import Spacing

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of one week."""

    monday: date
    sessions: int
    days: int
    """Days with a session."""


def weeks(sessions: Sequence[PastSession], *, since: date, today: date) -> tuple[Week, ...]:
    """Every week from the first session on, or from `since` if that is later; empty ones too.

    Sessions in which no set was begun are not counted.
    """
    done = [each.day for each in sessions if each.sets and since <= each.day <= today]
    if not done:
        return ()
    monday = Spacing.WEEK.start_of
    per_week = Counter(map(monday, done))
    days_per_week = Counter(map(monday, set(done)))
    found, week = [], monday(min(done))
    while week <= today:
        found.append(Week(week, per_week[week], days_per_week[week]))
        week += _WEEK
    return tuple(found)
