"""Pain of one part over time, before and after exercising."""

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
    stretch_told,
    whole,
)
from sciatica_coach.ui.speaking import say

_COLUMNS = ("day", "points", "is_before", "key", "when", "told", "shape", "filled", "main")


def pain_chart(series: PainSeries, axis: TimeAxis) -> alt.LayerChart:
    """Pain before exercising as a line with filled circles, after it dashed with hollow squares."""
    rows = [
        row for point in thinned(series.points, axis.spacing) for row in _rows(point, axis.spacing)
    ]
    table = pd.DataFrame(rows, columns=[*_COLUMNS])
    figures = FigureAxis(say("pain, 0 to 10"), -0.5, 10.5, ticks=(0, 2, 4, 6, 8, 10))
    layers = ground(series.change, figures)
    layers += course(table[table.is_before], "points", axis, figures)
    layers += course(table[~table.is_before], "points", axis, figures, dashed=True)
    layers += [points(table, "points", axis, figures), *names(series.change, figures)]
    return whole(layers)


def _rows(point: PainPoint, spacing: Spacing) -> list[dict[str, Any]]:
    said = ((True, say("before"), point.before), (False, say("after"), point.after))
    return [
        {
            "day": middle(point.day, spacing),
            "points": value,
            "is_before": is_before,
            "key": point.day.isoformat(),
            "when": stretch_told(point.day, spacing),
            "told": f"{words}: {value:g}",
            "shape": "circle" if is_before else "square",
            "filled": is_before,
            "main": is_before,
        }
        for is_before, words, value in said
        if value is not None
    ]
