"""A plan in real records, and the parts of its page in Streamlit's own test runner."""

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from tests.program.built import at

NAME = "Ada"


@pytest.fixture
def records(tmp_path, monkeypatch):
    """Those of one person, in a folder of their own."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    people = People(open_records())
    yield people.open(people.add(NAME).id)
    people._database.close()


def script(now: str, part: str, language: str | None) -> None:
    from datetime import datetime

    import streamlit as st

    from sciatica_coach.exercise.catalog import load_exercises
    from sciatica_coach.records.opening import open_records
    from sciatica_coach.records.people import People
    from sciatica_coach.ui.program import page, proposals, showing, today
    from sciatica_coach.ui.visiting import current_visit

    current_visit().language = language
    moment = datetime.fromisoformat(now)
    people = People(open_records())
    records = people.open(people.all()[0].id)
    if part == "page":
        page.show_plan(records, now=moment)
        return
    history = showing.read_history(records, load_exercises(), moment.date())
    if part == "today":
        today.today_list(history, on_start=lambda plan: st.session_state.update(started=plan))
    if part == "proposals":
        proposals.show_proposals(records, history, set_by="Dr. *Ruiz*")


def shown(part: str = "page", *, now: datetime | None = None, language: str | None = None):
    """One part of the page as it is on the tenth day at noon, if nothing else is said."""
    moment = (now or at(9, 12)).isoformat()
    app = AppTest.from_function(script, default_timeout=60, args=(moment, part, language)).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> None:
    """Press a button; a page that breaks is a failure."""
    app.button(key=key).click().run()
    assert not app.exception


def texts(app: AppTest) -> str:
    """Everything that is written on the page."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))
