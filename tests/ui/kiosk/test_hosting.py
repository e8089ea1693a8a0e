"""What the kiosk's server answers: the page and its files, and nothing else."""

import json
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sciatica_coach.http_server.connections import BoundedConnection
from sciatica_coach.ui.kiosk.hosting import server_config
from tests.kiosk.server import PIN


def test_the_page_and_its_files_are_served(server):
    status, html = server.get("/")
    assert status == 200
    assert "session" in html
    for path in (
        "/kiosk-data",
        "/kiosk-files/css/kiosk/kiosk.css",
        "/kiosk-files/css/screen.css",
        "/coach-modules/kiosk/kiosk_page.js",
        "/coach-modules/net/link.js",
        "/coach-clips/nerve_floss_side.mp4",
        "/live-figures",
        "/icon.svg",
    ):
        assert server.get(path, Range="bytes=0-9")[0] in (200, 206), path


@pytest.mark.parametrize(
    "path",
    [
        "/review",
        "/about",
        "/_stcore/health",
        "/_stcore/upload_file/x/y",
        "/_stcore/host-config",
        "/media/x",
        "/component/x",
        "/live/token",
        "/docs",
        "/kiosk-files/css/../kiosk.html",
        "/kiosk-files/css/%2e%2e%2fkiosk.html",
        "/kiosk-staff/enter",
    ],
)
def test_nothing_else_is_there(server, path):
    assert server.get(path)[0] in (404, 405)


@pytest.mark.parametrize("path", ["/_stcore/stream", "/live/token"])
def test_no_other_socket_is_there(server, path):
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{server.port}{path}", origin=server.origin)


def test_it_is_served_to_this_computer_within_bounds(server):
    config = server_config(server.kiosk, 1)
    config.load()
    assert config.http_protocol_class is BoundedConnection
    assert (config.host, config.ws_max_size, config.access_log) == ("127.0.0.1", 1_000_000, False)


def test_a_foreign_name_for_this_computer_is_refused(server):
    assert server.get("/", Host="kiosk.example")[0] == 421


def test_a_foreign_page_is_refused(server):
    assert server.staff(what="enter", pin=PIN, origin="http://kiosk.example")[0] == 403
    with pytest.raises(InvalidStatus, match="403"):
        server.connect("http://kiosk.example")


@pytest.mark.parametrize("path", ["/", "/kiosk-data", "/icon.svg", "/coach-modules/net/link.js"])
@pytest.mark.parametrize(
    ("header", "part"),
    [
        pytest.param("content-security-policy", "default-src 'self'", id="nothing from outside"),
        pytest.param("content-security-policy", "frame-ancestors 'none'", id="in no frame"),
        pytest.param("permissions-policy", "camera=(self), accelerometer=()", id="camera alone"),
        pytest.param("referrer-policy", "no-referrer", id="tells nobody"),
        pytest.param("x-content-type-options", "nosniff", id="files are what they are"),
    ],
)
def test_every_answer_binds_the_browser_to_this_server(server, path, header, part):
    with urllib.request.urlopen(server.origin + path, timeout=20) as answer:
        assert part in answer.headers[header]


@pytest.mark.parametrize("path", ["/", "/kiosk-data"])
def test_the_page_and_its_words_are_asked_for_anew(server, path):
    with urllib.request.urlopen(server.origin + path, timeout=20) as answer:
        assert answer.headers["cache-control"] == "no-store"


def test_a_setting_that_changes_is_in_the_data_at_once(server):
    before = json.loads(server.get("/kiosk-data")[1])
    server.kiosk.apply_settings(server.kiosk.settings.model_copy(update={"reps": 2}))
    after = json.loads(server.get("/kiosk-data")[1])
    assert before["reps"] != after["reps"] == 2
