import pytest

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.safety.screening import Answer
from tests.ui.pages import (
    SCREENING,
    answer,
    asked,
    click,
    feel,
    labels,
    opened,
    pick,
    played,
    visit_of,
    welcomed,
    words,
)

EMERGENCY = next(each.id for each in SCREENING.questions if each.tier == "emergency")
URGENT = next(each.id for each in SCREENING.questions if each.tier == "urgent")


def test_the_disclaimer_is_shown_once_and_stays_in_the_footer():
    app = opened()
    assert SCREENING.disclaimer.text[:60] in words(app)
    assert "Start" not in labels(app)
    click(app, "I understand")
    assert SCREENING.disclaimer.text[:60] not in words(app)
    assert SCREENING.disclaimer.footer[:40] in words(app)
    assert "Start" not in labels(app)
    assert "Choose an exercise" in words(app)
    click(app, "Figure-4")
    assert {"Start", "Try it without a camera"} <= set(labels(app))


@pytest.mark.parametrize("name", ["Figure-4", "Nerve floss (slider)", "Single knee-to-chest"])
def test_each_exercise_can_be_chosen(name):
    app = welcomed()
    click(app, name)
    chosen = next(button for button in app.button if button.label == name)
    assert chosen.icon
    assert "How to do it" in words(app)


def test_a_dose_of_ones_own_goes_into_the_set():
    app = welcomed()
    click(app, "Single knee-to-chest")
    app.number_input(key="coach-reps-single-knee-to-chest").set_value(7)
    app.number_input(key="coach-hold-single-knee-to-chest").set_value(4)
    pick(app, "coach-sides-single-knee-to-chest", Side.LEFT)
    app.radio(key="coach-model").set_value("lite")
    click(app, "Start")
    answer(app)
    click(app, "Start the exercise")
    plan = visit_of(app).live.plan
    assert (plan.dose.reps, plan.dose.hold_s, plan.sides, plan.model) == (7, 4.0, ("left",), "lite")


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


def test_the_questions_are_asked_once_a_session():
    app = with_a_set_done()
    feel(app, "set-1")
    pick(app, "set-1-tingling", False)
    app.run()
    click(app, "Another exercise")
    click(app, "Start")
    assert visit_of(app).live.records == ()


def with_a_set_done():
    app = asked()
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    visit.live = played()
    visit.live.finish()
    app.run()
    assert not app.exception
    return app


def test_the_summary_says_how_the_set_went():
    app = with_a_set_done()
    assert "Well done: all 3 repetitions." in words(app)
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Repetitions, 3 asked"] == "3"
    assert figures["Not counted"] == "0 attempts"
    name, reached = next(each for each in figures.items() if each[0].startswith("Range of motion"))
    assert name == "Range of motion, ± 14°"
    assert reached.endswith("°")
    assert app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")


def test_the_way_on_opens_when_it_has_been_said_how_it_feels():
    app = with_a_set_done()
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
    app = with_a_set_done()
    feel(app, "set-1", **changes)
    pick(app, "set-1-tingling", tingling == "Yes")
    app.run()
    assert said in words(app)
    assert "Once more" not in labels(app)
    assert not visit_of(app).may_exercise


def test_try_it_without_a_camera_asks_nothing_and_plays_the_clip():
    app = welcomed()
    click(app, "Nerve floss (slider)")
    click(app, "Try it without a camera")
    visit = visit_of(app)
    assert visit.clip == "nerve_floss_side.mp4"
    assert (visit.live.plan.sides, visit.live.plan.dose.reps) == (("right",), 3)
    visit.live.finish()
    app.run()
    assert "This is what the coach saw in the sample clip." in words(app)
    click(app, "Go back")
    assert "What would you like to do?" in words(app)


def test_a_broken_exercise_file_is_said_in_words(tmp_path, monkeypatch):
    (tmp_path / "odd.toml").write_text("id = 1")
    monkeypatch.setattr("sciatica_coach.exercise.catalog.load_exercises.__defaults__", (tmp_path,))
    app = opened()
    assert "odd.toml" in words(app)
    assert not app.exception
