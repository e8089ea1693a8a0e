"""What the camera component is given of a set, and what it does when the set is over."""

import json
from dataclasses import replace

import pytest

from sciatica_coach.coaching.own_range.calibration import ENDS, STILL_S
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import language_for
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.ui.camera import STYLES
from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import WEB, read_web_file
from tests.live.scene import PLAN
from tests.ui.kiosk.test_page import fields_of
from tests.ui.pages import visit_of, welcomed

EXERCISES = load_exercises()


def shown(plan: Plan = PLAN, *, clip: str | None = None, language: str = "en"):
    """The component on the page of a visit that does this set."""
    app = welcomed()
    visit = visit_of(app)
    visit.language = language
    visit.live, visit.clip = LiveSession(plan), clip
    app.run()
    assert not app.exception
    (component,) = [each for each in app.get("bidi_component") if each.key == "camera"]
    return component.proto, visit


def given(*args, **changes) -> dict:
    return json.loads(shown(*args, **changes)[0].json)


def of(name: str) -> Plan:
    exercise = EXERCISES[name]
    return Plan(exercise, (Side.LEFT,), exercise.dose, PLAN.model)


def test_it_has_the_fields_that_the_page_reads():
    assert set(given()) == fields_of("ViewData") | fields_of("SessionData") | {"modules", "page"}


def test_it_brings_its_page_its_styles_and_its_code():
    proto, _ = shown()
    assert proto.html_content == read_web_file("session.html")
    assert proto.js_content == read_web_file("component.js")
    assert all(read_web_file(f"css/{name}") in proto.css_content for name in STYLES)


def test_the_socket_is_that_of_the_visit():
    proto, visit = shown()
    assert json.loads(proto.json)["socket"] == f"/live/{visit.token}"


@pytest.mark.parametrize(
    ("name", "clip", "mirrored", "address"),
    [
        pytest.param("nerve-floss", None, True, None, id="upright, as in a mirror"),
        pytest.param("single-knee-to-chest", None, False, None, id="who lies is not"),
        pytest.param("nerve-floss", "x.mp4", False, "/coach-clips/x.mp4", id="a clip is not"),
    ],
)
def test_the_picture_is_mirrored_for_whom_it_helps(name, clip, mirrored, address):
    told = given(of(name), clip=clip)
    assert (told["mirrored"], told["clip"]) == (mirrored, address)


@pytest.mark.parametrize(
    ("name", "clip", "lies_down"),
    [
        pytest.param("nerve-floss", None, False, id="who sits"),
        pytest.param("single-knee-to-chest", None, True, id="who lies"),
        pytest.param("single-knee-to-chest", "x.mp4", False, id="a clip cannot be turned"),
    ],
)
def test_the_page_knows_who_would_be_small_across_an_upright_picture(name, clip, lies_down):
    assert given(of(name), clip=clip)["lies_down"] is lies_down


@pytest.mark.parametrize("code", ["en", "es"])
def test_all_is_said_in_the_language_of_the_visit(code):
    language, told = language_for(code), given(language=code)
    assert told["language"] == code
    assert told["voice"] == f"/coach-voice/{code}"
    assert told["texts"] == {name: language.say(text) for name, text in TEXTS.items()}
    assert told["name"] == language.say(PLAN.exercise.name)


@pytest.mark.parametrize(
    ("sides", "order"),
    [
        pytest.param((Side.LEFT,), ["left", "right"], id="left"),
        pytest.param((Side.RIGHT, Side.LEFT), ["right", "left"], id="right first"),
    ],
)
def test_the_picture_of_the_side_that_begins_comes_first(sides, order):
    pictures = given(replace(PLAN, sides=sides))["set_up_pictures"]
    assert list(pictures) == order
    for side, path in pictures.items():
        assert path.endswith(f"supine_{side}.svg")
        assert (WEB / "pictures" / path.rpartition("/")[2]).is_file()
    assert set(pictures) == set(SIDES)


def test_a_set_has_the_figures_of_its_dose():
    told = given()
    assert (told["reps"], told["hold_s"]) == (PLAN.dose.reps, PLAN.dose.hold_s)
    assert "right" in told["side"].lower()


def test_a_calibration_has_its_own_figures_and_name_and_goes_on_sooner():
    told = given(replace(PLAN, measures=True))
    assert (told["reps"], told["hold_s"]) == (ENDS, STILL_S)
    assert told["name"] == f"Your own range: {PLAN.exercise.name}"
    assert told["linger_ms"] < given()["linger_ms"]
