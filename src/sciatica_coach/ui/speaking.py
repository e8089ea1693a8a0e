"""What the pages say, in the language of whoever looks at them.

All of it may stand in Streamlit's Markdown: values from outside are shown as they are.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import streamlit as st

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.translation import translated
from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.ui.literal import Markdown, joined, literal
from sciatica_coach.ui.visiting import current_visit

_Key = TypeVar("_Key")


def spoken() -> Language:
    """The language that was chosen, or else the browser's own."""
    visit = current_visit()
    if visit.language is None:
        # The live path speaks without a page, and so must know it as well.
        visit.language = language_for(st.context.locale).code
    return language_for(visit.language)


def say(text: str, **values: object) -> Markdown:
    """A text of ours in that language, with the values in their places."""
    return Markdown(spoken().say(text, **_shown(values)))


def say_count(one: str, many: str, number: int, **values: object) -> Markdown:
    """The form of a text that goes with a number."""
    return Markdown(spoken().count(one, many, number, **_shown(values)))


def say_each(texts: Mapping[_Key, str]) -> Callable[[_Key], Markdown]:
    """The texts of choices, looked up now: later there may be no page to ask for its language."""
    return {key: say(text) for key, text in texts.items()}.__getitem__


def say_told(told: TranslatableText) -> Markdown:
    """A sentence of the coach's in that language."""
    return literal(told.in_(spoken()))


def say_sentence(told: TranslatableText) -> Markdown:
    """The same with a capital and a full stop."""
    return literal(told.sentence_in(spoken()))


def say_error(error: Exception, *, instead_of: str = "", name: str = "") -> Markdown:
    """What went wrong; what is meant for writers of definitions stays English as their files.

    Parameters
    ----------
    instead_of, name
        A path that nobody is to see, and what the file is called.
    """
    told = error.args[0] if error.args else ""
    if isinstance(told, TranslatableText):
        return literal(_renamed(told.in_(spoken()), instead_of, name))
    lines = [_renamed(line.strip(), instead_of, name) for line in str(error).splitlines()]
    return joined("  \n", [literal(line) for line in lines])


def say_error_sentence(error: Exception) -> Markdown:
    """The same with a capital and a full stop."""
    told = say_error(error).rstrip(".")
    return Markdown(f"{told[:1].upper()}{told[1:]}.")


def say_day(day: date) -> Markdown:
    """A day with its month in words."""
    return literal(spoken().day(day))


def in_words(exercise: Exercise) -> Exercise:
    """The exercise with its texts in that language: to be shown, never to be done.

    They come from a definition file: on a page they go through `literal`, elsewhere `visible`.
    """
    return translated(exercise, spoken())


def _shown(values: dict[str, object]) -> dict[str, object]:
    return {key: _value(each) for key, each in values.items()}


def _value(value: object) -> object:
    if isinstance(value, str):
        return literal(value)
    return literal(str(value)) if isinstance(value, Path) else value


def _renamed(text: str, path: str, name: str) -> str:
    return text.replace(path, name) if path else text
