"""What the sign-in page's script gets, and gives."""

import json

from tests.ui.clinic.clinic_pages import try_pin
from tests.ui.pages import opened


def data(app):
    (found,) = [each for each in app.get("bidi_component") if each.key == "clinic-in"]
    return json.loads(found.proto.json)


def test_it_gets_no_ticket_until_somebody_has_shown_who_they_are(clinic):
    assert data(opened())["ticket"] is None
    assert data(try_pin(opened(), "Mia", "000001"))["ticket"] is None
    assert len(data(try_pin(opened(), "Mia", "482915"))["ticket"]) > 40


def test_a_name_that_it_does_not_need_is_not_in_it(clinic):
    assert "Mia" not in json.dumps(data(try_pin(opened(), "Mia", "482915")))
