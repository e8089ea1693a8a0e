"""The parts of the Progress page: each has its words first, then its charts, then its table."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

import streamlit as st

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.progress import pain, quality, range_of_motion
from sciatica_coach.progress.adherence import Week
from sciatica_coach.progress.pain import PainOverTime, PainPart
from sciatica_coach.progress.quality import Quality, QualitySpan
from sciatica_coach.progress.range_of_motion import SideRange
from sciatica_coach.progress.sides import SideComparison
from sciatica_coach.progress.wording import (
    told_effect,
    told_ending_counts,
    told_pain,
    told_range,
    told_sides,
    told_usual_difference,
)
from sciatica_coach.ui.angle_names import motion_name
from sciatica_coach.ui.literal import Markdown, joined
from sciatica_coach.ui.progress_charts.adherence import adherence_chart
from sciatica_coach.ui.progress_charts.pain import pain_chart
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from sciatica_coach.ui.progress_charts.quality import fault_chart, hold_chart, reps_chart
from sciatica_coach.ui.progress_charts.ranges import range_chart, range_span, sides_chart
from sciatica_coach.ui.progress_opening import SessionOpener, show_plain_table
from sciatica_coach.ui.progress_tables import (
    fault_table,
    pain_table,
    quality_table,
    range_table,
    weeks_table,
)
from sciatica_coach.ui.speaking import say, say_count, say_day, say_sentence

_SIDES = {Side.LEFT: N_("Left side"), Side.RIGHT: N_("Right side")}
_PARTS = {PainPart.LEG: N_("Leg pain"), PainPart.BACK: N_("Back pain")}


def show_ranges(sides: Sequence[SideRange], axis: TimeAxis, opener: SessionOpener) -> None:
    """How far each side went, movement by movement."""
    st.subheader(say("How far you go"), anchor=False)
    st.markdown(_listed([told_range(each.main) for each in sides]))
    shown = [each for each in sides if each.main.is_shown_in_degrees]
    _tell_limits(sides)
    for movement in dict.fromkeys(each.movement.id for each in shown):
        pair = [each for each in shown if each.movement.id == movement]
        span = range_span(*pair)
        for place, side in zip(st.columns(2), pair, strict=False):
            with place:
                _show_range(side, axis, span, opener)
    if shown:
        st.caption(
            say(
                "Filled points: days on which all was judged, hollow ones: something was not. "
                "Shaded band: nine of ten measurements lie so near to the truth. Thick lines: the "
                "middle of the first and of the last days. A change is clear beyond the dotted "
                "lines. All angles are estimates from one camera."
            )
        )
        opener.table(
            range_table(shown, axis.spacing), title=say("Range of motion as a table"), key="ranges"
        )


def show_pain(over_time: PainOverTime, axis: TimeAxis, opener: SessionOpener) -> None:
    """Leg and back apart, over all exercises."""
    st.subheader(say("How it felt"), anchor=False)
    if over_time.is_empty:
        st.markdown(
            say("It was not said how it felt. You are asked before and after each session.")
        )
        return
    told = [told_pain(each) for each in over_time.parts]
    told += [effect for each in over_time.parts if (effect := told_effect(each))]
    told += told_ending_counts(over_time)
    st.markdown(_listed(told))
    for place, series in zip(st.columns(2), over_time.parts, strict=True):
        with place:
            st.markdown(f"**{say(_PARTS[series.part])}**")
            opener.chart(
                pain_chart(series, axis),
                _by_day(pain.thinned(series.points, axis.spacing)),
                key=f"pain-{series.part}",
                told=say_sentence(told_pain(series)),
            )
    st.caption(
        say(
            "Filled circles: before exercising, hollow squares: after it; 0 is none, 10 the worst "
            "you can imagine. Pain is yours, not an exercise's: all exercises are in it."
        )
    )
    opener.table(pain_table(over_time, axis.spacing), title=say("Pain as a table"), key="pains")


def show_weeks(found: Sequence[Week], axis: TimeAxis) -> None:
    """Sessions a week, over all exercises."""
    st.subheader(say("How often"), anchor=False)
    st.markdown(f"- {told_weeks(found)}")
    st.altair_chart(adherence_chart(found, axis), width="stretch", alt=told_weeks(found))
    show_plain_table(weeks_table(found), title=say("Sessions as a table"), key="weeks")


def told_weeks(found: Sequence[Week]) -> Markdown:
    """How many sessions there were, and in how many of the weeks."""
    total = sum(each.sessions for each in found)
    done = sum(each.sessions > 0 for each in found)
    sessions = say_count(
        "One session of any exercise.", "{number} sessions of any exercise.", total
    )
    of_weeks = say_count(
        "It was in one week.", "There was one in {done} of {number} weeks.", len(found), done=done
    )
    return joined(" ", [sessions, of_weeks])


def show_quality(
    exercise: Exercise, over_time: Quality, axis: TimeAxis, opener: SessionOpener
) -> None:
    """Repetitions, holds, and what was to be corrected."""
    st.subheader(say("How it was done"), anchor=False)
    spans = [span for span in (over_time.now, over_time.before) if span]
    st.markdown(joined("\n", [Markdown(f"- {_told_span(each)}") for each in spans]))
    if not all(each.total.is_fully_judged for each in spans):
        st.caption(say("In some of these sessions not everything could be judged."))
    sessions = _by_day(quality.thinned(over_time.points, axis.spacing))
    holds = any(each.hold_asked_s > 0 for each in over_time.points)
    places = st.columns(2 if holds else 1)
    with places[0]:
        st.markdown(f"**{say('Repetitions')}**")
        told = joined(" ", [_told_span(each) for each in spans])
        st.altair_chart(reps_chart(over_time, axis), width="stretch", alt=told)
        st.caption(say("Filled: complete. Hollow above: attempts. Line: what was asked for."))
    if holds:
        with places[-1]:
            st.markdown(f"**{say('Longest hold')}**")
            told = _told_hold(spans[0])
            opener.chart(hold_chart(over_time, axis), sessions, key="holds", told=told)
            st.caption(say("Dashed: the hold that was asked for."))
    opener.table(
        quality_table(over_time, axis.spacing),
        title=say("Repetitions and holds as a table"),
        key="reps",
    )
    _show_faults(exercise, over_time)


def show_sides(comparison: SideComparison, name: Markdown) -> None:
    """Left against right in the last days.

    Parameters
    ----------
    name
        What was measured.
    """
    st.markdown(_listed([told_sides(comparison), told_usual_difference()]))
    st.markdown(f"**{name}**")
    told = say_sentence(told_sides(comparison))
    st.altair_chart(sides_chart(comparison), width="stretch", alt=told)
    st.caption(
        say(
            "From {first} to {last}. Lines: nine of ten measurements lie so near to the truth.",
            first=say_day(min(comparison.left.first_day, comparison.right.first_day)),
            last=say_day(max(comparison.left.last_day, comparison.right.last_day)),
        )
    )


def _tell_limits(sides: Sequence[SideRange]) -> None:
    turned = {
        each.movement.quantity
        for each in sides
        if each.movement.direction < 0 and each.main.is_shown_in_degrees
    }
    if Quantity.KNEE_FLEXION in turned:
        st.caption(
            say("Here a smaller angle is further: a straight knee has 0°. Further is drawn higher.")
        )
    if any(each.others for each in sides):
        st.info(
            say(
                "Several pose models have measured. Each has a bias of its own, so they are not "
                "compared with each other: squares and dashed lines are of another model than "
                "what is told."
            ),
            icon=":material/straighten:",
        )
    if any(not each.is_fully_judged for side in sides for each in side.main.points):
        st.caption(
            say(
                "On some days not everything that belongs to the exercise could be judged: how far "
                "you went was measured, how you did it was not seen whole."
            )
        )


def _show_range(
    side: SideRange, axis: TimeAxis, span: tuple[float, float], opener: SessionOpener
) -> None:
    # By the working side, as the sentences say it: in figure-4 the measured leg is the other one.
    st.markdown(f"**{say(_SIDES[side.side])}: {motion_name(side.movement)}**")
    sessions = {
        f"{point.day.isoformat()} {series.model}": point.sessions
        for series in side.all_series
        for point in range_of_motion.thinned(series.points, axis.spacing)
    }
    opener.chart(
        range_chart(side, axis, span),
        sessions,
        key=f"range-{side.movement.id}-{side.side}",
        told=say_sentence(told_range(side.main)),
    )


def _told_span(span: QualitySpan) -> Markdown:
    total = span.total
    if span.days == 1:
        return say(
            "On {day}: {done} of {asked} repetitions complete, {attempts} not counted.",
            day=say_day(span.first_day),
            done=total.complete_reps,
            asked=total.reps_asked,
            attempts=total.attempts,
        )
    return say(
        "From {first} to {last}: {done} of {asked} repetitions complete, {attempts} not counted.",
        first=say_day(span.first_day),
        last=say_day(span.last_day),
        done=total.complete_reps,
        asked=total.reps_asked,
        attempts=total.attempts,
    )


def _told_hold(span: QualitySpan) -> Markdown:
    return say(
        "Longest hold: {longest_s:.0f} s; {asked_s:.0f} s were asked for.",
        longest_s=span.total.longest_hold_s,
        asked_s=span.total.hold_asked_s,
    )


def _show_faults(exercise: Exercise, over_time: Quality) -> None:
    chart = fault_chart(exercise, over_time)
    if chart is None:
        return
    st.markdown(f"**{say('What was corrected, in ten repetitions')}**")
    st.altair_chart(chart, width="stretch", alt=say("What was corrected, in ten repetitions"))
    if over_time.before is not None:
        st.caption(say("Bars: in the last days. Upright lines: in the first days."))
    show_plain_table(
        fault_table(exercise, over_time), title=say("Corrections as a table"), key="faults"
    )


class _Point(Protocol):
    @property
    def day(self) -> date: ...
    @property
    def sessions(self) -> tuple[UUID, ...]: ...


def _by_day(points: Sequence[_Point]) -> Mapping[str, tuple[UUID, ...]]:
    return {each.day.isoformat(): each.sessions for each in points}


def _listed(sentences: Sequence[TranslatableText]) -> Markdown:
    return joined("\n", [Markdown(f"- {say_sentence(each)}") for each in sentences])
