"""Lets in only requests for this server, from its own pages: a check before every route.

A browser tells truly which name it asks by (`Host`) and which page asks (`Origin`, and
`Sec-Fetch-Site` even where there is no origin). A foreign name that leads to this computer (DNS
rebinding) and a foreign page that is open beside the coach are refused by these alone.
"""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HOSTS_VARIABLE = "SCIATICA_COACH_HOSTS"
"""Environment variable: under which further names browsers reach the server, as in their address
bar, port included where one is shown; several are separated by commas or spaces."""
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_POLICY_VIOLATION = 1008
_WRONG_NAME = (
    "Sciatica Coach does not answer to this name. Open it at the address that it printed when it "
    f"started. If a web server in front of it uses this name, add the name to {HOSTS_VARIABLE}."
)
_FOREIGN_PAGE = "Only pages of Sciatica Coach itself may ask for this."


def named_hosts() -> frozenset[str]:
    """The further names that the server's owner has given."""
    given = os.environ.get(HOSTS_VARIABLE, "")
    return frozenset(given.lower().replace(",", " ").split())


def no_hosts() -> frozenset[str]:
    """No further name."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class _Refused:
    status: int
    sentence: str


class OwnRequests:
    """ASGI middleware that refuses requests by a foreign name, or of a foreign page.

    Parameters
    ----------
    app
        What the others are handed to.
    hosts
        Further names and ports by which browsers reach the server through a web server.
    secure_hosts
        Asked at each request: the same for names that are reached by https through a proxy of our
        own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = frozenset(),
        secure_hosts: Callable[[], Collection[str]] = no_hosts,
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._secure_hosts = secure_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on as the browser sent it, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        host = self._public_host(scope)
        if host is None:
            await _refuse(_Refused(421, _WRONG_NAME), scope, receive, send)
            return
        scope = _as_asked(scope, host, is_secure=host in self._secure_hosts())
        if (refused := _foreign(scope, host)) is not None:
            await _refuse(refused, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _public_host(self, scope: Scope) -> str | None:
        """By which name the browser asks, as in its address bar; None if it is a foreign one."""
        headers = Headers(scope=scope)
        given = headers.getlist("host")
        if len(given) != 1:
            return None
        host = given[0].lower()
        if not (_is_own(host, scope) or self._is_named(host) or host in self._secure_hosts()):
            return None
        forwarded = [each.lower() for each in headers.getlist("x-forwarded-host")]
        # Scripts cannot add this header to requests of other pages, and only known names count.
        if len(forwarded) == 1 and self._is_named(forwarded[0]):
            return forwarded[0]
        return host

    def _is_named(self, host: str) -> bool:
        return host in self._hosts or any(
            _without_port(host, port) in self._hosts for port in _DEFAULT_PORTS.values()
        )


def _is_own(host: str, scope: Scope) -> bool:
    """Whether this is the computer itself, at the port that the server listens on."""
    _, port = scope.get("server") or (None, None)
    if port is None:
        return False
    default_port = _DEFAULT_PORTS["https" if scope["scheme"] in ("https", "wss") else "http"]
    ends = (f":{port}", "") if port == default_port else (f":{port}",)
    return any(host == name + end for name in _OWN_NAMES for end in ends)


def _as_asked(scope: Scope, host: str, *, is_secure: bool) -> Scope:
    """The request with the name, and the scheme, that the browser has used.

    Streamlit compares the origin with the host as well, and asks an address on the internet for its
    own name if they differ.
    """
    others = [each for each in scope["headers"] if each[0] != b"host"]
    asked = {**scope, "headers": [*others, (b"host", host.encode("latin-1"))]}
    if is_secure:
        asked["scheme"] = "wss" if scope["type"] == "websocket" else "https"
    return asked


def _foreign(scope: Scope, host: str) -> _Refused | None:
    """Why the request is refused; None if it is of one of our own pages, or of no page."""
    headers = Headers(scope=scope)
    origins = headers.getlist("origin")
    is_encrypted = scope["scheme"] in ("https", "wss")
    refused = _Refused(403, _FOREIGN_PAGE)
    if not all(is_own_origin(each, host, is_encrypted=is_encrypted) for each in origins):
        return refused
    if scope["type"] == "websocket":
        # Browsers always send the origin of a WebSocket, and scripts cannot change it.
        return None if len(origins) == 1 else refused
    site = headers.get("sec-fetch-site", "none")
    if site not in ("same-origin", "none") and not _is_visit(scope, headers):
        return refused
    return None


def is_own_origin(origin: str, host: str, *, is_encrypted: bool) -> bool:
    """Whether a page of this origin was served under this host.

    Parameters
    ----------
    is_encrypted
        Whether the request is known to have come by https: pages of http are foreign then.
    """
    try:
        parts = urlsplit(origin)
        scheme, place = parts.scheme, parts.netloc.lower()
    except ValueError:
        return False
    if scheme not in _DEFAULT_PORTS or (scheme == "http" and is_encrypted):
        return False
    if origin.lower() != f"{scheme}://{place}" or not place:
        return False
    port = _DEFAULT_PORTS[scheme]
    return _without_port(place, port) == _without_port(host, port)


def _without_port(host: str, port: int) -> str:
    return host.removesuffix(f":{port}")


def _is_visit(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link to a page, which only shows it."""
    return (
        scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


async def _refuse(refused: _Refused, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    answer = PlainTextResponse(
        refused.sentence, refused.status, headers={"Cache-Control": "no-store"}
    )
    await answer(scope, receive, send)
