"""Which visit a page belongs to: a cookie of the browser session knows, so a reload goes on."""

import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.files import read_web_file
from sciatica_coach.ui.hosting import VISITS

_COOKIE = "sciatica_coach_visit"
_KEY = "visit_token"


def current_visit() -> Visit:
    """The visit of this browser session; a new one if there is none, or it was abandoned."""
    for token in (st.session_state.get(_KEY), st.context.cookies.get(_COOKIE)):
        visit = VISITS.find(str(token)) if token else None
        if visit is not None:
            break
    else:
        visit = VISITS.open()
    st.session_state[_KEY] = visit.token
    return visit


def remember(visit: Visit, *, language: str) -> None:
    """Keep what the visit has come to; let the browser keep its token, and begin at the top."""
    VISITS.keep(visit)
    keep = st.components.v2.component("sciatica_coach_visit", js=read_web_file("visit.js"))
    part = [visit.has_accepted, visit.is_preparing, visit.screening is None, visit.sets]
    part += [visit.live is None, visit.live is not None and not visit.live.has_ended]
    data = {
        "name": _COOKIE,
        "token": visit.token,
        "part": str(part),
        "language": language,
    }
    keep(key="visit", data=data, height=1)
