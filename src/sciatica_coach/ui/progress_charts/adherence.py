"""Sessions a week."""

from collections.abc import Sequence
from datetime import timedelta

import altair as alt
import pandas as pd

from sciatica_coach.progress.adherence import Week
from sciatica_coach.progress.period import Spacing
from sciatica_coach.ui.progress_charts.parts import (
    FigureAxis,
    TimeAxis,
    colours,
    moment,
    stretch_teller,
    whole,
)
from sciatica_coach.ui.speaking import say

_MOST_LABELS = 16
"""Bars that still have room for their figure."""
_MOST_APART = 80
"""Bars that still have room for a gap."""
_WEEK = timedelta(weeks=1)
_HEIGHT_PX = 150


def adherence_chart(weeks: Sequence[Week], axis: TimeAxis) -> alt.LayerChart:
    """One bar a week, with its figure where there is room."""
    when = stretch_teller(Spacing.WEEK)
    width = _WEEK if len(weeks) > _MOST_APART else _WEEK - timedelta(days=1)
    table = pd.DataFrame(
        {
            "day": [moment(each.monday) for each in weeks],
            "end": [moment(each.monday + width) for each in weeks],
            "middle": [moment(each.monday + timedelta(days=3)) for each in weeks],
            "none": 0,
            "sessions": [each.sessions for each in weeks],
            "when": [when(each.monday) for each in weeks],
        }
    )
    figures = FigureAxis(say("sessions"), 0, max(3, *table.sessions) * 1.25)
    # With an edge of its colour, many bars are one area and not a pattern of their own.
    bars = alt.Chart(table).mark_rect(
        color=colours().line, stroke=colours().line, strokeWidth=int(len(weeks) > _MOST_APART)
    )
    tips = [
        alt.Tooltip("when:N", title=say("When")),
        alt.Tooltip("sessions:Q", title=say("Sessions")),
    ]
    x = axis.encoding()
    layers = [
        bars.encode(
            x=x, x2=alt.X2("end:T"), y=figures.of("none"), y2=alt.Y2("sessions:Q"), tooltip=tips
        )
    ]
    if len(weeks) <= _MOST_LABELS:
        words = alt.Chart(table).mark_text(
            baseline="bottom", dy=-3, color=colours().ink, fontWeight="bold"
        )
        layers.append(
            words.encode(x=alt.X("middle:T"), y=figures.of("sessions"), text=alt.Text("sessions:Q"))
        )
    return whole(layers, height_px=_HEIGHT_PX)
