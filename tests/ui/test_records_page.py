"""The Records page: what is kept is shown, given out, renamed and deleted."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import Person
from sciatica_coach.records.retention import kept_months
from sciatica_coach.ui.records_page import _packed
from tests.kept import kept_of, known
from tests.records.built import AT, begun, whole_session
from tests.ui.pages import click, visit_of, words

NAME = "Łucja Ångström"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "kept"))
    records = known(NAME)
    records.write(*whole_session(records.id))
    records.write(begun(records.id, at=AT.replace(year=2028, month=2, day=29), exercise="gone-by"))
    return records


def page(person=None):
    def script():
        from sciatica_coach.ui import records_page

        records_page.page()

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    if person is not None:
        visit_of(app).person = person
        app.run()
        assert not app.exception
    return app


def test_nobody_is_shown_nothing_but_where_it_is(kept):
    told = words(page())
    assert "Nothing is kept unless you ask for it." in told
    assert "in one file on this computer" in told
    assert "February" not in told


def test_what_is_kept_is_told(kept):
    told = words(page(Person(kept.id, kept.name)))
    assert "2 sessions are kept, from 1 March 2027 to 29 February 2028." in told
    assert "29 February 2028, 08:color[\\:]30, gone-by" in told
    assert "Single knee-to-chest, 3 repetitions" in told
    assert "broken off" in told


def test_one_session_is_deleted_after_a_question(kept):
    app = page(Person(kept.id, kept.name))
    click(app, "Delete this session")
    assert "It is deleted for good, with its repetitions" in words(app)
    click(app, "Keep it")
    assert len(kept.sessions()) == 2
    click(app, "Delete this session")
    click(app, "Delete for good")
    assert [each.exercise for each in kept.sessions()] == ["single-knee-to-chest"]
    assert app.success[0].value == "The session is deleted."


def test_everything_is_deleted_and_the_visit_loses_the_name(kept):
    app = page(Person(kept.id, kept.name))
    VisitStore().keep(visit_of(app))
    assert kept.id in VisitStore().people()
    click(app, f"Delete all that is kept of {NAME}")
    assert "2 sessions are lost, 0 own ranges," in words(app)
    click(app, "Delete for good")
    assert app.success[0].value == f"All that was kept of {NAME} is deleted."
    assert kept_of(NAME) is None
    assert visit_of(app).person is None
    assert kept.id not in VisitStore().people()


def test_another_name(kept):
    known("Bob")
    app = page(Person(kept.id, kept.name))
    app.text_input(key="records-name").set_value("bob")
    click(app, "Change the name")
    assert "Somebody is known as Bob already." in words(app)
    app.text_input(key="records-name").set_value("अनीता")
    click(app, "Change the name")
    assert kept_of("अनीता").id == kept.id
    assert visit_of(app).person.name == "अनीता"


def test_for_how_long_is_chosen_after_a_warning(kept):
    app = page(Person(kept.id, kept.name))
    app.selectbox(key="records-retention").set_value(6).run()
    assert kept_months(open_records()) is None
    assert "deleted for good now" in words(app)
    click(app, "Keep them so long")
    assert kept_months(open_records()) == 6


def test_everything_can_be_taken_away(kept):
    with zipfile.ZipFile(io.BytesIO(_packed(kept))) as file:
        assert NAME in file.read("tables/person.jsonl").decode()
