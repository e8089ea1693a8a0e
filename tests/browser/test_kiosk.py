"""The kiosk in a real browser: a visitor by touch, the staff by the keyboard, and no way out."""

import json
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sciatica_coach.kiosk.browser import CHROMIUM_VARIABLE, Profile
from sciatica_coach.kiosk.pin import PIN_VARIABLE
from tests.browser.driving import CHROMIUM, opened_page, webcam
from tests.kiosk.running import Run, free_port, started

pytestmark = pytest.mark.browser

PIN = "2468"
CLIP = "nerve_floss_side.mp4"
LONG_MS = 120_000


@pytest.fixture
def kiosk(tmp_path) -> Iterator[Run]:
    with started(tmp_path, free_port(), "--no-browser", **{PIN_VARIABLE: PIN}) as run:
        yield run


def come_to(page: Page, scene: str) -> None:
    page.locator(f"body[data-scene={scene}]").wait_for(timeout=LONG_MS)


def wait_for_frames(page: Page) -> None:
    """The page's own policy forbids what waits for a function of the page."""
    deadline_s = time.monotonic() + LONG_MS / 1000
    while page.evaluate("() => window.heard.length") < 3:
        assert time.monotonic() < deadline_s
        page.wait_for_timeout(100)


def sound(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def files_of(run: Run) -> set[Path]:
    return {path for path in run.log.parent.rglob("*") if path.is_file() and path != run.log}


def look(page: Page, scene: str, artefacts: Path) -> None:
    width_px = page.viewport_size["width"]
    page.screenshot(path=artefacts / f"kiosk-{scene}-{width_px}.png")
    assert sound(page) == []


def test_a_visitor_by_touch_until_forgotten(kiosk, cameras, artefacts):
    before = files_of(kiosk)
    with opened_page(camera=webcam(CLIP, cameras), size_px=(1920, 1080)) as page:
        page.goto(kiosk.url)
        expect(page.get_by_text("The camera is on. Nothing is stored.").first).to_be_visible()
        wait_for_frames(page)
        expect(page.locator(".out-of-order")).to_be_hidden()
        look(page, "attract", artefacts)
        page.get_by_role("button", name="Español").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Levante una mano o toque para empezar"
        )
        page.get_by_role("button", name="Empezar").click()
        come_to(page, "consent")
        expect(page.locator(".sign-list li")).to_have_count(7)
        look(page, "consent", artefacts)
        page.get_by_role("button", name="Acepto, empezar").click()
        come_to(page, "exercise")
        expect(page.locator(".reps-done")).to_have_text("1", timeout=LONG_MS)
        look(page, "exercise", artefacts)
        come_to(page, "result")
        look(page, "result", artefacts)
        expect(page.locator(".reps-line")).to_have_text("3 de 3 repeticiones")
        page.get_by_role("button", name="Terminar").click()
        come_to(page, "attract")
        expect(page.get_by_role("heading", level=1)).to_have_text("Raise a hand or touch to begin")
        kept = page.evaluate("() => [localStorage.length, document.cookie]")
        assert kept == [0, ""]
    assert files_of(kiosk) == before


def test_every_scene_has_room_on_every_screen(kiosk, cameras, artefacts):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        look_at_sizes(page, "attract", artefacts)
        for press, scene in (
            ("Begin", "consent"),
            ("I agree, begin", "exercise"),
            ("STOP", "result"),
        ):
            page.get_by_role("button", name=press).click()
            come_to(page, scene)
            look_at_sizes(page, scene, artefacts)


def look_at_sizes(page: Page, scene: str, artefacts: Path) -> None:
    for width_px, height_px in ((1366, 768), (390, 844), (360, 740)):
        page.set_viewport_size({"width": width_px, "height": height_px})
        look(page, scene, artefacts)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width_px


def test_stop_by_the_keyboard_shows_what_was_done_and_forgets(kiosk, cameras):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        page.keyboard.press("Enter")
        come_to(page, "consent")
        page.keyboard.press("Enter")
        come_to(page, "exercise")
        page.keyboard.press("Escape")
        come_to(page, "result")
        expect(page.locator("#result-title")).to_have_text("You have stopped. That is fine.")
        page.keyboard.press("Escape")
        come_to(page, "attract")


