"""Pain of one part over time, before and after exercising."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from sciatica_coach.progress.pain import PainPoint, PainSeries, thinned
from sciatica_coach.progress.period import Spacing
from sciatica_coach.ui.progress_charts.parts import (
    FigureAxis,
    TimeAxis,
    course,
    ground,
    middle,
    names,
    points,
    stretch_teller,
    whole,
)
from sciatica_coach.ui.speaking import say

_COLUMNS = ("day", "points", "is_before", "key", "when", "told", "shape", "filled", "main")


def pain_chart(series: PainSeries, axis: TimeAxis) -> alt.LayerChart:
    """Pain before exercising as a line with filled circles, after it dashed with hollow squares."""
    drawn = thinned(series.points, axis.spacing)
    rows = [
        *_rows(drawn, axis.spacing, is_before=True),
        *_rows(drawn, axis.spacing, is_before=False),
    ]
    table = pd.DataFrame(rows, columns=[*_COLUMNS])
    figures = FigureAxis(say("pain, 0 to 10"), -0.5, 10.5, ticks=(0, 2, 4, 6, 8, 10))
    layers = ground(series.change, figures)
    layers += course(table[table.is_before], "points", axis, figures)
    layers += course(table[~table.is_before], "points", axis, figures, dashed=True)
    layers += [points(table, "points", axis, figures), *names(series.change, figures)]
    return whole(layers)


def _rows(
    points: Sequence[PainPoint], spacing: Spacing, *, is_before: bool
) -> list[dict[str, Any]]:
    words, when = say("before") if is_before else say("after"), stretch_teller(spacing)
    said = [(each, each.before if is_before else each.after) for each in points]
    return [
        {
            "day": middle(point.day, spacing),
            "points": value,
            "is_before": is_before,
            "key": point.day.isoformat(),
            "when": when(point.day),
            "told": f"{words}: {value:g}",
            "shape": "circle" if is_before else "square",
            "filled": is_before,
            "main": is_before,
        }
        for point, value in said
        if value is not None
    ]
