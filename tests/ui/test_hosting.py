"""What is served besides the pages, and that pages and routes know the same visits."""

import json
import urllib.error
import urllib.request

import pytest
from websockets.sync.client import connect

from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.ui.files import CLIPS, MODULES, PICTURES, VOICES
from sciatica_coach.ui.hosting import MAIN_SCRIPT, VISITS, routes
from tests.live.scene import JPEG, session
from tests.live.server import served
from tests.ui.pages import opened, visit_of


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
