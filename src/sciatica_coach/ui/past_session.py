"""One session of the past: its summary with its curve, and how it felt before and after it.

It stands in the place of the Progress page while the page's address names it.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import streamlit as st

from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.history import PastSession, PastSet, SessionSource
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.wording import told_endings
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.safety.pain import Pain, load_pain_rules
from sciatica_coach.ui.literal import Markdown, joined, literal
from sciatica_coach.ui.notes import show_notes
from sciatica_coach.ui.speaking import in_words, say, say_told, spoken
from sciatica_coach.ui.summary import show_summary

PARAMETER = "session"
"""Of the page's address; its value is the session's id."""
_SOURCES = {
    SessionSource.LIVE: N_("in front of the camera"),
    SessionSource.VIDEO: N_("from a video"),
}
_LEGS = {Side.LEFT: N_("Set {number}, left leg"), Side.RIGHT: N_("Set {number}, right leg")}


def asked_for() -> str | None:
    """The session that the address names; None for none."""
    return st.query_params.get(PARAMETER)


def open_session(session_id: UUID) -> None:
    """Show a session in place of the page."""
    st.query_params[PARAMETER] = str(session_id)
    st.rerun()


def when_told(started_at: datetime) -> Markdown:
    """Day and time, where the person was."""
    return literal(f"{spoken().day(started_at.date())}, {started_at:%H:%M}")


def show_past_session(
    records: PersonalRecords, exercises: Mapping[str, Exercise], asked: str
) -> None:
    """The session, or that there is none like that; and the way back.

    Parameters
    ----------
    asked
        What the address says; it may be anything.
    """
    if st.button(say("Back to progress"), icon=":material/arrow_back:", key="leave-session"):
        del st.query_params[PARAMETER]
        st.rerun()
    session = _found(records, asked)
    if session is None:
        st.info(
            say("This session is not among those that are kept. It may have been deleted."),
            icon=":material/help:",
        )
        return
    exercise = exercises.get(session.exercise)
    name = in_words(exercise).name if exercise else session.exercise
    st.title(literal(name), anchor=False)
    st.caption(joined(", ", [when_told(session.started_at), say(_SOURCES[session.source])]))
    _show_notices(session, is_known=exercise is not None)
    _show_pain(session)
    _show_sets(session, exercise, records.set_records(session.id))
    show_notes(records, session.id, by=records.author)


def _found(records: PersonalRecords, asked: str) -> PastSession | None:
    try:
        return records.session(UUID(asked))
    except ValueError:
        return None


def _show_notices(session: PastSession, *, is_known: bool) -> None:
    if not session.has_ended:
        st.info(
            say("This session was broken off: what is kept of it may not be all."),
            icon=":material/power_off:",
        )
    if any(not each.is_fully_judged for each in session.sets):
        st.info(
            say(
                "Not everything that belongs to this exercise could be judged. "
                "What was not seen is said below."
            ),
            icon=":material/visibility_off:",
        )
    if not is_known:
        st.info(
            say("This exercise is not among those of today, so only its figures are shown."),
            icon=":material/help:",
        )


def _show_pain(session: PastSession) -> None:
    before, after = session.pain_before, session.pain_after
    if before is None and after is None:
        st.caption(say("It was not said how it felt before and after."))
        return
    columns = st.columns(3)
    columns[0].metric(say("Leg pain, before → after"), _from_to(before, after, "leg"))
    columns[1].metric(say("Back pain, before → after"), _from_to(before, after, "back"))
    columns[2].metric(say("Lowest place, before → after"), _places(before, after))
    for told in told_endings(session):
        st.warning(say_told(told), icon=":material/error:")


def _from_to(before: Pain | None, after: Pain | None, part: str) -> Markdown:
    said = ["?" if pain is None else str(getattr(pain, part)) for pain in (before, after)]
    return literal(" → ".join(said))


def _places(before: Pain | None, after: Pain | None) -> Markdown:
    words = load_pain_rules(language=spoken()).places
    said = [
        "?" if pain is None else words[pain.lowest] if pain.lowest else say("nowhere")
        for pain in (before, after)
    ]
    return literal(" → ".join(said))


def _show_sets(
    session: PastSession, exercise: Exercise | None, records: tuple[SetRecord, ...]
) -> None:
    if not session.sets:
        st.markdown(say("No set was begun."))
        return
    titles = [_set_title(each) for each in session.sets]
    places = [st.container()] if len(titles) == 1 else st.tabs(titles)
    for number, (place, done) in enumerate(zip(places, session.sets, strict=True)):
        with place:
            if exercise is not None and number < len(records):
                show_summary(exercise, records[number])
            else:
                _show_figures(done)


def _set_title(done: PastSet) -> Markdown:
    if done.side is None:
        return say("Set {number}", number=done.number)
    return say(_LEGS[done.side], number=done.number)


def _show_figures(done: PastSet) -> None:
    """Of an exercise whose definition is gone."""
    columns = st.columns(3)
    columns[0].metric(say("Repetitions, {asked} asked", asked=done.reps_asked), done.complete_reps)
    columns[1].metric(say("Attempts"), literal(str(done.attempts)))
    columns[2].metric(
        say("Longest hold, {asked_s:.0f} s asked", asked_s=done.hold_asked_s),
        f"{done.longest_hold_s:.0f} s",
    )


def day_and_reps(session: PastSession, exercises: Mapping[str, Exercise]) -> Markdown:
    """A session in one line: when, what, and how much of it."""
    exercise = exercises.get(session.exercise)
    asked = sum(each.reps_asked for each in session.sets)
    return say(
        "{when}: {exercise}, {done} of {asked}",
        when=when_told(session.started_at),
        exercise=literal(in_words(exercise).name if exercise else session.exercise),
        done=session.complete_reps,
        asked=asked,
    )
