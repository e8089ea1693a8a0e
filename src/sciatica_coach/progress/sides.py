"""Left against right: whether they differ by more than in healthy people, and than the error."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.change import FEWEST_DAYS, WINDOW
from sciatica_coach.progress.range_of_motion import RangePoint, RangeSeries, SideRange

USUAL_DIFFERENCE_DEG = 5.0
"""By so much the left and right straight-leg raise of healthy people differ on average, with a
standard deviation of 3.5 (M11 in `docs/sources.md`)."""
RARE_DIFFERENCE_DEG = 12.0
"""Beyond this it is unusual: two of those standard deviations above the average."""


class SideVerdict(StrEnum):
    """What may be said of left against right."""

    LEFT_FURTHER = "left goes clearly further"
    RIGHT_FURTHER = "right goes clearly further"
    NO_CLEAR_DIFFERENCE = "no clear difference"


@dataclass(frozen=True, slots=True)
class SideReach:
    """How far one side went in the last days."""

    side: Side
    deg: float
    uncertainty_deg: float
    """Of a day: nine of ten lie so near to the truth. Of each side the camera sees another view,
    so more days do not make it smaller."""
    first_day: date
    last_day: date
    days: int


@dataclass(frozen=True, slots=True)
class SideComparison:
    """Both sides of one movement, measured by the same pose model in the last days."""

    left: SideReach
    right: SideReach
    verdict: SideVerdict
    by_deg: float
    """How far they differ, always positive."""
    needed_deg: float
    """A difference is called clear only beyond this."""


def compared(left: SideRange, right: SideRange) -> SideComparison | None:
    """Left against right in the last days; None unless one pose model has measured both often.

    Raises
    ------
    ValueError
        If they are not the left and the right of the same movement.
    """
    if (left.side, right.side) != (Side.LEFT, Side.RIGHT) or left.movement != right.movement:
        raise ValueError("the left and the right side of one movement can be compared")
    both = _same_model(left, right)
    if both is None:
        return None
    reaches = [_reach(series) for series in both]
    way = (reaches[0].deg - reaches[1].deg) * left.movement.direction
    error_deg = math.hypot(*(each.uncertainty_deg for each in reaches))
    needed_deg = max(RARE_DIFFERENCE_DEG, error_deg)
    verdict = SideVerdict.NO_CLEAR_DIFFERENCE
    if abs(way) > needed_deg:
        verdict = SideVerdict.LEFT_FURTHER if way > 0 else SideVerdict.RIGHT_FURTHER
    return SideComparison(reaches[0], reaches[1], verdict, abs(way), needed_deg)


def _same_model(left: SideRange, right: SideRange) -> tuple[RangeSeries, RangeSeries] | None:
    """The two series of one pose model that reach to the same weeks, with days enough."""
    for each in left.all_series:
        for other in right.all_series:
            if each.model == other.model and _can_be_compared(each.points, other.points):
                return each, other
    return None


def _can_be_compared(left: tuple[RangePoint, ...], right: tuple[RangePoint, ...]) -> bool:
    enough = min(len(left), len(right)) >= FEWEST_DAYS
    return enough and abs(left[-1].day - right[-1].day) < WINDOW


def _reach(series: RangeSeries) -> SideReach:
    points = _last(series.points)
    return SideReach(
        side=series.side,
        deg=median(each.deg for each in points),
        uncertainty_deg=median(each.uncertainty_deg for each in points),
        first_day=points[0].day,
        last_day=points[-1].day,
        days=len(points),
    )


def _last(points: tuple[RangePoint, ...]) -> tuple[RangePoint, ...]:
    recent = sum(each.day > points[-1].day - WINDOW for each in points)
    return points[-max(FEWEST_DAYS, recent) :]
