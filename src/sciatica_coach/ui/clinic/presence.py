"""Who is in, above every page of a clinic; the way out; and out by itself after a while."""

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.access import Access
from sciatica_coach.ui.admitting import admissions
from sciatica_coach.ui.hosting import VISITS
from sciatica_coach.ui.literal import Markdown
from sciatica_coach.ui.records_access import access_of, choose_nobody
from sciatica_coach.ui.speaking import say, say_error_sentence
from sciatica_coach.ui.upload_route import UPLOADS
from sciatica_coach.ui.visiting import VISIT_KEY, current_visit

_LOOK_EVERY_S = 10.0
"""So soon an open page is emptied after its time is over."""
_SHOWN = "shown-patient"
"""In the state of one page: whose it shows. All pages of a browser have one patient open."""
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
    if visit.person is not None and visit.person not in access.people.all():
        choose_nobody(visit)  # deleted or handed over meanwhile
    visit.is_let_in = st.session_state[_WAS_LET_IN] = True
    return access


def is_of_another(visit: Visit) -> bool:
    """Whether this page shows one patient while another was opened in a second window.

    What is pressed on it was meant for the first.
    """
    shown = st.session_state.get(_SHOWN)
    if visit.person is None or shown in (None, visit.person.id):
        note_shown(visit)
        return False
    return True


def note_shown(visit: Visit) -> None:
    """Whose it is from now on: the patient's who is open now."""
    st.session_state[_SHOWN] = visit.person.id if visit.person is not None else None


def show_another(visit: Visit) -> None:
    """Say so in place of the page, until somebody has read it."""
    assert visit.person is not None
    st.warning(
        say(
            "In another window you have opened {name}. This window showed another patient: look "
            "there whether what you pressed last was done.",
            name=visit.person.name,
        ),
        icon=":material/switch_account:",
    )
    st.button(
        say("Go on with {name}", name=visit.person.name),
        key="another-patient",
        type="primary",
        on_click=_go_on,
        args=(visit,),
    )


def _go_on(visit: Visit) -> None:
    forget_page()
    st.session_state[VISIT_KEY], st.session_state[_WAS_LET_IN] = visit.token, True
    note_shown(visit)


def show_presence(visit: Visit, access: Access) -> None:
    """One line: who is signed in, whose page it is, and the ways out."""
    with st.container(
        border=True,
        key="presence",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(_who(visit, access), width="content")
        with st.container(horizontal=True, horizontal_alignment="right", width="content"):
            if access.therapist is not None and visit.person is not None:
                st.button(
                    say("Close"),
                    icon=":material/person_off:",
                    key="close-patient",
                    help=say("Leave this patient's page."),
                    on_click=choose_nobody,
                    args=(visit,),
                )
            st.button(
                say("Finish") if access.own is not None else say("Sign out"),
                icon=":material/logout:",
                key="leave-clinic",
                on_click=leave_clinic,
                args=(visit,),
            )


def _who(visit: Visit, access: Access) -> Markdown:
    if access.own is not None:
        return say("This page is yours alone: {name}", name=access.own.name)
    name = access.therapist.name if access.therapist is not None else ""
    if visit.person is None:
        return say("Signed in: {name}", name=name)
    return say("Patient: **{patient}**, signed in: {name}", patient=visit.person.name, name=name)


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
    forget_page()
    current_visit().language = language


def forget_page() -> None:
    """Forget what was typed into this page."""
    for key in list(st.session_state):
        del st.session_state[key]
