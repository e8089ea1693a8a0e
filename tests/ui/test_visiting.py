"""A browser session finds its visit again, and what it came to is kept."""

import json

import pytest
import streamlit as st
from streamlit.runtime.context import StreamlitHeaders

from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.ui.hosting import COOKIES, VISITS
from tests.ui.pages import answer, asked, click, opened, visit_of, welcomed


def component(app):
    (found,) = [each for each in app.get("bidi_component") if each.key == "visit"]
    return json.loads(found.proto.json)


def test_a_visit_goes_on_from_run_to_run():
    app = opened()
    visit = visit_of(app)
    app.run()
    assert visit_of(app) is visit


def test_each_browser_session_has_its_own_visit():
    assert visit_of(opened()) is not visit_of(opened())


@pytest.mark.parametrize("token", ["", "nobody's"])
def test_a_token_that_is_unknown_begins_anew(token):
    app = opened()
    app.session_state["visit_token"] = token
    app.run()
    assert visit_of(app).token not in ("", "nobody's")


def test_a_visit_that_was_abandoned_begins_anew():
    app = welcomed()
    before = visit_of(app)
    VISITS.forget(before.token)
    app.run()
    after = visit_of(app)
    assert after.token != before.token
    assert not after.has_accepted


def test_what_it_came_to_is_kept_for_after_a_restart():
    app = welcomed()
    stored = VisitStore().find(visit_of(app).token)
    assert stored is not None
    assert stored.has_accepted


def test_scripts_are_told_the_language_and_no_token():
    app = opened()
    visit = visit_of(app)
    visit.language = "es"
    app.run()
    data = component(app)
    assert data["language"] == "es"
    assert visit.token not in json.dumps(data)


AGENT = "Mozilla/5.0 (of a patient)"


@pytest.fixture
def browser(monkeypatch):
    """What a browser sends: its cookies, to be filled in, and what it calls itself."""
    cookies = {}

    def headers(_):
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        origin = cookies.get("origin", "http://localhost")
        return StreamlitHeaders([("User-Agent", AGENT), ("Origin", origin), ("Cookie", sent)])

    monkeypatch.setattr(type(st.context), "headers", property(headers))
    return cookies


def test_a_reload_goes_on_with_the_same_visit_also_after_it_was_abandoned(browser):
    browser["sciatica_coach_visit"] = COOKIES.make(AGENT)
    before = visit_of(welcomed())
    assert visit_of(opened()) is before
    VISITS.forget(before.token)
    after = visit_of(opened())
    assert (after.token, after.has_accepted) == (before.token, False)


@pytest.mark.parametrize("prefix", ["", "__Host-"])
def test_a_cookie_that_was_planted_leads_to_no_visit_that_anybody_knows(browser, prefix):
    """Not with the token of a visit, nor with the cookie of another browser, nor with any other."""
    known = visit_of(welcomed())
    for planted in (
        known.token,
        f"{known.token}.{known.token}",
        COOKIES.make("Mozilla/5.0 (of an attacker)"),
        "x.y",
    ):
        browser.clear()
        browser[f"{prefix}sciatica_coach_visit"] = planted
        assert visit_of(opened()) is not visit_of(opened())


def test_by_https_a_cookie_of_a_neighbouring_name_leads_to_no_visit(browser):
    browser["origin"] = "https://coach.example"
    browser["sciatica_coach_visit"] = COOKIES.make(AGENT)
    before = visit_of(welcomed())
    assert visit_of(opened()) is not before
    browser["__Host-sciatica_coach_visit"] = COOKIES.make(AGENT)
    own = visit_of(welcomed())
    assert visit_of(opened()) is own


def test_each_part_of_the_way_begins_at_the_top():
    """The browser scrolls up when the part changes, and only then."""
    app = opened()
    parts = [component(app)["part"]]
    app.run()
    assert component(app)["part"] == parts[0]
    click(app, "I understand")
    parts.append(component(app)["part"])
    click(app, "Figure-4")
    click(app, "Start")
    parts.append(component(app)["part"])
    answer(app)
    parts.append(component(app)["part"])
    click(app, "Start the exercise")
    parts.append(component(app)["part"])
    visit_of(app).live.finish()
    app.run()
    parts.append(component(app)["part"])
    assert len(set(parts)) == len(parts)


def test_the_questions_are_the_visits_own():
    first, second = asked(), opened()
    assert visit_of(first).is_preparing
    assert not visit_of(second).is_preparing
