"""The summary of a set, the same after exercising and after a recorded video."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from sciatica_coach.coaching.record import Range, SetRecord
from sciatica_coach.coaching.rules import Fault
from sciatica_coach.exercise.definition import Exercise, Leg, Severity
from sciatica_coach.ui.chart import NAMES, angle_chart, axis_title, followed

_SIGNS = {
    Severity.STOP: ":material/dangerous:",
    Severity.CORRECT: ":material/arrow_forward:",
    Severity.INFO: ":material/info:",
}
_ORDER = tuple(_SIGNS)


def show_summary(exercise: Exercise, record: SetRecord, warnings: Iterable[str] = ()) -> None:
    """Say how the set went, in figures, words and a chart.

    Parameters
    ----------
    warnings
        What else is to be known about the recording.
    """
    st.subheader(headline(record), anchor=False)
    _figures(exercise, record)
    _show_faults(exercise, record)
    _show_warnings([*warnings, *record.warnings])
    _show_chart(exercise, record)
    if record.reps:
        with st.expander("Each repetition"):
            st.dataframe(_rep_table(exercise, record), hide_index=True)


def headline(record: SetRecord) -> str:
    """The set in one sentence."""
    done, asked = record.complete_reps, record.reps_asked
    if not record.reps:
        return "No repetition was seen."
    if done >= asked:
        return f"Well done: all {asked} repetitions." if asked > 1 else "Well done."
    if not done:
        return f"None of {count(len(record.reps), 'attempt')} was complete."
    return f"{done} of {asked} repetitions done."


def count(number: int, noun: str) -> str:
    """The number with its noun in the right form."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _figures(exercise: Exercise, record: SetRecord) -> None:
    movement, side = followed(exercise, record)
    leg = side if movement.leg is Leg.WORKING else side.other
    reached = record.range_of_motion.get(leg, {}).get(movement.quantity)
    columns = st.columns(4)
    attempts = len(record.reps) - record.complete_reps
    columns[0].metric(f"Repetitions, {record.reps_asked} asked", record.complete_reps)
    columns[1].metric("Not counted", count(attempts, "attempt"))
    if record.hold_asked_s > 0:
        longest_s = max((rep.hold_s for rep in record.reps), default=0.0)
        columns[2].metric(f"Longest hold, {record.hold_asked_s:.0f} s asked", f"{longest_s:.0f} s")
    else:
        columns[2].metric("Working leg", side.capitalize() if record.reps else "not seen")
    either_end = f", ± {reached.uncertainty_deg:.0f}°" if reached else ""
    words = axis_title(movement, side)
    columns[3].metric(f"Range of motion{either_end}", _range(reached), help=words)


def _range(reached: Range | None) -> str:
    if reached is None:
        return "not measured"
    return f"{reached.min_deg:.0f}° to {reached.max_deg:.0f}°"


def _show_faults(exercise: Exercise, record: SetRecord) -> None:
    told = fault_lines(exercise, record.faults)
    if not told:
        if record.complete_reps:
            st.success("Nothing to correct was seen.", icon=":material/check:")
        return
    st.markdown("**What to look out for next time**")
    st.markdown("\n".join(f"- {line}" for line in told))


def fault_lines(exercise: Exercise, faults: Iterable[Fault]) -> list[str]:
    """One line for each rule that was broken, the gravest first."""
    times = Counter(fault.rule for fault in faults)
    rules = [rule for rule in exercise.rules if rule.id in times]
    rules.sort(key=lambda rule: _ORDER.index(rule.severity))
    return [
        f"{_SIGNS[rule.severity]} **{rule.cue}** Seen {_often(times[rule.id])}." for rule in rules
    ]


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _show_warnings(warnings: list[str]) -> None:
    for warning in warnings:
        sentence = warning[0].upper() + warning[1:].rstrip(".")
        st.warning(f"{sentence}.", icon=":material/visibility_off:")


def _show_chart(exercise: Exercise, record: SetRecord) -> None:
    chart = angle_chart(exercise, record)
    if chart is None:
        return
    movement, side = followed(exercise, record)
    st.markdown(f"**{axis_title(movement, side).capitalize()}, over time**")
    st.altair_chart(chart, width="stretch")
    triangles = "Triangles below: what was corrected. " if record.faults else ""
    st.caption(
        f"Shaded: repetitions, ✓ complete, ○ attempt. {triangles}"
        "All angles are estimates from one camera."
    )


def _rep_table(exercise: Exercise, record: SetRecord) -> pd.DataFrame:
    cues = {rule.id: rule.cue for rule in exercise.rules}
    angle = NAMES.get(followed(exercise, record)[0].quantity, "angle")
    return pd.DataFrame(
        {
            "": range(1, len(record.reps) + 1),
            "Leg": [rep.side for rep in record.reps],
            "Counted": ["yes" if rep.complete else "no" for rep in record.reps],
            "From (s)": [round(rep.start_s, 1) for rep in record.reps],
            "To (s)": [round(rep.end_s, 1) for rep in record.reps],
            f"Furthest {angle} (°)": [round(rep.peak_deg) for rep in record.reps],
            "Held (s)": [round(rep.hold_s, 1) for rep in record.reps],
            "Said": [" ".join(cues.get(rule, rule) for rule in rep.faults) for rep in record.reps],
        }
    )
