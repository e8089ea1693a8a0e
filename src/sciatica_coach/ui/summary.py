"""The summary of a set, the same after exercising and after a recorded video."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.sets.record import Range, SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.ui.angle_names import angle_name
from sciatica_coach.ui.chart import angle_chart, followed
from sciatica_coach.ui.literal import Markdown, joined, listed, literal
from sciatica_coach.ui.speaking import in_words, say, say_count, say_sentence
from sciatica_coach.visible_text import visible

_SIGNS = {
    Severity.STOP: ":material/dangerous:",
    Severity.CORRECT: ":material/arrow_forward:",
    Severity.INFO: ":material/info:",
}
_ORDER = tuple(_SIGNS)
_LEGS = {Side.LEFT: N_("Left leg"), Side.RIGHT: N_("Right leg")}


def show_summary(
    exercise: Exercise, record: SetRecord, warnings: Iterable[TranslatableText] = ()
) -> None:
    """Say how the set went, in figures, words and a chart.

    Parameters
    ----------
    warnings
        What else is to be known about the recording.
    """
    exercise = in_words(exercise)
    st.subheader(headline(record), anchor=False)
    reasons = len(record.no_reps_reasons)
    for reason in record.warnings[:reasons]:
        st.info(say_sentence(reason), icon=":material/help:")
    _figures(exercise, record)
    _show_faults(exercise, record)
    _show_warnings([*warnings, *record.warnings[reasons:]])
    _show_chart(exercise, record)
    if record.reps:
        with st.expander(say("Each repetition")):
            st.dataframe(_rep_table(exercise, record), hide_index=True)


def headline(record: SetRecord) -> Markdown:
    """The set in one sentence; praised only if all that the exercise requires was judged."""
    done, asked = record.complete_reps, record.reps_asked
    if not record.reps:
        return say("No repetition was seen.")
    if done >= asked and not record.warnings:
        return say_count("Well done.", "Well done: all {number} repetitions.", asked)
    if not done:
        return say_count(
            "The attempt was not complete.",
            "None of {number} attempts was complete.",
            len(record.reps),
        )
    return say("{done} of {asked} repetitions done.", done=done, asked=asked)


def _figures(exercise: Exercise, record: SetRecord) -> None:
    movement, side = followed(exercise, record)
    leg = movement.leg.of(side)
    reached = record.range_of_motion.get(leg, {}).get(movement.quantity)
    columns = st.columns(4)
    attempts = len(record.reps) - record.complete_reps
    asked = say("Repetitions, {asked} asked", asked=record.reps_asked)
    columns[0].metric(asked, record.complete_reps)
    counted = say_count("{number} attempt", "{number} attempts", attempts)
    columns[1].metric(say("Not counted"), counted)
    if record.hold_asked_s > 0:
        longest_s = max((rep.hold_s for rep in record.reps), default=0.0)
        asked = say("Longest hold, {asked_s:.0f} s asked", asked_s=record.hold_asked_s)
        columns[2].metric(asked, f"{longest_s:.0f} s")
    else:
        columns[2].metric(say("Working leg"), say(_LEGS[side]) if record.reps else say("not seen"))
    columns[3].metric(_range_title(reached), _range(reached), help=angle_name(movement, side))


def _range_title(reached: Range | None) -> Markdown:
    if reached is None:
        return say("Range of motion")
    return say("Range of motion, ± {uncertainty_deg:.0f}°", uncertainty_deg=reached.uncertainty_deg)


def _range(reached: Range | None) -> Markdown:
    if reached is None:
        return say("not measured")
    return say("{min_deg:.0f}° to {max_deg:.0f}°", min_deg=reached.min_deg, max_deg=reached.max_deg)


def _show_faults(exercise: Exercise, record: SetRecord) -> None:
    told = fault_lines(exercise, record.faults)
    if not told:
        if record.complete_reps and not record.warnings:
            st.success(say("Nothing to correct was seen."), icon=":material/check:")
        return
    st.markdown(f"**{say('What to look out for next time')}**")
    st.markdown(listed(told))


def fault_lines(exercise: Exercise, faults: Iterable[Fault]) -> list[Markdown]:
    """One line for each rule that was broken, the gravest first."""
    times = Counter(fault.rule for fault in faults)
    rules = [rule for rule in exercise.rules if rule.id in times]
    rules.sort(key=lambda rule: _ORDER.index(rule.severity))
    return [
        Markdown(f"{_SIGNS[rule.severity]} **{literal(rule.cue)}** {_seen(times[rule.id])}")
        for rule in rules
    ]


def _seen(times: int) -> Markdown:
    if times == 2:
        return say("Seen twice.")
    return say_count("Seen once.", "Seen {number} times.", times)


def _show_warnings(warnings: list[TranslatableText]) -> None:
    for warning in warnings:
        st.warning(say_sentence(warning), icon=":material/visibility_off:")


def _show_chart(exercise: Exercise, record: SetRecord) -> None:
    chart = angle_chart(exercise, record)
    if chart is None:
        return
    name = angle_name(*followed(exercise, record))
    st.markdown(f"**{say('{angle}, over time', angle=name)}**")
    st.altair_chart(chart, width="stretch")
    told = [say("Shaded: repetitions, ✓ complete, ○ attempt.")]
    if record.faults:
        told.append(say("Triangles below: what was corrected."))
    st.caption(joined(" ", [*told, say("All angles are estimates from one camera.")]))


def _rep_table(exercise: Exercise, record: SetRecord) -> pd.DataFrame:
    cues = {rule.id: rule.cue for rule in exercise.rules}
    return pd.DataFrame(
        {
            "": range(1, len(record.reps) + 1),
            say("Leg"): [say(_LEGS[rep.side]) for rep in record.reps],
            say("Counted"): [say("yes") if rep.complete else say("no") for rep in record.reps],
            say("From (s)"): [round(rep.start_s, 1) for rep in record.reps],
            say("To (s)"): [round(rep.end_s, 1) for rep in record.reps],
            say("Furthest (°)"): [round(rep.peak_deg) for rep in record.reps],
            say("Held (s)"): [round(rep.hold_s, 1) for rep in record.reps],
            say("Said"): [
                visible(" ".join(cues.get(rule, rule) for rule in rep.faults))
                for rep in record.reps
            ],
        }
    )
