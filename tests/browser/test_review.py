import json

import pytest
from playwright.sync_api import expect

from sciatica_coach.paths import SAMPLES
from tests.browser.driving import opened_page, settled
from tests.films import beginning

pytestmark = pytest.mark.browser


def test_a_video_is_reviewed_in_the_browser(app, artefacts, tmp_path):
    clip = beginning(SAMPLES / "figure_4_side.mp4", tmp_path / "clip.mp4", frames=160)
    with opened_page() as page:
        page.goto(f"{app.url}/review")
        page.locator("input[type=file]").set_input_files(clip)
        settled(page)
        remove = page.get_by_role("button", name="Remove clip.mp4")
        assert remove.evaluate("button => getComputedStyle(button, '::after').content") == "none"
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_text("Looking at the video")).to_be_visible()
        expect(page.get_by_text("Proposed by what is seen")).to_be_visible(timeout=240_000)
        expect(page.get_by_role("combobox", name="Exercise")).to_have_value("Figure-4")
        page.get_by_role("spinbutton", name="Hold, seconds").fill("1")
        page.keyboard.press("Tab")
        settled(page)
        expect(page.get_by_text("1 of 2 repetitions done.")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Report for programs (JSON)").click()
        report = json.loads(download.value.path().read_text())
        assert download.value.suggested_filename == "clip.coach.json"
        assert [rep["complete"] for rep in report["reps"]] == [True]
        page.screenshot(path=artefacts / "review.png", full_page=True)


def test_what_is_no_video_is_said_in_one_sentence(app):
    with opened_page() as page:
        page.goto(f"{app.url}/review")
        page.locator("input[type=file]").set_input_files(
            {"name": "notes.mp4", "mimeType": "video/mp4", "buffer": b"hello"}
        )
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_text("notes.mp4: is not a video")).to_be_visible()
