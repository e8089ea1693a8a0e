"""Before a set: the exercise, the side and the dose are chosen, and the demonstration is shown."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach import paths
from sciatica_coach.capture.model import Model
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.ui.choosing import CLIP_HOLD_S, CLIP_REPS, clip_path, clip_plan, poster
from sciatica_coach.ui.hosting import MAIN_SCRIPT
from tests.live.scene import PLAN
from tests.ui.pages import answer, click, opened, pick, visit_of, welcomed, words

EXERCISES = load_exercises()
BY_ID = [pytest.param(each, id=each.id) for each in EXERCISES.values()]
KNEE_TO_CHEST = EXERCISES["single-knee-to-chest"]


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


def begun(app):
    """The plan of the set that begins with what was chosen."""
    click(app, "Start")
    answer(app)
    click(app, "Start the exercise")
    return visit_of(app).live.plan


@pytest.mark.parametrize("exercise", BY_ID)
def test_what_is_not_changed_is_the_dose_of_the_file(exercise):
    app = welcomed()
    click(app, exercise.name)
    plan = begun(app)
    assert (plan.exercise, plan.dose, plan.model) == (exercise, exercise.dose, Model.FULL)
    assert plan.sides == (SIDES if exercise.dose.alternate_sides else SIDES[:1])


@pytest.mark.parametrize(
    ("chosen", "sides"),
    [
        pytest.param("both", (Side.LEFT, Side.RIGHT), id="both"),
        pytest.param(Side.LEFT, (Side.LEFT,), id="left"),
        pytest.param(Side.RIGHT, (Side.RIGHT,), id="right"),
    ],
)
def test_the_legs_that_were_chosen(chosen, sides):
    app = welcomed()
    click(app, "Single knee-to-chest")
    pick(app, "coach-sides-single-knee-to-chest", chosen)
    assert begun(app).sides == sides


@pytest.mark.parametrize(
    ("name", "holds"),
    [("single-knee-to-chest", True), ("figure-4", True), ("nerve-floss", False)],
)
def test_a_hold_is_asked_for_only_where_there_is_one(name, holds):
    app = welcomed()
    click(app, EXERCISES[name].name)
    assert any(each.label == "Hold, seconds" for each in app.number_input) is holds


def test_the_plan_of_the_set_before_is_proposed_again():
    before = opened()
    visit = visit_of(before)
    visit.has_accepted, visit.plan = True, replace(PLAN, model=Model.HEAVY)
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.session_state["visit_token"] = visit.token
    app.run()
    assert begun(app) == visit.plan


@pytest.mark.parametrize(
    ("exercise", "often"),
    [("Single knee-to-chest", "Usually 2 times a day."), ("Figure-4", "Usually once a day.")],
)
def test_it_is_said_how_often_a_day(exercise, often):
    app = welcomed()
    click(app, exercise)
    assert often in words(app)


@pytest.mark.parametrize("exercise", BY_ID)
def test_instructions_precautions_and_easier_ways_are_shown(exercise):
    app = welcomed()
    click(app, exercise.name)
    told = words(app)
    assert exercise.set_up in told
    for number, text in enumerate(exercise.instructions, 1):
        assert f"{number}. {text}" in told
    for text in (*(each.text for each in exercise.precautions), *exercise.easier):
        assert f"- {text}" in told


def test_the_welcome_shows_a_picture_of_each_exercise():
    assert len(opened().get("image")) == len(EXERCISES)


@pytest.mark.parametrize("exercise", BY_ID)
def test_the_set_of_a_clip_fits_the_clip(exercise):
    plan = clip_plan(exercise)
    assert plan.sides == (exercise.demonstration.side,)
    assert (plan.dose.reps, plan.dose.sets) == (CLIP_REPS, 1)
    assert plan.dose.hold_s == min(exercise.dose.hold_s, CLIP_HOLD_S)


@pytest.mark.parametrize("exercise", BY_ID)
def test_a_demonstration_has_its_clip_and_its_picture(exercise):
    assert clip_path(exercise) == paths.SAMPLES / exercise.demonstration.clip
    assert poster(exercise).startswith(b"\x89PNG")


def test_without_a_demonstration_there_is_neither():
    without = KNEE_TO_CHEST.model_copy(update={"demonstration": None})
    missing = KNEE_TO_CHEST.demonstration.model_copy(update={"clip": "none.mp4"})
    for exercise in (without, KNEE_TO_CHEST.model_copy(update={"demonstration": missing})):
        assert clip_path(exercise) is None
        assert poster(exercise) is None


def test_a_clip_that_cannot_be_read_has_no_picture(tmp_path, monkeypatch):
    (tmp_path / KNEE_TO_CHEST.demonstration.clip).write_bytes(b"no film")
    monkeypatch.setattr("sciatica_coach.paths.SAMPLES", tmp_path)
    assert clip_path(KNEE_TO_CHEST).parent == tmp_path
    assert poster(KNEE_TO_CHEST) is None
