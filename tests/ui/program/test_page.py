import pytest

from sciatica_coach.program.program import default_program
from sciatica_coach.records.database import Database
from sciatica_coach.records.opening import open_records
from tests.program.built import EXERCISES, FIGURE, KNEE, dated, day, item, program, session
from tests.ui.program.showing import shown, texts


def test_without_a_plan_it_says_what_a_plan_is(records):
    app = shown()
    assert "If a therapist has given you a plan, follow that one." in texts(app)
    assert app.button(key="program-change").label == "Set a plan"
    assert "What was done" not in texts(app)


def test_the_plan_stands_there_with_all_that_matters(records):
    held = program(
        item(times_per_day=2, weekdays=("monday",)),
        item(FIGURE, start=day(3), end=day(30)),
        note="A *towel* helps.",
        pain_ceiling=4,
    )
    records.set_program(held, from_day=day(0), set_by="Dr. *Ruiz*")
    told = texts(shown())
    assert r"Since 2 March 2026, set by Dr. \*Ruiz\*." in told
    assert "3 repetitions, hold 20 s, left then right  \n2 times a day, Mon" in told
    assert "From 5 March 2026 on." in told
    assert "Until 1 April 2026." in told
    assert "Pain limit: 4 of 10." in told
    assert r"A \*towel\* helps." in told


def test_a_plan_that_has_ended_says_so(records):
    ended = program().model_copy(update={"exercises": ()})
    records.set_program(ended, from_day=day(0), set_by="Ada")
    assert "This plan has no exercises: nothing is due." in texts(shown())


def test_proposals_stand_before_the_plan(records):
    records.keep_programs([dated(program())])
    records.import_sessions([session(number, pain=2) for number in range(5, 10)])
    keys = [each.key for each in shown().button]
    assert keys.index(f"proposal-take-{KNEE}") < keys.index("program-change")


def test_records_that_are_away_are_said(records, monkeypatch):
    records.set_program(default_program(EXERCISES), from_day=day(0), set_by="Ada")
    assert isinstance(open_records(), Database)
    with open_records().transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE program RENAME TO elsewhere")
    app = shown()
    assert len(app.error) == 1
    assert "Plan" in [each.value for each in app.title]


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_of_it_can_be_shown_in_every_language(records, language):
    records.set_program(default_program(EXERCISES), from_day=day(0), set_by="Ada")
    records.import_sessions([session(8, pain=6)])
    app = shown(language=language)
    assert (app.title[0].value, len(app.subheader)) == ("Plan", 2)
