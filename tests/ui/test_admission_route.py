"""The way in, over real connections: a ticket, once, and another cookie."""

import http.client
import json

import pytest

from sciatica_coach.http_server.browser_cookie import BrowserCookies
from sciatica_coach.records.admissions import Newcomer
from sciatica_coach.ui.admission_route import COME_IN, AdmissionRoute
from sciatica_coach.ui.admitting import Tickets, admissions
from tests.live.server import served
from tests.ui.clinic.clinic_pages import clinic  # noqa: F401

AGENT = "Mozilla/5.0 (of a therapist)"


class Site:
    def __init__(self, tmp_path):
        self.tickets = Tickets()
        self.forgotten = []
        self.port = 0
        self.cookies = BrowserCookies("c", lambda: tmp_path / "key")
        self.routes = AdmissionRoute(self.cookies, self.forgotten.append, self.tickets).routes

    def ask(self, body, *, cookie="", origin="http://127.0.0.1", method="POST"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"User-Agent": AGENT, "Cookie": cookie}
        if origin:
            headers["Origin"] = origin
        connection.request(method, COME_IN, body, headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status, response.headers.get("Set-Cookie", "")

    def come(self, newcomer, **how):
        return self.ask(json.dumps({"ticket": self.tickets.give(newcomer)}), **how)

    def token(self, cookie, *, is_secure=False):
        return self.cookies.token(cookie.partition(";")[0], AGENT, is_secure=is_secure)


@pytest.fixture
def site(tmp_path, clinic):  # noqa: F811
    site = Site(tmp_path)
    with served(site.routes) as port:
        site.port = port
        yield site


def test_a_ticket_lets_the_browser_in_with_a_new_cookie(site, clinic):  # noqa: F811
    before = f"c={site.cookies.make(AGENT)}"
    status, cookie = site.come(Newcomer(therapist_id=clinic.mia.id), cookie=before)
    assert status == 204
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert site.token(cookie) != site.token(before)
    assert admissions().find(site.token(cookie)).therapist_id == clinic.mia.id
    assert admissions().find(site.token(before)) is None
    assert site.forgotten == [site.token(before)]


def test_by_https_the_cookie_is_secure(site, clinic):  # noqa: F811
    newcomer = Newcomer(therapist_id=clinic.mia.id)
    status, cookie = site.come(newcomer, origin="https://coach.example")
    assert status == 204
    assert cookie.startswith("__Host-c=")
    assert "Secure" in cookie
    assert admissions().find(site.token(cookie, is_secure=True))


def test_whoever_was_in_by_that_browser_is_out(site, clinic):  # noqa: F811
    _, first = site.come(Newcomer(therapist_id=clinic.mia.id))
    newcomer = Newcomer(person_id=clinic.cho.id, code_by=clinic.tom.id)
    status, second = site.come(newcomer, cookie=first.partition(";")[0])
    assert status == 204
    assert admissions().find(site.token(first)) is None
    assert admissions().find(site.token(second)).person_id == clinic.cho.id


def test_a_ticket_works_once(site, clinic):  # noqa: F811
    body = json.dumps({"ticket": site.tickets.give(Newcomer(therapist_id=clinic.mia.id))})
    assert [site.ask(body)[0] for _ in range(3)] == [204, 403, 403]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"ticket": "guessed"}', 403),
        ('{"ticket": ""}', 403),
        ("{}", 400),
        ("", 400),
        ("[" * 400, 400),
        ('{"ticket": "a", "therapist": "b"}', 400),
        ("x" * 501, 400),
    ],
)
def test_anything_else_lets_nobody_in(site, body, status):
    assert site.ask(body) == (status, "")


def test_what_comes_from_no_page_is_refused(site, clinic):  # noqa: F811
    assert site.come(Newcomer(therapist_id=clinic.mia.id), origin="")[0] == 404
    assert site.ask("", method="GET")[0] == 405


def test_who_may_not_come_in_any_more_does_not(site, clinic):  # noqa: F811
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    newcomer = Newcomer(person_id=clinic.ann.id, code_by=clinic.mia.id)
    assert site.come(newcomer) == (403, "")


def test_at_home_there_is_no_such_way(site, clinic, monkeypatch):  # noqa: F811
    monkeypatch.delenv("SCIATICA_COACH_CLINIC")
    assert site.come(Newcomer(therapist_id=clinic.mia.id))[0] == 404
