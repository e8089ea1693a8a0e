"""After a clear rise in pain, the next session proposes half as much, and says why."""

import pytest

from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.records.people import Person
from tests.kept import kept_of, known
from tests.live.scene import DOSE
from tests.ui.pages import answer, asked, click, feel, labels, pick, played, visit_of, welcomed
from tests.ui.pages import words as words_on

REASON = "Last time your pain clearly went up, so half as much is proposed today."
EXERCISE = "single-knee-to-chest"


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept of people."""
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def after_a_set(*, leg, person=None):
    """The first session, up to the answer how it feels; the leg hurt by 3 before."""
    app = asked()
    answer(app, leg=3)
    click(app, "Start the exercise")
    visit = visit_of(app)
    visit.person = person and Person(known(person).id, person)
    visit.live = played(end_s=1.0)  # how the set went does not matter
    visit.live.finish()
    app.run()
    feel(app, "set-1", leg=leg)
    pick(app, "set-1-tingling", False)
    app.run()
    assert not app.exception
    return app


def next_session(name, exercise="Single knee-to-chest"):
    app = welcomed()
    click(app, name)
    click(app, exercise)
    return app


def reps(app, exercise=EXERCISE, key="-half"):
    return app.number_input(key=f"coach-reps-{exercise}{key}").value


def test_half_of_the_set_that_raised_the_pain_is_proposed_and_may_be_changed():
    app = after_a_set(leg=6)
    app.text_input(key="keep-session-name").set_value("Ann")
    click(app, "Keep")
    assert DOSE.reps == 3
    app = next_session("Ann")
    assert REASON in words_on(app)
    assert reps(app) == 2
    assert app.number_input(key=f"coach-hold-{EXERCISE}-half").value == DOSE.hold_s
    app.number_input(key=f"coach-reps-{EXERCISE}-half").set_value(5)
    click(app, "Start")
    answer(app)
    click(app, "Start the exercise")
    assert visit_of(app).live.plan.dose.reps == 5


def test_another_exercise_is_halved_as_well():
    app = after_a_set(leg=6, person="Ann")
    app = next_session("Ann", "Nerve floss (slider)")
    usual = visit_of(app).pain_rise.proposal("nerve-floss", DOSE)
    assert usual.reps == 2
    assert reps(app, "nerve-floss") == 5  # of ten


def test_a_session_without_a_rise_ends_it():
    after_a_set(leg=6, person="Ann")
    assert kept_of("Ann").pain_rise() is not None
    after_a_set(leg=3, person="Ann")
    assert kept_of("Ann").pain_rise() is None


def test_nothing_is_kept_unasked_and_the_usual_dose_stays(kept):
    app = after_a_set(leg=6)
    assert "Keep" in labels(app)
    assert not kept.exists()
    app = welcomed()
    click(app, "Single knee-to-chest")
    assert REASON not in words_on(app)
    assert reps(app, key="") > 2


def test_a_name_that_is_none_is_said():
    app = after_a_set(leg=6)
    app.text_input(key="keep-session-name").set_value("../x")
    click(app, "Keep")
    assert "The name must have letters" in words_on(app)
