"""What is kept, in a real browser: whatever becomes of the database, the exercise goes on."""

import os

import pytest
from playwright.sync_api import expect

from sciatica_coach.records.database import URL_VARIABLE, Database
from sciatica_coach.records.people import People
from tests.browser.driving import (
    choose,
    feel,
    opened_page,
    running_app,
    settled,
    start,
    wait_for_reps,
    webcam,
)
from tests.records.conftest import postgres  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser

CLIP, EXERCISE = "knee_to_chest_side.mp4", "Single knee-to-chest"


def test_a_database_that_is_gone_in_mid_session_costs_nothing(
    cameras,
    artefacts,
    tmp_path,
    monkeypatch,
    postgres,  # noqa: F811
):
    url = postgres.new_database()
    database = Database(url)
    people = People(database)
    ann = people.open(people.add("Ann").id)
    monkeypatch.setitem(os.environ, URL_VARIABLE, url.render_as_string(hide_password=False))
    with (
        running_app(tmp_path / "kept") as app,
        opened_page(camera=webcam(CLIP, cameras, slowed=1.5)) as page,
    ):
        page.goto(app.url)
        choose(page, EXERCISE, person="Ann", reps=3)
        start(page)
        wait_for_reps(page, 1, timeout_s=120)
        postgres.stop("immediate")
        try:
            wait_for_reps(page, 2, timeout_s=120)
            page.keyboard.press("Escape")
            expect(page.get_by_text("How does it feel now?")).to_be_visible()
            settled(page)
            feel(page, "set-1", leg=2, back=1, lowest="Thigh")
            expect(page.get_by_text("This session is set aside on this computer")).to_be_visible()
            page.screenshot(path=artefacts / "records-away.png", full_page=True)
        finally:
            postgres.start()
        page.get_by_role("radio", name="No", exact=True).click()
        expect(page.get_by_text("No rise in pain.")).to_be_visible()
        expect(page.get_by_text("This session is set aside")).to_be_hidden()
    (session,) = ann.sessions()
    assert session.has_ended
    assert session.complete_reps >= 2
    assert (session.pain_before.leg, session.pain_after.leg) == (3, 2)
    assert ann.set_records(session.id)[0].angle_series.tracked.mean() > 0.9
    database.close()
