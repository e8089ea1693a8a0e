import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import SET_BY_HAND, WEEKDAYS, default_program
from sciatica_coach.ui.program.editing import EDITING
from tests.program.built import EXERCISES, FIGURE, FLOSS, KNEE, dated, day, item, program
from tests.ui.program.showing import press, shown, texts


def editing(language=None) -> AppTest:
    app = shown(language=language)
    press(app, "program-change")
    assert app.session_state[EDITING]
    return app


def submit(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def save(app: AppTest) -> None:
    submit(app, "Save the plan")


def only(records):
    (dated_program,) = records.programs()
    return dated_program


def test_a_first_plan_is_the_usual_one_unless_it_is_changed(records):
    save(editing())
    assert only(records).program == default_program(EXERCISES)
    assert (only(records).from_day, only(records).set_by) == (day(9), "Ada")


def test_everything_of_an_exercise_can_be_changed(records):
    app = editing()
    app.number_input(key=f"edit-reps-{KNEE}").set_value(5)
    app.number_input(key=f"edit-hold-{KNEE}").set_value(15)
    app.number_input(key=f"edit-sets-{KNEE}").set_value(2)
    app.number_input(key=f"edit-rest-{KNEE}").set_value(30)
    app.number_input(key=f"edit-times-{KNEE}").set_value(3)
    app.selectbox(key=f"edit-sides-{KNEE}").select_index(3)
    app.button_group(key=f"edit-days-{KNEE}").set_value([WEEKDAYS[4], WEEKDAYS[0]])
    app.date_input(key=f"edit-start-{KNEE}").set_value(day(12))
    app.date_input(key=f"edit-end-{KNEE}").set_value(day(40))
    app.toggle(key=f"edit-in-{FIGURE}").set_value(False)
    app.slider[0].set_value(5)
    app.text_area[0].set_value("  Slowly,\n*always*.  ")
    save(app)
    held = only(records).program
    knee = held.of(KNEE)
    assert (knee.dose.reps, knee.dose.hold_s, knee.dose.sets) == (5, 15, 2)
    assert (knee.dose.rest_s, knee.dose.times_per_day, knee.dose.derived) == (30, 3, SET_BY_HAND)
    assert knee.sides == (Side.RIGHT,)
    assert knee.weekdays == (WEEKDAYS[0], WEEKDAYS[4])
    assert (knee.start_day, knee.end_day) == (day(12), day(40))
    assert held.of(FIGURE) is None
    assert held.of(FLOSS).dose == EXERCISES[FLOSS].dose
    assert (held.pain_ceiling, held.note) == (5, "Slowly,\n*always*.")


def test_a_plan_is_changed_from_tomorrow_if_that_is_wanted(records):
    records.keep_programs([dated(program())])
    app = editing()
    app.radio(key="edit-from").set_value(1)
    app.number_input(key=f"edit-reps-{KNEE}").set_value(4)
    save(app)
    first, second = records.programs()
    assert first == dated(program())
    assert (second.from_day, second.program.of(KNEE).dose.reps) == (day(10), 4)
    assert "From 12 March 2026 another plan holds." in texts(shown())


def test_leaving_changes_nothing(records):
    records.keep_programs([dated(program())])
    app = editing()
    app.number_input(key=f"edit-reps-{KNEE}").set_value(9)
    submit(app, "Leave it as it was")
    assert only(records) == dated(program())
    assert not app.session_state[EDITING]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            lambda app: app.button_group(key=f"edit-days-{KNEE}").set_value([]),
            "Choose at least one day for Single knee-to-chest.",
            id="no day",
        ),
        pytest.param(
            lambda app: (
                app.date_input(key=f"edit-start-{KNEE}").set_value(day(12)),
                app.date_input(key=f"edit-end-{KNEE}").set_value(day(11)),
            ),
            "Single knee-to-chest would end before it begins.",
            id="ends before it begins",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(records, change, told):
    app = editing()
    change(app)
    app.number_input(key=f"edit-reps-{KNEE}").set_value(7)
    save(app)
    assert [each.value for each in app.error] == [told]
    assert records.programs() == ()
    assert app.number_input(key=f"edit-reps-{KNEE}").value == 7, "nothing is to be typed twice"


def test_the_order_of_days_of_who_is_not_in_the_plan_does_not_matter(records):
    app = editing()
    app.toggle(key=f"edit-in-{KNEE}").set_value(False)
    app.button_group(key=f"edit-days-{KNEE}").set_value([])
    save(app)
    assert [each.exercise for each in only(records).program.exercises] == [FIGURE, FLOSS]


def test_an_exercise_of_another_computer_stays_or_is_taken_out(records):
    records.keep_programs([dated(program(item("from-elsewhere", hold_s=2.5), item()))])
    app = editing()
    assert "It stays in the plan." in texts(app)
    save(app)
    assert records.programs()[-1].program.of("from-elsewhere") == item("from-elsewhere", hold_s=2.5)
    app = editing()
    app.toggle(key="edit-in-from-elsewhere").set_value(False)
    save(app)
    assert [each.exercise for each in records.programs()[-1].program.exercises] == [KNEE]


def test_signs_that_cannot_be_seen_are_written_out(records):
    app = editing()
    app.text_area[0].set_value("a\x1bb")
    save(app)
    assert only(records).program.note == "a\\x1bb"


def test_in_spanish(records):
    app = editing("es")
    assert app.number_input(key=f"edit-times-{KNEE}").label == "Veces al día"
    submit(app, "Guardar el plan")
    assert only(records).from_day == day(9)
