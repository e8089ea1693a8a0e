"""How far back one looks, and what is thinned for it: a screen has room for some hundred points."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

_Item = TypeVar("_Item")
_MOST_DAYS, _MOST_WEEKS = 45, 80
"""Points that can be told apart in a chart of half a page, and that can still be hit."""


class Period(StrEnum):
    """How far back one looks."""

    FOUR_WEEKS = "four weeks"
    THREE_MONTHS = "three months"
    ONE_YEAR = "one year"
    ALL = "all"

    def since(self, today: date) -> date:
        """The first day of it."""
        days = _DAYS.get(self)
        return date.min if days is None else today - timedelta(days=days - 1)


_DAYS = {Period.FOUR_WEEKS: 28, Period.THREE_MONTHS: 91, Period.ONE_YEAR: 365}


class Spacing(StrEnum):
    """What one point of a chart stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def start_of(self, day: date) -> date:
        """The first day of the stretch that a day belongs to; weeks begin on Monday."""
        if self is Spacing.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Spacing.MONTH else day


def spacing_of(days: Iterable[date]) -> Spacing:
    """The closest one with which the points of these days can be told apart."""
    known = set(days)
    if len(known) <= _MOST_DAYS:
        return Spacing.DAY
    weeks = {Spacing.WEEK.start_of(each) for each in known}
    return Spacing.WEEK if len(weeks) <= _MOST_WEEKS else Spacing.MONTH


def grouped(
    items: Sequence[_Item], day_of: Callable[[_Item], date], spacing: Spacing
) -> list[tuple[date, list[_Item]]]:
    """The items of each stretch by its first day, in order; `items` are in order of their days."""
    stretches = groupby(items, key=lambda each: spacing.start_of(day_of(each)))
    return [(start, list(each)) for start, each in stretches]
