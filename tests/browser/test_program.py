"""A plan is set, done, changed by a proposal, put into a calendar, and moved by a file."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import Page, expect

from sciatica_coach.program.program_file import (
    ProgramFile,
    read_program_file,
    write_program_file,
)
from sciatica_coach.program.schedule import program_on
from sciatica_coach.records.database import FILE_NAME, Database, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.safety.pain import PainChange
from tests.browser.driving import opened_page, running_app, settled
from tests.browser.test_accessibility import THEMES, grave_faults
from tests.program.built import FIGURE, FLOSS, KNEE, item, program, session

pytestmark = pytest.mark.browser
TODAY = date.today()
SIZES = [(1920, 1080), (1366, 768), (390, 844)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("plan-records")


@pytest.fixture(scope="module")
def app(folder):
    with running_app(folder) as running:
        yield running


@pytest.fixture
def kept(app, folder):
    """Records of somebody new, in the database that the app uses."""
    database = Database(sqlite_url(folder / FILE_NAME))
    people = People(database)
    yield people.open(people.add(f"Ann {len(people.all())}").id)
    database.close()


def moment(days_ago: int, hour: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days_ago), time(hour), UTC)


def at_home(page: Page, url: str, name: str) -> None:
    """From the first page to the one of a person."""
    page.goto(url)
    page.get_by_role("button", name="I understand").click()
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("heading", name=f"Hello, {name}").wait_for()
    settled(page)


def on_plan(page: Page, url: str, name: str) -> None:
    at_home(page, url, name)
    page.get_by_role("link", name="Plan", exact=True).first.click()
    page.get_by_role("heading", name="Plan", exact=True).wait_for()
    settled(page)


def current(kept):
    return program_on(kept.programs(), TODAY).program


def test_a_plan_is_set_and_today_begins_with_it(app, kept):
    with opened_page() as page:
        on_plan(page, app.url, kept.name)
        page.get_by_role("button", name="Set a plan").click()
        knee = page.locator(f".st-key-edit-{KNEE}")
        knee.get_by_role("spinbutton", name="Repetitions").fill("4")
        page.locator(f".st-key-edit-in-{FIGURE}").get_by_text("Figure-4").click()
        page.get_by_role("button", name="Save the plan").click()
        expect(page.get_by_text(f"set by {kept.name}.")).to_be_visible()
        assert [each.exercise for each in current(kept).exercises] == [FLOSS, KNEE]
        assert current(kept).of(KNEE).dose.reps == 4

        page.get_by_role("link", name="Coach").first.click()
        row = page.locator(f".st-key-due-{KNEE}")
        expect(row.get_by_text("4 repetitions, hold 20 s, left then right")).to_be_visible()
        expect(page.locator(f".st-key-due-{FIGURE}")).to_have_count(0)
        row.get_by_role("button").click()
        expect(page.get_by_text("How does it feel right now?")).to_be_visible()


def test_a_proposal_is_taken_with_its_reason(app, kept, artefacts):
    kept.set_program(program(), from_day=TODAY - timedelta(days=3), set_by="M. Ruiz")
    risen = session(0, started_at=moment(1, 9), pain=5, changes=(PainChange.CLEAR_RISE,))
    kept.import_sessions([risen])
    with opened_page() as page:
        on_plan(page, app.url, kept.name)
        expect(page.get_by_text("your pain went up by 2 points or more")).to_be_visible()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=artefacts / f"plan-{width}.png")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, "nothing runs out of the page to the side"
        assert current(kept).of(KNEE).dose.reps == 3
        page.get_by_role("button", name="Do it from today").click()
        expect(page.get_by_text("The plan is changed from")).to_be_visible()
        assert current(kept).of(KNEE).dose.reps == 2


def test_the_plan_goes_into_a_calendar(app, kept, tmp_path):
    kept.set_program(program(item(times_per_day=2)), from_day=TODAY, set_by="M. Ruiz")
    with opened_page() as page:
        on_plan(page, app.url, kept.name)
        page.get_by_text("Into your calendar").click()
        assert save(page, "Save the calendar file", tmp_path / "plan.ics") == "exercises.ics"
    calendar = IcsCalendarStream.calendar_from_ics((tmp_path / "plan.ics").read_text())
    found = [each.start for each in calendar.timeline.included(TODAY, TODAY + timedelta(days=2))]
    days = (TODAY, TODAY + timedelta(days=1))
    assert found == [datetime.combine(day, time(hour)) for day in days for hour in (9, 18)]


@pytest.mark.parametrize("dark", THEMES)
def test_the_page_can_be_read_by_everybody(app, kept, dark):
    held = program(item(), item(FIGURE, reps=2, hold_s=30), note="A towel helps.")
    kept.set_program(held, from_day=TODAY - timedelta(days=3), set_by="M. Ruiz")
    kept.import_sessions([session(0, started_at=moment(1, 9), pain=6)])
    with opened_page(dark=dark) as page:
        on_plan(page, app.url, kept.name)
        page.get_by_text("Into your calendar").click()
        page.locator("summary", has_text="Save plan and progress").click()
        settled(page)
        assert grave_faults(page) == []
        page.get_by_role("button", name="Change the plan").click()
        expect(page.get_by_role("button", name="Save the plan")).to_be_visible()
        settled(page)
        assert grave_faults(page) == []


def save(page: Page, label: str, path: Path) -> str:
    """Press a button that saves a file; what the browser would call it."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=label).click()
    coming.value.save_as(path)
    return coming.value.suggested_filename


