"""The part of the sign-in page that runs in the browser: takes codes out of the address, and lets
in who has shown who they are.
"""

import streamlit as st

from sciatica_coach.ui.admission_route import COME_IN
from sciatica_coach.ui.files import MODULES, read_web_file

CODE = "clinic-code"
"""The field in the page's state into which a code from the address goes."""
_KEY = "clinic-in"


def show_way_in(ticket: str | None) -> None:
    """Mount it; with a ticket it lets this browser in, and loads the page anew."""
    mount = st.components.v2.component(
        "sciatica_coach_clinic_in", js=read_web_file("component.js"), html="<div></div>"
    )
    mount(
        key=_KEY,
        data={
            "modules": MODULES,
            "page": "clinic_in.js",
            "texts": {},
            "address": COME_IN,
            "ticket": ticket,
        },
        on_code_change=_take_code,
        on_refused_change=lambda: None,
        height=1,
    )


def was_refused() -> bool:
    """Whether a ticket was not taken: a moment was enough not to be let in any more."""
    return bool(_result().get("refused"))


def _take_code() -> None:
    code = _result().get("code")
    if isinstance(code, str):
        st.session_state[CODE] = code[:40]


def _result() -> dict[str, object]:
    return dict(st.session_state.get(_KEY) or {})
