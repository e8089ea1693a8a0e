"""Texts in the language of whoever looks: chosen, or the browser's own."""

import pytest
from streamlit.testing.v1 import AppTest


def told(language: str | None, expression: str) -> str:
    """What an expression of this module's functions comes to on a page."""

    def script(language: str | None, expression: str) -> None:
        from datetime import date

        import streamlit as st

        from sciatica_coach.errors import SourceError
        from sciatica_coach.exercise.catalog import load_exercises
        from sciatica_coach.language.translatable_text import TranslatableText
        from sciatica_coach.ui import speaking
        from sciatica_coach.ui.visiting import current_visit

        current_visit().language = language
        names = {
            **vars(speaking),
            "date": date,
            "error": SourceError,
            "text": TranslatableText,
            "exercise": load_exercises()["single-knee-to-chest"],
        }
        st.session_state.told = str(eval(expression, names))
        st.session_state.language = current_visit().language

    kwargs = {"language": language, "expression": expression}
    app = AppTest.from_function(script, default_timeout=60, kwargs=kwargs).run()
    assert not app.exception
    assert app.session_state["language"] == (language or "en")
    return app.session_state["told"]


@pytest.mark.parametrize(
    ("expression", "english", "spanish"),
    [
        pytest.param("spoken().code", "en", "es", id="language"),
        pytest.param("say('Left')", "Left", "Izquierda", id="text"),
        pytest.param("say('of {number}', number=3)", "of 3", "de 3", id="value in a text"),
        pytest.param(
            "say_count('{number} attempt', '{number} attempts', 1)",
            "1 attempt",
            "1 intento",
            id="one",
        ),
        pytest.param(
            "say_count('{number} attempt', '{number} attempts', 2)",
            "2 attempts",
            "2 intentos",
            id="several",
        ),
        pytest.param("say_each({1: 'Left'})(1)", "Left", "Izquierda", id="choice"),
        pytest.param(
            "say_told(text('of {number}', number=3))", "of 3", "de 3", id="the coach's own"
        ),
        pytest.param("say_error(error(text('Left')))", "Left", "Izquierda", id="error"),
        pytest.param("say_error(error('x.toml: y'))", "x.toml: y", "x.toml: y", id="of files"),
        pytest.param("say_error(error())", "", "", id="error without a word"),
        pytest.param(
            "say_day(date(2026, 11, 5))", "5 November 2026", "5 de noviembre de 2026", id="day"
        ),
        pytest.param(
            "in_words(exercise).name",
            "Single knee-to-chest",
            "Una rodilla al pecho",
            id="exercise",
        ),
    ],
)
def test_it_is_said_in_the_language_that_was_chosen(expression, english, spanish):
    assert told("en", expression) == english
    assert told("es", expression) == spanish


def test_without_a_choice_it_is_the_browsers_language():
    """A browser that tells none is spoken to in English."""
    assert told(None, "say('Left')") == "Left"
