"""The language is chosen by its own name, at the top of every page."""

from streamlit.testing.v1 import AppTest

from sciatica_coach.language.catalog import languages
from sciatica_coach.ui.hosting import MAIN_SCRIPT
from tests.ui.pages import answer, asked, click, opened, visit_of, words


def box(app):
    return app.selectbox(key="language")


def test_languages_are_offered_by_their_own_names():
    assert box(opened()).options == [each.name for each in languages().values()]


def test_the_page_is_in_the_language_that_was_chosen_at_once():
    app = opened()
    assert "Gentle exercises, with a coach who watches" in words(app)
    box(app).set_value("es").run()
    assert visit_of(app).language == "es"
    assert "Gentle exercises, with a coach who watches" not in words(app)
    assert "Entiendo" in [button.label for button in app.button]


def test_who_loads_the_page_again_finds_the_language_that_was_chosen():
    before = opened()
    box(before).set_value("es").run()
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.session_state["visit_token"] = visit_of(before).token
    app.run()
    assert box(app).value == "es"


def test_it_does_not_stand_over_a_set():
    app = asked()
    answer(app)
    click(app, "Start the exercise")
    assert not app.selectbox
