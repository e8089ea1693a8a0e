"""A page of which a part does not come: said in words, tried again, and never without a way on."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sciatica_coach.http_server.own_requests import HOSTS_VARIABLE
from tests.browser.driving import (
    App,
    choose,
    free_port,
    opened_page,
    running_app,
    start,
    wait_until_open,
    webcam,
)
from tests.browser.test_deployment import FRAME, NGINX

pytestmark = pytest.mark.browser

CLIP, EXERCISE = "knee_to_chest_side.mp4", "Single knee-to-chest"
CAMERA_MODULE = "**/coach-modules/**/net/camera.js"
STRIPPED = """
server {{
    listen 127.0.0.1:{port};
    location /coach/ {{
        proxy_pass http://127.0.0.1:{app}/;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection upgrade;
    }}
}}
"""


def begin(page: Page, url: str) -> None:
    page.goto(url)
    choose(page, EXERCISE)
    start(page)


def test_a_hiccup_is_mended_without_a_word(app, cameras):
    asked = []

    def fail_once(route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.route(CAMERA_MODULE, fail_once)
        begin(page, app.url)
        page.wait_for_function("window.heard.length > 2")
        expect(page.locator(".trouble")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator(".session")).to_have_count(0)
    assert len(asked) == 2


def test_a_module_that_does_not_come_is_said_and_tried_again(app, cameras, artefacts):
    with opened_page(camera=webcam(CLIP, cameras)) as page:
        page.route(CAMERA_MODULE, lambda route: route.abort())
        begin(page, app.url)
        expect(page.get_by_text("This page has not loaded completely.")).to_be_visible()
        expect(page.get_by_role("button", name="STOP")).to_be_visible()
        for width_px, height_px in ((1920, 1080), (1366, 768), (390, 844)):
            page.set_viewport_size({"width": width_px, "height": height_px})
            page.screenshot(path=artefacts / f"unloaded-{width_px}.png")
        page.unroute(CAMERA_MODULE)
        page.get_by_role("button", name="Try again").click()
        page.wait_for_function("window.heard.length > 2")
        expect(page.locator(".trouble")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator(".session")).to_have_count(0)


def test_stop_works_before_the_page_has_come(app):
    with opened_page() as page:
        page.route(CAMERA_MODULE, lambda route: None)  # never answered
        begin(page, app.url)
        expect(page.locator(".words")).to_have_text("One moment.")
        page.get_by_role("button", name="STOP").click()
        expect(page.locator(".session")).to_have_count(0)


def test_under_a_path_of_a_larger_site(cameras, artefacts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "/people/coach")
        with running_app() as own, opened_page(camera=webcam(CLIP, cameras)) as page:
            begin(page, f"{own.url}/people/coach/")
            page.wait_for_function("window.heard.length > 2")
            page.screenshot(path=artefacts / "under-a-path.png")
            assert page.evaluate("sockets.at(-1).url").startswith(
                f"ws://localhost:{own.port}/people/coach/live/"
            )
            assert page.locator(".set-up-picture").first.evaluate("e => e.naturalWidth > 0")


def test_behind_a_proxy_that_takes_the_path_away(cameras, tmp_path: Path, monkeypatch):
    port = free_port()
    monkeypatch.setenv(HOSTS_VARIABLE, f"localhost:{port}")
    with running_app() as app:
        go_through_proxy(app, port, tmp_path, webcam(CLIP, cameras))


def go_through_proxy(app: App, port: int, tmp_path: Path, camera: Path) -> None:
    example = STRIPPED.format(port=port, app=app.port)
    (tmp_path / "nginx.conf").write_text(FRAME.format(example=example))
    command = [NGINX, "-p", str(tmp_path), "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command) as process:
        try:
            wait_until_open(port, process)
            with opened_page(camera=camera) as page:
                begin(page, f"http://localhost:{port}/coach/")
                page.wait_for_function("window.heard.length > 2")
                page.keyboard.press("Escape")
                expect(page.locator(".session")).to_have_count(0)
        finally:
            process.terminate()
