"""Whoever comes back sees what is due, how it went lately, and one button to start."""

import pytest

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.program.program import default_program
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from sciatica_coach.ui.records_access import today_of_browser
from tests.kept import kept_of, known
from tests.records.built import whole_session
from tests.ui.pages import answer, click, labels, visit_of, welcomed, words


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def at_home(name="Ann"):
    app = welcomed()
    click(app, name)
    assert f"Hello, {name}" in words(app)
    return app


def test_the_usual_plan_is_one_click_away():
    known("Ann")
    app = at_home()
    assert "There is no plan yet." in words(app)
    assert "Nothing yet." in words(app)
    click(app, "Take the usual plan")
    (dated,) = kept_of("Ann").programs()
    assert dated.program == default_program(load_exercises())
    assert dated.set_by == "Ann"
    assert labels(app).count("Start") == 3


def test_one_button_starts_what_is_due_with_the_dose_of_the_plan():
    known("Ann").set_program(
        default_program(load_exercises()), from_day=today_of_browser(), set_by="Ann"
    )
    app = at_home()
    app.button(key="due-start-figure-4").click().run()
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    assert visit.live.plan.exercise.id == "figure-4"
    assert visit.live.plan.dose.reps == 2
    assert visit.recording.person_id == visit.person.id


def test_how_it_went_lately_is_told():
    ann = known("Ann")
    ann.write(*whole_session(ann.id))
    app = at_home()
    assert "Last session, 1 March 2027: Single knee-to-chest, 3 of 3" in words(app)


def test_who_was_deleted_meanwhile_is_not_greeted_any_more():
    ann = known("Ann")
    app = at_home()
    People(open_records()).forget(ann.id)
    app.run()
    assert visit_of(app).person is None
    app.run()
    assert "Hello" not in words(app)
    assert "What would you like to do?" in words(app)
