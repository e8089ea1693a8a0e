"""The first page of a clinic."""

from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.guesses import CODE_RULES, Guesses
from tests.records.clinic import PINS
from tests.ui.clinic.clinic_pages import tells_of_nobody, ticket_of, try_code, try_pin
from tests.ui.pages import SCREENING, opened, visit_of, words

WRONG = "Name or PIN is wrong."


def test_it_asks_for_a_code_or_a_pin_and_tells_of_nobody(clinic):
    app = opened()
    assert not app.exception
    assert ticket_of(app) is None
    assert tells_of_nobody(app)
    assert SCREENING.disclaimer.footer[:40] in words(app)
    assert app.selectbox(key="language")


def test_a_right_pin_gives_a_ticket_and_no_more(clinic):
    app = try_pin(opened(), "mia", PINS["Mia"])
    assert ticket_of(app)
    assert tells_of_nobody(app)


def test_an_unknown_name_and_a_wrong_pin_are_told_alike(clinic):
    for name, pin in (("Mia", "000001"), ("Nobody", "000001"), ("", "")):
        app = try_pin(opened(), name, pin)
        assert ticket_of(app) is None
        assert WRONG in words(app)


def test_too_many_are_told_to_wait(clinic):
    for _ in range(5):
        try_pin(opened(), "Mia", "000001")
    app = try_pin(opened(), "Mia", PINS["Mia"])
    assert "Too many wrong tries. Try again in a minute." in words(app)
    assert ticket_of(app) is None


def test_a_code_gives_a_ticket_once(clinic):
    code = AccessCodes(clinic.database).make(clinic.ann.id, clinic.mia.id).text
    assert ticket_of(try_code(opened(), code))
    again = try_code(opened(), code)
    assert ticket_of(again) is None
    assert "This code is not valid" in words(again)


def test_codes_are_slowed_down(clinic):
    for _ in range(20):
        Guesses(clinic.database).begin(CODE_RULES)
    assert "Too many wrong tries" in words(try_code(opened(), "0000-0000-0000"))


def test_in_spanish(clinic):
    app = opened()
    visit_of(app).language = "es"
    app.run()
    assert "Tengo un código" in [each.value for each in app.subheader]
