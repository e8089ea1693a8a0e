import pytest

from sciatica_coach.safety.pain import PainChange
from tests.program.built import FIGURE, KNEE, dated, day, item, program, session
from tests.ui.program.showing import press, shown, texts

RISE, DOWN = PainChange.CLEAR_RISE, PainChange.MOVED_DOWN
CALM = [session(number, pain=2) for number in range(5, 10)]


@pytest.fixture
def plan(records):
    """In force for long: what was done since counts."""
    records.keep_programs([dated(program())])
    return records


def current(records, number=9):
    return next(each for each in reversed(records.programs()) if each.from_day <= day(number))


def test_a_step_less_is_taken_at_once(plan):
    plan.import_sessions([session(8, pain=5, changes=(RISE,))])
    app = shown("proposals")
    assert "On 10 March 2026 your pain went up by 2 points or more" in texts(app)
    assert "Now: 3 repetitions" in texts(app)
    assert "Proposed: 2 repetitions" in texts(app)
    assert current(plan).program == program(), "nothing is changed unasked"
    press(app, f"proposal-take-{KNEE}")
    taken = current(plan)
    assert (taken.program.of(KNEE).dose.reps, taken.from_day) == (2, day(9))
    assert taken.set_by == "Dr. *Ruiz*"
    assert [each.value for each in app.success] == ["The plan is changed from 11 March 2026 on."]
    assert not app.button, "it is not proposed again"


def test_a_step_more_waits_until_tomorrow_if_today_is_begun(plan):
    plan.import_sessions(CALM)
    app = shown("proposals")
    assert app.button(key=f"proposal-take-{KNEE}").label == "Do it from 12 March 2026"
    press(app, f"proposal-take-{KNEE}")
    assert current(plan).program.of(KNEE).dose.reps == 3
    assert current(plan, 10).program.of(KNEE).dose.reps == 4


def test_what_is_declined_changes_nothing_and_is_not_shown_again(plan):
    plan.import_sessions(CALM)
    app = shown("proposals")
    press(app, f"proposal-not-now-{KNEE}")
    assert not app.button
    assert plan.programs() == (dated(program()),)
    assert shown("proposals").button, "another day, another window: it is still possible"


def test_who_must_ask_first_gets_no_other_dose(plan):
    plan.import_sessions([session(8, pain=2, changes=(DOWN,))])
    app = shown("proposals")
    assert "talk to your physical therapist or doctor" in texts(app)
    assert [each.label for each in app.button] == ["I have read this"]
    press(app, f"proposal-not-now-{KNEE}")
    assert not texts(app)


def test_ways_to_make_it_easier_stand_beside_a_step_less(plan):
    plan.import_sessions([session(8, pain=5, changes=(RISE,))])
    assert "Put a towel behind the thigh and pull on that." in texts(shown("proposals"))
    assert [each.label for each in shown("proposals").expander] == ["Ways to make it easier"]


def test_each_exercise_has_its_own_proposal(records):
    records.keep_programs([dated(program(item(), item(FIGURE, reps=2, hold_s=30)))])
    records.import_sessions([session(8, pain=5, changes=(RISE,))])
    app = shown("proposals")
    press(app, f"proposal-take-{FIGURE}")
    assert current(records).program.of(FIGURE).dose.reps == 1
    assert current(records).program.of(KNEE).dose.reps == 3
    assert [each.key for each in app.button] == [
        f"proposal-take-{KNEE}",
        f"proposal-not-now-{KNEE}",
    ]


def test_without_a_reason_nothing_is_proposed(plan):
    assert texts(shown("proposals")) == ""


def test_in_spanish(plan):
    plan.import_sessions([session(8, pain=5, changes=(RISE,))])
    app = shown("proposals", language="es")
    assert "El 10 de marzo de 2026 su dolor subió 2 puntos o más" in texts(app)
    assert app.button(key=f"proposal-take-{KNEE}").label == "Hacerlo desde hoy"
