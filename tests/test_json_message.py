"""JSON of a browser: bounded, and without surprises."""

from contextlib import suppress
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from sciatica_coach.json_message import MOST_DEPTH, MessageRefused, check_json, parse_message


class Message(BaseModel):
    kind: Literal["a"]
    number: float = 0.0
    text: str = ""


ADAPTER = TypeAdapter(Message)


def parsed(text: str | bytes) -> Message:
    return parse_message(ADAPTER, text, most_bytes=5000)


def test_a_message_is_read():
    assert parsed('{"kind": "a", "number": -1.5e-3, "text": "é\\u00e9"}') == Message(
        kind="a", number=-0.0015, text="éé"
    )
    assert parsed(b'{"kind": "a", "number": 3}').number == 3.0


@pytest.mark.parametrize("number", ["1234567890123456789012", "1.2345678901234567e-300", "-0"])
def test_every_number_that_a_browser_writes_is_read(number):
    assert parsed(f'{{"kind": "a", "number": {number}}}').number == float(number)


REFUSED = {
    "nothing": "",
    "no JSON": "{",
    "two": "{}{}",
    "no text": b"\xff",
    "too long": '{"kind": "a", "text": "' + "x" * 5000 + '"}',
    "400 digits": '{"kind": "a", "number": ' + "9" * 400 + "}",
    "400 decimals": '{"kind": "a", "number": 0.' + "9" * 400 + "}",
    "more than a float holds": '{"kind": "a", "number": 1e999}',
    "NaN": '{"kind": "a", "number": NaN}',
    "infinite": '{"kind": "a", "number": -Infinity}',
    "a key twice": '{"kind": "b", "kind": "a"}',
    "a key twice, deep": '{"kind": "a", "x": [{"y": 1, "y": 2}]}',
    "half a character": '{"kind": "a", "text": "\\ud800"}',
    "half a character in a key": '{"kind": "a", "\\udfff": 1}',
    "deep": "[" * 2000 + "]" * 2000,
    "deep and whole": '{"kind": "a", "x": ' + "[" * MOST_DEPTH + "]" * MOST_DEPTH + "}",
    "a number for a text": '{"kind": "a", "text": 1}',
    "a text for a number": '{"kind": "a", "number": "1"}',
    "true for a number": '{"kind": "a", "number": true}',
    "another kind": '{"kind": "c"}',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_no_page_of_ours_sends_is_refused(text):
    with pytest.raises(MessageRefused):
        parsed(text)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_else_ever_happens(anything):
    with suppress(MessageRefused):
        check_json(anything, most_bytes=100)
