"""What the web server serves besides the pages, and what pages and routes share."""

import sys
from pathlib import Path

import streamlit as st
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sciatica_coach.errors import CoachError
from sciatica_coach.live.memory import limit_arenas
from sciatica_coach.live.route import LiveRoute
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visits
from sciatica_coach.phone.access import PhoneAccess, asked_access
from sciatica_coach.ui.files import file_routes
from sciatica_coach.ui.upload_route import upload_routes

MAIN_SCRIPT = Path(__file__).with_name("main.py")
"""The script that Streamlit runs for every page."""

VISITS = Visits(keeper=VisitStore())
"""Pages and routes run in one process, in different threads: they meet here."""

PHONES: list[PhoneAccess] = []
"""The way in for phones; empty if nobody has asked for it."""


def routes() -> list[BaseRoute]:
    """The live path, and the files that the camera component loads."""
    limit_arenas()
    VISITS.tidy_regularly()
    _let_phones_in()
    own = [*LiveRoute(VISITS).routes, *file_routes(), *upload_routes()]
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [*own, *(_under(base, each) for each in own if base)]


def _let_phones_in() -> None:
    """Open the way in that was asked for; without it, the coach serves this computer all the same.

    Streamlit would answer an error here with a page that says nothing.
    """
    try:
        access = asked_access()
    except CoachError as error:
        print(str(error), file=sys.stderr, flush=True)
        return
    if access is not None:
        PHONES.append(access)


def _under(base: str, route: Route | WebSocketRoute) -> BaseRoute:
    """The same route for a coach that is part of a larger site, as Streamlit's own pages are.

    No mount: it would take Streamlit's own addresses as well.
    """
    if isinstance(route, WebSocketRoute):
        return WebSocketRoute(f"/{base}{route.path}", route.endpoint)
    return Route(f"/{base}{route.path}", route.endpoint, methods=route.methods)
