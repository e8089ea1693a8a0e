"""The own range in a real browser: measured by the camera, used by the set, kept if asked."""

import pytest
from playwright.sync_api import expect

from sciatica_coach.records.database import FILE_NAME, Database, sqlite_url
from sciatica_coach.records.people import People
from tests.browser.driving import (
    answer_all,
    choose,
    heard,
    opened_page,
    settled,
    wait_for_reps,
    webcam,
)

pytestmark = pytest.mark.browser

NAME = "Anneliese"
"""Others use the same records."""
STAY_S = 180
"""The slowed clip takes half a minute, and a busy machine begins it late."""


def test_an_own_range_is_measured_used_and_kept_if_asked(app, cameras, artefacts, records):
    # At the clip's own pace its ends are held for 1.3 s; two are asked for.
    camera = webcam("knee_to_chest_side.mp4", cameras, slowed=2.0)
    with opened_page(camera=camera) as page:
        page.goto(app.url)
        choose(page, "Single knee-to-chest", hold_s=1, reps=1)
        page.screenshot(path=artefacts / "own-range-1-choose.png")
        page.get_by_role("button", name="Measure my own range first").click()
        answer_all(page)
        page.get_by_role("button", name="Start the exercise").click()
        wait_for_reps(page, 1, timeout_s=STAY_S)
        page.screenshot(path=artefacts / "own-range-2-measuring.png")
        assert "Go as far as is comfortable. Stay there." in instructions(page)
        expect(page.get_by_text("Your comfortable end", exact=True)).to_be_visible(
            timeout=STAY_S * 1000
        )
        settled(page)
        assert NAME not in known_names(records)
        page.get_by_role("textbox", name="Under which name?").fill(NAME)
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(page.get_by_text("Kept on this computer.")).to_be_visible()
        page.screenshot(path=artefacts / "own-range-3-measured.png", full_page=True)
        people = People(Database(sqlite_url(records / FILE_NAME)))
        (own,) = people.open(people.find(NAME).id).own_ranges()
        assert own.side == "right"
        assert own.range_deg > 90
        page.evaluate("window.heard = []")
        page.get_by_role("button", name="Start the set").click()
        wait_for_reps(page, 1, timeout_s=STAY_S)
        top = max(update["progress"] or 0 for update in heard(page))
        assert 1.0 < top < 1.35
        page.keyboard.press("Escape")
        expect(page.get_by_text("no clear change")).to_be_visible()
        page.screenshot(path=artefacts / "own-range-4-after.png", full_page=True)


def known_names(records):
    if not (records / FILE_NAME).exists():
        return []
    return [each.name for each in People(Database(sqlite_url(records / FILE_NAME))).all()]


def instructions(page):
    return {update["cue"]["text"] for update in heard(page) if update["cue"]}
