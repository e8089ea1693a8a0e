"""The way to a set in Spanish, in a real browser: nothing of it is in another language."""

import re

import pytest
from playwright.sync_api import Page, expect

from sciatica_coach.language.catalog import language_for
from sciatica_coach.safety.screening import emergency_number, load_screening
from sciatica_coach.texts import known_texts
from tests.browser.driving import opened_page, settled

pytestmark = pytest.mark.browser

SPANISH = language_for("es")
PATIENT_MS = 60_000
NAMES = {"English", "Español"}
SEEN = """() => {
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: holder, data } = walker.currentNode;
    if (!data.trim() || !holder.checkVisibility() || holder.closest(
      "script, style, template, noscript, [translate=no], [data-testid$=Icon]")) continue;
    seen.add(data.trim());
  }
  for (const each of document.querySelectorAll("button, a, input, [role=radio], img"))
    if (each.checkVisibility() && each.ariaLabel && each.type !== "file") seen.add(each.ariaLabel);
  return [...seen];
}"""
STREAMLITS_OWN = {
    "Open",
    "Fullscreen",
    "App pages",
    "Skip to main content",
    "Expand sidebar",
    "Decrement",
    "Increment",
}
"""Names of buttons that Streamlit gives in English in every language."""


def spanish_texts() -> re.Pattern[str]:
    """One or more of the Spanish texts, whatever stands in their places."""
    number = emergency_number(load_screening(language=SPANISH).emergency, "es-MX")
    patterns = []
    for text in (found.text for found in known_texts()):
        forms = SPANISH.plurals[text.one].values() if text.many else [SPANISH.say(text.one)]
        patterns += [
            re.sub(r"\\{.*?\\}", ".+", re.escape(form.replace("{emergency_number}", number)))
            for form in forms
            if re.search(r"\w", re.sub(r"{.*?}", "", form))
        ]
    one = f"(?:{'|'.join(patterns)})"
    return re.compile(f"{one}(?: {one})*")


TEXTS = spanish_texts()


def not_spanish(page: Page) -> list[str]:
    """What can be seen, or is read aloud by a screen reader, and is none of our Spanish texts."""
    settled(page)
    return [
        text
        for text in page.evaluate(SEEN)
        if not (text in NAMES | STREAMLITS_OWN or text.isdigit() or TEXTS.fullmatch(text))
    ]


def press(page: Page, english: str) -> None:
    page.get_by_role("button", name=SPANISH.say(english), exact=True).click()


def shown(page: Page, english: str) -> None:
    expect(page.get_by_text(SPANISH.say(english)).first).to_be_visible(timeout=PATIENT_MS)
    settled(page)


@pytest.mark.parametrize("size_px", [(1366, 768), (390, 844)], ids=str)
def test_the_way_to_a_set_is_spanish_for_a_spanish_browser(app, artefacts, size_px):
    with opened_page(size_px=size_px, locale="es-MX") as page:
        page.goto(app.url)
        shown(page, "I understand")
        assert page.evaluate("document.documentElement.lang") == "es"
        assert not_spanish(page) == []
        press(page, "I understand")
        shown(page, "What would you like to do?")
        page.screenshot(path=artefacts / f"spanish-choose-{size_px[0]}.png")
        assert not_spanish(page) == []
        for exercise in ("Nerve floss (slider)", "Single knee-to-chest", "Figure-4"):
            press(page, exercise)
            assert not_spanish(page) == []
        press(page, "Start")
        shown(page, "Before you start")
        page.screenshot(path=artefacts / f"spanish-signs-{size_px[0]}.png", full_page=True)
        assert not_spanish(page) == []
        press(page, "Go on")
        expect(page.get_by_text("Responda todas las preguntas: quedan 10.")).to_be_visible(
            timeout=PATIENT_MS
        )
        assert not_spanish(page) == []


def test_other_pages_are_spanish_too(app):
    with opened_page(locale="es-ES") as page:
        for path, title in (("about", "About this coach"), ("review", "Review a recorded video")):
            page.goto(f"{app.url}/{path}")
            shown(page, title)
            assert not_spanish(page) == []
        button = page.get_by_role("button", name=SPANISH.say("Choose a video"))
        expect(button).to_be_visible(timeout=PATIENT_MS)


def test_another_language_is_chosen_by_the_keyboard_and_kept(app):
    with opened_page(locale="es-AR") as page:
        page.goto(app.url)
        shown(page, "I understand")
        page.get_by_role("combobox", name="Idioma").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("Engl")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="I understand")).to_be_visible(timeout=PATIENT_MS)
        settled(page)
        assert page.evaluate("document.documentElement.lang") == "en"
        page.reload()
        expect(page.get_by_role("button", name="I understand")).to_be_visible(timeout=PATIENT_MS)
