"""How it feels is asked whole, and a rise is told as what it asks for."""

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.safety.pain import Pain, Place, judge_pain, load_pain_rules
from tests.ui.pages import feel, pick, words

RULES = load_pain_rules()
BEFORE = Pain(3, 2, Place.THIGH)


def page(before: Pain | None) -> AppTest:
    """The questions alone; before and after a set if it is said how it felt before."""

    def script(before) -> None:
        import streamlit as st

        from sciatica_coach.safety.pain import load_pain_rules
        from sciatica_coach.ui.pain import ask_after_set, ask_pain

        rules = load_pain_rules()
        if before is None:
            st.session_state.told = ask_pain(rules, key="x")
        else:
            st.session_state.told = ask_after_set(before, rules, key="x")

    app = AppTest.from_function(script, default_timeout=60, kwargs={"before": before}).run()
    assert not app.exception
    return app


def told(app: AppTest):
    app.run()
    assert not app.exception
    return app.session_state["told"]


@pytest.mark.parametrize("open_", ["leg", "back", "lowest"])
def test_every_part_must_be_answered(open_):
    app = page(None)
    answers = {"leg": 4, "back": 0, "lowest": "foot"}
    for part, answer in answers.items():
        if part != open_:
            pick(app, f"x-pain-{part}", answer)
    assert told(app) is None
    pick(app, f"x-pain-{open_}", answers[open_])
    assert told(app) == Pain(4, 0, Place.FOOT)


def test_no_pain_is_an_answer():
    app = page(None)
    feel(app, "x", leg=0, back=0, lowest="nowhere")
    assert told(app) == Pain(0, 0, None)


def test_after_a_set_tingling_must_be_answered_as_well():
    app = page(BEFORE)
    feel(app, "x")
    assert told(app) is None


@pytest.mark.parametrize(
    ("changes", "tingling", "said", "loud"),
    [
        pytest.param({}, False, "Your pain has not gone up.", False, id="as before"),
        pytest.param({"leg": 5}, False, "has gone up by 2 points or more", True, id="rise"),
        pytest.param({"lowest": "foot"}, False, "further down the leg", True, id="moved down"),
        pytest.param({}, True, "Tingling or numbness has begun", True, id="tingling"),
    ],
)
def test_what_the_change_asks_for_is_told(changes, tingling, said, loud):
    app = page(BEFORE)
    feel(app, "x", **changes)
    pick(app, "x-tingling", tingling)
    after, outcome = told(app)
    assert after.leg == changes.get("leg", 3)
    assert outcome == judge_pain(BEFORE, after, new_tingling=tingling, rules=RULES)
    assert outcome.ends_session is loud
    assert said in words(app)
    assert (len(app.error), len(app.info)) == ((1, 0) if loud else (0, 1))
