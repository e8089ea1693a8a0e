"""The list of patients: quick to read, and what can be done with each."""

from datetime import date

import pytest

from sciatica_coach.records.audit import Action, read_audit
from tests.records.built import whole_session
from tests.records.test_access import plan
from tests.ui.clinic.clinic_pages import signed_in
from tests.ui.pages import click, labels, visit_of, words


def press(app, key):
    """The button of a form within one line."""
    next(each for each in app.button if each.key and key in each.key).click().run()
    assert not app.exception


def submit(app, label, number=0):
    [each for each in app.button if each.label == label][number].click().run()
    assert not app.exception


def names(clinic, therapist="mia"):
    return [each.name for each in clinic.access(getattr(clinic, therapist)).people.all()]


def test_each_has_a_line_with_the_last_day_and_what_is_due(clinic):
    records = clinic.access(clinic.mia).people.open(clinic.ann.id)
    records.write(*whole_session(clinic.ann.id))
    records.set_program(plan(), from_day=date(2020, 1, 1), set_by="Mia")
    told = words(signed_in())
    assert "Last: 1 March 2027" in told
    assert "Today: 0 of" in told
    assert "No session yet" in told
    assert "No plan yet" in told


def test_nobody_elses_patient_is_there(clinic):
    app = signed_in("Tom")
    assert "Cho" in labels(app)
    assert not {"Ann", "Bob"} & set(labels(app))


def test_they_are_found_by_a_part_of_the_name(clinic):
    app = signed_in()
    app.text_input(key="patients-search").set_value("nN").run()
    assert "Ann" in labels(app)
    assert "Bob" not in labels(app)
    app.text_input(key="patients-search").set_value("Cho").run()
    assert "Nobody of that name is among your patients." in words(app)


def test_one_is_opened_by_a_click_and_that_is_noted(clinic):
    app = signed_in()
    click(app, "Bob")
    assert visit_of(app).person == clinic.bob
    newest = read_audit(clinic.database)[0]
    assert (newest.action, newest.therapist, newest.person) == (Action.PERSON_OPENED, "Mia", "Bob")


def test_one_is_added_and_opened(clinic):
    app = signed_in()
    app.text_input(key="new-patient-name").set_value("Dora")
    submit(app, "Add")
    assert visit_of(app).person.name == "Dora"
    assert "Dora" in names(clinic)


@pytest.mark.parametrize("name", ["", "Ann", "<script>"])
def test_a_name_that_is_none_or_taken_is_told(clinic, name):
    app = signed_in()
    app.text_input(key="new-patient-name").set_value(name)
    submit(app, "Add")
    assert app.error
    assert names(clinic) == ["Ann", "Bob"]


def test_one_is_renamed(clinic):
    app = signed_in()
    app.text_input(key=f"rename-name-{clinic.ann.id}").set_value("Anna")
    submit(app, "Rename")
    assert names(clinic) == ["Anna", "Bob"]
    app.text_input(key=f"rename-name-{clinic.ann.id}").set_value("Bob")
    submit(app, "Rename")
    assert "known as Bob already" in app.error[0].value


def test_one_is_handed_over(clinic):
    app = signed_in()
    app.selectbox(key=f"hand-over-to-{clinic.ann.id}").set_value(clinic.tom.id)
    submit(app, "Hand over")
    assert "Ann" not in labels(app)
    assert names(clinic, "tom") == ["Ann", "Cho"]


def test_one_is_deleted_only_by_who_has_said_so(clinic):
    app = signed_in()
    submit(app, "Delete")
    assert names(clinic) == ["Ann", "Bob"]
    app.checkbox(key=f"delete-sure-{clinic.ann.id}").set_value(True)
    submit(app, "Delete")
    assert names(clinic) == ["Bob"]


def test_what_was_given_away_meanwhile_cannot_be_changed_any_more(clinic):
    app = signed_in()
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    app.checkbox(key=f"delete-sure-{clinic.ann.id}").set_value(True)
    submit(app, "Delete")
    assert names(clinic, "tom") == ["Ann", "Cho"]
