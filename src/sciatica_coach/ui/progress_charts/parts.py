"""What the charts of the Progress page are put together from.

A point's `key` says what it stands for when it is selected.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from sciatica_coach.language.catalog import month_names
from sciatica_coach.progress.change import Change
from sciatica_coach.progress.period import Spacing
from sciatica_coach.ui.speaking import say, spoken

SELECTED = "chosen"
"""Name of the selection in every chart; a selected point has a `key`."""
HEIGHT_PX, LOW_PX = 320, 230
_POINT, _SMALL_POINT = 90, 45
"""Square pixels of a point."""
_MANY = 60
"""Points from which on they are drawn small."""
_NOON = time(12)
"""Days are drawn at noon: browsers west of Greenwich would else show the day before."""
_AXIS_DAYS, _AXIS_MONTHS = 130, 1200
"""Days up to which an axis names days, and months; above that it names years."""
_DASHES = [6, 4]
_NOTHING = "#00000000"
"""The inside of a hollow point, which can be clicked all the same."""
_HALF = {
    Spacing.DAY: timedelta(),
    Spacing.WEEK: timedelta(days=3),
    Spacing.MONTH: timedelta(days=14),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """Of one theme, each at least 4.5:1 on its ground, so that they do for words as well."""

    ground: str
    ink: str
    line: str
    other: str
    limit: str
    """Of what a change must go beyond: it stands for no judgement."""


_LIGHT = Colours("#f7f8f5", ink="#14282c", line="#1a5f96", other="#8a4b00", limit="#0b6b4f")
_DARK = Colours("#0f1a1d", ink="#e8f0ee", line="#7cc0f2", other="#f2b25c", limit="#7fd8b0")


def colours() -> Colours:
    """Of the theme that the page is seen in."""
    return _DARK if st.context.theme.type == "dark" else _LIGHT


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The time that all charts of a page have in common, so that they can be read together."""

    first_day: date
    last_day: date
    spacing: Spacing

    def encoding(self) -> alt.X:
        """The axis of a chart."""
        room = timedelta(days=max(1, self._days // 60))
        ends = [moment(day).isoformat() for day in (self.first_day - room, self.last_day + room)]
        return alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(format=self._format, grid=False, labelOverlap=True, tickCount=6),
            scale=alt.Scale(domain=ends, nice=False),
        )

    @property
    def _days(self) -> int:
        return (self.last_day - self.first_day).days

    @property
    def _format(self) -> str:
        if self._days <= _AXIS_DAYS:
            return "%-d %b"
        return "%b %Y" if self._days <= _AXIS_MONTHS else "%Y"


@dataclass(frozen=True, slots=True)
class FigureAxis:
    """The upright axis that the layers of a chart have in common."""

    title: str
    low: float
    high: float
    turned: bool = False
    """True if smaller figures are drawn higher up."""
    ticks: tuple[int, ...] = ()
    """None for those that fit."""

    def shows(self, figure: float) -> bool:
        """Whether a figure lies on it."""
        return self.low <= figure <= self.high

    def of(self, field: str) -> alt.Y:
        """The axis for one column."""
        scale = alt.Scale(domain=[self.low, self.high], nice=False, zero=False, reverse=self.turned)
        axis = alt.Axis(values=list(self.ticks)) if self.ticks else alt.Axis(tickMinStep=1)
        return alt.Y(f"{field}:Q", title=self.title, scale=scale, axis=axis)


def moment(day: date) -> datetime:
    """When a day is drawn."""
    return datetime.combine(day, _NOON)


def middle(first_day: date, spacing: Spacing) -> datetime:
    """Where the point of a day, a week or a month is drawn."""
    return moment(first_day + _HALF[spacing])


def words(
    table: pd.DataFrame,
    *,
    colour: str,
    size: int = 13,
    **place: Any,  # noqa: ANN401
) -> Callable[..., list[alt.Chart]]:
    """Words upon a chart, with a rim of the ground, so that lines do not cross them."""

    def encoded(**channels: Any) -> list[alt.Chart]:  # noqa: ANN401
        look = {"fontWeight": "bold", "fontSize": size, **place}
        text = alt.Chart(table)
        ground = colours().ground
        rim = text.mark_text(color=ground, stroke=ground, strokeWidth=4, strokeOpacity=0.8, **look)
        return [rim.encode(**channels), text.mark_text(color=colour, **look).encode(**channels)]

    return encoded


def stretch_teller(spacing: Spacing) -> Callable[[date], str]:
    """Says the day, week or month that begins on a day; the language is looked up once."""
    language = spoken()
    if spacing is Spacing.DAY:
        return language.day
    if spacing is Spacing.WEEK:
        return lambda day: language.say("week from {day}", day=language.day(day))
    months = month_names(language)
    return lambda day: language.say("{month} {year}", month=months[day.month - 1], year=day.year)


def course(
    table: pd.DataFrame, field: str, axis: TimeAxis, figures: FigureAxis, *, dashed: bool = False
) -> list[alt.Chart]:
    """The line from point to point; of a single point there is none."""
    if len(table) < 2:
        return []
    ink = colours()
    look: dict[str, Any] = {"color": ink.line}
    if dashed:
        look = {"strokeDash": _DASHES, "color": ink.other}
    line = alt.Chart(table).mark_line(strokeWidth=2, **look)
    return [line.encode(x=axis.encoding(), y=figures.of(field))]


def points(table: pd.DataFrame, field: str, axis: TimeAxis, figures: FigureAxis) -> alt.Chart:
    """Points that can be selected; `shape`, `filled` and `main` of the table say how they look."""
    ink = colours()
    edges = table.main.map({True: ink.line, False: ink.other})
    # Colours are data here: conditions would take Altair ten times as long.
    drawn = table.assign(edge=edges, inside=edges.where(table.filled, _NOTHING))
    chosen = alt.selection_point(name=SELECTED, fields=["key"], on="click", empty=False)
    encoded: alt.Chart = (
        alt.Chart(drawn)
        .mark_point(
            size=_SMALL_POINT if len(table) > _MANY else _POINT,
            strokeWidth=2,
            opacity=1,
            cursor="pointer",
        )
        .encode(
            x=axis.encoding(),
            y=figures.of(field),
            shape=alt.Shape("shape:N", scale=None, legend=None),
            fill=alt.Fill("inside:N", scale=None, legend=None),
            stroke=alt.Stroke("edge:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("when:N", title=say("When")),
                alt.Tooltip("told:N", title=say("Measured or said")),
            ],
        )
        .add_params(chosen)
    )
    return encoded


def ground(change: Change, figures: FigureAxis) -> list[alt.Chart]:
    """What lies beneath the course: where no change is clear, and the first and the last days.

    The strip lies about the first days; a thick line over each end stands at its median.
    """
    if change.before is None or change.now is None:
        return []
    low, high = _strip(change)
    drawn = {"low": [max(low, figures.low)], "high": [min(high, figures.high)]}
    strip = alt.Chart(pd.DataFrame(drawn)).mark_rect(color=colours().limit, opacity=0.1)
    limits = alt.Chart(pd.DataFrame({"at": [at for at in (low, high) if figures.shows(at)]}))
    lines = limits.mark_rule(color=colours().limit, strokeDash=[2, 3], strokeWidth=1.5)
    bars = alt.Chart(_ends(change)).mark_rule(strokeWidth=5, color=colours().ink, opacity=0.85)
    return [
        strip.encode(y=figures.of("low"), y2=alt.Y2("high:Q")),
        lines.encode(y=figures.of("at")),
        bars.encode(x=alt.X("day:T"), x2=alt.X2("end:T"), y=figures.of("middle")),
    ]


def names(change: Change, figures: FigureAxis, unit: str = "") -> list[alt.Chart]:
    """The words upon all: what lies beyond the strip, and the medians of the ends."""
    if change.before is None or change.now is None:
        return []
    low, high = _strip(change)
    more, less = (low, high) if figures.turned else (high, low)
    table = _ends(change)
    table["words"] = [f"{each:.0f}{unit}" if unit else f"{each:g}" for each in table.middle]
    told = words(table, colour=colours().ink, size=14, align="left", baseline="bottom", dy=-6)
    return [
        *_limit(more, f"↑ {say('clearly more')}", figures, above=True),
        *_limit(less, f"↓ {say('clearly less')}", figures, above=False),
        *told(x=alt.X("day:T"), y=figures.of("middle"), text=alt.Text("words:N")),
    ]


def whole(layers: Iterable[alt.Chart], *, height_px: int = LOW_PX) -> alt.LayerChart:
    """The layers as one chart, with its months in the page's language."""
    chart: Any = alt.layer(*layers).properties(height=height_px)
    ink = colours().ink
    axis = alt.AxisConfig(labelColor=ink, titleColor=ink, tickColor=ink)
    chart = chart.configure(locale=_locale(), axis=axis)
    assert isinstance(chart, alt.LayerChart)
    return _unchecked(chart)


def _unchecked(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart, which is not held against its grammar each time it is drawn.

    That took two fifths of the page's time. Tests do it.
    """
    object.__setattr__(chart, "to_dict", partial(chart.to_dict, validate=False))
    return chart


def _strip(change: Change) -> tuple[float, float]:
    assert change.before is not None
    return change.before.middle - change.needed, change.before.middle + change.needed


def _ends(change: Change) -> pd.DataFrame:
    windows = [each for each in (change.before, change.now) if each is not None]
    return pd.DataFrame(
        {
            "day": [moment(each.first_day) for each in windows],
            "end": [moment(each.last_day) for each in windows],
            "middle": [each.middle for each in windows],
        }
    )


def _limit(at: float, told: str, figures: FigureAxis, *, above: bool) -> list[alt.Chart]:
    """The name of one end of the strip; none where the scale itself ends before."""
    if not figures.shows(at):
        return []
    table = pd.DataFrame({"at": [at], "words": [told]})
    name = words(
        table,
        colour=colours().limit,
        align="left",
        baseline="bottom" if above else "top",
        dx=4,
        dy=-3 if above else 3,
    )
    left = alt.XValue(0)  # type: ignore[no-untyped-call]
    return name(y=figures.of("at"), x=left, text=alt.Text("words:N"))


def _locale() -> alt.Locale:
    """What the charts' own axes need, which are English else."""
    months, nothing = list(month_names(spoken())), [""] * 7
    return alt.Locale(
        time=alt.TimeLocale(
            date="%-d %b %Y",
            dateTime="%-d %b %Y",
            time="%H:%M",
            periods=["", ""],
            days=nothing,
            shortDays=nothing,
            months=months,
            shortMonths=[each[:3] for each in months],
        )
    )
