"""Which pages there are in a clinic, by who is in; nobody has the sign-in page and About."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.access import Access
from sciatica_coach.ui.choosing_language import choose_language
from sciatica_coach.ui.clinic import log, patients, sign_in
from sciatica_coach.ui.clinic.presence import (
    is_of_another,
    present,
    show_another,
    show_presence,
    watch_presence,
)
from sciatica_coach.ui.navigation import Place, remember_pages
from sciatica_coach.ui.pages import PAGES, coach_besides
from sciatica_coach.ui.records_access import choose_person
from sciatica_coach.ui.speaking import say, say_error_sentence
from sciatica_coach.ui.visiting import current_visit


def run_clinic(visit: Visit) -> None:
    """Show the page that was chosen, of those that there are for who is in."""
    try:
        access = present(visit)
        visit = current_visit()
        if access is not None and access.own is not None and visit.person != access.own:
            choose_person(visit, access.own)
    except RecordsError as error:
        _run_without_records(visit, error)
        return
    pages = _pages_for(visit, access)
    remember_pages(pages)
    page = st.navigation(list(pages.values()), position="top")
    if not (page is pages.get(Place.COACH) and visit.is_exercising):
        choose_language(visit)
        if access is not None:
            show_presence(visit, access)
    if access is not None:
        watch_presence()
        if is_of_another(visit):
            show_another(visit)
            return
    page.run()


def _run_without_records(visit: Visit, error: RecordsError) -> None:
    """A set that is going on goes on; of all else nobody knows who may see it."""
    if visit.is_exercising:
        st.navigation([PAGES[Place.COACH]()], position="hidden").run()
        return
    st.navigation([PAGES[Place.ABOUT]()], position="hidden")
    choose_language(visit)
    st.warning(say_error_sentence(error), icon=":material/cloud_off:")
    st.button(say("Try again"), icon=":material/refresh:", key="records-again")


def _pages_for(visit: Visit, access: Access | None) -> dict[Place, StreamlitPage]:
    about = PAGES[Place.ABOUT]()
    if access is None:
        return {Place.SIGN_IN: _sign_in(), Place.ABOUT: about}
    if access.own is not None:
        return {Place.COACH: PAGES[Place.COACH](), **_of_person(), Place.ABOUT: about}
    of_patient = _of_person() if visit.person is not None else {}
    return {
        Place.PATIENTS: _patients(),
        Place.COACH: coach_besides(),
        **of_patient,
        Place.REVIEW: PAGES[Place.REVIEW](),
        Place.LOG: _log(),
        Place.ABOUT: about,
    }


def _of_person() -> dict[Place, StreamlitPage]:
    return {each: PAGES[each]() for each in (Place.PLAN, Place.PROGRESS, Place.RECORDS)}


def _sign_in() -> StreamlitPage:
    return st.Page(sign_in.page, title=say("Sign in"), icon=":material/login:", default=True)


def _patients() -> StreamlitPage:
    return st.Page(patients.page, title=say("Patients"), icon=":material/group:", default=True)


def _log() -> StreamlitPage:
    return st.Page(log.page, title=say("Log"), icon=":material/history:", url_path="log")
