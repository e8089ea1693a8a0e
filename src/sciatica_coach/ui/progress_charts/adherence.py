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
    stretch_told,
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
    width = _WEEK if len(weeks) > _MOST_APART else _WEEK - timedelta(days=1)
    table = pd.DataFrame(
        {
            "day": [moment(each.monday) for each in weeks],
            "end": [moment(each.monday + width) for each in weeks],
            "middle": [moment(each.monday + timedelta(days=3)) for each in weeks],
            "none": 0,
            "sessions": [each.sessions for each in weeks],
            "when": [stretch_told(each.monday, Spacing.WEEK) for each in weeks],
        }
    )
    figures = FigureAxis(say("sessions"), 0, max(3, *table.sessions) * 1.25)
    bars = alt.Chart(table).mark_rect(color=colours().line)
    tips = [
        alt.Tooltip("when:N", title=say("When")),
        alt.Tooltip("sessions:Q", title=say("Sessions")),
    ]
    x = axis.encoding()
    layers = [bars.encode(x=x, x2="end:T", y=figures.of("none"), y2="sessions:Q", tooltip=tips)]
    if len(weeks) <= _MOST_LABELS:
        words = alt.Chart(table).mark_text(
            baseline="bottom", dy=-3, color=colours().ink, fontWeight="bold"
        )
        layers.append(words.encode(x="middle:T", y=figures.of("sessions"), text="sessions:Q"))
    return whole(layers, height_px=_HEIGHT_PX)
