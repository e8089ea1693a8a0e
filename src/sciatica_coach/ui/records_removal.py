"""On the Records page: another name, one session deleted, everything deleted."""

from collections.abc import Callable, Sequence
from uuid import UUID

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.deletion import ScrubPutOff
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.hosting import VISITS
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.records_access import choose_nobody, known_people
from sciatica_coach.ui.speaking import say, say_count, say_error_sentence

_ASKED_FOR_SESSION, _ASKED_FOR_ALL = "records-delete-session", "records-delete-all"
_DONE = "records-done"
"""What was done, to be said on the page that comes next, and whether all of it was."""


def show_removed() -> None:
    """What has just been done."""
    words, is_whole = st.session_state.pop(_DONE, (None, True))
    if words is None:
        return
    if is_whole:
        st.success(literal(words), icon=":material/check:")
    else:
        st.warning(literal(words), icon=":material/schedule:")


def delete_one_session(records: PersonalRecords, sessions: Sequence[tuple[UUID, Markdown]]) -> None:
    """Choose a session and delete it, after a question."""
    with st.expander(say("Delete one session"), icon=":material/delete:"):
        names = dict(sessions)
        chosen = st.selectbox(
            say("Session"), list(names), format_func=names.__getitem__, key="records-session"
        )
        if chosen is None:
            return
        _ask_first(
            _ASKED_FOR_SESSION,
            say("Delete this session"),
            say("It is deleted for good, with its repetitions, angles, pain and notes."),
            lambda: records.delete_session(chosen),
            say("The session is deleted."),
        )


def rename(visit: Visit, records: PersonalRecords) -> None:
    """Give the person another name."""
    with (
        st.expander(say("Another name"), icon=":material/edit:"),
        st.form("records-rename", border=False),
    ):
        name = st.text_input(say("Name"), records.name, max_chars=60, key="records-name")
        if not st.form_submit_button(say("Change the name"), width="stretch"):
            return
        try:
            visit.person = known_people().rename(records.id, name)
        except (RecordsError, ValueError) as error:
            st.error(say_error_sentence(error))
            return
        st.session_state[_DONE] = say("The name is changed."), True
        st.rerun()


def delete_everything(
    visit: Visit, records: PersonalRecords, *, sessions: int, ranges: int
) -> None:
    """Delete the person, after a question that says what is lost."""
    with st.expander(say("Delete everything"), icon=":material/delete_forever:"):
        what = [
            say_count("One session is lost,", "{number} sessions are lost,", sessions),
            say_count("one own range,", "{number} own ranges,", ranges),
            say(
                "the plan and all notes. Nobody can bring them back. Download everything first if "
                "you may want it again."
            ),
        ]
        _ask_first(
            _ASKED_FOR_ALL,
            say("Delete all that is kept of {name}", name=records.name),
            Markdown(" ".join(what)),
            lambda: _forget(visit, records),
            say("All that was kept of {name} is deleted.", name=records.name),
        )


def _forget(visit: Visit, records: PersonalRecords) -> None:
    VISITS.forget_person(records.id)  # while the visit still knows who it is
    choose_nobody(visit)
    known_people().forget(records.id)


def _ask_first(
    key: str, words: Markdown, lost: Markdown, do: Callable[[], object], done: Markdown
) -> None:
    """A button, then what is lost and a second button."""
    if not st.session_state.get(key):
        st.button(words, key=f"{key}-ask", width="stretch", on_click=_set, args=(key, True))
        return
    st.warning(lost, icon=":material/warning:")
    yes, no = st.columns(2)
    no.button(say("Keep it"), key=f"{key}-no", width="stretch", on_click=_set, args=(key, False))
    if yes.button(say("Delete for good"), key=f"{key}-yes", type="primary", width="stretch"):
        _set(key, False)
        try:
            do()
            st.session_state[_DONE] = done, True
        except ScrubPutOff as error:
            st.session_state[_DONE] = say_error_sentence(error), False
        except RecordsError as error:
            st.error(say_error_sentence(error))
            return
        st.rerun()


def _set(key: str, is_asked: bool) -> None:
    st.session_state[key] = is_asked
