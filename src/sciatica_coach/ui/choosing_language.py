"""In which language the coach speaks: by the browser's own, until another one is chosen."""

import streamlit as st

from sciatica_coach.language.catalog import languages
from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.speaking import say, spoken


def choose_language(visit: Visit) -> None:
    """The languages by their own names, at the top of every page."""
    known = languages()
    codes = list(known)
    chosen = st.selectbox(
        say("Language"),
        codes,
        index=codes.index(spoken().code),
        format_func=lambda code: known[code].name,
        label_visibility="collapsed",
        key="language",
    )
    if chosen != spoken().code:
        visit.language = chosen
