"""The Progress page: what has changed over time, in words, charts and tables."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.history import PastSession
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.adherence import weeks
from sciatica_coach.progress.pain import pain_over_time
from sciatica_coach.progress.period import Period, Spacing, spacing_of
from sciatica_coach.progress.quality import quality
from sciatica_coach.progress.range_of_motion import SideRange, ranges
from sciatica_coach.progress.sides import compared
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.angle_names import motion_name
from sciatica_coach.ui.literal import literal
from sciatica_coach.ui.past_session import (
    asked_for,
    day_and_reps,
    open_session,
    show_past_session,
)
from sciatica_coach.ui.people import choose_who
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from sciatica_coach.ui.progress_opening import SessionOpener
from sciatica_coach.ui.progress_sections import (
    show_pain,
    show_quality,
    show_ranges,
    show_sides,
    show_weeks,
)
from sciatica_coach.ui.records_access import records_of, today_of_browser, told
from sciatica_coach.ui.speaking import in_words, say, say_each, say_error
from sciatica_coach.ui.visiting import current_visit

_EXERCISE, _PERIOD = "progress-exercise", "progress-period"
_PERIODS = {
    Period.FOUR_WEEKS: N_("4 weeks"),
    Period.THREE_MONTHS: N_("3 months"),
    Period.ONE_YEAR: N_("1 year"),
    Period.ALL: N_("All"),
}
_THINNED = {
    Spacing.WEEK: N_(
        "So that it can be read, each point stands for a week, by the middle of its days."
    ),
    Spacing.MONTH: N_(
        "So that it can be read, each point stands for a month, by the middle of its days."
    ),
}
_LAST_SESSIONS = 5
"""So many can be opened from the page's end; older ones by charts and tables."""


def page() -> None:
    """The progress of whom the visit has chosen; of nobody there is none."""
    visit = current_visit()
    records = told(lambda: records_of(visit))
    if records is not None:
        show_progress(records, today=today_of_browser())
        return
    st.title(say("Progress"), anchor=False)
    st.info(
        say(
            "Here you see how you are getting on, if your sessions are kept. Choose who is "
            "exercising, or give a name after a session on the Coach page."
        ),
        icon=":material/person:",
    )
    choose_who(visit)


def show_progress(records: PersonalRecords, *, today: date) -> None:
    """The page of one person: progress, or the one session that its address names."""
    _keep_choices()
    try:
        exercises = load_exercises()
        asked = asked_for()
        if asked is not None:
            show_past_session(records, exercises, asked)
            return
        st.title(say("Progress"), anchor=False)
        _show(records, exercises, today)
    except CoachError as error:
        st.error(say_error(error), icon=":material/error:")


def _keep_choices() -> None:
    """Streamlit forgets what was chosen when a session is shown in the page's place."""
    for key in (_EXERCISE, _PERIOD):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _show(records: PersonalRecords, exercises: Mapping[str, Exercise], today: date) -> None:
    last = records.last_sessions()
    known = {each: exercise for each, exercise in exercises.items() if each in last}
    if not known:
        _show_nothing_yet()
        return
    exercise, period = _choose({each: last[each] for each in known}, known, today)
    since = period.since(today)
    seen = [each for each in records.sessions(since=since) if each.sets and each.day <= today]
    if not seen:
        st.info(
            say("There is no session in this time. Choose a longer one above."),
            icon=":material/event_busy:",
        )
        return
    _show_sections(seen, exercise, since, today)
    _show_last(seen, exercises)


def _show_nothing_yet() -> None:
    st.info(
        say(
            "Nothing is kept here yet. After your first session you see how far you went and how "
            "it felt. After ten days with a session the coach can tell whether something has "
            "changed."
        ),
        icon=":material/hourglass_empty:",
    )


def _choose(
    done: Mapping[str, datetime], exercises: Mapping[str, Exercise], today: date
) -> tuple[Exercise, Period]:
    """Which exercise, and how far back; the one done last, and three months if there is one.

    Parameters
    ----------
    done
        When each exercise was done last.
    """
    last = max(done, key=done.__getitem__)
    if st.session_state.get(_EXERCISE) not in exercises:
        st.session_state[_EXERCISE] = last
    if st.session_state.get(_PERIOD) not in _PERIODS:
        is_recent = done[last].date() >= Period.THREE_MONTHS.since(today)
        st.session_state[_PERIOD] = Period.THREE_MONTHS if is_recent else Period.ALL
    left, right = st.columns([3, 2])
    exercise = left.segmented_control(
        say("Exercise"),
        list(exercises),
        format_func=lambda each: literal(in_words(exercises[each]).name),
        required=True,
        key=_EXERCISE,
        width="stretch",
    )
    period = right.segmented_control(
        say("Time"),
        list(_PERIODS),
        format_func=say_each(_PERIODS),
        required=True,
        key=_PERIOD,
        width="stretch",
    )
    assert exercise is not None
    assert period is not None
    return exercises[exercise], period


def _show_sections(
    seen: Sequence[PastSession], exercise: Exercise, since: date, today: date
) -> None:
    opener = SessionOpener(seen)
    first_day = min(*(each.day for each in seen), Period.FOUR_WEEKS.since(today))
    spacing = spacing_of(each.day for each in seen)
    axis = TimeAxis(Spacing.WEEK.start_of(first_day), today, spacing)
    if axis.spacing in _THINNED:
        st.caption(say(_THINNED[axis.spacing]))
    sides = ranges(seen, exercise)
    if sides:
        show_ranges(sides, axis, opener)
    show_pain(pain_over_time(seen), axis, opener)
    show_weeks(weeks(seen, since=since, today=today), axis)
    over_time = quality(seen, exercise.id)
    if over_time.points:
        show_quality(exercise, over_time, axis, opener)
    else:
        st.info(
            say("This exercise was not done in this time. Choose a longer one above."),
            icon=":material/event_busy:",
        )
    _show_sides(sides)


def _show_sides(sides: Sequence[SideRange]) -> None:
    shown = [each for each in sides if each.main.is_shown_in_degrees]
    pairs = [
        (left, right)
        for left in shown
        for right in shown
        if left.movement == right.movement and (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    ]
    found = [(left, compared(left, right)) for left, right in pairs]
    if any(each is not None for _, each in found):
        st.subheader(say("Left against right"), anchor=False)
    for left, comparison in found:
        if comparison is not None:
            show_sides(comparison, motion_name(left.movement))


def _show_last(seen: Sequence[PastSession], exercises: Mapping[str, Exercise]) -> None:
    st.subheader(say("Last sessions"), anchor=False)
    for each in sorted(seen, key=lambda each: each.started_at)[: -_LAST_SESSIONS - 1 : -1]:
        words = day_and_reps(each, exercises)
        if st.button(words, icon=":material/open_in_full:", key=f"open-{each.id}"):
            open_session(each.id)
