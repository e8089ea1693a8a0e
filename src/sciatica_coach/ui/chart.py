"""The angle over time as a chart: the target, the repetitions and the faults marked in it."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from sciatica_coach.coaching.movement.baseline import baseline_of, own_movement
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.ui.angle_names import angle_name
from sciatica_coach.ui.speaking import say
from sciatica_coach.visible_text import visible

_MOST_POINTS = 1500
"""More than a screen has columns for."""
_HEIGHT_PX = 320
_BLUE, _GREEN, _AMBER, _RED = "#2f86c4", "#2e9e63", "#c98a00", "#d1435b"
"""Each at least 3:1 on the light and on the dark ground."""


def angle_chart(exercise: Exercise, record: SetRecord) -> alt.LayerChart | alt.FacetChart | None:
    """The working joint's angle; None if nothing was measured."""
    movement, side = followed(exercise, record)
    angle_series = _angle_series(record, movement, side)
    if angle_series["angle"].notna().sum() < 2:
        return None
    low, high = _span(angle_series["angle"], movement)
    layers = [_angle(angle_series, title=angle_name(movement, side), span=(low, high))]
    if not movement.from_start:
        layers = [*_target(movement), *layers]
    if record.reps:
        layers = [*_reps(record, high), *layers]
    if record.faults:
        layers.append(_faults(exercise, record, low))
    return alt.layer(*layers).properties(height=_HEIGHT_PX)


def followed(exercise: Exercise, record: SetRecord) -> tuple[Movement, Side]:
    """The movement, by the own range, and the side that most repetitions were done with."""
    movements = {movement.id: movement for movement in exercise.movements}
    done = [(rep.movement, rep.side) for rep in record.reps]
    if done:
        usual, side = max(sorted(set(done)), key=done.count)
        movement = movements[usual]
    else:
        near = record.viewpoint.near_side if record.viewpoint else None
        movement, side = exercise.movements[0], record.side or near or Side.RIGHT
    own = baseline_of(record.baselines, exercise, movement, side)
    return own_movement(movement, own), side


def _angle_series(record: SetRecord, movement: Movement, side: Side) -> pd.DataFrame:
    leg = movement.leg.of(side)
    every = max(1, len(record.angle_series.time_s) // _MOST_POINTS)
    return pd.DataFrame(
        {
            "time": record.angle_series.time_s[::every],
            "angle": record.angle_series.of(movement.quantity, leg)[::every].round(1),
        }
    )


def _span(angles: "pd.Series[float]", movement: Movement) -> tuple[float, float]:
    """Bottom and top of the chart: the course and the target, with room for the writing."""
    ends = [*np.nanpercentile(angles, [0, 100])]
    if not movement.from_start:
        ends.append(movement.target_deg)
    low, high = float(min(ends)), float(max(ends))
    room = 0.12 * max(high - low, 20.0)
    return low - room, high + room


def _x() -> alt.X:
    return alt.X(
        "time:Q",
        title=say("seconds"),
        axis=alt.Axis(grid=False, tickCount=12),
        scale=alt.Scale(nice=False),
    )


def _angle(angle_series: pd.DataFrame, *, title: str, span: tuple[float, float]) -> alt.Chart:
    scale = alt.Scale(domain=list(span), nice=False, zero=False)
    line: alt.Chart = (
        alt.Chart(angle_series)
        .mark_line(color=_BLUE, strokeWidth=2.5)
        .encode(
            x=_x(),
            y=alt.Y("angle:Q", title=say("degrees"), scale=scale),
            tooltip=[
                alt.Tooltip("time:Q", title=say("seconds"), format=".1f"),
                alt.Tooltip("angle:Q", title=say("{angle}, degrees", angle=title), format=".0f"),
            ],
        )
    )
    return line


def _target(movement: Movement) -> list[alt.Chart]:
    target = pd.DataFrame({"angle": [movement.target_deg], "words": [say("target")]})
    line = alt.Chart(target).mark_rule(color=_GREEN, strokeWidth=2, strokeDash=[8, 5])
    words = alt.Chart(target).mark_text(
        align="right", baseline="bottom", dx=-4, dy=-3, color=_GREEN, fontWeight="bold"
    )
    return [
        line.encode(y="angle:Q"),
        words.encode(y="angle:Q", text="words:N", x=alt.value("width")),
    ]


def _reps(record: SetRecord, top: float) -> list[alt.Chart]:
    rows = [_rep_row(number, rep, top) for number, rep in enumerate(record.reps, start=1)]
    table = pd.DataFrame(rows)
    colour = alt.Color("kind:N", legend=None, scale=_scale({"complete": _GREEN, "attempt": _AMBER}))
    shade = alt.Chart(table).mark_rect(opacity=0.18).encode(x=_x(), x2="end:Q", color=colour)
    words = (
        alt.Chart(table)
        .mark_text(baseline="top", dy=4, fontWeight="bold", fontSize=13)
        .encode(x=alt.X("middle:Q", title=""), y="top:Q", text="words:N", color=colour)
    )
    return [shade, words]


def _rep_row(number: int, rep: Rep, top: float) -> dict[str, Any]:
    return {
        "time": rep.start_s,
        "end": rep.end_s,
        "middle": (rep.start_s + rep.end_s) / 2,
        "top": top,
        "kind": "complete" if rep.complete else "attempt",
        "words": f"{number} ✓" if rep.complete else f"{number} ○",
    }


def _faults(exercise: Exercise, record: SetRecord, low: float) -> alt.Chart:
    cues = {rule.id: rule.cue for rule in exercise.rules}
    table = pd.DataFrame(
        {
            "time": [fault.start_s for fault in record.faults],
            "angle": low,
            "cue": [visible(cues.get(fault.rule, fault.rule)) for fault in record.faults],
        }
    )
    marks: alt.Chart = (
        alt.Chart(table)
        .mark_point(shape="triangle-up", size=140, filled=True, color=_RED, opacity=1, yOffset=-10)
        .encode(
            x=_x(),
            y="angle:Q",
            tooltip=[
                alt.Tooltip("cue:N", title=say("said")),
                alt.Tooltip("time:Q", title=say("seconds"), format=".1f"),
            ],
        )
    )
    return marks


def _scale(colours: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(colours), range=list(colours.values()))