def test_visitors_leave_nothing_in_the_page(kiosk, cameras):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        browser = page.context.new_cdp_session(page)
        nodes = []
        for _ in range(4):
            for press, scene in (("begin", "consent"), ("agree", "exercise")):
                page.locator(f"[data-press={press}]").click()
                come_to(page, scene)
            page.keyboard.press("Escape")
            page.locator("[data-press=done]").click()
            come_to(page, "attract")
            browser.send("HeapProfiler.collectGarbage")
            nodes.append(browser.send("Memory.getDOMCounters")["nodes"])
        assert max(nodes[1:]) < nodes[0] + 100  # a screen of the exercise has some 400


def test_the_staff_menu_by_the_keyboard(kiosk, artefacts):
    with opened_page() as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        page.keyboard.press("Control+Shift+S")
        page.keyboard.type("1111")
        page.keyboard.press("Enter")
        expect(page.get_by_text("This PIN is wrong.")).to_be_visible()
        for seconds, told in ((60, "60 s."), (3541, "60 min.")):
            refusal = json.dumps({"refused": "wrong", "wait_s": seconds})
            page.route("**/kiosk-staff", lambda each: each.fulfill(status=403, body=refusal))  # noqa: B023
            page.keyboard.press("Enter")
            expect(page.get_by_text(f"Too many wrong PINs. Try again in {told}")).to_be_visible()
            page.unroute("**/kiosk-staff")
        page.screenshot(path=artefacts / "kiosk-pin.png")
        page.keyboard.type(PIN)
        page.keyboard.press("Enter")
        exercise = page.locator("select[name=exercise]")
        expect(exercise).to_be_focused()
        assert sound(page) == []
        exercise.select_option("figure-4")
        expect(page.locator("input[name=hold_s]")).to_have_value("10")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. It holds from the next visitor on.")).to_be_visible()
        page.screenshot(path=artefacts / "kiosk-staff.png")
        expect(page.locator(".precaution-list")).to_contain_text("hip")
        for _ in range(2):
            page.get_by_role("button", name="Leave the kiosk").click()
        assert kiosk.process.wait(60) == 0


def test_the_staff_chooses_the_camera_by_name(kiosk, artefacts):
    with opened_page(cameras=2) as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        open_menu(page)
        page.locator("select[name=camera]").select_option(label="fake_device_1")
        page.screenshot(path=artefacts / "kiosk-camera.png")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. It holds from the next visitor on.")).to_be_visible()
        wait_for_second_camera(page)
        page.evaluate("() => localStorage.clear()")
        page.reload()
        wait_for_second_camera(page)


def open_menu(page: Page) -> None:
    page.keyboard.press("Control+Shift+S")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("select[name=exercise]")).to_be_focused()


def wait_for_second_camera(page: Page) -> None:
    """The page's own policy forbids what waits for a function of the page."""
    shown = "document.querySelector('.eye').srcObject?.getVideoTracks()[0].label"
    deadline_s = time.monotonic() + LONG_MS / 1000
    while page.evaluate(f"() => {shown}") != "fake_device_1":
        assert time.monotonic() < deadline_s
        page.wait_for_timeout(100)


def test_a_page_that_does_not_load_says_so_and_loads_itself_again(kiosk, artefacts):
    module = "**/coach-modules/kiosk/scenes.js"
    with opened_page() as page:
        page.route(module, lambda route: route.abort())
        page.goto(kiosk.url)
        expect(page.locator(".out-of-order")).to_have_text(re.compile("One moment, please."))
        expect(page.locator(".out-of-order")).to_be_visible()
        page.screenshot(path=artefacts / "kiosk-unloaded.png")
        page.unroute(module)
        page.locator("body[data-loaded]").wait_for(timeout=LONG_MS)
        wait_for_frames(page)
        expect(page.locator(".out-of-order")).to_be_hidden()


def test_a_long_press_in_the_corner_opens_the_menu_and_a_tap_does_not(kiosk):
    with opened_page() as page:
        page.goto(kiosk.url)
        corner = page.get_by_role("button", name="Staff menu")
        corner.click()
        expect(page.locator("dialog.staff")).to_be_hidden()
        box = corner.bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        expect(page.locator("dialog.staff")).to_be_visible()
        page.mouse.up()
        for digit in PIN:
            page.locator(".keys button", has_text=digit).click()
        page.get_by_role("button", name="Enter").click()
        expect(page.locator("select[name=exercise]")).to_be_visible()
        page.get_by_role("button", name="Back to the kiosk").click()
        expect(page.locator("dialog.staff")).to_be_hidden()


