"""A clinic in a real browser: signing in by PIN and by provider, patients by code, signing out."""

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sciatica_coach.records.access import ClinicAccess
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.admissions import Admission
from sciatica_coach.records.database import FILE_NAME, Database, sqlite_url
from sciatica_coach.records.therapists import Therapists
from tests.browser.driving import App, free_port, opened_page, running_app, settled, wait_until_open

pytestmark = pytest.mark.browser
PIN = "482915"
LOG = "app.log"


@dataclass
class BrowserClinic:
    app: App
    database: Database
    log: Path

    def therapist(self, name):
        return next(
            each.therapist
            for each in Therapists(self.database).all()
            if each.therapist.name == name
        )

    def access(self, name):
        therapist = self.therapist(name)
        return ClinicAccess(self.database, Admission(therapist.id, None, therapist.name))

    def code_for(self, therapist, patient):
        person = self.access(therapist).people.find(patient)
        return AccessCodes(self.database).make(person.id, self.therapist(therapist).id).text


@contextmanager
def running_clinic(folder, *, port=None):
    """Mia looks after Ann and Bob, Tom after Cho."""
    database = Database(sqlite_url(folder / FILE_NAME))
    therapists = Therapists(database)
    therapists.add("Mia", pin=PIN)
    therapists.add("Tom", pin=PIN)
    clinic = BrowserClinic(None, database, folder / LOG)
    for therapist, patient in (("Mia", "Ann"), ("Mia", "Bob"), ("Tom", "Cho")):
        clinic.access(therapist).people.add(patient)
    with running_app(folder, "--clinic", port=port, terminal=folder / LOG) as app:
        clinic.app = app
        yield clinic
    database.close()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    with running_clinic(tmp_path_factory.mktemp("clinic")) as clinic:
        yield clinic


def sign_in(page: Page, clinic: BrowserClinic, name: str = "Mia", pin: str = PIN) -> None:
    page.goto(clinic.app.url)
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_label("PIN or pass phrase", exact=True).fill(pin)
    page.get_by_role("button", name="Sign in", exact=True).click()


def signed_in(page: Page, clinic: BrowserClinic, name: str = "Mia") -> None:
    sign_in(page, clinic, name)
    page.get_by_text(f"Signed in: {name}").wait_for()
    settled(page)


