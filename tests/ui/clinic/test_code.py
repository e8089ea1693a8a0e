"""A code for a patient, as the therapist gets it."""

import pytest

from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.ui.clinic.code import code_address
from tests.ui.clinic.clinic_pages import signed_in
from tests.ui.pages import words


def test_it_is_shown_once_made_and_works(clinic):
    app = signed_in()
    assert not app.code
    app.button(key=f"code-{clinic.ann.id}").click().run()
    assert not app.exception
    (code,) = app.code
    assert "Works once, until" in words(app)
    assert AccessCodes(clinic.database).use(code.value).person_id == clinic.ann.id


def test_it_is_valid_for_as_long_as_the_clinic_says(clinic, monkeypatch):
    monkeypatch.setenv("SCIATICA_COACH_CODE_MIN", "1")
    app = signed_in()
    app.button(key=f"code-{clinic.ann.id}").click().run()
    assert app.code


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("https://coach.example/", "https://coach.example/#code=1234-5678-9ABC"),
        ("https://coach.example/log?a=b", "https://coach.example/#code=1234-5678-9ABC"),
        ("https://a.example/coach/log", "https://a.example/coach/#code=1234-5678-9ABC"),
        ("http://localhost:8501/", "http://localhost:8501/#code=1234-5678-9ABC"),
    ],
)
def test_it_stands_behind_the_sign_that_no_server_sees(page, address):
    assert code_address(page, "1234-5678-9ABC") == address
