import streamlit as st
from starlette.routing import WebSocketRoute

from sciatica_coach.serving import PHONE_VARIABLE
from sciatica_coach.ui import hosting

OWN = {"/live/{token}", "/live-figures", "/coach-modules/{path:path}"}


def test_without_a_path_everything_is_at_the_root():
    assert {each.path for each in hosting.routes()} >= OWN
    assert not any(each.path.startswith("/coach/") for each in hosting.routes())


def test_under_a_path_of_a_larger_site_everything_is_there_as_well(monkeypatch):
    option = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda key: "/a/coach/" if key == "server.baseUrlPath" else option(key)
    )
    routes = {each.path: each for each in hosting.routes()}
    assert set(routes) >= OWN | {f"/a/coach{path}" for path in OWN}
    assert isinstance(routes["/a/coach/live/{token}"], WebSocketRoute)


def test_a_phone_that_cannot_be_let_in_is_told_and_the_coach_goes_on(monkeypatch, capsys):
    monkeypatch.setenv(PHONE_VARIABLE, "1")
    monkeypatch.setattr("sciatica_coach.phone.access.network_address", lambda: "203.0.113.9")
    assert hosting.routes()
    assert "phones cannot be let in" in capsys.readouterr().err
    assert hosting.PHONES == []
