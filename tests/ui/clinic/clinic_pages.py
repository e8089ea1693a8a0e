"""The pages of a clinic without a browser: whoever comes in does so by a ticket, as a browser."""

import json
import re

import pytest

from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.clinic_settings import CLINIC_VARIABLE
from sciatica_coach.records.database import URL_VARIABLE
from sciatica_coach.records.opening import open_records
from sciatica_coach.ui.admitting import TICKETS, admissions
from tests.records.clinic import PINS, made_clinic
from tests.ui.pages import click, labels, opened, visit_of, words


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv(CLINIC_VARIABLE, "1")
    return made_clinic(open_records())


def tells_of_nobody(app, *but):
    """No name stands on the page or in its state."""
    told = f"{words(app)} {labels(app)} {app.session_state._state.filtered_state}"
    return not set(re.findall(r"\w+", told)) & ({"Ann", "Bob", "Cho", "Mia", "Tom"} - {*but})


def ticket_of(app):
    """What the page's script was given."""
    (found,) = [each for each in app.get("bidi_component") if each.key == "clinic-in"]
    return json.loads(found.proto.json)["ticket"]


def come_in(app):
    """As the browser does with its ticket, in one run: here the visit keeps its token."""
    newcomer = TICKETS.take(ticket_of(app))
    assert newcomer is not None
    assert admissions().admit(visit_of(app).token, newcomer)
    app.run()
    assert not app.exception
    return app


def try_pin(app, name, pin):
    app.text_input(key="clinic-name").set_value(name)
    app.text_input(key="clinic-pin").set_value(pin)
    click(app, "Sign in")
    return app


def try_code(app, code):
    app.text_input(key="clinic-code").set_value(code)
    click(app, "Open my page")
    return app


def signed_in(name="Mia"):
    return come_in(try_pin(opened(), name, PINS[name]))


def with_patient(name="Ann", therapist="Mia"):
    app = signed_in(therapist)
    click(app, name)
    return app


def own_page(clinic, person):
    code = AccessCodes(clinic.database).make(person.id, clinic.of(person).id)
    return come_in(try_code(opened(), code.text))
