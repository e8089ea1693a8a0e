"""The way out, by hand and by itself: nothing remains."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from sciatica_coach.records.admissions import Admissions
from sciatica_coach.records.tables import AdmissionRow
from tests.ui.clinic.clinic_pages import own_page, signed_in, tells_of_nobody, with_patient
from tests.ui.pages import click, labels, opened, played, visit_of, words


def grow_old(clinic, minutes):
    used_at = datetime.now(UTC) - timedelta(minutes=minutes)
    with clinic.database.transaction() as connection:
        connection.execute(update(AdmissionRow).values(used_at=used_at))


def is_out(app):
    assert not app.exception
    return "Open my page" in labels(app) and tells_of_nobody(app)


def test_who_signs_out_leaves_nothing(clinic):
    app = with_patient()
    visit = visit_of(app)
    visit.live = played()
    visit.language = "en"
    click(app, "Sign out")
    assert is_out(app)
    assert visit.live.has_ended
    assert Admissions(clinic.database).find(visit.token) is None
    assert visit_of(app).language == "en"


def test_a_patient_finishes(clinic):
    app = own_page(clinic, clinic.ann)
    click(app, "Finish")
    assert is_out(app)


def test_who_does_nothing_for_a_while_is_out(clinic):
    app = with_patient()
    grow_old(clinic, 16)
    app.run()
    assert is_out(app)


def test_a_patient_may_take_twice_as_long(clinic):
    app = own_page(clinic, clinic.ann)
    grow_old(clinic, 29)
    app.run()
    assert "This page is yours alone: Ann" in words(app)
    grow_old(clinic, 31)
    app.run()
    assert is_out(app)


def test_what_was_typed_into_another_page_of_the_same_browser_goes_as_well(clinic):
    app = signed_in()
    app.text_input(key="patients-search").set_value("Ann").run()
    Admissions(clinic.database).end(visit_of(app).token)
    app.run()
    assert is_out(app)


def test_closing_a_patient_leaves_nothing_of_what_they_answered(clinic):
    app = with_patient("Ann")
    click(app, "I understand")
    click(app, "Close")
    visit = visit_of(app)
    assert (visit.person, visit.has_accepted) == (None, False)
    assert "Signed in: Mia" in words(app)


def test_at_home_there_is_no_such_line(monkeypatch, clinic):
    monkeypatch.delenv("SCIATICA_COACH_CLINIC")
    assert "Sign out" not in labels(opened())


def test_what_is_pressed_in_a_window_that_shows_another_patient_is_not_done(clinic):
    """Two windows of one browser have one patient open: a click must not reach the wrong one."""
    app = with_patient("Ann")
    click(app, "I understand")
    visit = visit_of(app)
    visit.person = clinic.bob  # as the other window does
    app.run()
    assert not app.exception
    assert "In another window you have opened Bob." in words(app)
    assert "Figure-4" not in labels(app)
    click(app, "Go on with Bob")
    assert "In another window" not in words(app)
    assert "Patient: **Bob**, signed in: Mia" in words(app)
