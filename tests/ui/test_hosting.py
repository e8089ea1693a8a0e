"""What is served besides the pages, and that pages and routes know the same visits."""

import json
import tomllib
import urllib.error
import urllib.request

import pytest
import streamlit as st
from starlette.routing import Route, WebSocketRoute
from websockets.sync.client import connect

from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.paths import ROOT
from sciatica_coach.serving import PHONE_VARIABLE
from sciatica_coach.ui import hosting
from sciatica_coach.ui.files import CLIPS, MODULES, PICTURES, VOICES
from sciatica_coach.ui.hosting import MAIN_SCRIPT, VISITS, routes
from sciatica_coach.ui.upload_route import UPLOAD
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


def test_a_phone_that_cannot_be_let_in_is_told_and_the_coach_goes_on(monkeypatch, capsys):
    monkeypatch.setenv(PHONE_VARIABLE, "1")
    monkeypatch.setattr("sciatica_coach.phone.access.network_address", lambda: "203.0.113.9")
    assert hosting.routes()
    assert "phones cannot be let in" in capsys.readouterr().err
    assert hosting.PHONES == []
