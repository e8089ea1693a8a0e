"""Who is in: until they leave, do nothing for a while, or may not be in any more."""

import pytest

from sciatica_coach.records.admissions import Admissions, Newcomer, end_admissions_to
from sciatica_coach.records.audit import Action, read_audit
from sciatica_coach.records.database import Database
from sciatica_coach.records.tables import AdmissionRow, Table
from tests.records.clinic import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def admissions(database, clock):
    return Admissions(database, now=clock)


def therapist(clinic):
    return Newcomer(therapist_id=clinic.mia.id)


def patient(clinic):
    return Newcomer(person_id=clinic.ann.id, code_by=clinic.mia.id, way="code")


def test_a_browser_is_in_until_it_leaves(clinic, admissions):
    assert admissions.find("a") is None
    assert admissions.admit("a", therapist(clinic))
    assert admissions.find("a").therapist_id == clinic.mia.id
    assert admissions.find("b") is None
    admissions.end("a")
    assert admissions.find("a") is None


def test_it_outlives_a_restart(clinic, admissions, url):
    admissions.admit("a", patient(clinic))
    again = Database(url)
    assert Admissions(again).find("a").person_id == clinic.ann.id
    again.close()


@pytest.mark.parametrize(("who", "minutes"), [(therapist, 15), (patient, 30)])
def test_who_does_nothing_for_a_while_is_out_for_good(clinic, admissions, clock, who, minutes):
    admissions.admit("a", who(clinic))
    clock.move(minutes=minutes - 1)
    assert admissions.find("a")
    clock.move(minutes=minutes - 1)
    assert admissions.find("a", in_use=False)
    clock.move(minutes=2)
    assert admissions.find("a", in_use=False) is None
    clock.move(minutes=-minutes)
    assert admissions.find("a") is None


def test_a_page_that_asks_by_itself_keeps_nobody_in(clinic, admissions, clock):
    admissions.admit("a", therapist(clinic))
    for _ in range(15):
        clock.move(minutes=1)
        admissions.find("a", in_use=False)
    clock.move(seconds=1)
    assert admissions.find("a", in_use=False) is None


def test_nobody_stays_in_for_more_than_twelve_hours(clinic, admissions, clock):
    admissions.admit("a", therapist(clinic))
    for _ in range(12 * 5):
        clock.move(minutes=12)
        assert admissions.find("a")
    clock.move(minutes=1)
    assert admissions.find("a") is None


def test_a_clock_that_was_set_back_keeps_nobody_in(clinic, admissions, clock):
    admissions.admit("a", therapist(clinic))
    clock.move(days=-1)
    assert admissions.find("a") is None


def test_a_browser_is_one_persons_at_a_time(clinic, admissions):
    admissions.admit("a", therapist(clinic))
    admissions.admit("a", patient(clinic))
    assert admissions.find("a").therapist_id is None
    assert admissions.find("a").name == "Ann"


def test_a_moment_is_enough_not_to_be_let_in_any_more(clinic, admissions):
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    assert not admissions.admit("a", patient(clinic))
    clinic.access(clinic.mia).people.forget(clinic.bob.id)
    gone = Newcomer(person_id=clinic.bob.id, code_by=clinic.mia.id)
    assert not admissions.admit("a", gone)


def test_a_persons_page_can_be_closed_wherever_it_is_open(clinic, admissions, database):
    admissions.admit("a", patient(clinic))
    admissions.admit("b", therapist(clinic))
    with database.transaction() as connection:
        end_admissions_to(connection, clinic.ann.id)
    assert admissions.find("a") is None
    assert admissions.find("b")


def test_coming_and_leaving_is_noted(clinic, admissions, clock):
    admissions.admit("a", therapist(clinic))
    clock.move(hours=1)
    admissions.find("a")
    admissions.end("a")
    newest = read_audit(clinic.database)[:2]
    assert [(each.action, each.therapist, each.detail) for each in newest] == [
        (Action.SIGNED_OUT, "Mia", {"by": "time"}),
        (Action.SIGNED_IN, "Mia", {"way": "pin"}),
    ]


def test_what_stands_for_the_browser_is_not_in_the_database(clinic, admissions, database):
    admissions.admit("a token of a browser", therapist(clinic))
    with database.reading() as connection:
        rows = connection.execute(Table.metadata.tables[AdmissionRow.__tablename__].select()).all()
    assert rows
    assert "a token of a browser" not in repr(rows)
