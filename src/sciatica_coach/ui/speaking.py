"""What the pages say, in the language of whoever looks at them."""

import streamlit as st

from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.ui.visiting import current_visit


def spoken() -> Language:
    """The language that was chosen, or else the browser's own."""
    return language_for(current_visit().language or st.context.locale)


def say(text: str, **values: object) -> str:
    """A text of ours in that language, with the values in their places."""
    return spoken().say(text, **values)


def say_count(one: str, many: str, number: int, **values: object) -> str:
    """The form of a text that goes with a number."""
    return spoken().count(one, many, number, **values)
