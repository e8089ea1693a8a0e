"""The Records page: what is kept of a person, where, for how long, and how it goes away."""

from collections.abc import Sequence

import streamlit as st

from sciatica_coach.coaching.movement.baseline import SHOWN, Baseline
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.history import PastSession, SessionSource
from sciatica_coach.language.marking import N_
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.records.audit import Action
from sciatica_coach.records.clinic_settings import is_clinic
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.scratch import ScratchFolder
from sciatica_coach.ui.literal import Markdown, joined, listed, literal
from sciatica_coach.ui.people import choose_who
from sciatica_coach.ui.records_access import records_of, told
from sciatica_coach.ui.records_removal import (
    delete_everything,
    delete_one_session,
    rename,
    show_removed,
)
from sciatica_coach.ui.records_retention import choose_retention
from sciatica_coach.ui.records_whereabouts import show_whereabouts
from sciatica_coach.ui.speaking import in_words, say, say_count, say_day
from sciatica_coach.ui.visiting import current_visit

_SHOWN_AT_FIRST = 10
"""Sessions in the list; who wants to see more opens the rest."""
_MB = 1e6
_LEAST_BYTES = 100_000
"""Less is told as a tenth of a megabyte."""
_SOURCES = {
    SessionSource.VIDEO: N_("from a video"),
}
_SIDES = {Side.LEFT: N_("left side"), Side.RIGHT: N_("right side")}


def page() -> None:
    """What is kept of whom the visit has chosen."""
    visit = current_visit()
    st.title(say("Your records"), anchor=False)
    show_removed()
    records = told(lambda: records_of(visit))
    if records is None:
        st.info(
            say(
                "Nothing is kept unless you ask for it. Choose who is exercising to see what is "
                "kept of that person."
            ),
            icon=":material/person:",
        )
        choose_who(visit)
    else:
        _show_records(visit, records)
    if not is_clinic():  # where that is, is the administrator's to know
        show_whereabouts()


def _show_records(visit: Visit, records: PersonalRecords) -> None:
    sessions = told(records.sessions)
    ranges = told(records.own_ranges)
    if sessions is None or ranges is None:
        return
    st.markdown(f"**{literal(records.name)}**")
    _show_figures(records, sessions, ranges)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(say("Sessions"), anchor=False)
        _show_sessions(sessions)
        if sessions and records.may(Action.SESSION_DELETED):
            delete_one_session(records, [(each.id, _line(each)) for each in reversed(sessions)])
        st.subheader(say("Own ranges"), anchor=False)
        st.markdown(listed(map(_range_line, ranges)) if ranges else say("None was measured."))
    with right:
        st.subheader(say("Take it with you"), anchor=False)
        _offer_download(records)
        if not records.is_watched:  # in a clinic it is the administrator's to say
            st.subheader(say("How long it is kept"), anchor=False)
            choose_retention()
        if records.may(Action.PERSON_DELETED):
            st.subheader(say("Change or delete"), anchor=False)
            rename(visit, records)
            delete_everything(visit, records, sessions=len(sessions), ranges=len(ranges))


def _show_figures(
    records: PersonalRecords, sessions: Sequence[PastSession], ranges: Sequence[Baseline]
) -> None:
    size = told(records.size_bytes) or 0
    if not sessions:
        st.markdown(say("No session is kept yet."))
        return
    first, last = sessions[0].day, sessions[-1].day
    count = say_count("One session is kept,", "{number} sessions are kept,", len(sessions))
    days = (
        say("of {day}.", day=say_day(first))
        if first == last
        else say("from {first} to {last}.", first=say_day(first), last=say_day(last))
    )
    room = say(
        "With each session: repetitions, faults, pain, angles and the positions of the joints, "
        "but no picture. Together {size:.1f} MB.",
        size=max(size, _LEAST_BYTES) / _MB,
    )
    st.markdown(joined(" ", [count, days, room]))


def _show_sessions(sessions: Sequence[PastSession]) -> None:
    if not sessions:
        st.markdown(say("No session is kept yet."))
        return
    lines = [_line(each) for each in reversed(sessions)]
    st.markdown(listed(lines[:_SHOWN_AT_FIRST]))
    rest = lines[_SHOWN_AT_FIRST:]
    if rest:
        words = say_count("One earlier session", "{number} earlier sessions", len(rest))
        with st.expander(words), st.container(height=300, border=False):
            st.markdown(listed(rest))


def _line(session: PastSession) -> Markdown:
    """One session in words."""
    exercise = load_exercises().get(session.exercise)
    name = in_words(exercise).name if exercise is not None else session.exercise
    reps = say_count("one repetition", "{number} repetitions", session.complete_reps)
    parts = [say_day(session.day), literal(f"{session.started_at:%H:%M}"), literal(name), reps]
    if session.source is not SessionSource.LIVE:
        parts.append(say(_SOURCES[session.source]))
    if not session.has_ended:
        parts.append(say("broken off"))
    return joined(", ", parts)


def _range_line(own: Baseline) -> Markdown:
    exercise = load_exercises().get(own.exercise)
    name = in_words(exercise).name if exercise is not None else own.exercise
    parts = [say_day(own.measured_on), literal(name), say(_SIDES[own.side])]
    if own.quantity in SHOWN:
        parts.append(literal(f"{own.end_deg:.0f}° ± {own.uncertainty_deg:.0f}°"))
    return joined(", ", parts)


def _offer_download(records: PersonalRecords) -> None:
    st.markdown(
        say(
            "One file with all that is kept of you, to save or to take elsewhere. It can be read "
            "with any text editor."
        )
    )
    st.download_button(
        say("Download everything"),
        lambda: _packed(records),
        file_name="sciatica-coach-records.zip",
        mime="application/zip",
        icon=":material/download:",
        key="records-download",
        on_click="ignore",
        width="stretch",
    )


def _packed(records: PersonalRecords) -> bytes:
    with ScratchFolder() as scratch:
        target = scratch.path / "records.zip"
        records.write_backup(target)
        return target.read_bytes()
