"""Notes on the page of a past session."""

from streamlit.testing.v1 import AppTest

from sciatica_coach.paths import DATA_VARIABLE
from tests.kept import kept_of, known
from tests.records.built import whole_session
from tests.ui.pages import click, words


def script():
    from sciatica_coach.ui.notes import show_notes
    from tests.kept import kept_of

    ann = kept_of("Ann")
    show_notes(ann, ann.sessions()[0].id, by="Dr. *Eva*")


def test_a_note_is_written_shown_as_it_is_and_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    ann = known("Ann")
    ann.write(*whole_session(ann.id))
    app = AppTest.from_function(script, default_timeout=60).run()
    click(app, "Keep the note")
    assert "There is nothing in this note yet." in words(app)
    app.text_area(key="note-words").set_value("**bold** :smile:\nsecond line")
    click(app, "Keep the note")
    (note,) = kept_of("Ann").notes(ann.sessions()[0].id)
    assert note.words == "**bold** :smile:\nsecond line"
    assert r"\*\*bold\*\*" in words(app)
    assert r"Dr. \*Eva\*" in words(app)
    click(app, "Delete the note")
    assert "second line" not in words(app)
    assert kept_of("Ann").notes(ann.sessions()[0].id) == ()
