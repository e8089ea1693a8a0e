"""Who is let in, asked by pages and routes alike."""

from sciatica_coach.records.access import HomeAccess
from sciatica_coach.records.admissions import Newcomer
from sciatica_coach.records.therapists import Therapists
from sciatica_coach.ui.admitting import Tickets, access_by, admissions, is_let_in, may_exercise
from tests.ui.clinic.clinic_pages import clinic, own_page, signed_in, with_patient  # noqa: F401
from tests.ui.pages import opened, visit_of


def test_at_home_everybody_is(clinic, monkeypatch):  # noqa: F811
    monkeypatch.delenv("SCIATICA_COACH_CLINIC")
    visit = visit_of(opened())
    assert isinstance(access_by(visit.token), HomeAccess)
    assert is_let_in(visit.token)
    assert may_exercise(visit)


def test_in_a_clinic_nobody_is_but_who_came_in(clinic):  # noqa: F811
    visit = visit_of(opened())
    assert access_by(visit.token) is None
    assert not is_let_in(visit.token)
    assert not may_exercise(visit)
    assert is_let_in(visit_of(signed_in()).token)


def test_a_set_goes_on_as_long_as_its_person_may_be_seen(clinic):  # noqa: F811
    visit, own = visit_of(with_patient("Ann")), visit_of(own_page(clinic, clinic.bob))
    assert may_exercise(visit)
    assert may_exercise(own)
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    assert not may_exercise(visit)
    assert may_exercise(own)
    Therapists(clinic.database).disable("Mia")
    assert not may_exercise(own)


def test_a_visit_cannot_name_somebody_elses_patient(clinic):  # noqa: F811
    visit = visit_of(with_patient("Ann"))
    visit.person = clinic.cho
    assert not may_exercise(visit)


def test_a_ticket_is_taken_once_and_soon():
    now_s = 0.0
    tickets = Tickets(lambda: now_s)
    newcomer = Newcomer()
    ticket = tickets.give(newcomer)
    assert tickets.holds(ticket)
    assert not tickets.holds(None)
    assert tickets.take("another") is None
    assert tickets.take(ticket) is newcomer
    assert tickets.take(ticket) is None
    late = tickets.give(newcomer)
    now_s = 61.0
    assert tickets.take(late) is None


def test_times_are_the_clinics_own(clinic, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SCIATICA_COACH_SIGN_OUT_MIN", "3")
    assert admissions()._idle[True].total_seconds() == 180
