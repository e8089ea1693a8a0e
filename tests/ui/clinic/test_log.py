"""The log of a therapist's patients."""

from streamlit.testing.v1 import AppTest

from sciatica_coach.records.audit import Action
from sciatica_coach.ui.clinic.log import ACTIONS
from tests.ui.clinic.clinic_pages import own_page, signed_in
from tests.ui.pages import visit_of


def script(token: str) -> None:
    import streamlit as st

    from sciatica_coach.ui.clinic import log

    st.session_state["visit_token"] = token
    log.page()


def shown(token):
    app = AppTest.from_function(script, default_timeout=60, args=(token,)).run()
    assert not app.exception
    return app


def test_every_action_has_words():
    assert set(ACTIONS) == set(Action)


def test_it_tells_of_ones_own_patients(clinic):
    own_page(clinic, clinic.ann)
    (table,) = shown(visit_of(signed_in()).token).dataframe
    assert set(table.value["Of whom"]) == {"Ann", "Bob"}
    assert "code used" in list(table.value["What"])
    assert "the patient" in list(table.value["Who"])


def test_a_patient_sees_none_of_it_even_by_its_page(clinic):
    app = shown(visit_of(own_page(clinic, clinic.ann)).token)
    assert not app.dataframe
    assert not app.title
