"""The kiosk's socket: one page at a time, and wrong messages end it."""

import pytest
from websockets.exceptions import ConnectionClosed

from sciatica_coach.live.protocol import Capture, pack_capture
from tests.kiosk.server import Page


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


def test_a_picture_that_is_none_closes_the_socket_and_the_kiosk_goes_on(server):
    with server.connect() as socket:
        Page(socket)
        socket.send(b"\x00" * 40)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=20)
    with server.connect() as socket:
        assert Page(socket).see()["people"] == 1


def test_a_picture_that_cannot_be_decoded_is_the_pages_fault_and_replaces_no_estimator(server):
    with server.connect() as socket:
        Page(socket)
        socket.send(pack_capture(Capture(1, 0.0, b"words")))
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4400, "the picture is not a JPEG")
    assert server.kiosk.health()["replaced"] == 0
