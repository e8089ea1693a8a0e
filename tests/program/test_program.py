from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.program.program import (
    SET_BY_HAND,
    WEEKDAYS,
    DatedProgram,
    ExerciseProgram,
    ProgramExercise,
    Weekday,
    by_hand,
    default_program,
    same_amount,
)
from tests.program.built import EXERCISES, FIGURE, FIRST, KNEE, day, dose, item, program


def test_the_default_asks_for_what_the_files_ask_for():
    usual = default_program(EXERCISES)
    assert {each.exercise: each.dose for each in usual.exercises} == {
        id: exercise.dose for id, exercise in EXERCISES.items()
    }
    assert all(each.sides == SIDES and each.weekdays == WEEKDAYS for each in usual.exercises)
    assert usual.pain_ceiling == 3


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"sides": []}, "at least 1 item", id="no side"),
        pytest.param({"sides": ["left", "left"]}, "left is given twice", id="a side twice"),
        pytest.param({"sides": ["up"]}, "'left' or 'right'", id="no such side"),
        pytest.param({"weekdays": []}, "at least 1 item", id="no day"),
        pytest.param({"weekdays": ["monday"] * 2}, "monday is given twice", id="a day twice"),
        pytest.param({"exercise": "No Id"}, "pattern", id="no id"),
        pytest.param({"end_day": "2026-03-01"}, "must not be before start_day", id="ends first"),
        pytest.param({"dose": {"reps": 0}}, "dose.reps", id="no repetition"),
        pytest.param({"dose": {"sets": 21}}, "dose.sets", id="too many sets"),
        pytest.param({"dose": {"hold_s": 601}}, "dose.hold_s", id="too long a hold"),
        pytest.param({"dose": {"hold_s": float("nan")}}, "dose.hold_s", id="no number"),
        pytest.param({"dose": {"times_per_day": 25}}, "dose.times_per_day", id="too often"),
        pytest.param({"colour": "red"}, "colour", id="unknown key"),
    ],
)
def test_wrong_values_are_refused(values, told):
    usual = {
        "exercise": KNEE,
        "dose": {"hold_s": 20, "reps": 3, "derived": "x"} | values.pop("dose", {}),
        "start_day": "2026-03-02",
    }
    with pytest.raises(ValidationError) as refused:
        ProgramExercise.model_validate(usual | values)
    lines = [f"{'.'.join(map(str, each['loc']))} {each['msg']}" for each in refused.value.errors()]
    assert any(told in line for line in lines), lines


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"pain_ceiling": 11}, id="pain above the scale"),
        pytest.param({"pain_ceiling": -1}, id="pain below the scale"),
        pytest.param({"note": "x" * 501}, id="long note"),
        pytest.param({"note": "\x1b[2J"}, id="note that a terminal obeys"),
        pytest.param({"exercises": [item(), item()]}, id="an exercise twice"),
        pytest.param({"exercises": [item(f"e{n}") for n in range(31)]}, id="too many"),
    ],
)
def test_wrong_programs_are_refused(values):
    with pytest.raises(ValidationError):
        ExerciseProgram.model_validate({"exercises": [item()]} | values)


def test_a_program_may_ask_for_nothing():
    assert program().model_copy(update={"exercises": ()}).due_on(FIRST) == ()
    assert ExerciseProgram(exercises=()).exercises == ()


def test_days_are_put_in_the_order_of_the_week():
    held = item(weekdays=(Weekday.FRIDAY, Weekday.MONDAY))
    assert held.weekdays == (Weekday.MONDAY, Weekday.FRIDAY)


@given(st.dates())
def test_a_day_has_the_weekday_of_the_calendar(each):
    assert Weekday.of(each) == each.strftime("%A").lower()


@pytest.mark.parametrize(
    ("each", "is_due"),
    [
        pytest.param(date(2028, 2, 28), False, id="before"),
        pytest.param(date(2028, 2, 29), True, id="leap day"),
        pytest.param(date(2028, 3, 1), False, id="not its weekday"),
        pytest.param(date(2028, 3, 7), True, id="the last day"),
        pytest.param(date(2028, 3, 14), False, id="after"),
    ],
)
def test_an_exercise_is_due_on_its_days(each, is_due):
    held = item(weekdays=(Weekday.TUESDAY,), start=date(2028, 2, 29), end=date(2028, 3, 7))
    assert held.is_due_on(each) == is_due
    assert program(held).due_on(each) == ((held,) if is_due else ())


def test_an_exercise_may_be_for_one_day():
    assert item(start=FIRST, end=FIRST).is_due_on(FIRST)
    assert not item(start=FIRST, end=FIRST).is_due_on(day(1))


def test_an_unknown_exercise_is_kept_and_told():
    held = program(item(), item("from-elsewhere"))
    assert held.unknown(EXERCISES) == ("from-elsewhere",)
    assert held.of("from-elsewhere") is not None
    assert held.of(FIGURE) is None


def test_a_dose_set_by_hand_no_longer_names_the_sources_of_the_file():
    usual = EXERCISES[KNEE].dose
    changed = by_hand(usual, reps=4)
    assert (changed.reps, changed.sources, changed.derived) == (4, (), SET_BY_HAND)
    assert changed.hold_s == usual.hold_s
    assert by_hand(usual, reps=usual.reps) == usual
    with pytest.raises(ValidationError):
        by_hand(usual, reps=101)


def test_the_same_amount_is_the_same_wherever_it_is_from():
    assert same_amount(dose(), dose().model_copy(update={"derived": "else"}))
    assert not same_amount(dose(), dose(sets=2))


def test_only_one_exercise_gets_another_dose():
    held = program(item(), item(FIGURE), note="Slowly.")
    changed = held.with_dose(FIGURE, dose(reps=1))
    assert changed.of(FIGURE).dose.reps == 1
    assert changed.of(KNEE) == held.of(KNEE)
    assert (changed.note, held.of(FIGURE).dose.reps) == ("Slowly.", 3)


def test_a_program_survives_its_json():
    held = program(item(sides=(Side.RIGHT,), start=FIRST, end=day(9)), note="Zürich\n\u0939")
    assert ExerciseProgram.model_validate_json(held.model_dump_json()) == held


def test_when_it_was_set_has_a_time_zone():
    DatedProgram(program(), FIRST, "Ada", datetime.now(UTC))
    with pytest.raises(ValueError, match="time zone"):
        DatedProgram(program(), FIRST, "Ada", datetime(2026, 3, 2) + timedelta(hours=1))
