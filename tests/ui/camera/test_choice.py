"""The choice of the camera before a session: its words are there for whatever the browser says."""

import re

from streamlit.testing.v1 import AppTest

from sciatica_coach.ui.camera.texts import CHOICE_TEXTS
from sciatica_coach.ui.files import read_web_file


def _page() -> None:
    from sciatica_coach.ui.camera.choice import choose_camera

    choose_camera()


def test_it_can_be_shown():
    assert not AppTest.from_function(_page).run(timeout=60).exception


def test_every_word_that_the_page_asks_for_is_there():
    source = read_web_file("camera_choice.js") + read_web_file("component.js")
    asked = set(re.findall(r"(?:#|data\.)texts\.(\w+)", source))
    asked |= set(re.findall(r'data-text="(\w+)"', read_web_file("camera_choice.html")))
    assert asked <= set(CHOICE_TEXTS)
