"""Which visit a page belongs to: a cookie of the browser session knows, so a reload goes on."""

import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.files import read_web_file
from sciatica_coach.ui.hosting import COOKIES, VISITS

VISIT_KEY = "visit_token"
"""In the state of one page: the token of its visit."""


def current_visit() -> Visit:
    """The visit of this browser session; a new one if there is none, or it was abandoned."""
    of_browser = _token_of_browser()
    for token in (st.session_state.get(VISIT_KEY), of_browser):
        visit = VISITS.find(str(token)) if token else None
        if visit is not None:
            break
    else:
        visit = VISITS.open(of_browser)
    st.session_state[VISIT_KEY] = visit.token
    return visit


def _token_of_browser() -> str | None:
    """The token that belongs to the browser's cookie; None if it keeps none."""
    headers = st.context.headers
    # The check before every route has held the origin against the host, and browsers send it with
    # each WebSocket.
    is_secure = str(headers.get("Origin", "")).startswith("https://")
    cookies = "; ".join(headers.get_all("Cookie"))
    return COOKIES.token(cookies, str(headers.get("User-Agent", "")), is_secure=is_secure)


def remember(visit: Visit, *, language: str) -> None:
    """Keep what the visit has come to; let each part of the way begin at the top of the page."""
    VISITS.keep(visit)
    keep = st.components.v2.component("sciatica_coach_visit", js=read_web_file("visit.js"))
    part = [visit.has_accepted, visit.is_preparing, visit.screening is None, visit.sets]
    part += [visit.live is None, visit.live is not None and not visit.live.has_ended]
    keep(key="visit", data={"part": str(part), "language": language}, height=1)
