"""The questions before a set: all must be answered, and a warning sign locks the exercises."""

import pytest

from sciatica_coach.safety.screening import Answer
from tests.ui.pages import SCREENING, answer, asked, click, labels, visit_of, words

EMERGENCY = next(each.id for each in SCREENING.questions if each.tier == "emergency")
URGENT = next(each.id for each in SCREENING.questions if each.tier == "urgent")


def test_every_question_must_be_answered():
    app = asked()
    answer(app, **{EMERGENCY: None, URGENT: None})
    assert "Please answer every question: 2 left." in words(app)
    assert visit_of(app).screening is None


def test_how_it_feels_must_be_said():
    app = asked()
    answer(app, leg=None)
    assert "Please say how it feels right now." in words(app)
    assert visit_of(app).screening is None


def test_no_warning_sign_leads_to_the_set():
    app = asked()
    answer(app)
    assert SCREENING.tiers["ok"].title in words(app)
    assert all(question.sign in words(app) for question in SCREENING.questions)
    click(app, "Start the exercise")
    assert visit_of(app).live.records == ()
    assert labels(app) == []


@pytest.mark.parametrize("said", [Answer.YES, Answer.NOT_SURE])
def test_an_emergency_locks_the_exercises(said):
    app = asked()
    answer(app, **{EMERGENCY: said})
    assert SCREENING.tiers["emergency"].title in words(app)
    assert not app.checkbox
    assert "Start the exercise" not in labels(app)
    app.run()
    assert SCREENING.tiers["emergency"].title in words(app)
    assert labels(app) == []
    assert visit_of(app).live is None


def test_an_urgent_sign_is_locked_until_a_clinician_has_cleared_it():
    app = asked()
    answer(app, **{URGENT: Answer.NOT_SURE})
    assert SCREENING.tiers["urgent"].title in words(app)
    assert "Start the exercise" not in labels(app)
    app.checkbox(key="screening-confirm").check().run()
    click(app, "Start the exercise")
    assert visit_of(app).live is not None


def test_a_slip_of_the_finger_can_be_put_right():
    app = asked()
    answer(app, **{URGENT: Answer.YES})
    click(app, "I made a mistake: answer the questions again")
    answer(app)
    assert "Start the exercise" in labels(app)
