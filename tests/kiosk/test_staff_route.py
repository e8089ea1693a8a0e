"""The staff menu: let in by the PIN alone."""

from socket import create_connection

import pytest

from sciatica_coach.kiosk.settings import Settings, load_settings
from tests.kiosk.server import PIN


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


ATTACKS = {
    "no JSON": b"{",
    "no object": b"[]",
    "nothing": b"",
    "no text": b"\xff\xfe",
    "deep": b"[" * 1990 + b"]" * 1990,
    "deep within": b'{"what": "enter", "pin": ' + b"[" * 900 + b"]" * 900 + b"}",
    "a PIN that is a list": b'{"what": "enter", "pin": ["2468"]}',
    "a PIN that is a number": b'{"what": "enter", "pin": 2468}',
    "a PIN that is null": b'{"what": "enter", "pin": null}',
    "a PIN of half a character": b'{"what": "enter", "pin": "\\ud800"}',
    "a PIN that is there twice": b'{"what": "enter", "pin": "1", "pin": "2468"}',
    "a pass of half a character": b'{"what": "look", "pass": "\\udfff"}',
    "a wish that is a list": b'{"what": ["enter"], "pin": "2468"}',
    "an unknown wish": b'{"what": "open"}',
    "400 digits": b'{"what": "set", "settings": {"reps": ' + b"9" * 400 + b"}}",
    "more than a float holds": b'{"what": "set", "settings": {"hold_s": 1e999}}',
    "no number": b'{"what": "set", "settings": {"hold_s": NaN}}',
    "more besides": b'{"what": "look", "pass": "", "__class__": "x"}',
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS)
def test_what_is_no_message_is_refused_and_nothing_breaks(server, body):
    status, told = server.post_to_staff(body)
    assert (status, told["refused"]) == (400, "malformed")
    assert server.staff(what="enter", pin=PIN)[0] == 200


@pytest.mark.parametrize(
    ("head", "sent_bytes"),
    [
        pytest.param("Content-Length: 600000000", 0, id="600 MB are announced"),
        pytest.param("Transfer-Encoding: chunked", 5_000_000, id="ever more comes"),
    ],
)
def test_a_body_that_is_too_large_is_not_read(server, head, sent_bytes):
    with create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(
            f"POST /kiosk-staff HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Origin: {server.origin}\r\n{head}\r\n\r\n".encode()
        )
        if sent_bytes:
            client.sendall(f"{sent_bytes:x}\r\n".encode() + b" " * sent_bytes)
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")
    assert server.staff(what="enter", pin=PIN)[0] == 200


def test_a_request_that_does_not_say_which_page_asks_is_refused(server):
    assert server.staff(what="enter", pin=PIN, origin="")[0] == 403


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
