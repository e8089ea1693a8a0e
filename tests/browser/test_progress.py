"""The Progress page in a real browser: charts with tables, and points that open their session."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.driving import opened_page, running_app, settled
from tests.browser.test_accessibility import THEMES, grave_faults
from tests.past_sessions import Life, past_sessions
from tests.ui.progress_person import add_whole_session, person_with

pytestmark = pytest.mark.browser

DAYS = 24
LIFE = Life(
    range_deg=lambda share: 80 + 30 * share,
    leg_pain=lambda share: 6 - 4 * share,
    uncertainty_deg=6.0,
)
SIZES = {"large": (1920, 1080), "laptop": (1366, 768), "phone": (390, 844)}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """The app with somebody's history, whose last session has its curve."""
    folder = tmp_path_factory.mktemp("seeded")
    first_day = date.today() - timedelta(days=DAYS)
    with person_with(folder, past_sessions(DAYS, life=LIFE, first_day=first_day)) as ann:
        noon = datetime.now(UTC).replace(hour=12, minute=0)
        add_whole_session(ann.records, noon)
    person_with(folder, (), name="Bob").close()
    with running_app(folder) as app:
        yield app


def opened_progress(page, app, *, name="Ann"):
    page.goto(f"{app.url}/progress")
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("heading", name="Progress").wait_for()
    settled(page)


def points(page, key):
    """The points of a chart."""
    return page.locator(f".st-key-{key} [aria-roledescription=point]")


def test_charts_and_tables_are_shown(seeded, artefacts):
    for name, size_px in SIZES.items():
        with opened_page(size_px=size_px) as page:
            opened_progress(page, seeded)
            expect(page.get_by_text("Left side: clearly more.")).to_be_visible()
            expect(points(page, "range-pull-left")).to_have_count(DAYS)
            expect(points(page, "range-pull-right")).to_have_count(DAYS + 1)
            page.screenshot(path=artefacts / f"progress-{name}.png", full_page=True)
            assert not page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )


def test_a_point_opens_its_session(seeded, artefacts):
    with opened_page() as page:
        opened_progress(page, seeded)
        points(page, "range-pull-right").last.click(force=True)
        expect(page.get_by_text("Set 1, right leg")).to_be_visible()
        curve = page.get_by_text("Hip flexion (thigh to trunk), right, over time")
        expect(curve.first).to_be_visible()
        assert "session=" in page.url
        page.screenshot(path=artefacts / "progress-session.png", full_page=True)
        address = page.url
        page.get_by_role("button", name="Back to progress").click()
        expect(points(page, "range-pull-right")).to_have_count(DAYS + 1)
        expect(page).to_have_url(f"{seeded.url}/progress")
        settled(page)
        page.goto(address)
        expect(page.get_by_text("Set 1, right leg")).to_be_visible()


def test_the_browsers_own_way_back_leads_to_progress(seeded):
    with opened_page() as page:
        opened_progress(page, seeded)
        page.locator('[class*="st-key-open-"] button').first.click()
        expect(page.get_by_role("button", name="Back to progress")).to_be_visible()
        settled(page)
        page.go_back()
        expect(points(page, "range-pull-right")).to_have_count(DAYS + 1)


def test_a_row_opens_its_session(seeded):
    with opened_page() as page:
        opened_progress(page, seeded)
        page.get_by_text("Pain as a table").click()
        table = page.locator(".st-key-pains .dvn-scroller")
        table.click(position={"x": 15, "y": 55})
        expect(page.get_by_role("button", name="Back to progress")).to_be_visible()


def test_who_has_done_nothing_yet_is_told_what_will_be_here(seeded):
    with opened_page() as page:
        opened_progress(page, seeded, name="Bob")
        expect(page.get_by_text("Nothing is kept here yet.")).to_be_visible()


@pytest.mark.parametrize("dark", THEMES)
def test_accessibility(seeded, artefacts, dark):
    with opened_page(dark=dark) as page:
        opened_progress(page, seeded)
        expect(points(page, "range-pull-left")).to_have_count(DAYS)
        for folded in page.locator("[data-testid=stExpander] summary").all():
            folded.click()
        settled(page)
        page.screenshot(path=artefacts / f"progress-tables-{dark}.png", full_page=True)
        assert grave_faults(page) == []
        page.get_by_role("button", name="Single knee-to-chest, 5 of 6").first.click()
        expect(page.get_by_role("button", name="Back to progress")).to_be_visible()
        settled(page)
        assert grave_faults(page) == []
