"""Who is in, above every page of a clinic; the way out; and out by itself after a while."""

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.access import Access
from sciatica_coach.ui.admitting import admissions
from sciatica_coach.ui.hosting import VISITS
from sciatica_coach.ui.records_access import access_of, choose_nobody
from sciatica_coach.ui.speaking import say, say_error_sentence
from sciatica_coach.ui.upload_route import UPLOADS
from sciatica_coach.ui.visiting import current_visit

_LOOK_EVERY_S = 10.0
"""So soon an open page is emptied after its time is over."""
_WAS_LET_IN = "was-let-in"
"""In the state of one page: what was typed into it goes when nobody is in any more."""


def present(visit: Visit) -> Access | None:
    """Who is in now; None clears away what was left of whoever was.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    access = access_of(visit)
    if access is None:
        if visit.is_let_in or st.session_state.get(_WAS_LET_IN):
            forget_all(visit)
        return None
    visit.is_let_in = st.session_state[_WAS_LET_IN] = True
    return access


def show_presence(visit: Visit, access: Access) -> None:
    """One line: who is signed in, whose page it is, and the ways out."""
    with st.container(border=True, key="presence"):
        words, close, leave = st.columns([3, 1, 1], vertical_alignment="center")
        if access.own is not None:
            words.markdown(say("This page is yours alone: {name}", name=access.own.name))
        elif access.therapist is not None and visit.person is not None:
            words.markdown(
                say(
                    "Patient: **{patient}**, signed in: {name}",
                    patient=visit.person.name,
                    name=access.therapist.name,
                )
            )
            close.button(
                say("Close"),
                icon=":material/person_off:",
                key="close-patient",
                width="stretch",
                help=say("Leave this patient's page."),
                on_click=choose_nobody,
                args=(visit,),
            )
        elif access.therapist is not None:
            words.markdown(say("Signed in: {name}", name=access.therapist.name))
        leave.button(
            say("Finish") if access.own is not None else say("Sign out"),
            icon=":material/logout:",
            key="leave-clinic",
            type="primary",
            width="stretch",
            on_click=leave_clinic,
            args=(visit,),
        )


@st.fragment(run_every=_LOOK_EVERY_S)
def watch_presence() -> None:
    """Empty the page when its time is over; that it looks is no use of it."""
    try:
        is_over = access_of(current_visit(), in_use=False) is None
    except RecordsError:
        return  # they may come back, and a set may be going on
    if is_over:
        st.rerun()


def leave_clinic(visit: Visit) -> None:
    """Let the browser out, and leave nothing of who was in."""
    try:
        admissions().end(visit.token)
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return
    forget_all(visit)


def forget_all(visit: Visit) -> None:
    """Forget the visit, its video and what was typed into this page."""
    language = visit.language
    if visit.live is not None:
        visit.live.finish()
    UPLOADS.drop(visit.token)
    VISITS.forget(visit.token)
    for key in list(st.session_state):
        del st.session_state[key]
    current_visit().language = language
