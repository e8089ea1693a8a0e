"""What goes wrong with cameras and connections: said in one sentence, and gone on from."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import (
    ELSEWHERE,
    answer_all,
    choose,
    opened_page,
    start,
    wait_for_reps,
    webcam,
)

pytestmark = pytest.mark.browser

CLIP = "knee_to_chest_side.mp4"
EXERCISE = "Single knee-to-chest"


def in_trouble(page: Page, sentence: str) -> None:
    expect(page.locator(".trouble-title")).to_have_text(sentence)
    expect(page.locator(".trouble-title")).to_be_visible()


def out_of_trouble(page: Page) -> None:
    expect(page.locator(".trouble")).to_be_hidden()
    page.wait_for_function("window.heard.length > 0")


def test_a_denied_camera(app, artefacts):
    with opened_page(allowed=False) as page:
        page.goto(app.url)
        choose(page, EXERCISE)
        start(page)
        in_trouble(page, "The camera is not allowed for this page.")
        page.screenshot(path=artefacts / "trouble-denied.png")
        expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_cameras_that_do_not_start(app, cameras):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(app.url)
        page.evaluate("window.cameraFails = 'NotFoundError'")
        choose(page, EXERCISE)
        start(page)
        in_trouble(page, "I find no camera.")
        for error, sentence in (
            ("NotReadableError", "Another program is using the camera."),
            ("TypeError", "The camera does not start."),
        ):
            page.evaluate("error => { window.cameraFails = error }", error)
            page.get_by_role("button", name="Try again").click()
            in_trouble(page, sentence)
        page.evaluate("window.cameraFails = null")
        page.get_by_role("button", name="Try again").click()
        out_of_trouble(page)


def test_a_page_from_another_machine_without_https(app, artefacts):
    with opened_page() as page:
        page.goto(f"http://{ELSEWHERE}:{app.port}")
        choose(page, EXERCISE)
        start(page)
        in_trouble(page, "The browser does not give the camera to this address.")
        expect(page.locator(".trouble-words")).to_contain_text("localhost")
        page.screenshot(path=artefacts / "trouble-insecure.png")


def test_a_set_survives_camera_connection_and_reload(app, cameras, artefacts):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(app.url)
        choose(page, EXERCISE, reps=4)
        start(page)
        wait_for_reps(page, 1)

        page.evaluate("window.cameraFails = 'NotFoundError'")
        page.evaluate(
            "const [track] = camera.getVideoTracks(); track.stop();"
            "track.dispatchEvent(new Event('ended'))"
        )
        in_trouble(page, "Paused: the camera is gone.")
        page.screenshot(path=artefacts / "trouble-vanished.png")
        page.evaluate("window.cameraFails = null; window.heard.length = 0")
        page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
        out_of_trouble(page)
        wait_for_reps(page, 2)

        page.evaluate("window.heard.length = 0")
        page.evaluate("sockets.filter(({ url }) => url.includes('/live/')).at(-1).close()")
        in_trouble(page, "Paused: the connection to the coach is lost.")
        out_of_trouble(page)
        wait_for_reps(page, 3)

        page.reload()
        wait_for_reps(page, 4)
        expect(page.locator(".reps-done")).to_have_text("4")
        page.keyboard.press("Escape")
        expect(page.get_by_text("Well done: all 4 repetitions.")).to_be_visible()


def test_a_second_window_takes_the_set_and_gives_it_back(app, cameras, artefacts):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(app.url)
        choose(page, EXERCISE)
        start(page)
        page.wait_for_function("window.heard.length > 5")
        second = page.context.new_page()
        # Asking a page anything counts as a touch, and would let its sound be heard.
        with second.expect_websocket(lambda socket: "/live/" in socket.url):
            second.goto(app.url)
        in_trouble(page, "Your set goes on in another window.")
        sound = second.get_by_text("No sound yet: click or tap here.")
        expect(sound).to_be_visible()
        second.screenshot(path=artefacts / "no-sound-yet.png")
        sound.click()
        expect(sound).to_be_hidden()
        page.bring_to_front()
        page.get_by_role("button", name="Go on here").click()
        expect(page.locator(".trouble")).to_be_hidden()
        in_trouble(second, "Your set goes on in another window.")


def test_a_warning_sign_locks_the_exercises_even_after_a_reload(app, artefacts):
    with opened_page() as page:
        page.goto(app.url)
        choose(page, EXERCISE)
        page.locator(".st-key-start").get_by_role("button").click()
        answer_all(page, yes_to="bladder")
        emergency = page.get_by_role("heading", name="Stop. Get emergency help now.")
        expect(emergency).to_be_visible()
        page.screenshot(path=artefacts / "emergency.png", full_page=True)
        page.reload()
        expect(emergency).to_be_visible()
        expect(page.get_by_role("button", name="Start")).to_have_count(0)
