"""How an exercise was done over time: repetitions, holds, and what was to be corrected."""

from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.quality import Quality, QualityPoint, thinned
from sciatica_coach.ui.progress_charts.parts import (
    FigureAxis,
    TimeAxis,
    colours,
    course,
    middle,
    moment,
    points,
    stretch_teller,
    whole,
    words,
)
from sciatica_coach.ui.speaking import in_words, say
from sciatica_coach.visible_text import visible

_REPS_TITLES = {
    Spacing.DAY: N_("repetitions a day"),
    Spacing.WEEK: N_("repetitions a week"),
    Spacing.MONTH: N_("repetitions a month"),
}
_BAR_DAYS = {Spacing.DAY: 0.8, Spacing.WEEK: 6.4, Spacing.MONTH: 27.0}
"""Width of a bar, with a gap to the next one."""
_MORNING = timedelta(hours=-10)
"""From noon, where points are drawn, to where bars begin."""


def reps_chart(quality: Quality, axis: TimeAxis) -> alt.LayerChart:
    """Complete repetitions filled, attempts hollow above them, what was asked for as a line."""
    table = _table(quality, axis.spacing)
    top = max(1, *table.begun, *table.asked) * 1.15
    figures = FigureAxis(say(_REPS_TITLES[axis.spacing]), 0, top)
    ink = colours()
    base = alt.Chart(table).encode(x=axis.encoding(), x2=alt.X2("end:T"), tooltip=_tips())
    done = base.mark_rect(color=ink.line).encode(y=figures.of("none"), y2=alt.Y2("complete:Q"))
    tried = base.mark_rect(filled=False, stroke=ink.other, strokeWidth=1.5, strokeDash=[3, 2])
    asked = base.mark_rule(color=ink.ink, strokeWidth=2.5)
    layers = [
        done,
        tried.encode(y=figures.of("complete"), y2=alt.Y2("begun:Q")),
        asked.encode(y=figures.of("asked")),
    ]
    return whole(layers)


def hold_chart(quality: Quality, axis: TimeAxis) -> alt.LayerChart:
    """The longest hold against the hold that was asked for."""
    table = _table(quality, axis.spacing)
    table["day"] = table["middle"]
    figures = FigureAxis(say("seconds"), 0, max(5, *table.hold_s, *table.hold_asked_s) * 1.25)
    ink = colours().ink
    asked = alt.Chart(table).mark_line(
        color=ink, strokeDash=[6, 4], strokeWidth=2, interpolate="step-after"
    )
    name = words(table.tail(1), colour=ink, align="right", baseline="top", dy=6)
    at = figures.of("hold_asked_s")
    layers = [
        asked.encode(x=axis.encoding(), y=at),
        *course(table, "hold_s", axis, figures),
        points(table, "hold_s", axis, figures),
        *name(x=axis.encoding(), y=at, text=alt.TextValue(say("asked for"))),
    ]
    return whole(layers)


def fault_chart(exercise: Exercise, quality: Quality) -> alt.LayerChart | None:
    """How often each rule was broken in ten repetitions: bars lately, upright lines at first."""
    if quality.now is None or not quality.rules:
        return None
    rows = _fault_rows(exercise, quality)
    top = max(1.0, *(max(each["now"], each["before"]) for each in rows)) * 1.15
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(tickCount=5, format="~g")
    x = alt.X("now:Q", title=None, scale=scale, axis=axis)
    y = alt.Y("cue:N", title=None, sort=None, axis=alt.Axis(labelLimit=230))
    base, ink = alt.Chart(pd.DataFrame(rows)).encode(y=y), colours()
    told = base.mark_text(align="left", dx=5, color=ink.ink, fontWeight="bold")
    layers = [
        base.mark_bar(color=ink.line, size=16).encode(x=x),
        told.encode(x=x, text=alt.Text("now:Q", format=".1f")),
    ]
    if quality.before is not None:
        at_first = base.mark_tick(color=ink.other, thickness=3, size=28)
        layers.append(at_first.encode(x=alt.X("before:Q", title=None, scale=scale, axis=axis)))
    return whole(layers, height_px=60 + 36 * len(rows))


def _table(quality: Quality, spacing: Spacing) -> pd.DataFrame:
    when = stretch_teller(spacing)
    rows = [_row(each, spacing, when(each.day)) for each in thinned(quality.points, spacing)]
    return pd.DataFrame(rows)


def _row(point: QualityPoint, spacing: Spacing, when: str) -> dict[str, Any]:
    begin = moment(point.day) + _MORNING
    return {
        "day": begin,
        "middle": middle(point.day, spacing),
        "end": begin + timedelta(days=_BAR_DAYS[spacing]),
        "none": 0,
        "complete": point.complete_reps,
        "begun": point.reps,
        "attempts": point.attempts,
        "asked": point.reps_asked,
        "hold_s": round(point.longest_hold_s, 1),
        "hold_asked_s": point.hold_asked_s,
        "key": point.day.isoformat(),
        "when": when,
        "told": f"{point.longest_hold_s:.0f} s",
        "shape": "circle",
        "filled": point.is_fully_judged,
        "main": True,
    }


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("when:N", title=say("When")),
        alt.Tooltip("complete:Q", title=say("Complete")),
        alt.Tooltip("attempts:Q", title=say("Attempts")),
        alt.Tooltip("asked:Q", title=say("Asked for")),
    ]


def _fault_rows(exercise: Exercise, quality: Quality) -> list[dict[str, Any]]:
    cues = {rule.id: rule.cue for rule in in_words(exercise).rules}
    before, now = quality.before, quality.now
    return [
        {
            "cue": visible(cues.get(rule, rule)),
            "now": round(now.faults_in_ten(rule), 1) if now else 0.0,
            "before": round(before.faults_in_ten(rule), 1) if before else 0.0,
        }
        for rule in quality.rules
    ]
