"""The server is killed in the middle of a set and started again: the page goes on by itself."""

import pytest
from playwright.sync_api import expect

from sciatica_coach.paths import state_folder
from sciatica_coach.records.database import FILE_NAME, Database, sqlite_url
from sciatica_coach.records.journal import settle_abandoned
from sciatica_coach.records.opening import JOURNALS
from sciatica_coach.records.people import People
from tests.browser.driving import (
    choose,
    free_port,
    opened_page,
    running_app,
    start,
    until,
    wait_for_reps,
    webcam,
)
from tests.browser.test_trouble import CLIP, EXERCISE, in_trouble, out_of_trouble

pytestmark = pytest.mark.browser

_PAGE_MS = 90_000
"""The first page of a new server takes longest."""


def test_a_set_goes_on_after_kill_9_without_a_touch(cameras, artefacts, tmp_path):
    port, terminal, kept = free_port(), tmp_path / "terminal.txt", tmp_path / "kept"
    database = Database(sqlite_url(kept / FILE_NAME))
    people = People(database)
    ann = people.open(people.add("Ann").id)
    with opened_page(camera=webcam(CLIP, cameras, slowed=1.5)) as page:
        page.set_default_timeout(_PAGE_MS)
        with running_app(kept, port=port) as app:
            page.goto(app.url)
            choose(page, EXERCISE, person="Ann", reps=2)
            start(page)
            wait_for_reps(page, 1, timeout_s=120)
            until(lambda: ann.sessions()[0].complete_reps >= 1)
            app.kill()
            in_trouble(page, "Paused: the connection to the coach is lost.")
            page.screenshot(path=artefacts / "restart-lost.png")
        settle_abandoned(state_folder() / JOURNALS, database)
        (broken_off,) = ann.sessions()
        assert not broken_off.has_ended
        assert broken_off.complete_reps >= 1
        page.evaluate("window.heard.length = 0")
        with running_app(kept, port=port, terminal=terminal):
            out_of_trouble(page)
            assert page.evaluate("window.heard[0].reps") >= 1
            wait_for_reps(page, 2, timeout_s=120)
            page.screenshot(path=artefacts / "restart-back.png")
            page.keyboard.press("Escape")
            summary = page.get_by_text("Well done: all 2 repetitions.")
            expect(summary).to_be_visible(timeout=_PAGE_MS)
            expect(page.get_by_text("How does it feel now?")).to_be_visible()
    (whole,) = ann.sessions()
    assert whole.id == broken_off.id
    assert whole.has_ended
    assert whole.complete_reps == 2
    told = terminal.read_text()
    assert f"http://127.0.0.1:{port}" in told
    assert "W0000" not in told, "the pose library's notes to its developers"
    assert "TensorFlow" not in told
