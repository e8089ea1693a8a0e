"""All pages, and which of them there are at home."""

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from sciatica_coach.ui import about, coach, phone, progress, records_page, review
from sciatica_coach.ui.navigation import Place
from sciatica_coach.ui.program import page as program_page
from sciatica_coach.ui.speaking import say


def _coach() -> StreamlitPage:
    return st.Page(coach.page, title=say("Coach"), icon=":material/self_improvement:", default=True)


def coach_besides() -> StreamlitPage:
    """The Coach page where another one is the first."""
    return st.Page(
        coach.page, title=say("Coach"), icon=":material/self_improvement:", url_path="coach"
    )


def _plan() -> StreamlitPage:
    return st.Page(program_page.page, title=say("Plan"), icon=":material/event:", url_path="plan")


def _progress() -> StreamlitPage:
    return st.Page(
        progress.page, title=say("Progress"), icon=":material/show_chart:", url_path="progress"
    )


def _review() -> StreamlitPage:
    return st.Page(review.page, title=say("Review"), icon=":material/movie:", url_path="review")


def _records() -> StreamlitPage:
    return st.Page(
        records_page.page, title=say("Records"), icon=":material/folder_shared:", url_path="records"
    )


def _phone() -> StreamlitPage:
    return st.Page(phone.page, title=say("Phone"), icon=":material/smartphone:", url_path="phone")


def _about() -> StreamlitPage:
    return st.Page(about.page, title=say("About"), icon=":material/info:", url_path="about")


PAGES: dict[Place, Callable[[], StreamlitPage]] = {
    Place.COACH: _coach,
    Place.PLAN: _plan,
    Place.PROGRESS: _progress,
    Place.REVIEW: _review,
    Place.RECORDS: _records,
    Place.PHONE: _phone,
    Place.ABOUT: _about,
}
"""Made anew for each run: Streamlit's pages belong to one, and their titles to a language."""
HOME_PAGES = tuple(PAGES)
