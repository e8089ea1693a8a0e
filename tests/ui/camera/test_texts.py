"""The camera component's words: each has a place on the page, and each place its word."""

import pytest

from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import read_web_file
from tests.ui.web_texts import marked, places, read_of, sources, unfilled, unused

HTML = read_web_file("session.html")
CODE = sources("screen", "controls", "audio", "net", "session_page.js", "component.js")
PUT_TOGETHER = ("_title", "_words", "_retry", "_of")
"""Ends of keys that the page puts together, from a trouble's name or a button's."""


def test_each_place_of_the_page_has_its_word():
    assert marked(HTML, "text") <= TEXTS.keys()
    assert read_of(CODE) <= TEXTS.keys()


def test_each_word_has_a_place_on_the_page():
    fixed = [key for key in TEXTS if not key.endswith(PUT_TOGETHER)]
    assert unused(fixed, HTML + CODE) == []


@pytest.mark.parametrize("key", [key for key, text in TEXTS.items() if places(text)])
def test_each_value_in_a_text_is_filled_by_the_page(key):
    assert unfilled(TEXTS[key], CODE) == []


def test_a_trouble_says_what_is_wrong_and_what_to_do():
    troubles = [key.removesuffix("_title") for key in TEXTS if key.endswith("_title")]
    for trouble in troubles:
        assert TEXTS[f"{trouble}_title"].endswith((".", "?"))
        assert TEXTS[f"{trouble}_words"].endswith(".")
    buttons = {key.removesuffix("_retry") for key in TEXTS if key.endswith("_retry")}
    assert buttons == set(troubles) - {"asking", "over"}
