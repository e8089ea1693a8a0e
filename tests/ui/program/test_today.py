import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.program.schedule import due_on
from sciatica_coach.ui.program.today import plan_of
from tests.program.built import (
    EXERCISES,
    FIGURE,
    KNEE,
    dated,
    day,
    item,
    program,
    session,
)
from tests.ui.program.showing import press, shown, texts

LEFT, RIGHT = (Side.LEFT,), (Side.RIGHT,)


@pytest.mark.parametrize(
    ("sessions", "per_day", "told"),
    [
        pytest.param([], 1, "Not done yet.", id="nothing"),
        pytest.param([], 2, "0 of 2 times done.", id="nothing of two"),
        pytest.param([session(9, sides=LEFT)], 1, "Still to do: right leg.", id="one leg"),
        pytest.param(
            [session(9, sides=RIGHT)], 2, "0 of 2 times done; still to do: left leg.", id="of two"
        ),
        pytest.param([session(9)], 2, "1 of 2 times done.", id="once of two"),
        pytest.param([session(9, reps=1)], 1, "Begun, not all of it was done.", id="begun"),
        pytest.param([session(9)], 1, "Done.", id="done"),
        pytest.param([session(9), session(9, hour=18)], 2, "Done 2 times.", id="done twice"),
    ],
)
def test_what_was_done_is_said(records, sessions, per_day, told):
    records.set_program(program(item(times_per_day=per_day)), from_day=day(0), set_by="Ada")
    records.import_sessions(sessions)
    app = shown("today")
    assert [each.value for each in app.caption] == [told]


def test_each_exercise_is_started_with_one_click(records):
    held = program(item(), item(FIGURE, reps=2, hold_s=30, sides=RIGHT))
    records.set_program(held, from_day=day(0), set_by="Ada")
    records.import_sessions([session(9, sides=LEFT)])
    app = shown("today")
    press(app, f"due-start-{KNEE}")
    started = app.session_state["started"]
    assert (started.exercise.id, started.sides, started.model) == (KNEE, RIGHT, Model.FULL)
    press(app, f"due-start-{FIGURE}")
    started = app.session_state["started"]
    assert (started.sides, started.dose.reps, started.dose.hold_s) == (RIGHT, 2, 30)


def test_the_next_one_stands_out(records):
    records.set_program(program(item(), item(FIGURE)), from_day=day(0), set_by="Ada")
    records.import_sessions([session(9)])
    app = shown("today")
    kinds = {each.key: each.proto.type for each in app.button}
    assert kinds == {f"due-start-{KNEE}": "secondary", f"due-start-{FIGURE}": "primary"}
    assert [each.label for each in app.button] == ["Do it again", "Start"]


def test_when_all_is_done_it_says_so(records):
    records.set_program(program(), from_day=day(0), set_by="Ada")
    records.import_sessions([session(9)])
    app = shown("today")
    assert app.success[0].value == "All of today's exercises are done."


def test_a_day_of_rest_and_no_plan_are_told_apart(records):
    assert "There is no plan yet." in texts(shown("today"))
    records.set_program(program(item(end=day(3))), from_day=day(0), set_by="Ada")
    assert "Nothing is due today" in texts(shown("today"))


def test_the_note_is_shown_as_it_was_written(records):
    records.set_program(program(note="*Slowly* <b>"), from_day=day(0), set_by="Ada")
    assert r"\*Slowly\* \<b\>" in texts(shown("today"))


def test_an_exercise_that_this_computer_does_not_have_cannot_be_started(records):
    records.set_program(program(item("from-elsewhere")), from_day=day(0), set_by="Ada")
    app = shown("today")
    assert not app.button
    assert "This computer does not have this exercise." in texts(app)


def test_in_spanish(records):
    records.set_program(program(), from_day=day(0), set_by="Ada")
    app = shown("today", language="es")
    assert "3 repeticiones, mantener 20 s, izquierda y luego derecha" in texts(app)
    assert [each.value for each in app.caption] == ["Aún no hecho."]


def test_what_is_done_again_is_done_on_all_its_sides():
    held = [dated(program())]
    (due,) = due_on(held, [session(0)], day(0))
    assert plan_of(due, EXERCISES[KNEE], Model.LITE).sides == SIDES
