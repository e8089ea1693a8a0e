import json
import math
import struct

import pytest

from sciatica_coach.capture.people import Bystanders
from sciatica_coach.coaching.feedback.advice import NOBODY
from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.language.catalog import Language
from sciatica_coach.live import protocol
from sciatica_coach.live.command import Command
from sciatica_coach.live.protocol import (
    Capture,
    CloseCode,
    CommandRequest,
    ConnectionRejected,
    SelectionRequest,
    Surroundings,
)
from sciatica_coach.motion.picture import PictureQuality
from tests.body import pose, supine
from tests.coaching.play import KNEE_TO_CHEST
from tests.coaching.session.test_session import session_for
from tests.live.scene import JPEG

ALONE = Surroundings(1, Bystanders())
WORDS = (*phrase_book([KNEE_TO_CHEST]), "Right leg")
SHOUTING = Language("xx", "Shouting", {text: text.upper() for text in WORDS})


def message(version=1, captured_ms=40.0, picture=JPEG) -> bytes:
    return struct.pack("<HHId", version, 0, 7, captured_ms) + picture


def test_a_frame_comes_through_as_it_was_sent():
    capture = Capture(7, 0.04, JPEG)
    assert protocol.parse_capture(protocol.pack_capture(capture)) == capture
    assert protocol.pack_capture(capture) == message()


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        pytest.param(b"", CloseCode.MALFORMED, "0 bytes holds no picture", id="empty"),
        pytest.param(b"\x01\x00\x00", CloseCode.MALFORMED, "3 bytes holds", id="cut in the header"),
        pytest.param(message(picture=b""), CloseCode.MALFORMED, "16 bytes holds", id="header only"),
        pytest.param(message(version=2), CloseCode.MALFORMED, "of version 1, not 2", id="version"),
        pytest.param(message(captured_ms=math.nan), CloseCode.MALFORMED, "not nan", id="no time"),
        pytest.param(
            message(captured_ms=math.inf), CloseCode.MALFORMED, "not inf", id="endless time"
        ),
        pytest.param(
            message(captured_ms=-1.0), CloseCode.MALFORMED, "not -1", id="before the clock"
        ),
        pytest.param(
            message(captured_ms=1e18), CloseCode.MALFORMED, "not 1e.18", id="in 30 million years"
        ),
        pytest.param(
            message(captured_ms=-math.inf), CloseCode.MALFORMED, "not -inf", id="long before"
        ),
        pytest.param(
            message(captured_ms=5e-324 - 1), CloseCode.MALFORMED, "not -1", id="a little before"
        ),
        pytest.param(b"\x00" * 1_000_001, CloseCode.TOO_BIG, "1000 kB, over 1000 kB", id="too big"),
    ],
)
def test_other_messages_are_refused(data, code, reason):
    with pytest.raises(ConnectionRejected, match=reason) as refused:
        protocol.parse_capture(data)
    assert refused.value.code is code
    assert len(refused.value.reason.encode()) <= 120


def test_the_answer_holds_what_the_component_draws():
    session_update = session_for().step(
        pose(supine(), 0.0), time_s=0.0, picture=PictureQuality(100.0)
    )
    told = json.loads(protocol.update_message(5, session_update, ALONE))
    assert told["kind"] == "update"
    assert told["sequence"] == 5
    assert told["session_phase"] == "set_up"
    assert told["set_plan"] == {"index": 0, "count": 1, "side": "right", "title": "Right leg"}
    assert told["reps_asked"] == 3
    assert told["pose"]["size_px"] == [1280, 720]
    assert len(told["pose"]["points"]) == 33
    assert told["pose"]["points"][23] == [643.0 - 6.0, 398.0, 0.95]


def test_what_was_not_found_is_null_never_nan():
    lost = pose(supine(), 0.0)
    session_update = session_for().step(lost, time_s=0.0)
    told = json.loads(protocol.update_message(1, session_update, ALONE), parse_constant=pytest.fail)
    assert told["pose"]["points"][1] is None
    nobody = session_for().step(None, time_s=0.0)
    assert json.loads(protocol.update_message(1, nobody, ALONE))["pose"] is None


def test_words_are_told_in_the_language_of_the_page():
    guide = session_for()
    told = [
        json.loads(
            protocol.update_message(
                step, guide.step(None, time_s=step / 10), ALONE, language=SHOUTING
            )
        )
        for step in range(10)
    ]
    assert told[-1]["message"] == {"tone": "advice", "text": NOBODY.text.upper()}
    assert told[0]["says"][0]["words"] == ["YOUR RIGHT LEG WORKS NOW."]
    assert told[0]["set_plan"]["title"] == "RIGHT LEG"


def test_the_answer_tells_where_people_are_only_if_there_are_several():
    session_update = session_for().step(None, time_s=0.0)

    def told(bystanders):
        return json.loads(protocol.update_message(1, session_update, Surroundings(2, bystanders)))[
            "bystanders"
        ]

    left, right = (0.1, 0.2, 0.4, 0.98765), (0.5, 0.0, 1.0, 1.0)
    assert told(Bystanders((left, right), 1, is_chosen=True)) == {
        "boxes": [[0.1, 0.2, 0.4, 0.988], [0.5, 0.0, 1.0, 1.0]],
        "followed": 1,
        "chosen": True,
    }
    assert told(Bystanders((left,), 0)) is None


def test_a_choice_is_a_place_in_the_picture():
    request = protocol.parse_request('{"kind": "choose", "x": 0.4, "y": 1}')
    assert isinstance(request, SelectionRequest)
    assert request.point == (0.4, 1.0)


@pytest.mark.parametrize("command", Command)
def test_a_wish_is_told_by_its_kind(command):
    request = protocol.parse_request(json.dumps({"kind": command}))
    assert isinstance(request, CommandRequest)
    assert request.kind is command


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("hello", id="words"),
        pytest.param("[]", id="a list"),
        pytest.param('{"kind": "choose", "x": 0.4}', id="half a place"),
        pytest.param('{"kind": "choose", "x": 0.4, "y": null}', id="no number"),
        pytest.param('{"kind": "choose", "x": NaN, "y": 0.5}', id="not a number"),
        pytest.param('{"kind": "choose", "x": 1.2, "y": 0.5}', id="beside the picture"),
        pytest.param('{"kind": "stop", "x": 0.4, "y": 0.5}', id="another kind"),
        pytest.param('{"kind": "choose", "x": 0.4, "y": 0.5' + " " * 999 + "}", id="too long"),
        pytest.param('{"kind": "choose", "x": "0.4", "y": 0.5}', id="a text for a number"),
        pytest.param('{"kind": "choose", "x": true, "y": 0.5}', id="true for a number"),
        pytest.param('{"kind": "choose", "x": 0.' + "1" * 100 + ', "y": 0.5}', id="100 digits"),
        pytest.param('{"kind": "pause", "kind": "resume"}', id="two kinds"),
        pytest.param("[" * 100 + "]" * 100, id="deep"),
    ],
)
def test_what_is_no_choice_is_refused(message):
    with pytest.raises(ConnectionRejected, match="texts must choose") as refused:
        protocol.parse_request(message)
    assert refused.value.code is CloseCode.MALFORMED


def test_hello_holds_the_bones():
    told = json.loads(protocol.hello())
    assert told["kind"] == "hello"
    assert [23, 25] in told["bones"]
