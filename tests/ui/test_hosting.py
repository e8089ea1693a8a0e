"""What is served besides the pages, and that pages and routes know the same visits."""

import json
import socket
import tomllib
import urllib.error
import urllib.request

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from streamlit.web.server.server_util import is_url_from_allowed_origins
from websockets.sync.client import connect

from sciatica_coach.http_server.own_requests import HOSTS_VARIABLE
from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.paths import ROOT
from sciatica_coach.phone.access import open_access
from sciatica_coach.serving import PHONE_VARIABLE
from sciatica_coach.ui import hosting
from sciatica_coach.ui.files import CLIPS, MODULES, PICTURES, VOICES
from sciatica_coach.ui.hosting import MAIN_SCRIPT, VISITS, middleware, routes
from sciatica_coach.ui.upload_route import UPLOAD
from tests.http_server.asking import Client
from tests.live.scene import JPEG, session
from tests.live.server import served
from tests.ui.pages import opened, visit_of

OWN = {"/live/{token}", "/live-figures", "/coach-modules/{path:path}", UPLOAD}


@pytest.fixture(scope="module")
def port():
    with served(routes()) as port:
        yield port


@pytest.mark.parametrize(
    "path",
    [
        "/live-figures",
        f"{MODULES}/session_page.js",
        f"{CLIPS}/nerve_floss_side.mp4",
        f"{PICTURES}/seated_left.svg",
    ],
)
def test_what_the_pages_load_is_served(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("path", ["/", "/live/x", "/main.py", f"{VOICES}/en", "/kiosk-data"])
def test_nothing_else_is_served(port, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20)
    assert refused.value.code in (404, 405, 426)
    refused.value.close()


def test_the_set_of_a_page_is_coached_by_the_route(port):
    visit = visit_of(opened())
    visit.live = session()
    origin = f"http://127.0.0.1:{port}"
    with connect(f"ws://127.0.0.1:{port}/live/{visit.token}", origin=origin) as socket:
        assert json.loads(socket.recv(timeout=20))["kind"] == "hello"
        socket.send(pack_capture(Capture(1, 0.0, JPEG)))
        assert json.loads(socket.recv(timeout=20))["kind"] == "update"
    assert VISITS.find(visit.token).live.frames == 1


def test_the_script_of_the_pages_is_there():
    assert MAIN_SCRIPT.read_text(encoding="utf-8").startswith('"""The script that Streamlit runs')


def paths() -> dict[str, Route | WebSocketRoute]:
    """Every route by its path."""
    known = [each for each in hosting.routes() if isinstance(each, Route | WebSocketRoute)]
    return {each.path: each for each in known}


def test_without_a_path_everything_is_at_the_root():
    found = paths()
    assert found.keys() >= OWN
    assert not any(path.startswith("/coach/") for path in found)


def test_under_a_path_of_a_larger_site_everything_is_there_as_well(monkeypatch):
    option = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda key: "/a/coach/" if key == "server.baseUrlPath" else option(key)
    )
    found = paths()
    assert found.keys() >= OWN | {f"/a/coach{path}" for path in OWN}
    assert isinstance(found["/a/coach/live/{token}"], WebSocketRoute)
    assert found[f"/a/coach{UPLOAD}"].methods == found[UPLOAD].methods == {"PUT"}


def test_streamlits_own_way_for_files_which_holds_them_in_memory_takes_none():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] == 0


@pytest.fixture
def app():
    return Client(
        Starlette(
            routes=[Route("/{path:path}", PlainTextResponse("ours"))], middleware=middleware()
        )
    )


def test_everything_is_answered_with_the_headers_and_refusals_too(app):
    for headers in ({}, {"host": "evil.example"}, {"origin": "null"}):
        answer = app.ask(headers=headers)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert (answer.text == "ours") == (not headers)


@pytest.mark.parametrize(
    ("base", "path"), [("", "/_stcore/health"), ("/a/coach/", "/a/coach/_stcore/health")]
)
def test_the_browser_gets_its_cookie_where_its_page_asks_first(monkeypatch, base, path):
    option = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda key: base if key == "server.baseUrlPath" else option(key)
    )
    routes = [Route("/{path:path}", PlainTextResponse("ours"))]
    app = Client(Starlette(routes=routes, middleware=middleware()))
    cookie = app.ask(path).headers["set-cookie"]
    assert cookie.startswith("sciatica_coach_visit=")
    assert cookie.endswith(f"; Path={base or '/'}; HttpOnly; SameSite=Strict")
    assert "set-cookie" not in app.ask("/review").headers
    assert "set-cookie" not in app.ask(path, headers={"origin": "http://evil.example"}).headers


def test_a_phone_is_let_in_while_its_way_in_is_open_and_its_cookie_is_for_https(app, monkeypatch):
    access = open_access("127.0.0.1", 1)
    monkeypatch.setattr(hosting, "PHONES", [access])
    asked = {"host": access.host, "origin": f"https://{access.host}"}
    assert (
        "__Host-sciatica_coach_visit"
        in app.ask("/_stcore/health", headers=asked).headers["set-cookie"]
    )
    access.close()
    assert app.ask("/_stcore/health", headers=asked).status == 421


def test_further_names_are_the_owners(monkeypatch):
    monkeypatch.setenv(HOSTS_VARIABLE, "coach.example")
    app = Client(Starlette(routes=[Route("/", PlainTextResponse("ours"))], middleware=middleware()))
    assert app.ask(headers={"host": "coach.example"}).status == 200


def test_streamlit_asks_nobody_for_this_computers_addresses(monkeypatch):
    middleware()

    def forbidden(*_: object) -> None:
        raise AssertionError("it connects")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    assert not is_url_from_allowed_origins("http://evil.example")


def test_a_phone_that_cannot_be_let_in_is_told_and_the_coach_goes_on(monkeypatch, capsys):
    monkeypatch.setenv(PHONE_VARIABLE, "1")
    monkeypatch.setattr("sciatica_coach.phone.access.network_address", lambda: "203.0.113.9")
    assert hosting.routes()
    assert "phones cannot be let in" in capsys.readouterr().err
    assert hosting.PHONES == []