def open_patient(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text(f"Patient: {name}").wait_for()
    settled(page)


def show_by_code(page: Page, clinic: BrowserClinic, patient: str, therapist: str = "Mia") -> str:
    code = clinic.code_for(therapist, patient)
    page.goto(f"{clinic.app.url}/#code={code}")
    expect(page.get_by_role("textbox", name="Code")).to_have_value(code)
    page.get_by_role("button", name="Open my page").click()
    page.get_by_text(f"This page is yours alone: {patient}").wait_for()
    settled(page)
    return code


def cookie(page: Page) -> str:
    return next(
        each["value"] for each in page.context.cookies() if each["name"] == "sciatica_coach_visit"
    )


def test_nothing_of_anybody_is_shown_before_somebody_is_let_in(clinic, artefacts):
    with opened_page() as page:
        for path in ("", "/plan", "/progress", "/review", "/log", "/coach", "/?session=x"):
            page.goto(clinic.app.url + path)
            page.get_by_role("button", name="Open my page").wait_for()
            settled(page)
            shown = page.locator("body").inner_text()
            assert not any(name in shown for name in ("Ann", "Bob", "Cho", "Mia", "Tom"))
        links = page.get_by_test_id("stTopNavLink").all_inner_texts()
        assert [each.split("\n")[-1] for each in links] == ["Sign in", "About"]
        page.screenshot(path=artefacts / "clinic-sign-in.png")


def test_a_therapist_signs_in_by_pin_sees_their_own_patients_and_signs_out(clinic, artefacts):
    with opened_page() as page:
        page.goto(clinic.app.url)
        page.get_by_role("button", name="Open my page").wait_for()
        before = cookie(page)
        signed_in(page, clinic)
        assert cookie(page) != before
        expect(page.get_by_role("button", name="Ann", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Bob", exact=True)).to_be_visible()
        expect(page.get_by_text("Cho")).to_have_count(0)
        page.screenshot(path=artefacts / "clinic-patients.png")
        open_patient(page, "Ann")
        page.screenshot(path=artefacts / "clinic-patient.png")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Open my page").wait_for()
        settled(page)
        expect(page.get_by_text("Ann")).to_have_count(0)
        page.go_back()
        page.wait_for_load_state()
        expect(page.get_by_role("button", name="Open my page")).to_be_visible()
        expect(page.get_by_text("Ann")).to_have_count(0)


def test_a_patient_comes_by_a_code_to_their_own_page_and_finishes(clinic, artefacts):
    with opened_page(size_px=(390, 844)) as page:
        asked = []
        page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))
        code = show_by_code(page, clinic, "Ann")
        assert page.url == f"{clinic.app.url}/"
        assert not any(code in each for each in asked)
        expect(page.get_by_text("Bob")).to_have_count(0)
        page.screenshot(path=artefacts / "clinic-own-page.png")
        page.goto(f"{clinic.app.url}/plan")
        page.get_by_text("Your therapist makes it").wait_for()
        expect(page.get_by_role("button", name="Set a plan")).to_have_count(0)
        page.screenshot(path=artefacts / "clinic-own-plan.png")
        for path in ("/review", "/log", "/phone"):
            page.goto(clinic.app.url + path)
            expect(page.get_by_text("Page not found")).to_be_visible()
            expect(page.get_by_role("heading", name="Log")).to_have_count(0)
        page.goto(clinic.app.url)
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("button", name="Open my page").wait_for()
        settled(page)
        expect(page.get_by_text("Ann")).to_have_count(0)
        page.go_back()
        page.wait_for_load_state()
        page.get_by_role("button", name="Open my page").wait_for()
        expect(page.get_by_text("Ann")).to_have_count(0)


def test_a_code_works_once_and_is_in_no_log(clinic):
    with opened_page() as page:
        code = show_by_code(page, clinic, "Bob")
        signed_out = page.get_by_role("button", name="Finish")
        signed_out.click()
        signed_in(page, clinic)
    told = clinic.log.read_text()
    assert "Sciatica Coach is ready" in told
    assert not [each for each in (code, code.replace("-", ""), PIN, "Bob", "Mia") if each in told]
    with opened_page() as page:
        page.goto(f"{clinic.app.url}/#code={code}")
        expect(page.get_by_role("textbox", name="Code")).to_have_value(code)
        page.get_by_role("button", name="Open my page").click()
        expect(page.get_by_text("This code is not valid")).to_be_visible()
        expect(page.get_by_text("Bob")).to_have_count(0)


def test_a_copied_cookie_of_before_is_worth_nothing_and_one_of_after_only_until_sign_out(clinic):
    with opened_page() as page:
        page.goto(clinic.app.url)
        page.get_by_role("button", name="Open my page").wait_for()
        before = page.context.cookies()
        signed_in(page, clinic)
        after = page.context.cookies()
        thief = page.context.browser.new_context()
        other = thief.new_page()
        thief.add_cookies(before)
        other.goto(clinic.app.url)
        expect(other.get_by_role("button", name="Open my page")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Open my page").wait_for()
        thief.add_cookies(after)
        other.goto(clinic.app.url)
        expect(other.get_by_role("button", name="Open my page")).to_be_visible()
        expect(other.get_by_text("Ann")).to_have_count(0)


def test_in_a_second_tab_one_is_in_as_well_and_out_as_well(clinic):
    with opened_page() as page:
        signed_in(page, clinic)
        second = page.context.new_page()
        second.goto(clinic.app.url)
        second.get_by_text("Signed in: Mia").wait_for()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Open my page").wait_for()
        expect(second.get_by_role("button", name="Open my page")).to_be_visible(timeout=40_000)
        expect(second.get_by_text("Ann")).to_have_count(0)


def test_who_is_disabled_is_out_while_the_page_is_open(clinic):
    therapists = Therapists(clinic.database)
    therapists.add("Eva", pin=PIN)
    clinic.access("Eva").people.add("Zoltan")
    with opened_page() as page:
        signed_in(page, clinic, "Eva")
        open_patient(page, "Zoltan")
        therapists.disable("Eva")
        expect(page.get_by_role("button", name="Open my page")).to_be_visible(timeout=40_000)
        expect(page.get_by_text("Zoltan")).to_have_count(0)
        sign_in(page, clinic, "Eva")
        expect(page.get_by_text("Name or PIN is wrong.")).to_be_visible()


def test_a_patient_who_was_handed_over_is_gone_from_an_open_page(clinic):
    person = clinic.access("Mia").people.add("Fay")
    with opened_page() as page:
        signed_in(page, clinic)
        open_patient(page, "Fay")
        clinic.access("Mia").people.hand_over(person.id, clinic.therapist("Tom").id)
        page.get_by_role("link", name="Progress").click()
        settled(page)
        page.get_by_role("link", name="Patients").click()
        page.get_by_role("button", name="Ann", exact=True).wait_for()
        settled(page)
        expect(page.get_by_text("Fay")).to_have_count(0)


def test_wrong_pins_are_slowed_down(clinic, artefacts):
    Therapists(clinic.database).add("Gil", pin=PIN)
    with opened_page() as page:
        for _ in range(5):
            sign_in(page, clinic, "Gil", "000001")
            page.get_by_text("Name or PIN is wrong.").wait_for()
        sign_in(page, clinic, "Gil")
        expect(page.get_by_text("Too many wrong tries. Try again in a minute.")).to_be_visible()
        page.screenshot(path=artefacts / "clinic-wait.png")


@pytest.fixture(scope="module")
def provider():
    """An identity provider on this machine, in a process of its own: whoever types a name is it."""
    users = [
        {"sub": "4711", "email": "mia@practice.example", "email_verified": True},
        {"sub": "666", "email": "eve@elsewhere.example", "email_verified": True},
        {"sub": "667", "email": "mia@practice.example", "email_verified": False},
    ]
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    claims = [part for user in users for part in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(
        [*command, *claims], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_open(port, process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def clinic_with_provider(tmp_path_factory, provider):
    folder, port = tmp_path_factory.mktemp("clinic-oidc"), free_port()
    (folder / "secrets.toml").write_text(
        f"""
        [auth]
        redirect_uri = "http://localhost:{port}/oauth2callback"
        cookie_secret = "a long secret that nobody else knows"
        client_id = "coach"
        client_secret = "shared with the provider"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """
    )
    with running_clinic(folder, port=port) as clinic:
        Therapists(clinic.database).disable("Mia")
        Therapists(clinic.database).add("Ida", email="mia@practice.example")
        yield clinic


def go_to_provider(page: Page, clinic: BrowserClinic) -> None:
    page.goto(clinic.app.url)
    page.get_by_role("button", name="Sign in with the practice's account").click()
    page.get_by_role("button", name="Authorize").wait_for()


def sign_in_as(page: Page, clinic: BrowserClinic, subject: str) -> None:
    go_to_provider(page, clinic)
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def test_an_account_alone_lets_nobody_in(clinic_with_provider):
    for subject in ("666", "667", "anybody"):
        with opened_page(expects_refusals=True) as page:  # the provider's page is its own
            sign_in_as(page, clinic_with_provider, subject)
            expect(page.get_by_text("This account may not sign in here.")).to_be_visible()
            expect(page.get_by_text("Signed in")).to_have_count(0)


def test_a_therapist_signs_in_at_the_provider_and_nobody_after_them(
    clinic_with_provider, artefacts
):
    clinic = clinic_with_provider
    with opened_page(expects_refusals=True) as page:  # the provider's page is its own
        sign_in_as(page, clinic, "4711")
        page.get_by_text("Signed in: Ida").wait_for()
        page.screenshot(path=artefacts / "clinic-provider.png")
        page.reload()
        page.get_by_text("Signed in: Ida").wait_for()
        kept = page.context.cookies()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/oauth2/end_session**")
        page.get_by_role("button", name="End session").click()
        page.get_by_role("button", name="Open my page").wait_for()
        assert not [each for each in page.context.cookies() if "_streamlit_user" in each["name"]]
        # Whoever comes next has all that the browser may have kept: they are led out once more.
        page.context.add_cookies(kept)
        page.goto(clinic.app.url)
        page.wait_for_url("**/oauth2/end_session**")
        page.get_by_role("button", name="End session").click()
        page.get_by_role("button", name="Open my page").wait_for()
        settled(page)
        expect(page.get_by_text("Signed in: Ida")).to_have_count(0)
