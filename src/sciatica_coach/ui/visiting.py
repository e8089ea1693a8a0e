"""Which visit a page belongs to: a cookie of the browser session knows, so a reload goes on."""

import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.files import read_web_file
from sciatica_coach.ui.hosting import COOKIES, VISITS

_KEY = "visit_token"


def current_visit() -> Visit:
    """The visit of this browser session; a new one if there is none, or it was abandoned."""
    of_browser = _token_of_browser()
    for token in (st.session_state.get(_KEY), of_browser):
        visit = VISITS.find(str(token)) if token else None
        if visit is not None:
            break
    else:
        visit = VISITS.open(of_browser)
    st.session_state[_KEY] = visit.token
    return visit


def _token_of_browser() -> str | None:
    """The token that belongs to the browser's cookie; None if it keeps none."""
    user_agent = st.context.headers.get("User-Agent", "")
    return COOKIES.token(dict(st.context.cookies), str(user_agent))


def remember(visit: Visit, *, language: str) -> None:
    """Keep what the visit has come to; let each part of the way begin at the top of the page."""
    VISITS.keep(visit)
    keep = st.components.v2.component("sciatica_coach_visit", js=read_web_file("visit.js"))
    part = [visit.has_accepted, visit.is_preparing, visit.screening is None, visit.sets]
    part += [visit.live is None, visit.live is not None and not visit.live.has_ended]
    keep(key="visit", data={"part": str(part), "language": language}, height=1)
