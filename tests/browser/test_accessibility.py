"""What axe finds, and the contrast of what is drawn: on the pages, and on the exercise screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import answer_all, choose, opened_page, settled
from tests.browser.showing import CHAPTERS, opened_screen

pytestmark = pytest.mark.browser

PATIENCE_S = 90
"""A busy machine takes its time."""
GRAVE = {"serious", "critical"}
ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""7:1 for every text: it is read from three metres."""
THEMES = [pytest.param(False, id="light"), pytest.param(True, id="dark")]
DRAWN = {
    "ring": (".ring-way", "stroke", ".counts"),
    "marker": (".strip-angle", "background-color", ".strip-bar"),
    "bar": (".strip-bar", "border-top-color", ".strip"),
    "sign": (".icon", "fill", ".message"),
    "words": (".words", "color", ".message"),
}
CONTRAST = """
([drawn, property, ground]) => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = (name) => getComputedStyle(document.querySelector(name));
  const tones = [style(drawn)[property], style(ground).backgroundColor].map(luminance);
  return (Math.max(...tones) + 0.05) / (Math.min(...tones) + 0.05);
}
"""


def grave_faults(page: Page, options: dict | None = None) -> list[str]:
    """What axe calls serious or critical, with the element."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {place['html'][:200]}"
        for fault in found
        for place in fault["nodes"]
        if fault["impact"] in GRAVE
    ]


@pytest.mark.parametrize("dark", THEMES)
def test_the_exercise_screen(dark):
    with opened_screen(dark=dark) as screen:
        for session_phase, changed in CHAPTERS.items():
            screen.say("plain", f"This is {session_phase}.", **changed)
            assert grave_faults(screen.page, ENHANCED) == [], session_phase
        screen.page.locator(".open-settings").click()
        assert grave_faults(screen.page, ENHANCED) == []


@pytest.mark.parametrize("dark", THEMES)
def test_what_is_drawn_stands_out(dark):
    with opened_screen(dark=dark) as screen:
        for tone in ("plain", "advice", "correct", "stop", "good", "hold"):
            screen.say(tone, f"This is {tone}.")
            for name in ("sign", "words"):
                assert screen.page.evaluate(CONTRAST, DRAWN[name]) >= 7, tone
        for name in ("ring", "marker", "bar"):
            assert screen.page.evaluate(CONTRAST, DRAWN[name]) >= 7, name
        screen.show(**CHAPTERS["count_down"])
        assert screen.page.evaluate(CONTRAST, DRAWN["ring"]) >= 7


@pytest.mark.parametrize("dark", THEMES)
def test_the_pages(app, dark):
    with opened_page(dark=dark) as page:
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(app.url)
        page.get_by_role("button", name="I understand").wait_for()
        settled(page)
        assert grave_faults(page) == []
        choose(page, "Figure-4")
        assert grave_faults(page) == []
        page.locator(".st-key-start").get_by_role("button").click()
        page.get_by_text("How does it feel right now").wait_for()
        settled(page)
        assert grave_faults(page) == []
        answer_all(page)
        go = page.get_by_role("button", name="Start the exercise")
        go.wait_for()
        assert grave_faults(page) == []
        go.click()
        page.wait_for_function("window.heard.length > 5")
        assert grave_faults(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_text("How does it feel now?")).to_be_visible(timeout=PATIENCE_S * 1000)
        settled(page)
        assert grave_faults(page) == []
