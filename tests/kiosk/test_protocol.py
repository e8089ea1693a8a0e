import json

import pytest

from sciatica_coach.kiosk.protocol import ButtonPressed, LanguageChosen, PageStatus, parse_text
from sciatica_coach.kiosk.visitor import Button
from sciatica_coach.live.command import Command
from sciatica_coach.live.protocol import (
    CloseCode,
    CommandRequest,
    ConnectionRejected,
    SelectionRequest,
)


def press(at_ms: str) -> str:
    return f'{{"kind": "press", "at_ms": {at_ms}, "what": "stop"}}'


@pytest.mark.parametrize("trouble", [None, "blocked"])
def test_the_page_reports_itself_and_its_camera(trouble):
    status = parse_text(json.dumps({"kind": "here", "at_ms": 1500.0, "camera": trouble}))
    assert isinstance(status, PageStatus)
    assert (status.at_s, status.camera) == (1.5, trouble)


@pytest.mark.parametrize("button", Button)
def test_a_button(button):
    pressed = parse_text(json.dumps({"kind": "press", "at_ms": 20, "what": button}))
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.what, pressed.at_s) == (button, 0.02)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"kind": "language", "code": "es"}', LanguageChosen(kind="language", code="es")),
        ('{"kind": "pause"}', CommandRequest(kind=Command.PAUSE)),
        ('{"kind": "choose", "x": 0.5, "y": 1}', SelectionRequest(kind="choose", x=0.5, y=1.0)),
    ],
)
def test_other_messages(text, message):
    assert parse_text(text) == message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hello", id="words"),
        pytest.param('{"kind": "press", "at_ms": 1, "what": "explode"}', id="unknown button"),
        pytest.param('{"kind": "press", "at_ms": NaN, "what": "stop"}', id="no moment"),
        pytest.param('{"kind": "here", "at_ms": 1}', id="nothing about the camera"),
        pytest.param('{"kind": "choose", "x": 2, "y": 0}', id="beside the picture"),
        pytest.param('{"kind": "language", "code": "es"' + " " * 600 + "}", id="too long"),
        pytest.param(press("9" * 400), id="400 digits"),
        pytest.param(press("1e18"), id="in 30 million years"),
        pytest.param(press("-1"), id="before the clock"),
        pytest.param(press("1e999"), id="endless"),
        pytest.param(press('"1"'), id="a text for a number"),
        pytest.param('{"kind": "language", "code": ["es"]}', id="a list for a text"),
        pytest.param('{"kind": "language", "code": "\\ud800"}', id="half a character"),
        pytest.param('{"kind": "pause", "kind": "resume"}', id="two kinds"),
        pytest.param("[" * 200 + "]" * 200, id="deep"),
    ],
)
def test_what_is_no_message_is_refused(text):
    with pytest.raises(ConnectionRejected, match="none that the kiosk knows") as refused:
        parse_text(text)
    assert refused.value.code is CloseCode.MALFORMED
