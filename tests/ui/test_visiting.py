"""A browser session finds its visit again, and what it came to is kept."""

import json

import pytest

from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.ui.hosting import VISITS
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


def test_the_browser_is_given_the_token_and_the_language():
    app = opened()
    visit = visit_of(app)
    visit.language = "es"
    app.run()
    data = component(app)
    assert (data["name"], data["token"]) == ("sciatica_coach_visit", visit.token)
    assert data["language"] == "es"


def test_each_part_of_the_way_begins_at_the_top():
    """The browser scrolls up when the part changes, and only then."""
    app = opened()
    parts = [component(app)["part"]]
    app.run()
    assert component(app)["part"] == parts[0]
    click(app, "I understand")
    parts.append(component(app)["part"])
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
