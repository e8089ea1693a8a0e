"""How far a side went over time, and left against right."""

from typing import Any

import altair as alt
import pandas as pd

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.change import Change
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.range_of_motion import RangePoint, RangeSeries, SideRange, thinned
from sciatica_coach.progress.sides import SideComparison, SideReach
from sciatica_coach.progress.wording import told_point
from sciatica_coach.ui.progress_charts.parts import (
    HEIGHT_PX,
    FigureAxis,
    TimeAxis,
    colours,
    course,
    ground,
    middle,
    names,
    points,
    stretch_teller,
    whole,
)
from sciatica_coach.ui.speaking import say


def range_chart(
    side: SideRange, axis: TimeAxis, span: tuple[float, float] | None = None
) -> alt.LayerChart:
    """How far a side went: the error band, what a clear change needs, the first and last days.

    Parameters
    ----------
    span
        Lowest and highest angle, so that two charts can be compared; None for the side's own.
    """
    main = _table(side.main, axis.spacing, is_main=True)
    others = [_table(each, axis.spacing, is_main=False) for each in side.others]
    low, high = span or range_span(side)
    turned = side.movement.direction < 0
    title = say("degrees, further is up") if turned else say("degrees")
    figures = FigureAxis(title, low, high, turned)
    change = side.main.change
    layers = [*ground(change, figures), _band(main, axis, figures)]
    layers += course(main, "deg", axis, figures)
    for each in others:
        layers += course(each, "deg", axis, figures, dashed=True)
    layers += [
        points(pd.concat([main, *others]), "deg", axis, figures),
        *names(change, figures, "°"),
    ]
    return whole(layers, height_px=HEIGHT_PX)


def range_span(*sides: SideRange) -> tuple[float, float]:
    """The lowest and the highest angle to be drawn, with some room."""
    found = [
        end
        for side in sides
        for series in side.all_series
        for point in series.points
        for end in (point.deg - point.uncertainty_deg, point.deg + point.uncertainty_deg)
    ]
    found += [end for side in sides for end in _strip(side.main.change)]
    room = 0.08 * (max(found) - min(found))
    return min(found) - room, max(found) + room


def sides_chart(comparison: SideComparison) -> alt.LayerChart:
    """Left above right, each with its uncertainty."""
    rows = [
        _side_row(comparison.left, say("Left side")),
        _side_row(comparison.right, say("Right side")),
    ]
    table = pd.DataFrame(rows)
    low, high = min(each["low"] for each in rows) - 5, max(each["high"] for each in rows) + 5
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    base = alt.Chart(table).encode(y=alt.Y("side:N", title=None, sort=None))
    ink = colours()
    error = base.mark_rule(color=ink.ink, strokeWidth=2)
    at = base.mark_point(filled=True, size=190, color=ink.line, opacity=1)
    words = base.mark_text(dy=-16, color=ink.ink, fontWeight="bold", fontSize=14)
    axis = alt.Axis(tickCount=6)
    x = alt.X("deg:Q", title=say("degrees"), scale=scale, axis=axis)
    layers = [
        error.encode(
            x=alt.X("low:Q", title=say("degrees"), scale=scale, axis=axis), x2=alt.X2("high:Q")
        ),
        at.encode(x=x, shape=alt.Shape("shape:N", scale=None, legend=None)),
        words.encode(x=x, text=alt.Text("told:N")),
    ]
    return whole(layers, height_px=190)


def _table(series: RangeSeries, spacing: Spacing, *, is_main: bool) -> pd.DataFrame:
    when = stretch_teller(spacing)
    points_of_axis = thinned(series.points, spacing)
    rows = [_row(each, series.model, spacing, when(each.day)) for each in points_of_axis]
    shape = "circle" if is_main else "square"
    return pd.DataFrame(rows).assign(main=is_main, shape=shape)


def _row(point: RangePoint, model: str, spacing: Spacing, when: str) -> dict[str, Any]:
    return {
        "day": middle(point.day, spacing),
        "deg": round(point.deg, 1),
        "low": round(point.deg - point.uncertainty_deg, 1),
        "high": round(point.deg + point.uncertainty_deg, 1),
        "key": f"{point.day.isoformat()} {model}",
        "when": when,
        "told": told_point(point),
        "filled": point.is_fully_judged,
    }


def _strip(change: Change) -> tuple[float, ...]:
    if change.before is None:
        return ()
    return change.before.middle - change.needed, change.before.middle + change.needed


def _band(table: pd.DataFrame, axis: TimeAxis, figures: FigureAxis) -> alt.Chart:
    """Nine of ten lie in it; of a single point it is a line."""
    band = alt.Chart(table).mark_area(color=colours().line, opacity=0.16)
    if len(table) == 1:
        band = alt.Chart(table).mark_rule(color=colours().line, opacity=0.5, strokeWidth=3)
    encoded: alt.Chart = band.encode(x=axis.encoding(), y=figures.of("low"), y2=alt.Y2("high:Q"))
    return encoded


def _side_row(reach: SideReach, name: str) -> dict[str, Any]:
    return {
        "side": name,
        "deg": round(reach.deg, 1),
        "low": round(reach.deg - reach.uncertainty_deg, 1),
        "high": round(reach.deg + reach.uncertainty_deg, 1),
        "told": f"{reach.deg:.0f}° ± {reach.uncertainty_deg:.0f}°",
        "shape": "triangle-left" if reach.side is Side.LEFT else "triangle-right",
    }
