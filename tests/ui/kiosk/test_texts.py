"""The kiosk's words: each has a place on the page, and each place its word."""

from pathlib import Path

import pytest

from sciatica_coach.kiosk import staff_route
from sciatica_coach.ui.files import read_web_file
from sciatica_coach.ui.kiosk.texts import STAFF_TEXTS, TEXTS
from tests.ui.web_texts import marked, read_of, sources, unfilled, unused

HTML = read_web_file("kiosk.html")
CODE = sources("kiosk")
STAFF_MENU = sources("kiosk/staff_menu.js")
REFUSALS = Path(staff_route.__file__).read_text(encoding="utf-8")
"""The server names the text that says why it refuses."""
SCENES = sources("kiosk/scenes.js")


@pytest.mark.parametrize(
    ("used", "texts"),
    [
        pytest.param(marked(HTML, "text") | marked(HTML, "label"), TEXTS, id="on the page"),
        pytest.param(
            marked(HTML, "staff") | marked(HTML, "staff-label"), STAFF_TEXTS, id="in the menu"
        ),
        pytest.param(read_of(SCENES), TEXTS, id="in what changes"),
        pytest.param(
            read_of(STAFF_MENU) - {"staff", "exercises"}, STAFF_TEXTS, id="in what the menu says"
        ),
    ],
)
def test_each_place_has_its_word(used, texts):
    assert used
    assert used <= texts.keys()


@pytest.mark.parametrize("texts", [TEXTS, STAFF_TEXTS], ids=["visitors", "staff"])
def test_each_word_has_a_place(texts):
    assert unused(texts, HTML + CODE + REFUSALS) == []


@pytest.mark.parametrize("text", [*TEXTS.values(), *STAFF_TEXTS.values()])
def test_each_value_in_a_text_is_filled_by_the_page(text):
    assert unfilled(text, CODE) == []
