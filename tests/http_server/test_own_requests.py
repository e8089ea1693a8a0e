"""Who is let in by Host, Origin and what browsers tell besides."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from sciatica_coach.http_server.own_requests import (
    HOSTS_VARIABLE,
    OwnRequests,
    is_own_origin,
    named_hosts,
)
from tests.http_server.asking import OWN, PORT, Client

NAMED = ("coach.example", "coach.example:8443")
PHONE = "192.168.1.5:40123"


def seen(asked: HTTPConnection) -> str:
    return f"{asked.scope['scheme']} {asked.headers['host']}"


async def show(request):
    return PlainTextResponse(seen(request))


async def talk(socket):
    await socket.accept()
    await socket.send_text(seen(socket))
    await socket.close()


@pytest.fixture
def phones():
    return set()


@pytest.fixture
def client(phones):
    app = Starlette(
        routes=[
            Route("/", show, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
            WebSocketRoute("/socket", talk),
        ],
        middleware=[Middleware(OwnRequests, hosts=NAMED, secure_hosts=lambda: phones)],
    )
    return Client(app)


def status(client: Client, method: str = "GET", **headers: str) -> int:
    names = {key.replace("_", "-"): value for key, value in headers.items()}
    return client.ask(method=method, headers=names).status


OWN_HOSTS = [f"{name}:{PORT}" for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]")]
FOREIGN_HOSTS = {
    "another name": "evil.example",
    "another name, our port": f"evil.example:{PORT}",
    "no port": "127.0.0.1",
    "another port": "127.0.0.1:8502",
    "another address": f"10.0.0.1:{PORT}",
    "ours within": f"127.0.0.1:{PORT}.evil.example",
    "ours before": f"127.0.0.1.evil.example:{PORT}",
    "ours as a user": f"127.0.0.1:{PORT}@evil.example",
    "a dot": f"localhost.:{PORT}",
    "below a name of ours": "x.coach.example",
    "a name of ours at another port": "coach.example:9000",
    "every address": f"0.0.0.0:{PORT}",
    "a number": f"2130706433:{PORT}",
    "empty": "",
    "a phone that nobody lets in": PHONE,
}


@pytest.mark.parametrize("host", [*OWN_HOSTS, "coach.example", "coach.example:8443"])
def test_own_names_are_answered(client, host):
    assert status(client, host=host) == 200


@pytest.mark.parametrize("host", FOREIGN_HOSTS.values(), ids=FOREIGN_HOSTS)
def test_foreign_names_are_refused_though_the_origin_fits(client, host):
    answer = client.ask(headers={"host": host})
    assert answer.status == 421
    assert "does not answer to this name" in answer.text
    assert status(client, host=host, origin=f"http://{host}") == 421
    assert client.connect(headers={"host": host, "origin": f"http://{host}"}).status == 1008


ORIGINS = {
    "own": (f"http://{OWN}", True),
    "own by https through a proxy": (f"https://{OWN}", True),
    "large letters": (f"HTTP://{OWN}", True),
    "foreign": ("http://evil.example", False),
    "null": ("null", False),
    "empty": ("", False),
    "another port": ("http://127.0.0.1:8502", False),
    "another name of this computer": (f"http://localhost:{PORT}", False),
    "no port": ("http://127.0.0.1", False),
    "ours as a path": (f"http://evil.example/{OWN}", False),
    "ours with a path": (f"http://{OWN}/", False),
    "ours as a user": (f"http://{OWN}@evil.example", False),
    "a file": ("file://", False),
    "an extension": (f"chrome-extension://{OWN}", False),
    "no address": ("http://[", False),
}


@pytest.mark.parametrize(("origin", "is_own"), ORIGINS.values(), ids=ORIGINS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_the_origin_must_be_the_host(client, method, origin, is_own):
    assert status(client, method, origin=origin) == (200 if is_own else 403)


@pytest.mark.parametrize(("origin", "is_own"), [*ORIGINS.values(), (None, False)])
def test_a_socket_needs_an_origin_and_it_must_be_the_host(client, origin, is_own):
    headers = {"origin": origin} if origin is not None else {}
    answer = client.connect(headers=headers)
    assert (answer.status, answer.text) == ((101, f"ws {OWN}") if is_own else (1008, ""))


LINK = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("method", "told", "is_let_in"),
    [
        pytest.param("GET", LINK, True, id="a link to the page"),
        pytest.param("GET", LINK | {"sec_fetch_dest": "iframe"}, False, id="a frame"),
        pytest.param("GET", {"sec_fetch_mode": "no-cors"}, False, id="a picture or a script"),
        pytest.param("GET", {}, False, id="anything"),
        pytest.param("POST", LINK, False, id="a form"),
        pytest.param("DELETE", {"sec_fetch_mode": "cors"}, False, id="a script that deletes"),
    ],
)
def test_of_other_sites_and_other_ports_only_links_are_let_in(
    client, site, method, told, is_let_in
):
    assert status(client, method, sec_fetch_site=site, **told) == (200 if is_let_in else 403)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_and_the_address_bar_are_let_in(client, site):
    assert status(client, sec_fetch_site=site, sec_fetch_mode="cors") == 200


def test_a_program_that_is_no_browser_is_let_in(client):
    assert status(client, "PUT") == 200


def test_two_hosts_or_two_origins_are_refused(client):
    assert client.ask(headers=[("host", OWN), ("host", OWN)]).status == 421
    foreign = [("origin", f"http://{OWN}"), ("origin", "http://evil.example")]
    assert client.ask(headers=foreign).status == 403


@pytest.mark.parametrize(
    ("forwarded", "host"),
    [
        ("coach.example", "coach.example"),
        ("COACH.example", "coach.example"),
        ("evil.example", OWN),
        ("coach.example, evil.example", OWN),
    ],
)
def test_a_forwarded_host_counts_only_if_it_is_named(client, forwarded, host):
    headers = {"x-forwarded-host": forwarded}
    assert client.ask(headers=headers).text == f"http {host}"
    assert client.ask(headers=headers | {"origin": f"https://{host}"}).status == 200
    assert client.ask(headers=headers | {"origin": "https://evil.example"}).status == 403
    assert status(client, host="evil.example", x_forwarded_host=forwarded) == 421


def test_a_phone_is_let_in_by_https_exactly_while_it_is_asked_to(client, phones):
    phones.add(PHONE)
    asked = {"host": PHONE, "origin": f"https://{PHONE}"}
    assert client.ask(headers=asked).text == f"https {PHONE}"
    assert client.connect(headers=asked).text == f"wss {PHONE}"
    assert status(client, host=PHONE, origin=f"http://{PHONE}") == 403
    phones.clear()
    assert status(client, host=PHONE) == 421


@pytest.mark.parametrize(
    ("scheme", "host", "expected"),
    [("http", "localhost", 200), ("http", "localhost:80", 200), ("https", "localhost", 421)],
)
def test_browsers_leave_out_the_usual_port(scheme, host, expected):
    client = Client(OwnRequests(Starlette(routes=[Route("/", show)])))
    how = {"scheme": scheme, "server": ("127.0.0.1", 80)}
    assert client.ask(headers={"host": host}, **how).status == expected


@pytest.mark.parametrize(
    ("origin", "host", "is_encrypted", "is_own"),
    [
        ("https://coach.example", "coach.example", True, True),
        ("http://coach.example", "coach.example", True, False),
        ("http://coach.example", "coach.example", False, True),
        ("https://coach.example", "coach.example:443", True, True),
        ("https://coach.example", "coach.example:80", True, False),
    ],
)
def test_origins(origin, host, is_encrypted, is_own):
    assert is_own_origin(origin, host, is_encrypted=is_encrypted) is is_own


def test_names_are_given_by_the_environment(monkeypatch):
    monkeypatch.delenv(HOSTS_VARIABLE, raising=False)
    assert named_hosts() == set()
    monkeypatch.setenv(HOSTS_VARIABLE, "Coach.example, coach.example:8443  other.example,")
    assert named_hosts() == {"coach.example", "coach.example:8443", "other.example"}
