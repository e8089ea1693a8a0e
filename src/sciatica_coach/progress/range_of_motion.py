"""How far a joint went, day by day: each movement and side for itself, each pose model too."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from sciatica_coach.coaching.movement.baseline import SHOWN
from sciatica_coach.coaching.own_range.comparison import smallest_detectable_deg
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.history import FurthestAngle, PastSession, PastSet
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.progress.change import Change, DayValue, Trend, change_of
from sciatica_coach.progress.period import Spacing, grouped

SHARED_IN_WEEK = 0.6
"""Share of the errors' variance that the days of one week are taken to have in common: the camera
stands in one place, light and clothes are alike. Our own assumption, on the safe side."""


@dataclass(frozen=True, slots=True)
class RangePoint:
    """How far a joint went on a day, or in a longer stretch."""

    day: date
    """The first one of a stretch."""
    deg: float
    """The median of the sets."""
    uncertainty_deg: float
    """Nine of ten lie so near to the truth. One day's sets are off by the same light, clothes and
    camera: more of them do not make it smaller."""
    sets: int
    sessions: tuple[UUID, ...]
    """Where it was measured, in order."""
    is_fully_judged: bool
    """False if something that the exercise requires could not be judged in one of the sets."""


@dataclass(frozen=True, slots=True)
class RangeSeries:
    """The days of one movement and side that one pose model has measured."""

    movement: Movement
    side: Side
    model: str
    points: tuple[RangePoint, ...]
    """One a day, in order."""
    change: Change

    @property
    def is_shown_in_degrees(self) -> bool:
        """False for ankle and head, of which only the change is known."""
        return self.movement.quantity in SHOWN


@dataclass(frozen=True, slots=True)
class SideRange:
    """One movement and side over time."""

    main: RangeSeries
    """What is told: the newest series in which a change can be told, or else the longest one."""
    others: tuple[RangeSeries, ...]
    """Of other pose models, which have a bias of their own: shown, and not compared."""

    @property
    def movement(self) -> Movement:
        """Of all of them."""
        return self.main.movement

    @property
    def side(self) -> Side:
        """The working side."""
        return self.main.side

    @property
    def all_series(self) -> tuple[RangeSeries, ...]:
        """The main one first."""
        return (self.main, *self.others)


def ranges(sessions: Sequence[PastSession], exercise: Exercise) -> tuple[SideRange, ...]:
    """Every movement and side of an exercise that was measured; sessions are in order.

    Left out are sets whose side nobody knows, those of a movement that the exercise no longer has,
    and those of a movement that is only judged by its change from the own start: where it ended
    says nothing without where it began.
    """
    measured = _measured(sessions, exercise)
    found = []
    for movement in exercise.movements:
        for side in SIDES:
            series = [
                _series(movement, side, model, measured[key])
                for key in sorted(measured)
                if key[:2] == (movement.id, side) and (model := key[2])
            ]
            if series:
                main = max(series, key=_tells_most)
                found.append(SideRange(main, tuple(each for each in series if each is not main)))
    return tuple(found)


def thinned(points: Sequence[RangePoint], spacing: Spacing) -> tuple[RangePoint, ...]:
    """One point for each stretch: the median of its days."""
    stretches = grouped(points, lambda each: each.day, spacing)
    return tuple(_together(start, each) for start, each in stretches)


_Sets = list[tuple[PastSession, PastSet, FurthestAngle]]


def _measured(
    sessions: Sequence[PastSession], exercise: Exercise
) -> dict[tuple[str, str, str], _Sets]:
    """The measured sets by movement, side and pose model."""
    quantities = {each.id: each.quantity for each in exercise.movements if not each.from_start}
    found: dict[tuple[str, str, str], _Sets] = defaultdict(list)
    for session in sessions:
        if session.exercise != exercise.id:
            continue
        for each in session.sets:
            furthest = each.furthest
            if furthest is None or each.side is None:
                continue
            if furthest.quantity is quantities.get(each.movement):
                found[each.movement, each.side, session.model].append((session, each, furthest))
    return found


def _series(movement: Movement, side: Side, model: str, sets: _Sets) -> RangeSeries:
    points = tuple(_point(day, each) for day, each in _by_day(sets).items())
    values = [DayValue(each.day, each.deg, each.uncertainty_deg) for each in points]
    smallest = smallest_detectable_deg(movement.quantity)
    change = change_of(
        values, smallest, direction=movement.direction, shared_in_week=SHARED_IN_WEEK
    )
    return RangeSeries(movement, side, model, points, change)


def _by_day(sets: _Sets) -> dict[date, _Sets]:
    """In order of the days: a clock that was set back may have mixed them."""
    found: dict[date, _Sets] = defaultdict(list)
    for each in sets:
        found[each[0].day].append(each)
    return dict(sorted(found.items()))


def _point(day: date, sets: _Sets) -> RangePoint:
    return RangePoint(
        day=day,
        deg=median(furthest.deg for _, _, furthest in sets),
        uncertainty_deg=median(furthest.uncertainty_deg for _, _, furthest in sets),
        sets=len(sets),
        sessions=tuple(dict.fromkeys(session.id for session, _, _ in sets)),
        is_fully_judged=all(each.is_fully_judged for _, each, _ in sets),
    )


def _together(start: date, points: Sequence[RangePoint]) -> RangePoint:
    return RangePoint(
        day=start,
        deg=median(each.deg for each in points),
        uncertainty_deg=median(each.uncertainty_deg for each in points),
        sets=sum(each.sets for each in points),
        sessions=tuple(session for each in points for session in each.sessions),
        is_fully_judged=all(each.is_fully_judged for each in points),
    )


def _tells_most(series: RangeSeries) -> tuple[bool, date, int]:
    """The newest of those with days enough; of those without, the one with most days."""
    last_day, days = series.points[-1].day, len(series.points)
    if series.change.trend is Trend.TOO_FEW_DAYS:
        return False, date.min, days
    return True, last_day, days
