"""What the web server serves besides the pages, and what pages and routes share."""

import atexit
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route, WebSocketRoute
from streamlit import net_util

from sciatica_coach.capture.memory import limit_arenas
from sciatica_coach.errors import CoachError
from sciatica_coach.http_server.browser_cookie import BrowserCookies, CookieIssuer
from sciatica_coach.http_server.closed_routes import ClosedRoutes
from sciatica_coach.http_server.own_requests import OwnRequests, named_hosts
from sciatica_coach.http_server.security_headers import SecurityHeaders, app_policy
from sciatica_coach.live.route import LiveRoute
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visits
from sciatica_coach.paths import state_folder
from sciatica_coach.phone.access import PhoneAccess, asked_access
from sciatica_coach.records.opening import JOURNALS, has_records, open_records
from sciatica_coach.records.people import known_ids
from sciatica_coach.records.session_writer import SessionWriter
from sciatica_coach.records.upkeep import DailyUpkeep
from sciatica_coach.ui.admission_route import AdmissionRoute
from sciatica_coach.ui.admitting import may_exercise
from sciatica_coach.ui.files import file_routes
from sciatica_coach.ui.upload_route import upload_routes

MAIN_SCRIPT = Path(__file__).with_name("main.py")
"""The script that Streamlit runs for every page."""

WRITER = SessionWriter(open_records, state_folder() / JOURNALS)
"""Writes sessions into the records as they happen."""
atexit.register(WRITER.close)

VISITS = Visits(
    keeper=VisitStore(),
    write=WRITER.put,
    known_people=lambda ids: known_ids(open_records(), ids),
)
"""Pages and routes run in one process, in different threads: they meet here."""


def _base_path() -> str:
    """Where on a larger site the coach is; empty for the root."""
    return str(st.get_option("server.baseUrlPath") or "").strip("/")


def _site_path() -> str:
    """The part of the site that is the coach's."""
    base = _base_path()
    return f"/{base}/" if base else "/"


COOKIES = BrowserCookies(
    "sciatica_coach_visit",
    lambda: state_folder() / "visit.key",
    path=_site_path,
)
"""By which a browser finds its visit again."""

PHONES: list[PhoneAccess] = []
"""The way in for phones; empty if nobody has asked for it."""

_FIRST_ASKED = "_stcore/health"
"""What Streamlit's page asks for before it opens its connection, at each start and restart."""


_UNUSED_UPLOAD = "_stcore/upload_file"
"""Videos come by `upload_route`."""


def routes() -> list[BaseRoute]:
    """The live path, and the files that the camera component loads."""
    limit_arenas()
    VISITS.tidy_regularly()
    DailyUpkeep(lambda: open_records() if has_records() else None).begin()
    _let_phones_in()
    own = [
        *LiveRoute(VISITS, may_exercise=may_exercise).routes,
        *AdmissionRoute(COOKIES, VISITS.forget).routes,
        *file_routes(),
        *upload_routes(),
    ]
    base = _base_path()
    return [*own, *(_under(base, each) for each in own if base)]


def middleware() -> list[Middleware]:
    """What stands before every route, Streamlit's own included."""
    _keep_streamlit_from_asking_outside()
    index_page = Path(st.__file__).parent / "static" / "index.html"
    return [
        Middleware(SecurityHeaders, policy=app_policy(index_page)),
        Middleware(OwnRequests, hosts=named_hosts(), secure_hosts=_phone_hosts),
        # Even with its limit at 0 Streamlit's own upload keeps files without content, any number.
        Middleware(ClosedRoutes, prefixes=[_site_path() + _UNUSED_UPLOAD, f"/{_UNUSED_UPLOAD}"]),
        Middleware(
            CookieIssuer,
            cookies=COOKIES,
            asked_at=_site_path() + _FIRST_ASKED,
        ),
    ]


def _phone_hosts() -> frozenset[str]:
    """By which names phones ask, as long as they are let in."""
    return frozenset(each.host for each in PHONES if each.is_open)


def _keep_streamlit_from_asking_outside() -> None:
    """Take from Streamlit what finds out this computer's addresses by asking on the internet.

    It would do so for an origin that it does not know. None comes as far as there, and should one
    come with a later version, it is refused without asking anybody.
    """
    for name in ("get_internal_ip", "get_external_ip"):
        if not hasattr(net_util, name):
            raise AttributeError(f"streamlit.net_util has no {name} any more")
        setattr(net_util, name, lambda: None)


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
