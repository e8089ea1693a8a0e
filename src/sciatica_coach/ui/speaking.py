"""What the pages say, in the language of whoever looks at them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import streamlit as st

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.translation import translated
from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.ui.visiting import current_visit

_Key = TypeVar("_Key")


def spoken() -> Language:
    """The language that was chosen, or else the browser's own."""
    visit = current_visit()
    if visit.language is None:
        # The live path speaks without a page, and so must know it as well.
        visit.language = language_for(st.context.locale).code
    return language_for(visit.language)


def say(text: str, **values: object) -> str:
    """A text of ours in that language, with the values in their places."""
    return spoken().say(text, **values)


def say_count(one: str, many: str, number: int, **values: object) -> str:
    """The form of a text that goes with a number."""
    return spoken().count(one, many, number, **values)


def say_each(texts: Mapping[_Key, str]) -> Callable[[_Key], str]:
    """The texts of choices, looked up now: later there may be no page to ask for its language."""
    return {key: say(text) for key, text in texts.items()}.__getitem__


def say_told(told: TranslatableText) -> str:
    """A sentence of the coach's in that language."""
    return told.in_(spoken())


def say_sentence(told: TranslatableText) -> str:
    """The same with a capital and a full stop."""
    return told.sentence_in(spoken())


def say_error(error: Exception) -> str:
    """What went wrong; what is meant for writers of definitions stays English as their files."""
    told = error.args[0] if error.args else ""
    return say_told(told) if isinstance(told, TranslatableText) else str(error)


def say_day(day: date) -> str:
    """A day with its month in words."""
    return spoken().day(day)


def in_words(exercise: Exercise) -> Exercise:
    """The exercise with its texts in that language: to be shown, never to be done."""
    return translated(exercise, spoken())
