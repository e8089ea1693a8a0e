"""Single functions of the camera component, called in the browser."""

import pytest

from tests.browser.driving import opened_page

pytestmark = pytest.mark.browser

ADVICE = {"code": "nobody", "text": "I cannot see you."}
STOP = {"text": "Stop.", "severity": "stop", "rule": "tensioner_pattern"}
CORRECT = {"text": "Slower.", "severity": "correct", "rule": "too_fast"}
PRAISE = {"text": "Good.", "severity": "info", "rule": None, "is_praise": True}
INSTRUCTION = {"text": "Rest.", "severity": "info", "rule": None, "is_praise": False}
HELD = {"hold_s": 5.0, "hold_asked_s": 5.0}
HOLDING = {"hold_s": 1.2, "hold_asked_s": 5.0}


@pytest.fixture(scope="module")
def call(app):
    with opened_page() as page:
        page.goto(app.url)

        def call(module: str, name: str, *arguments):
            return page.evaluate(
                "([module, name, given]) =>"
                " import(`/coach-modules/${module}`).then((all) => all[name](...given))",
                [module, name, list(arguments)],
            )

        yield call


@pytest.mark.parametrize(
    ("update", "tone", "words"),
    [
        pytest.param({"stage": "paused", "advice": ADVICE}, "advice", ADVICE["text"], id="advice"),
        pytest.param(
            {"stage": "moving", "advice": ADVICE, "cue": STOP}, "stop", "Stop.", id="danger first"
        ),
        pytest.param(
            {"stage": "paused", "advice": ADVICE, "cue": CORRECT},
            "advice",
            ADVICE["text"],
            id="why nothing counts before corrections",
        ),
        pytest.param({"stage": "holding", "cue": CORRECT}, "correct", "Slower.", id="correction"),
        pytest.param({"stage": "ready", "cue": PRAISE}, "good", "Good.", id="praise"),
        pytest.param({"stage": "moving", "cue": INSTRUCTION}, "plain", "Rest.", id="instruction"),
        pytest.param(
            {"stage": "holding", **HOLDING}, "hold", "Hold, and keep breathing.", id="hold"
        ),
        pytest.param({"stage": "holding", **HELD}, "good", "Held. Now back, slowly.", id="held"),
        pytest.param(
            {"stage": "holding", "hold_asked_s": 0}, "good", "Good. Now back.", id="no hold asked"
        ),
        pytest.param({"stage": "moving"}, "plain", "", id="nothing to say"),
    ],
)
def test_one_thing_is_said_at_a_time(call, update, tone, words):
    assert call("view.js", "messageOf", {"advice": None, "cue": None, **update}) == [tone, words]


@pytest.mark.parametrize(
    ("update", "share", "number", "unit"),
    [
        pytest.param({"hold_s": 0, "hold_asked_s": 20}, 0, "20", "seconds left", id="begin"),
        pytest.param({"hold_s": 4.2, "hold_asked_s": 5}, 0.84, "1", "second left", id="last"),
        pytest.param({"hold_s": 5, "hold_asked_s": 5}, 1, "✓", "held", id="held"),
        pytest.param(
            {"hold_asked_s": 0, "progress": 0.456}, 0.456, "46", "% of the way", id="no hold"
        ),
        pytest.param(
            {"hold_asked_s": 0, "progress": None}, 0, "0", "% of the way", id="not measured"
        ),
        pytest.param({"hold_asked_s": 0, "progress": 1.3}, 1, "100", "% of the way", id="beyond"),
        pytest.param({"stage": "done", "hold_asked_s": 5}, 1, "✓", "done", id="done"),
    ],
)
def test_the_ring(call, update, share, number, unit):
    ring = call("view.js", "ringOf", update)
    assert ring == {"share": pytest.approx(share), "number": number, "unit": unit}


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        ("NotAllowedError", "denied"),
        ("NotFoundError", "missing"),
        ("NotReadableError", "busy"),
        ("AbortError", "busy"),
        ("WhateverError", "unknown"),
    ],
)
def test_every_error_of_a_camera_has_a_name(call, error, trouble):
    assert call("source.js", "troubleOf", {"name": error}) == trouble


@pytest.mark.parametrize(
    ("capture_ms", "shown_ms", "taken_ms"),
    [
        pytest.param(980.0, 1000.0, 980.0, id="told by the browser"),
        pytest.param(None, 1000.0, 1000.0, id="not told"),
        pytest.param(1.7e12, 1000.0, 1000.0, id="another clock"),
    ],
)
def test_the_moment_of_capture(call, capture_ms, shown_ms, taken_ms):
    assert call("frames.js", "moment", capture_ms, shown_ms) == taken_ms
