"""Therapists: added by the administrator only, let in by PIN or provider, and out at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.admissions import Admissions, Newcomer
from sciatica_coach.records.audit import Action, read_audit
from sciatica_coach.records.guesses import Guesses, TooSoon
from sciatica_coach.records.tables import TherapistRow
from sciatica_coach.records.therapists import Identity, Therapists
from tests.records.clinic import PINS, Clock

ISSUER = "https://login.practice.example"


@pytest.fixture
def therapists(database):
    return Therapists(database)


def listed(therapists, name):
    return next(each for each in therapists.all() if each.therapist.name == name)


def test_a_name_and_its_pin_let_in_whatever_the_capitals(therapists):
    mia = therapists.add("Mia", pin=PINS["Mia"])
    assert therapists.by_pin(" MIA ", PINS["Mia"]) == mia


@pytest.mark.parametrize(
    ("name", "pin"), [("Mia", "482916"), ("Mia", ""), ("Tim", "482915"), ("", ""), ("\udcff", "x")]
)
def test_nobody_else_is_let_in_and_it_is_noted_without_what_was_typed(
    therapists, database, name, pin
):
    therapists.add("Mia", pin=PINS["Mia"])
    assert therapists.by_pin(name, pin) is None
    (entry,) = read_audit(database)
    assert (entry.action, entry.detail) == (Action.SIGN_IN_REFUSED, {"way": "pin"})


def test_an_unknown_name_a_disabled_one_and_a_wrong_pin_take_the_same_time(database):
    clock = Clock()
    therapists = Therapists(database, Guesses(database, now=clock))
    for name in ("Mia", "Tom"):
        therapists.add(name, pin=PINS["Mia"])
    therapists.disable("Tom")
    therapists.add("Eva", identity=Identity(ISSUER, "eva"))
    took_s = {"Mia": [], "Tom": [], "Eva": [], "Nobody": []}
    for _ in range(4):
        for name, times_s in took_s.items():
            clock.move(hours=2)
            begun_s = time.process_time()
            assert therapists.by_pin(name, "000001") is None
            times_s.append(time.process_time() - begun_s)
    medians_s = [statistics.median(each) for each in took_s.values()]
    assert max(medians_s) < 1.3 * min(medians_s)


def test_the_sixth_pin_is_not_compared_even_if_it_is_right(therapists):
    therapists.add("Mia", pin=PINS["Mia"])
    for _ in range(5):
        therapists.by_pin("Mia", "000001")
    with pytest.raises(TooSoon) as refused:
        therapists.by_pin("Mia", PINS["Mia"])
    assert 50 < refused.value.wait_s <= 60
    therapists.set_pin("Mia", "665544 is new")
    assert therapists.by_pin("Mia", "665544 is new")
    assert therapists.by_pin("Mia", PINS["Mia"]) is None


def test_guesses_in_parallel_are_no_way_around_it(therapists):
    therapists.add("Mia", pin=PINS["Mia"])

    def is_compared(pin):
        try:
            therapists.by_pin("Mia", pin)
        except TooSoon:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(is_compared, map(str, range(200_000, 200_016)))) == 5


def test_an_account_at_the_provider_makes_nobody_a_therapist(therapists):
    therapists.add("Mia", pin=PINS["Mia"])
    for email in ("mia@practice.example", None):
        assert (
            therapists.by_identity(Identity(ISSUER, "mia", email, is_email_verified=True)) is None
        )


def test_who_was_added_by_issuer_and_subject_is_let_in(therapists):
    mia = therapists.add("Mia", identity=Identity(ISSUER, "4711"))
    assert therapists.by_identity(Identity(ISSUER, "4711")) == mia
    for issuer, subject in ((ISSUER, "4712"), ("https://other.example", "4711")):
        assert therapists.by_identity(Identity(issuer, subject)) is None


def test_an_invitation_binds_the_first_who_comes_with_its_verified_address(therapists):
    mia = therapists.add("Mia", email="Mia@Practice.example")
    unverified = Identity(ISSUER, "1", "mia@practice.example", is_email_verified=False)
    assert therapists.by_identity(unverified) is None
    first = Identity(ISSUER, "2", "mia@practice.example", is_email_verified=True)
    assert therapists.by_identity(first) == mia
    assert listed(therapists, "Mia").email is None
    later = Identity(ISSUER, "3", "mia@practice.example", is_email_verified=True)
    assert therapists.by_identity(later) is None
    assert therapists.by_identity(Identity(ISSUER, "2", "changed@practice.example")) == mia


def test_of_two_who_take_an_invitation_up_at_the_same_moment_one_is_let_in(therapists):
    therapists.add("Mia", email="mia@practice.example")

    def comes(subject):
        return therapists.by_identity(
            Identity(ISSUER, subject, "mia@practice.example", is_email_verified=True)
        )

    with ThreadPoolExecutor(4) as threads:
        assert sum(each is not None for each in threads.map(comes, "abcd")) == 1


def test_names_accounts_and_addresses_are_of_one_therapist_only(therapists):
    therapists.add("Mia", identity=Identity(ISSUER, "1"))
    therapists.add("Tom", email="tom@practice.example")
    with pytest.raises(ValueError, match="known as mia already"):
        therapists.add("mia", pin="a long pass phrase")
    with pytest.raises(ValueError, match="has that account"):
        therapists.add("Eva", identity=Identity(ISSUER, "1"))
    with pytest.raises(ValueError, match="has that address"):
        therapists.add("Eva", email="TOM@practice.example")
    with pytest.raises(ValueError, match="PIN"):
        therapists.add("Eva", pin="1234")


def test_who_is_disabled_is_out_at_once_with_all_that_they_have_opened(clinic):
    therapists, admissions = Therapists(clinic.database), Admissions(clinic.database)
    codes = AccessCodes(clinic.database)
    code = codes.make(clinic.ann.id, clinic.mia.id)
    admissions.admit("therapist", Newcomer(therapist_id=clinic.mia.id))
    admissions.admit("patient", Newcomer(person_id=clinic.ann.id, code_by=clinic.mia.id))
    admissions.admit("other", Newcomer(therapist_id=clinic.tom.id))
    therapists.disable("mia")
    assert admissions.find("therapist") is None
    assert admissions.find("patient") is None
    assert admissions.find("other") is not None
    assert codes.use(code.text) is None
    assert therapists.by_pin("Mia", PINS["Mia"]) is None
    therapists.enable("Mia")
    assert therapists.by_pin("Mia", PINS["Mia"])


def test_the_administrator_sees_how_each_signs_in_and_how_many_they_look_after(clinic):
    therapists = Therapists(clinic.database)
    therapists.add("Eva", email="eva@practice.example")
    assert [
        (each.therapist.name, each.has_pin, each.email, each.patients) for each in therapists.all()
    ] == [
        ("Eva", False, "eva@practice.example", 0),
        ("Mia", True, None, 2),
        ("Tom", True, None, 1),
    ]


def test_one_hands_over_to_others_who_may_sign_in(clinic):
    therapists = Therapists(clinic.database)
    therapists.add("Eva", pin="a long pass phrase")
    therapists.disable("Eva")
    assert therapists.others(clinic.mia.id) == (clinic.tom,)
    assert therapists.find(clinic.mia.id) == clinic.mia


def test_an_unknown_name_is_said(therapists):
    for change in (therapists.disable, therapists.enable):
        with pytest.raises(RecordsError, match="no therapist of that name"):
            change("Nobody")


def test_pins_are_kept_as_hashes_only(therapists, database):
    therapists.add("Mia", pin=PINS["Mia"])
    with database.reading() as connection:
        (kept,) = connection.execute(select(TherapistRow.pin)).scalars()
    assert PINS["Mia"] not in kept