def test_there_is_no_way_out_of_the_page(kiosk):
    with opened_page() as page:
        page.goto(kiosk.url)
        expect(page.locator(".demonstration .clip")).to_be_visible()
        assert page.locator("a, iframe, object, form[action]").count() == 0
        for key in ("F5", "F1", "F11", "Control+r", "Control+p", "Control+s", "Alt+ArrowLeft"):
            page.keyboard.press(key)
        refused = page.evaluate(
            """() => [
              new MouseEvent("contextmenu", { cancelable: true, bubbles: true }),
              new DragEvent("drop", { cancelable: true, bubbles: true }),
              new DragEvent("dragover", { cancelable: true, bubbles: true }),
              new WheelEvent("wheel", { ctrlKey: true, cancelable: true, bubbles: true }),
              new KeyboardEvent("keydown", { key: "n", ctrlKey: true, cancelable: true }),
              new KeyboardEvent("keydown", { key: "F12", cancelable: true, bubbles: true }),
              ...["Escape", "F10", "Enter", " ", "ArrowUp", "Delete"].map((key) =>
                new KeyboardEvent("keydown", { key, shiftKey: true, cancelable: true })),
              ...["ContextMenu", "Meta", "Alt", "BrowserBack", "LaunchMail"].map((key) =>
                new KeyboardEvent("keydown", { key, cancelable: true })),
            ].map((event) => !document.body.dispatchEvent(event))"""
        )
        assert all(refused)
        page.evaluate("() => { window.stays = true; history.back(); }")
        page.evaluate("() => { location.href = '/review'; }")
        page.keyboard.press("Control+Shift+S")
        expect(page.locator("input.pin")).to_be_focused()
        assert page.evaluate("() => window.stays")
        assert page.url == kiosk.url
        for path in ("review", "about", "_stcore/health"):
            assert page.request.get(kiosk.url + path).status == 404


def test_a_camera_that_hangs_or_goes_is_opened_again_by_itself(kiosk, cameras):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.goto(kiosk.url)
        wait_for_frames(page)
        trouble = page.locator(".out-of-order")
        page.evaluate("() => { document.querySelector('.eye').srcObject = new MediaStream(); }")
        page.evaluate("() => { window.heard.length = 0; }")
        wait_for_frames(page)
        expect(trouble).to_be_hidden(timeout=LONG_MS)

        page.evaluate("() => { window.cameraFails = 'NotFoundError'; }")
        page.evaluate(
            "() => { const [track] = camera.getVideoTracks(); track.stop();"
            " track.dispatchEvent(new Event('ended')); }"
        )
        expect(trouble).to_be_visible(timeout=LONG_MS)
        page.evaluate("() => { window.cameraFails = null; window.heard.length = 0; }")
        expect(trouble).to_be_hidden(timeout=LONG_MS)
        wait_for_frames(page)


def test_it_is_started_with_a_browser_whose_camera_is_for_this_page_alone(tmp_path, cameras):
    """As the staff starts it, but without a screen and with a clip for the camera."""
    browser = tmp_path / "chromium"
    browser.write_text(
        f"#!/bin/sh\nexec {CHROMIUM} --headless=new --no-sandbox --disable-gpu --disable-quic "
        "--use-fake-device-for-media-stream "
        f'--use-file-for-fake-video-capture={webcam(CLIP, cameras)} "$@"\n'
    )
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    with started(tmp_path, free_port(), **{CHROMIUM_VARIABLE: str(browser)}) as run:
        run.until(lambda: run.figures()["frames"] > 5)
        profile = Profile("", name=str(run.port)).folder
        assert profile.stat().st_mode & 0o077 == 0
        browsers = [pid for pid in run.children if "user-data-dir" in command_of(pid)]
        os.kill(browsers[0], 9)
        seen = run.figures()["frames"]
        run.until(lambda: (run.figures() or {"frames": 0})["frames"] > seen + 5)
    assert not profile.exists()


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
