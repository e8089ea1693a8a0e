"""Points and rows that open their sessions: by hand in tests/browser/test_progress.py."""

from streamlit.testing.v1 import AppTest


def test_of_several_sessions_one_is_chosen():
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception
    labels = [each.label.partition(",")[0] for each in app.button]
    assert labels == ["5 January 2026", "6 January 2026"]
    app.button[1].click().run()
    assert app.query_params["session"] == app.session_state["second"]


def test_one_session_is_opened_at_once():
    app = AppTest.from_function(_script, default_timeout=60)
    app.session_state["number"] = 1
    app.run()
    assert app.query_params["session"]
    assert not app.button


def test_without_a_choice_nothing_is_asked():
    app = AppTest.from_function(_script, default_timeout=60)
    app.session_state["number"] = 0
    app.run()
    assert not app.button
    assert not app.query_params


def _script():
    import streamlit as st

    from sciatica_coach.ui.progress_opening import SessionOpener
    from tests.past_sessions import past_sessions

    sessions = past_sessions(2)
    st.session_state["second"] = str(sessions[1].id)
    number = st.session_state.get("number", 2)
    st.session_state["number"] = 0 if number == 1 else number
    SessionOpener(sessions)._open([each.id for each in sessions[:number]], key="test")
