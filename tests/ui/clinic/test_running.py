"""Which pages there are, by who is in; whose rights are asked for on every run."""

import pytest

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.therapists import Therapists
from sciatica_coach.ui import admitting
from sciatica_coach.ui.clinic import running
from sciatica_coach.ui.navigation import Place
from sciatica_coach.ui.records_access import access_of
from tests.ui.clinic.clinic_pages import own_page, signed_in, tells_of_nobody, with_patient
from tests.ui.pages import click, labels, opened, played, visit_of, words


def places(app):
    visit = visit_of(app)
    return [each.name for each in running._pages_for(visit, access_of(visit))]


@pytest.fixture(autouse=True)
def titles(monkeypatch):
    """Pages outside of a run of the script have no language to be called by."""
    monkeypatch.setattr("sciatica_coach.ui.pages.say", str)
    monkeypatch.setattr("sciatica_coach.ui.clinic.running.say", str)


def test_nobody_has_the_sign_in_page_and_about(clinic):
    assert places(opened()) == ["SIGN_IN", "ABOUT"]


def test_a_therapist_has_their_patients_and_the_log(clinic):
    assert places(signed_in()) == ["PATIENTS", "COACH", "REVIEW", "LOG", "ABOUT"]
    assert places(with_patient()) == [
        *("PATIENTS", "COACH", "PLAN", "PROGRESS", "RECORDS", "REVIEW", "LOG", "ABOUT")
    ]


def test_a_patient_has_their_own_page_alone(clinic):
    app = own_page(clinic, clinic.ann)
    assert places(app) == ["COACH", "PLAN", "PROGRESS", "RECORDS", "ABOUT"]
    assert visit_of(app).person == clinic.ann
    assert "This page is yours alone: Ann" in words(app)
    assert tells_of_nobody(app, "Ann")


def test_who_is_disabled_has_nothing_from_the_next_run_on(clinic):
    app = with_patient()
    token = visit_of(app).token
    Therapists(clinic.database).disable("Mia")
    app.run()
    assert not app.exception
    assert "I have a code" in [each.value for each in app.subheader]
    assert "Ann" not in words(app)
    visit = visit_of(app)
    assert (visit.person, visit.is_let_in, visit.token != token) == (None, False, True)


def test_a_patient_who_was_handed_over_or_deleted_is_not_open_from_the_next_run_on(clinic):
    app, other = with_patient("Ann"), with_patient("Bob")
    people = clinic.access(clinic.mia).people
    people.hand_over(clinic.ann.id, clinic.tom.id)
    people.forget(clinic.bob.id)
    for each, name in ((app, "Ann"), (other, "Bob")):
        each.run()
        assert not each.exception
        assert name not in words(each)


def test_a_deleted_patients_own_page_is_closed(clinic):
    app = own_page(clinic, clinic.ann)
    clinic.access(clinic.mia).people.forget(clinic.ann.id)
    app.run()
    assert "Ann" not in words(app)
    assert "Open my page" in labels(app)


def away(*_arguments, **_keywords):
    raise RecordsError("the records cannot be reached")


def test_without_the_records_nobody_sees_anything_but_a_set_goes_on(clinic, monkeypatch):
    app = own_page(clinic, clinic.ann)
    monkeypatch.setattr(admitting, "admissions", away)
    app.run()
    assert not app.exception
    assert "cannot be reached" in words(app)
    assert "Ann" not in words(app)
    visit_of(app).live = played()
    app.run()
    assert not app.exception
    assert [each.key for each in app.get("bidi_component") if each.key != "visit"]


def test_at_home_nothing_changes(clinic, monkeypatch):
    monkeypatch.delenv("SCIATICA_COACH_CLINIC")
    app = opened()
    click(app, "I understand")
    assert tells_of_nobody(app)


def test_every_place_has_a_page(clinic):
    of_anybody = {*places(opened()), *places(with_patient())}
    assert of_anybody == {each.name for each in Place} - {"PHONE"}
