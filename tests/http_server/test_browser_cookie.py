"""The cookie by which a browser is known: made by the server alone."""

from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sciatica_coach.http_server.browser_cookie import BrowserCookies, CookieIssuer
from tests.http_server.asking import Client

NAME = "coach"
AGENT = "Mozilla/5.0 (of a patient)"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state" / "visit.key"


@pytest.fixture
def cookies(file):
    return BrowserCookies(NAME, lambda: file)


def token(cookies, value: str, *, agent: str = AGENT, name: str = NAME) -> str | None:
    return cookies.token(f"{name}={value}", agent, is_secure=False)


def test_a_browser_is_known_by_its_cookie_also_after_a_restart(cookies, file):
    value = cookies.make(AGENT)
    known = token(cookies, value)
    assert known is not None
    assert token(BrowserCookies(NAME, lambda: file), value) == known
    assert token(cookies, cookies.make(AGENT)) != known


def test_what_stands_for_the_browser_does_not_lead_back_to_the_cookie(cookies):
    value = cookies.make(AGENT)
    known = token(cookies, value)
    assert not any(part in known for part in value.split("."))
    assert token(cookies, known) is None
    assert token(cookies, f"{known}.{value.split('.')[1]}") is None


def planted(value: str) -> dict[str, str]:
    browser_id, signature = value.split(".")
    return {
        "empty": "",
        "made up": "x" * 32,
        "made up, with a dot": f"{'x' * 32}.{'y' * 43}",
        "not signed": browser_id,
        "signature missing": f"{browser_id}.",
        "signature cut": value[:-1],
        "another id": f"{browser_id[:-1]}{'A' if browser_id[-1] != 'A' else 'B'}.{signature}",
        "a known token of before": "nobody's",
        "no ASCII": f"é{value}",
        "half a character": "\ud800." + signature,
    }


@pytest.mark.parametrize("kind", planted("a.b"))
def test_what_this_server_did_not_make_is_not_known(cookies, kind):
    assert token(cookies, planted(cookies.make(AGENT))[kind]) is None


def test_of_another_browser_or_another_server_it_is_not_known(cookies, tmp_path):
    value = cookies.make(AGENT)
    assert token(cookies, value, agent="Mozilla/5.0 (of an attacker)") is None
    other = BrowserCookies(NAME, lambda: tmp_path / "other.key")
    assert token(other, value) is None


def test_a_cookie_of_this_host_alone_goes_before_one_of_a_larger_site(cookies):
    own, planted = cookies.make(AGENT), cookies.make(AGENT)
    known = token(cookies, own)
    of_host, of_site = f"__Host-{NAME}={own}", f"{NAME}={planted}"
    for both in (f"{of_site}; {of_host}", f"{of_host}; {of_site}"):
        assert cookies.token(both, AGENT, is_secure=True) == known


@pytest.mark.parametrize(
    "tossed",
    [
        pytest.param("{name}={value}", id="for a larger site, by http"),
        pytest.param("__Secure-{name}={value}", id="by https, for a larger site"),
        pytest.param("\x85__Host-{name}={value}", id="a next-line sign before the name"),
        pytest.param("\xa0__Host-{name}={value}", id="a hard space before the name"),
        pytest.param("__Host-{name}\xa0={value}", id="a hard space behind the name"),
        pytest.param("__host-{name}={value}", id="small letters"),
        pytest.param("=__Host-{name}={value}", id="no name"),
    ],
)
def test_by_https_no_cookie_of_a_neighbour_is_known(cookies, tossed):
    own, planted = cookies.make(AGENT), cookies.make(AGENT)
    foreign = tossed.format(name=NAME, value=planted)
    assert cookies.token(foreign, AGENT, is_secure=True) is None
    for both in (f"__Host-{NAME}={own}; {foreign}", f"{foreign}; __Host-{NAME}={own}"):
        assert cookies.token(both, AGENT, is_secure=True) == token(cookies, own)


def test_of_two_cookies_of_one_name_neither_is_known(cookies):
    one, other = cookies.make(AGENT), cookies.make(AGENT)
    assert cookies.token(f"{NAME}={one}; {NAME}={other}", AGENT, is_secure=False) is None
    assert cookies.token(f"{NAME}={one}; {NAME}={one}", AGENT, is_secure=False) is not None


@pytest.mark.parametrize(
    ("path", "is_secure", "expected"),
    [
        ("/", False, "coach=v; Path=/; HttpOnly; SameSite=Strict"),
        ("/", True, "__Host-coach=v; Path=/; HttpOnly; SameSite=Strict; Secure"),
        ("/a/", False, "coach=v; Path=/a/; HttpOnly; SameSite=Strict"),
        ("/a/", True, "__Secure-coach=v; Path=/a/; HttpOnly; SameSite=Strict; Secure"),
    ],
)
def test_no_script_reads_it_and_no_other_site_sends_it(file, path, is_secure, expected):
    cookies = BrowserCookies(NAME, lambda: file, path=lambda: path)
    assert cookies.header("v", is_secure=is_secure) == expected


def test_the_key_is_for_its_owner_alone(cookies, file):
    cookies.make(AGENT)
    assert len(file.read_bytes()) == 32
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damaged", [b"", b"short"])
def test_a_key_that_is_damaged_is_made_anew(cookies, file, damaged):
    file.parent.mkdir()
    file.write_bytes(damaged)
    assert token(cookies, cookies.make(AGENT)) is not None
    assert len(file.read_bytes()) == 32


def test_a_key_that_cannot_be_kept_holds_while_the_server_runs(cookies, file, caplog):
    file.parent.write_text("a file, no folder")
    assert token(cookies, cookies.make(AGENT)) is not None
    assert "cannot be kept" in caplog.text


async def answer(_request):
    return PlainTextResponse("ok")


@pytest.fixture
def client(cookies):
    app = Starlette(
        routes=[Route("/health", answer), Route("/other", answer)],
        middleware=[Middleware(CookieIssuer, cookies=cookies, asked_at="/health")],
    )
    return Client(app)


def given_at(client, path: str, **headers: str) -> SimpleCookie:
    answer = client.ask(path, headers={"user-agent": AGENT, **headers})
    return SimpleCookie(answer.headers.get("set-cookie", ""))


def test_a_browser_without_a_known_cookie_gets_one_and_keeps_it(client, cookies):
    assert not given_at(client, "/other")
    given = given_at(client, "/health")[NAME]
    assert token(cookies, given.value) is not None
    assert given["httponly"]
    assert not given_at(client, "/health", cookie=f"{NAME}={given.value}")


@pytest.mark.parametrize("value", ["", "nobody's", "a.b"])
def test_a_planted_cookie_is_replaced(client, cookies, value):
    given = given_at(client, "/health", cookie=f"{NAME}={value}")[NAME]
    assert given.value != value
    assert token(cookies, given.value) is not None
