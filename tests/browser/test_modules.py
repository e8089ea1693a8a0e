"""Single functions of the camera component, called in the browser."""

import pytest

from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import MODULES, file_routes
from tests.browser.driving import opened_page
from tests.live.server import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def call():
    with served(file_routes()) as port, opened_page() as page:
        page.goto(f"http://localhost:{port}{MODULES}/screen/texts.js")

        def call(module: str, name: str, *arguments):
            return page.evaluate(
                "([module, name, given]) =>"
                f" import(`{MODULES}/${{module}}`).then((all) => all[name](...given))",
                [module, name, list(arguments)],
            )

        yield call


@pytest.mark.parametrize(
    ("update", "share", "number", "unit"),
    [
        pytest.param({"hold_s": 0, "hold_asked_s": 20}, 0, "20", "seconds", id="begin"),
        pytest.param({"hold_s": 4.2, "hold_asked_s": 5}, 0.84, "1", "second", id="last"),
        pytest.param({"hold_s": 5, "hold_asked_s": 5}, 1, "✓", "held", id="held"),
        pytest.param({"hold_asked_s": 0, "progress": 0.456}, 0.456, "46", "%", id="no hold"),
        pytest.param({"hold_asked_s": 0, "progress": None}, 0, "0", "%", id="not measured"),
        pytest.param({"hold_asked_s": 0, "progress": 1.3}, 1, "100", "%", id="beyond"),
        pytest.param({"chapter": "finished", "hold_asked_s": 5}, 1, "✓", "done", id="finished"),
        pytest.param({"chapter": "rest", "rest_s": 2.5}, 0.25, "3", "seconds", id="rest"),
        pytest.param(
            {"chapter": "count_down", "count_down_s": 2.0}, 0.2, "2", "Ready", id="count-down"
        ),
        pytest.param(
            {"chapter": "paused", "rest_s": None, "hold_s": 1, "hold_asked_s": 5},
            0.2,
            "4",
            "seconds",
            id="paused in a hold",
        ),
    ],
)
def test_the_ring(call, update, share, number, unit):
    ring = call("screen/ring.js", "ringOf", update, TEXTS, 10.0)
    assert ring == {"share": pytest.approx(share), "number": number, "unit": unit}


@pytest.mark.parametrize(
    ("angle", "start", "target", "share_of_way"),
    [
        pytest.param(45, 45, 90, 0.0, id="at the start"),
        pytest.param(67.5, 45, 90, 0.5, id="half way"),
        pytest.param(65, 90, 40, 0.5, id="an angle that grows smaller"),
        pytest.param(30, 45, 90, -0.12, id="before what is shown"),
        pytest.param(150, 45, 90, 1.4, id="beyond what is shown"),
    ],
)
def test_the_strip(call, angle, start, target, share_of_way):
    places = call(
        "screen/angle_bar.js",
        "stripOf",
        {"angle_deg": angle, "start_deg": start, "target_deg": target},
    )
    assert places["marker"] == pytest.approx((share_of_way + 0.12) / 1.52)
    assert places["band"] == pytest.approx(1.12 / 1.52)


def test_the_strip_needs_a_way_and_an_angle(call):
    way = {"start_deg": 45, "target_deg": 90}
    assert call("screen/angle_bar.js", "stripOf", {**way, "angle_deg": None})["marker"] is None
    assert call("screen/angle_bar.js", "stripOf", {"angle_deg": 60}) is None


@pytest.mark.parametrize(
    ("setting", "size_px", "letters_px"),
    [
        pytest.param("3m", (1920, 1080), 1080 * 17.5 / 194 / 0.66, id="3 m"),
        pytest.param("2m", (1920, 1080), 1080 * 17.5 / 194 / 0.66 * 2 / 3, id="2 m"),
        pytest.param("large", (1920, 1080), 1080 * 17.5 / 194 / 0.66 * 1.5, id="large"),
        pytest.param("3m", (390, 844), 390 * 0.135, id="as wide as a phone"),
        pytest.param("large", (390, 844), 390 * 0.15, id="large on a phone"),
    ],
)
def test_how_large_the_letters_are(call, setting, size_px, letters_px):
    asked_px = call("screen/letters.js", "lettersPx", setting, *size_px, 0.66)
    assert asked_px == pytest.approx(letters_px)


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        pytest.param("of {number}", {"number": 3}, "of 3", id="one value"),
        pytest.param("{a} and {a}, {b}", {"a": 1, "b": 0}, "1 and 1, 0", id="several"),
        pytest.param("% {unknown}", {}, "% {unknown}", id="none"),
    ],
)
def test_values_come_in_their_places(call, text, values, told):
    assert call("screen/texts.js", "fill", text, values) == told


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
    assert call("net/camera.js", "troubleOf", {"name": error}) == trouble


@pytest.mark.parametrize(
    ("capture_ms", "shown_ms", "taken_ms"),
    [
        pytest.param(980.0, 1000.0, 980.0, id="told by the browser"),
        pytest.param(None, 1000.0, 1000.0, id="not told"),
        pytest.param(1.7e12, 1000.0, 1000.0, id="another clock"),
    ],
)
def test_the_moment_of_capture(call, capture_ms, shown_ms, taken_ms):
    assert call("net/frames.js", "moment", capture_ms, shown_ms) == taken_ms
