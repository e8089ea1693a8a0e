"""In which language the coach speaks: by the browser's own, until another one is chosen."""

import streamlit as st

from sciatica_coach.language.catalog import languages
from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.speaking import say, spoken

_CHOSEN = "language"


def choose_language(visit: Visit) -> None:
    """The languages by their own names, at the top of every page."""
    known = languages()
    codes = list(known)
    st.selectbox(
        say("Language"),
        codes,
        index=codes.index(spoken().code),
        format_func=lambda code: known[code].name,
        label_visibility="collapsed",
        key=_CHOSEN,
        on_change=_choose,
        args=(visit,),
    )


def _choose(visit: Visit) -> None:
    """Before the page is drawn: all of it is to be in the language that was chosen."""
    visit.language = st.session_state[_CHOSEN]
