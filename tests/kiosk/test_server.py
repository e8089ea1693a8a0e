"""What the kiosk's server answers: the page and its socket, the staff with the PIN, nobody else."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from sciatica_coach.kiosk.settings import Settings, load_settings
from sciatica_coach.language.catalog import Language
from tests.kiosk.people import FLOSS_S, flossing, sitting
from tests.kiosk.server import PIN, Page, serve


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kiosk.json"


@pytest.fixture
def server(file):
    with serve(file) as server:
        yield server


@pytest.fixture
def page(server):
    with server.connect() as socket:
        yield Page(socket)


def exercised(page: Page, lobby) -> None:
    """From the demonstrations to the result, by touch."""
    page.press("begin")
    page.press("agree")
    page.see(8.0)
    lobby.person, lobby.begun_s = flossing, lobby.now_s
    page.see(FLOSS_S)
    lobby.person = sitting
    page.see(1.0)


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


def test_a_foreign_name_for_this_computer_is_refused(server):
    assert server.get("/", Host="kiosk.example")[0] == 400


def test_a_foreign_page_is_refused(server):
    assert server.staff(what="enter", pin=PIN, origin="http://kiosk.example")[0] == 403
    with (
        server.connect("http://kiosk.example") as socket,
        pytest.raises(ConnectionClosed) as closed,
    ):
        socket.recv(timeout=20)
    assert closed.value.rcvd.code == 4403


def test_of_a_visitor_nothing_is_left(server, page, tmp_path):
    assert page.told["scene"] == "attract"
    exercised(page, server.lobby)
    assert page.told["scene"] == "result"
    result = page.told["result"]
    assert (result["reps"], result["reps_asked"], result["is_praise"]) == (3, 3, True)
    assert page.press("done")["scene"] == "attract"
    assert page.told["result"] is None
    page.see()
    (estimator,) = server.lobby.opened
    assert not estimator.is_open
    assert list(tmp_path.rglob("*")) == []


def test_an_update_of_an_exercise_holds_what_the_page_draws(page):
    page.press("begin")
    page.press("agree")
    update = page.see(1.0)
    assert update["scene"] == "exercise"
    assert update["pose"]["size_px"] == [1280, 720]
    assert update["reps_asked"] == 3


def test_in_the_lobby_few_frames_are_asked_for(server, page):
    server.lobby.person = None
    idle_ms = page.see()["pace_ms"]
    server.lobby.person = sitting
    near_ms = page.see()["pace_ms"]
    page.press("begin")
    exercise_ms = page.press("agree")["pace_ms"]
    assert idle_ms > 300 > near_ms > exercise_ms == 0


def test_the_language_of_a_visitor_goes_with_them(server, page):
    page.press("begin")
    server.kiosk.language = Language("tlh", "tlhIngan Hol")
    assert page.say("here", camera=None)["language"] == "tlh"
    page.press("decline")
    assert page.told["language"] == Settings().language


def test_a_page_that_is_loaded_again_begins_with_nobody(server, page):
    page.press("begin")
    with server.connect() as socket:
        assert Page(socket).told["scene"] == "attract"
        with pytest.raises(ConnectionClosed) as closed:
            page.hear()
        assert closed.value.rcvd.code == 4409


@pytest.mark.parametrize(
    "message",
    ["", "[]", '{"kind": 1}', '{"kind": "press", "what": "x", "at_ms": 1}', '{"kind": "here"}'],
)
def test_wrong_texts_close_the_socket(server, message):
    with server.connect() as socket:
        Page(socket)
        socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
    assert closed.value.rcvd.code == 4400


def test_the_supervisor_can_ask_when_the_page_was_seen(server, page):
    assert server.kiosk.figures()["page_silent_s"] is None
    page.say("here", camera=None)
    assert server.kiosk.figures()["page_silent_s"] < 20


def test_the_staff_gets_in_by_the_pin_alone(server):
    assert server.staff(what="look")[0] == 401
    assert server.staff(what="leave", **{"pass": ""})[0] == 401
    assert not server.left.is_set()
    status, told = server.staff(what="enter", pin="1111")
    assert (status, told) == (403, {"refused": "wrong", "wait_s": 0})
    status, told = server.staff(what="enter", pin=PIN)
    assert status == 200
    assert told["settings"] == Settings().model_dump()
    assert set(told["doses"]) == set(server.kiosk.exercises)
    assert server.staff(what="look", **{"pass": told["pass"]})[0] == 200
    server.staff(what="close", **{"pass": told["pass"]})
    assert server.staff(what="look", **{"pass": told["pass"]})[0] == 401


def test_after_five_wrong_pins_the_staff_waits(server):
    for _ in range(5):
        server.staff(what="enter", pin="1111")
    assert server.staff(what="enter", pin=PIN) == (403, {"refused": "wrong", "wait_s": 60})


def test_what_the_staff_sets_holds_from_then_on(server, page, file):
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    chosen = Settings(exercise="figure-4", side="left", reps=2, hold_s=10, volume=0.3, muted=True)
    status, told = server.staff(what="set", settings=chosen.model_dump(), **{"pass": known})
    assert (status, told["kept"], told["settings"]) == (200, True, chosen.model_dump())
    assert load_settings(file) == chosen
    page.press("begin")
    page.press("agree")
    update = page.see()
    assert (update["reps_asked"], update["hold_asked_s"], update["side"]) == (2, 10, "left")


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"exercise": "handstand"}, "malformed"),
        ({"reps": 10, "hold_s": 30}, "too_long"),
        ({"reps": 0}, "malformed"),
        ({"volume": "loud"}, "malformed"),
        ({"language": "tlh"}, "malformed"),
    ],
)
def test_what_cannot_be_set_is_refused(server, changed, refused):
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    settings = Settings().model_dump() | changed
    status, told = server.staff(what="set", settings=settings, **{"pass": known})
    assert (status, told["refused"]) == (400, refused)
    assert server.kiosk.settings == Settings()


def test_the_staff_can_leave_and_restart_the_eyes(server, page):
    page.see()
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    assert server.staff(what="restart_eyes", **{"pass": known})[1]["health"]["replaced"] == 1
    assert page.see()["people"] == 1
    server.staff(what="leave", **{"pass": known})
    assert server.left.is_set()


def test_a_picture_that_is_none_closes_the_socket_and_the_kiosk_goes_on(server):
    with server.connect() as socket:
        Page(socket)
        socket.send(b"\x00" * 40)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=20)
    with server.connect() as socket:
        assert Page(socket).see()["people"] == 1
