"""Sets in a real browser, with a sample clip in front of the camera or in its place."""

import pytest
from playwright.sync_api import expect

from tests.browser.driving import (
    choose,
    feel,
    heard,
    opened_page,
    settled,
    start,
    wait_for_reps,
    webcam,
)

pytestmark = pytest.mark.browser

EXERCISES = [
    pytest.param("Single knee-to-chest", "knee_to_chest_side.mp4", 1, id="knee-to-chest"),
    pytest.param("Figure-4", "figure_4_side.mp4", 1, id="figure-4"),
    pytest.param("Nerve floss", "nerve_floss_side.mp4", None, id="nerve-floss"),
]

STALL = "(() => { const { now } = Date; for (const until = now() + 2000; now() < until; ); })()"
"""The page does nothing for two seconds, as on a computer that is busy with something else."""


@pytest.mark.parametrize(("exercise", "clip", "hold_s"), EXERCISES)
def test_a_set_is_counted_and_summed_up(app, cameras, artefacts, exercise, clip, hold_s):
    name = clip.removesuffix("_side.mp4")
    with opened_page(camera=webcam(clip, cameras)) as page:
        page.goto(app.url)
        choose(page, exercise, hold_s=hold_s)
        page.screenshot(path=artefacts / f"{name}-1-choose.png")
        start(page)
        wait_for_reps(page, 1)
        page.screenshot(path=artefacts / f"{name}-2-first.png")
        wait_for_reps(page, 3)
        expect(page.locator(".reps-done")).to_have_text("3")
        page.screenshot(path=artefacts / f"{name}-3-done.png")
        assert {update["side"] for update in heard(page)[-30:]} == {"right"}
        page.keyboard.press("Space")
        expect(page.get_by_text("Well done: all 3 repetitions.")).to_be_visible()
        expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
        page.screenshot(path=artefacts / f"{name}-4-summary.png", full_page=True)


@pytest.mark.parametrize(("exercise", "clip", "hold_s"), EXERCISES[:1])
def test_it_can_be_tried_without_a_camera(app, artefacts, exercise, clip, hold_s):
    with opened_page(dark=True) as page:
        page.goto(app.url)
        choose(page, exercise, hold_s=hold_s)
        page.get_by_role("button", name="Try it without a camera").click()
        wait_for_reps(page, 1, timeout_s=240)  # the clip waits for a busy coach
        page.wait_for_function("window.heard.at(-1).phase === 'out'")
        page.evaluate(STALL)  # it would play through the hold meanwhile
        wait_for_reps(page, 2, timeout_s=240)
        page.screenshot(path=artefacts / f"try-{clip.removesuffix('_side.mp4')}.png")
        expect(page.get_by_text("Well done: all 3 repetitions.")).to_be_visible(timeout=120_000)
        page.get_by_role("button", name="Go back").click()
        expect(page.get_by_text("What would you like to do?")).to_be_visible()


def test_what_was_typed_last_goes_into_the_set(app):
    with opened_page() as page:
        page.goto(app.url)
        choose(page, "Single knee-to-chest", hold_s=None, reps=3)
        page.get_by_role("spinbutton", name="Hold, seconds").fill("4")
        start(page)
        expect(page.locator(".ring-number")).to_have_text("4")
        expect(page.locator(".reps-asked")).to_have_text("of 3")


@pytest.mark.parametrize("way", ["Space", "button"])  # Escape ends the set of the next test
def test_stop_ends_the_set_at_once(app, cameras, way):
    with opened_page(camera=webcam("figure_4_side.mp4", cameras)) as page:
        page.goto(app.url)
        choose(page, "Figure-4")
        start(page)
        page.wait_for_function("window.heard.length > 5")
        if way == "button":
            page.get_by_role("button", name="STOP").click()
        else:
            page.keyboard.press(way)
        expect(page.get_by_text("How does it feel now?")).to_be_visible()
        expect(page.locator(".session")).to_have_count(0)
        assert page.evaluate(
            "window.camera.getTracks().every(({ readyState }) => readyState === 'ended')"
        )


def test_a_rise_in_pain_ends_the_session(app, cameras, artefacts):
    with opened_page(camera=webcam("figure_4_side.mp4", cameras)) as page:
        page.goto(app.url)
        choose(page, "Figure-4")
        start(page)
        page.wait_for_function("window.heard.length > 5")
        page.keyboard.press("Escape")
        expect(page.get_by_text("How does it feel now?")).to_be_visible()
        expect(page.locator(".session")).to_have_count(0)
        assert page.evaluate(
            "window.camera.getTracks().every(({ readyState }) => readyState === 'ended')"
        )
        key = "set-1"
        feel(page, key, leg=7, back=2, lowest="Foot")
        page.locator(f".st-key-{key}-tingling").get_by_role("radio", name="No").click()
        expect(page.get_by_text("moved further down the leg")).to_be_visible()
        settled(page)
        expect(page.get_by_role("button", name="Once more")).to_have_count(0)
        page.screenshot(path=artefacts / "pain.png", full_page=True)


@pytest.mark.parametrize(
    ("size_px", "dark"),
    [
        pytest.param((1366, 768), False, id="small laptop"),
        pytest.param((390, 844), True, id="phone, dark"),
    ],
)
def test_every_screen_size_shows_all_that_counts(app, cameras, artefacts, size_px, dark):
    camera = webcam("knee_to_chest_side.mp4", cameras)
    name = f"{size_px[0]}x{size_px[1]}"
    with opened_page(camera=camera, size_px=size_px, dark=dark) as page:
        page.goto(app.url)
        choose(page, "Single knee-to-chest", hold_s=20)
        page.screenshot(path=artefacts / f"{name}-choose.png")
        expect(page.locator("[class*=stSkillsNudge], .stToast")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        start(page)
        page.wait_for_function("window.heard.length > 40")
        page.screenshot(path=artefacts / f"{name}-set.png")
        for part in (".reps-done", ".ring-number", ".words", ".stop", ".feed"):
            expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
        numbers = page.locator(".reps-done").evaluate(
            "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert numbers >= 0.08 * min(size_px)
