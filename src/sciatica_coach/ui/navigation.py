"""The pages by name, so that one page can lead to another without importing it."""

from enum import Enum, auto

import streamlit as st
from streamlit.navigation.page import StreamlitPage


class Place(Enum):
    """A page that others lead to."""

    COACH = auto()
    PLAN = auto()
    PROGRESS = auto()
    REVIEW = auto()
    RECORDS = auto()
    PHONE = auto()
    ABOUT = auto()
    SIGN_IN = auto()
    PATIENTS = auto()
    LOG = auto()


_KEY = "pages"
"""In the session's state: Streamlit's pages belong to one run of the script."""


def remember_pages(pages: dict[Place, StreamlitPage]) -> None:
    """Tell where each place is."""
    st.session_state[_KEY] = {place.name: page for place, page in pages.items()}


def go_to(place: Place) -> None:
    """Show another page at once."""
    st.switch_page(st.session_state[_KEY][place.name])


def link_to(place: Place, words: str, *, icon: str) -> None:
    """A link to a page."""
    st.page_link(st.session_state[_KEY][place.name], label=words, icon=icon, width="stretch")
