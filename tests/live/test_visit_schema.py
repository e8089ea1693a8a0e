"""A visit as a text: damage is refused, and an answer is never part of the refusal."""

import json

import pytest

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.live.session import LiveSession
from sciatica_coach.live.visit_schema import VisitFileDamaged, from_json, to_json
from sciatica_coach.live.visits import Visit
from tests.live.scene import PLAN, calibrated


def ended_without_a_range() -> Visit:
    """A visit whose calibration has ended with a sentence instead of a range."""
    live = calibrated(duration_s=3.0)
    live.finish()
    assert live.calibration_result.problem is not None
    return Visit("token", plan=PLAN, live=live)


@pytest.fixture(scope="module")
def text() -> str:
    return to_json(ended_without_a_range())


@pytest.fixture
def document(text) -> dict:
    return json.loads(text)


def test_a_text_gives_the_same_text_again(text):
    assert to_json(from_json(text.encode(), "token")) == text


def test_a_session_without_a_frame_goes_on():
    visit = Visit("token", live=LiveSession(PLAN))
    again = from_json(to_json(visit).encode(), "token").live
    assert (again.plan, again.result, again.state) == (PLAN, None, visit.live.state)


def test_a_sentence_within_a_sentence_stays_one(document):
    inner = {"text": "STOP", "values": {}}
    document["live"]["result"]["problem"] = {"text": "Press {what}.", "values": {"what": inner}}
    problem = from_json(json.dumps(document).encode(), "token").live.calibration_result.problem
    assert problem == "Press STOP."
    assert isinstance(problem.__getnewargs_ex__()[1]["what"], TranslatableText)


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        pytest.param("plan.exercise", "handstand", "plan.exercise", id="unknown exercise"),
        pytest.param("plan.model", "huge", "plan.model", id="unknown model"),
        pytest.param("live.state.set_index", 7, "live.state.set_index", id="no such set"),
        pytest.param("live.state.ended", "none", "live.state.ended", id="not a list"),
        pytest.param("live.result.problem", "words", "live.result", id="not a sentence"),
        pytest.param(
            "live.result.problem",
            {"text": "{a}", "values": {"a": [1]}},
            "live.result",
            id="a list in a sentence",
        ),
        pytest.param("live.result.problem", {"text": "x"}, "live.result", id="half a sentence"),
        pytest.param("sets", "many", "sets", id="no number"),
        pytest.param("more", 1, "more", id="unknown key"),
    ],
)
def test_damage_is_refused_by_its_place(document, key, value, where):
    *parents, last = key.split(".")
    table = document
    for parent in parents:
        table = table[parent]
    table[last] = value
    with pytest.raises(VisitFileDamaged, match=where) as refused:
        from_json(json.dumps(document).encode(), "token")
    assert "words" not in str(refused.value)
