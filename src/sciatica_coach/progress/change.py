"""Whether a figure has changed between the first days and the last ones, or only fluctuates.

The middle (median) of several days stands for each end, so that one odd day decides nothing.
`docs/progress.md` says how often the rule is wrong.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.progress.period import Spacing

FEWEST_DAYS = 5
"""Of each end: the median of five stays where it is if two of them are odd."""
WINDOW = timedelta(days=14)
"""Of each end, if there are days enough: longer, and it would blur what changes."""
_WITHIN_95 = 1.96
"""Standard errors within which 95 % of all chance differences lie, as in the published limits."""
_OF_90_PERCENT = 1.645
"""Standard errors within which 90 % of a normal distribution lie."""
_OF_MEDIAN_DEVIATION = 1.4826
"""From the median absolute deviation to the standard deviation, of a normal distribution."""


class Trend(StrEnum):
    """What may be said of a change over time. None of them says better or worse."""

    MORE = "clearly more"
    LESS = "clearly less"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW_DAYS = "too few sessions yet"


@dataclass(frozen=True, slots=True)
class DayValue:
    """One figure of one day."""

    day: date
    value: float
    bound_90: float
    """Nine of ten lie so near to the truth."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that stand for one end of a time."""

    first_day: date
    last_day: date
    days: int
    """Days in it that have a figure."""
    middle: float
    """The median."""

    @property
    def told(self) -> TranslatableText:
        """From when to when."""
        return TranslatableText("{first} to {last}", first=self.first_day, last=self.last_day)


@dataclass(frozen=True, slots=True)
class Change:
    """The last days against the first ones."""

    trend: Trend
    before: Window | None
    """None if there are too few days."""
    now: Window | None
    by: float
    """+ is more."""
    needed: float
    """A change is called clear from this on."""
    missing_days: int
    """How many days more it takes until something can be said; 0 if it can."""

    @property
    def is_clear(self) -> bool:
        """Whether more than the measurement has changed."""
        return self.trend in (Trend.MORE, Trend.LESS)


def change_of(
    values: Sequence[DayValue],
    smallest: float,
    *,
    direction: int = 1,
    shared_in_week: float = 0.0,
) -> Change:
    """What may be said of the change from the first days to the last.

    Parameters
    ----------
    values
        One a day, in order.
    smallest
        Published: from here on a change of a single measurement can be believed.
    direction
        -1 if a falling figure is more, as where a knee is straightened.
    shared_in_week
        Share of the errors' variance that the days of one week have in common.
    """
    found = ends(values)
    if found is None:
        missing = 2 * FEWEST_DAYS - len(values)
        return Change(Trend.TOO_FEW_DAYS, None, None, 0.0, smallest, missing)
    first, last = found
    before, now = _window(first), _window(last)
    scatter = _scatter(values)
    error = math.hypot(*(_error_of_median(each, scatter, shared_in_week) for each in found))
    needed = max(smallest, _WITHIN_95 * error)
    by = (now.middle - before.middle) * direction
    trend = Trend.NO_CLEAR_CHANGE
    if abs(by) >= needed:
        trend = Trend.MORE if by > 0 else Trend.LESS
    return Change(trend, before, now, by, needed, 0)


def ends(values: Sequence[DayValue]) -> tuple[Sequence[DayValue], Sequence[DayValue]] | None:
    """The first days and the last ones, which have none in common; None if there are too few."""
    half = len(values) // 2
    if half < FEWEST_DAYS:
        return None
    first_days = sum(each.day < values[0].day + WINDOW for each in values[:half])
    last_days = sum(each.day > values[-1].day - WINDOW for each in values[-half:])
    return values[: max(FEWEST_DAYS, first_days)], values[-max(FEWEST_DAYS, last_days) :]


def _window(values: Sequence[DayValue]) -> Window:
    middle = median(each.value for each in values)
    return Window(values[0].day, values[-1].day, len(values), middle)


def _scatter(values: Sequence[DayValue]) -> float:
    """Standard deviation of a day, from the steps between neighbours.

    A slow change hardly shows in them, and a single odd day does not matter.
    """
    steps = [abs(b.value - a.value) for a, b in pairwise(values)]
    return _OF_MEDIAN_DEVIATION * median(steps) / math.sqrt(2)


def _error_of_median(values: Sequence[DayValue], scatter: float, shared_in_week: float) -> float:
    """Standard error. Of the days' own scatter and the stated error the larger one counts."""
    stated = median(each.bound_90 for each in values) / _OF_90_PERCENT
    weeks = len({Spacing.WEEK.start_of(each.day) for each in values})
    of_a_median = math.pi / 2 / len(values)
    share = max(of_a_median, shared_in_week / weeks + (1 - shared_in_week) * of_a_median)
    return max(stated, scatter) * math.sqrt(share)
