"""A phone of the home network as the camera: let in by the code on the page, by nothing else."""

import pytest
from playwright.sync_api import expect

from sciatica_coach.phone.address import network_address
from tests.browser.driving import choose, opened_page, running_app, start, webcam

pytestmark = pytest.mark.browser


def test_a_phone_comes_in_by_the_code_and_exercises(cameras, artefacts):
    network = network_address()
    camera = webcam("knee_to_chest_side.mp4", cameras)
    with (
        running_app(None, "--phone") as app,
        opened_page(camera=camera, trusts_anybody=True, network=network) as page,
    ):
        page.goto(f"{app.url}/phone")
        expect(page.get_by_text("Your phone as the camera")).to_be_visible()
        code = page.locator("[data-testid=stImage] img, [data-testid=stImage] svg").first
        expect(code).to_be_visible()
        url = page.locator("code").filter(has_text="https://").inner_text()
        assert url.startswith(f"https://{network}:")
        for width_px, height_px in ((1920, 1080), (1366, 768), (390, 844)):
            page.set_viewport_size({"width": width_px, "height": height_px})
            page.screenshot(path=artefacts / f"phone-page-{width_px}.png", full_page=True)

        outside = url.rpartition("/phone-in/")[0]
        page.goto(outside)
        expect(page.get_by_text("This address is not complete.")).to_be_visible()

        page.goto(url)
        page.wait_for_url(f"{outside}/")
        assert page.evaluate("isSecureContext")
        choose(page, "Single knee-to-chest")
        start(page)
        page.wait_for_function("window.heard.length > 2")
        page.screenshot(path=artefacts / "phone-set.png")
        assert page.evaluate("sockets.at(-1).url").startswith(f"wss://{network}:")
        page.keyboard.press("Escape")
        expect(page.locator(".session")).to_have_count(0)


def test_it_is_off_unless_asked_for(app, artefacts):
    with opened_page() as page:
        page.goto(f"{app.url}/phone")
        expect(page.get_by_text("No phone is let in now.")).to_be_visible()
        page.screenshot(path=artefacts / "phone-off.png")
