"""After a set: how it feels decides what is offered next."""

from dataclasses import replace

import pytest

from sciatica_coach.live.session import LiveSession
from sciatica_coach.motion.landmarks import Side
from tests.live.scene import PLAN
from tests.ui.pages import (
    click,
    feel,
    labels,
    pick,
    visit_of,
    with_a_set_done,
    words,
)

SHORT_S = 1.0
"""How the set went does not matter here."""


def test_the_way_on_opens_when_it_has_been_said_how_it_feels():
    app = with_a_set_done(SHORT_S)
    assert "Once more" not in labels(app)
    feel(app, "set-1")
    pick(app, "set-1-tingling", False)
    app.run()
    assert "Your pain has not gone up." in words(app)
    assert {"Once more", "Other side: left leg", "Another exercise"} <= set(labels(app))
    click(app, "Other side: left leg")
    visit = visit_of(app)
    assert (visit.sets, visit.live.plan.sides, visit.live.records) == (2, ("left",), ())


@pytest.mark.parametrize(
    ("changes", "tingling", "said"),
    [
        pytest.param({"leg": 5}, "No", "Your pain has gone up by 2 points or more.", id="rise"),
        pytest.param({"lowest": "foot"}, "No", "moved further down the leg", id="moved down"),
        pytest.param({}, "Yes", "Tingling or numbness has begun", id="tingling"),
    ],
)
def test_a_rise_in_pain_ends_the_session(changes, tingling, said):
    app = with_a_set_done(SHORT_S)
    feel(app, "set-1", **changes)
    pick(app, "set-1-tingling", tingling == "Yes")
    app.run()
    assert said in words(app)
    assert "Once more" not in labels(app)
    assert not visit_of(app).may_exercise


def felt(app, **changes):
    """How it feels after the set, answered whole."""
    feel(app, "set-1", **changes)
    pick(app, "set-1-tingling", False)
    app.run()
    assert not app.exception
    return app


def test_the_question_comes_before_the_figures():
    app = with_a_set_done(SHORT_S)
    assert "When you have answered, you can go on." in words(app)
    feel(app, "set-1")
    app.run()
    assert "Once more" not in labels(app)  # of tingling nothing was said yet


def test_once_more_is_the_same_set_and_the_pain_of_now_is_the_one_before_it():
    app = felt(with_a_set_done(SHORT_S), leg=4)
    plan = visit_of(app).live.plan
    click(app, "Once more")
    visit = visit_of(app)
    assert (visit.live.plan, visit.sets, visit.pain.leg) == (plan, 2, 4)
    assert not visit.live.has_ended


def test_another_exercise_leads_back_to_the_choice():
    app = felt(with_a_set_done(SHORT_S))
    click(app, "Another exercise")
    assert visit_of(app).live is None
    assert "What would you like to do?" in words(app)


def test_of_both_legs_there_is_no_other_side_and_each_set_has_its_tab():
    app = with_a_set_done(SHORT_S)
    visit = visit_of(app)
    plan = replace(PLAN, sides=(Side.RIGHT, Side.LEFT))
    visit.live = LiveSession(plan, result=visit.live.records * 2)
    felt(app)
    assert [tab.label for tab in app.tabs] == ["Right leg", "Left leg"]
    assert "Once more" in labels(app)
    assert not any(label.startswith("Other side") for label in labels(app))


def test_after_a_clip_nothing_is_asked():
    """Whoever only looked on goes back."""
    app = with_a_set_done(SHORT_S)
    visit_of(app).clip = "knee_to_chest_side.mp4"
    app.run()
    assert "This is what the coach saw in the sample clip." in words(app)
    assert "How does it feel now?" not in words(app)
    assert labels(app) == ["Go back"]
