"""Marked texts stay as they are, and what is spoken is short enough to be taken in."""

import pytest

from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import language_for, languages
from sciatica_coach.language.marking import N_, SPOKEN_WORDS

SPANISH = language_for("es")


@pytest.mark.parametrize("text", ["Stop.", "target {degrees}°", ""])
def test_a_mark_leaves_the_text_as_it_is(text):
    assert N_(text) is text


@pytest.mark.parametrize("text", phrase_book(load_exercises().values()))
def test_what_is_said_aloud_is_short_in_every_language(text):
    for language in languages().values():
        assert len(language.say(text).split()) <= SPOKEN_WORDS == 8
    assert SPANISH.say(text) != text
