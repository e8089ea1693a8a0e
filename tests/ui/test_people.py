"""Who exercises is chosen by a tap; nobody need be."""

import pytest

from sciatica_coach.paths import DATA_VARIABLE
from tests.kept import kept_of, known
from tests.ui.pages import click, labels, visit_of, welcomed, words


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def test_while_nobody_is_known_nobody_is_asked(kept):
    app = welcomed()
    assert "Who is exercising?" not in words(app)
    assert not kept.exists()


def test_everybody_has_a_button_and_strange_names_are_shown_as_they_are():
    for name in ("Ann", "Zoë O'Hara", "अनीता"):
        known(name)
    app = welcomed()
    assert "Who is exercising?" in words(app)
    assert {"Ann", "Zoë O'Hara", "अनीता"} <= set(labels(app))
    click(app, "अनीता")
    assert "Hello, अनीता" in words(app)
    click(app, "Somebody else")
    assert visit_of(app).person is None
    assert "Who is exercising?" in words(app)


def test_somebody_new_is_known_from_then_on():
    known("Ann")
    app = welcomed()
    app.text_input(key="new-person-name").set_value("Bob")
    click(app, "Keep my sessions")
    assert "Hello, Bob" in words(app)
    assert kept_of("bob").name == "Bob"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "The name must have a letter or a digit."), ("<b>", "The name must have letters")],
)
def test_what_is_no_name_is_said(typed, told):
    known("Ann")
    app = welcomed()
    app.text_input(key="new-person-name").set_value(typed)
    click(app, "Keep my sessions")
    assert told in words(app)
    assert visit_of(app).person is None


def test_a_known_name_opens_that_person():
    known("Ann")
    app = welcomed()
    app.text_input(key="new-person-name").set_value("ANN")
    click(app, "Keep my sessions")
    assert "Hello, Ann" in words(app)
