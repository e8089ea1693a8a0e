"""What the pages say, in the language of whoever looks at them."""

import streamlit as st

from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.ui.visiting import current_visit


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
