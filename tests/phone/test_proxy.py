"""The way in for phones, before a server that stands for the coach."""

import http.client
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from sciatica_coach.errors import CoachError
from sciatica_coach.phone.access import PhoneAccess, open_access
from tests.live.server import served


async def show(request: Request) -> Response:
    return PlainTextResponse(f"{request.headers['host']} {await request.body()!r}")


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_bytes(await socket.receive_bytes())
    await socket.close()


@pytest.fixture(scope="module")
def coach():
    routes = [Route("/", show, methods=["GET", "POST"]), WebSocketRoute("/live/x", echo)]
    with served(routes) as port:
        yield port


@pytest.fixture
def access(coach):
    access = open_access("127.0.0.1", coach)
    yield access
    access.close()


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def connection(access: PhoneAccess) -> Iterator[http.client.HTTPSConnection]:
    port = access.proxy.port
    phone = http.client.HTTPSConnection("127.0.0.1", port, context=trusting(), timeout=60)
    with closing(phone):
        yield phone


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str


def answer_of(phone: http.client.HTTPConnection) -> Answer:
    with phone.getresponse() as response:
        return Answer(response.status, response.headers, response.read().decode())


def get(access: PhoneAccess, path: str, **headers: str) -> Answer:
    with connection(access) as phone:
        phone.request("GET", path, headers=headers)
        return answer_of(phone)


def cookie_of(access: PhoneAccess) -> str:
    response = get(access, "/" + access.url.split("/", 3)[3])
    assert (response.status, response.headers["location"]) == (303, "/")
    return response.headers["set-cookie"].split(";")[0]


def test_whoever_has_the_secret_address_reaches_the_coach_under_this_name(access):
    response = get(access, "/", Cookie=cookie_of(access))
    assert response.status == 200
    assert response.text == f"127.0.0.1:{access.proxy.port} b''"


def test_one_connection_serves_several_requests(access):
    with connection(access) as phone:
        for body in (b"one", b"two" * 100_000):
            phone.request("POST", "/", body, {"Cookie": cookie_of(access)})
            assert answer_of(phone).text.endswith(f"{body!r}")


def test_a_live_socket_goes_through(access):
    url = f"wss://127.0.0.1:{access.proxy.port}/live/x"
    headers = {"Cookie": cookie_of(access)}
    with connect(url, ssl=trusting(), additional_headers=headers) as socket:
        socket.send(b"picture" * 20_000)
        assert socket.recv(timeout=60) == b"picture" * 20_000


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        pytest.param("en-GB", "not complete", id="English"),
        pytest.param("es-ES,es;q=0.9", "no está completa", id="Spanish"),
    ],
)
def test_anybody_else_is_told_what_to_do_and_gets_nothing(access, locale, told):
    response = get(access, "/", **{"Accept-Language": locale})
    assert response.status == 403
    assert told in response.text


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"\r\n\r\n", id="nothing"),
        pytest.param(b"GET\r\n\r\n", id="no target"),
        pytest.param(b"\xff\xfe\x00 / x\r\n:::\r\n\r\n", id="no text"),
    ],
)
def test_what_is_no_request_is_refused(access, sent):
    with connection(access) as phone:
        phone.connect()
        phone.sock.sendall(sent)
        assert phone.sock.recv(100).startswith(b"HTTP/1.1 403")


def test_a_head_that_never_ends_is_dropped(access):
    with connection(access) as phone:
        phone.connect()
        phone.sock.sendall(b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 10_000)
        with suppress(OSError):  # however it is cut off, there is no answer
            assert phone.sock.recv(100) == b""


def test_a_way_in_that_was_closed_is_closed_to_everybody(access):
    cookie = cookie_of(access)
    with connection(access) as phone:
        phone.request("GET", "/", headers={"Cookie": cookie})
        assert answer_of(phone).status == 200
        access.close()
        access.close()
        assert not access.is_open
        with suppress(OSError):
            assert phone.sock.recv(100) == b""
    with pytest.raises(ConnectionError):
        get(access, "/", Cookie=cookie)


def test_a_port_that_is_taken_is_told(access, coach):
    with pytest.raises(CoachError, match=f"port {access.proxy.port}"):
        open_access("127.0.0.1", coach, access.proxy.port)
