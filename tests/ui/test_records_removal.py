"""On the Records page: another name, one session deleted, everything deleted."""

from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import Person
from tests.kept import kept_of, known
from tests.ui.pages import click, visit_of, words
from tests.ui.records_pages import NAME, page


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


def test_what_is_put_off_is_said(kept):
    app = page(Person(kept.id, kept.name))
    with open_records().reading() as connection:
        connection.exec_driver_sql("SELECT 1 FROM person").all()
        click(app, "Delete this session")
        click(app, "Delete for good")
    assert "Traces in free space" in words(app)
    assert len(kept.sessions()) == 1