def test_plan_and_progress_are_saved_as_a_file(app, kept, tmp_path):
    kept.set_program(program(), from_day=TODAY, set_by="M. Ruiz")
    kept.import_sessions([session(0, started_at=moment(1, 9), pain=2)])
    with opened_page() as page:
        on_plan(page, app.url, kept.name)
        page.locator("summary", has_text="Save plan and progress").click()
        name = save(page, "Save plan and progress", tmp_path / "plan.json")
    assert name == "exercise-plan.json"
    found = read_program_file((tmp_path / "plan.json").read_bytes(), today=TODAY)
    assert (found.person, found.programs) == (kept.name, kept.programs())
    assert found.sessions == kept.sessions()


def choose_file(page: Page, name: str, content: bytes) -> None:
    chosen = {"name": name, "mimeType": "application/json", "buffer": content}
    page.locator(".st-key-plan-file input[type=file]").set_input_files(files=[chosen])


def test_a_foreign_file_is_refused_and_a_good_one_asks_before_it_changes_anything(app, kept):
    kept.set_program(program(), from_day=TODAY, set_by="M. Ruiz")
    other = program(item(FIGURE, reps=2, hold_s=30))
    (here,) = kept.programs()
    in_file = ProgramFile(
        person=kept.name,
        written_at=moment(0, 0),
        programs=(type(here)(other, TODAY, "Clinic", moment(1, 8)),),
        sessions=(session(0, started_at=moment(2, 9), pain=2),),
    )
    with opened_page() as page:
        on_plan(page, app.url, kept.name)
        choose_file(page, "holiday.json", b'{"sun": true}')
        expect(page.get_by_text("This is not a plan file of Sciatica Coach.")).to_be_visible()
        page.get_by_role("button", name="Remove holiday.json").click()
        expect(page.get_by_text("This is not a plan file")).to_have_count(0)

        choose_file(page, "plan.json", write_program_file(in_file))
        expect(page.get_by_text("What this file would change")).to_be_visible()
        expect(page.get_by_text("Different: the plan from")).to_be_visible()
        assert current(kept) == program()
        assert kept.sessions() == ()
        page.get_by_text("Take the file's plans in place of those here").click()
        expect(page.get_by_text("From today your plan would be:")).to_be_visible()
        page.get_by_role("button", name="Add this to the records of").click()
        expect(page.get_by_text("The file is taken over.")).to_be_visible()
        assert current(kept) == other
        assert [each.id for each in kept.sessions()] == [in_file.sessions[0].id]
