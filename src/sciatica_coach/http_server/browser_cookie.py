"""A cookie by which a browser is known again: made by the server, readable by no script.

Its value is signed with a key of this server, together with what the browser calls itself: a cookie
that a page of another port has planted, or that was made for another kind of browser, is not known.
What the browser is known by elsewhere, such as in addresses, is derived from it and does not lead
back to it.
"""

import base64
import hashlib
import hmac
import logging
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KEY_BYTES = 32
_ID_BYTES = 24
_LOG = logging.getLogger(__name__)


class BrowserCookies:
    """Makes and recognises the cookies of one server.

    Parameters
    ----------
    name
        Of the cookie. Under https it begins with `__Host-`, which browsers take from this very
        host alone, or with `__Secure-` where it is for a part of a site; no other is known then.
    key_file
        Asked when the key is needed first: where it is kept, so that cookies outlive the server.
    path
        The part of the site that the cookie is for.
    """

    def __init__(
        self, name: str, key_file: Callable[[], Path], *, path: Callable[[], str] = lambda: "/"
    ) -> None:
        self._name = name
        self._key_file = key_file
        self._path = path

    @cached_property
    def _key(self) -> bytes:
        return _kept_key(self._key_file())

    def make(self, user_agent: str) -> str:
        """The value for a browser that has none."""
        browser_id = secrets.token_urlsafe(_ID_BYTES)
        return f"{browser_id}.{self._sign(browser_id, user_agent)}"

    def token(self, cookies: str, user_agent: str, *, is_secure: bool) -> str | None:
        """What stands for a browser; None if it is not known.

        Parameters
        ----------
        cookies
            The header `Cookie` as it came. It is read here, because Starlette and Streamlit take
            a name with odd spaces about it for the same name, and the last of several: a page of
            a neighbouring name could plant one that way.
        is_secure
            Whether the request came by https.
        """
        values = _values(cookies, self._full_name(is_secure=is_secure))
        if len(values) != 1:  # of several, nobody knows which one is this server's
            return None
        browser_id, _, signature = values.pop().partition(".")
        expected = self._sign(browser_id, user_agent)
        if not hmac.compare_digest(_bytes(signature), _bytes(expected)):
            return None
        return self._mac(f"token:{browser_id}")

    def header(self, value: str, *, is_secure: bool) -> str:
        """The header's value that lets the browser keep it until it is closed."""
        name, secure = self._full_name(is_secure=is_secure), "; Secure" if is_secure else ""
        return f"{name}={value}; Path={self._path()}; HttpOnly; SameSite=Strict{secure}"

    def _full_name(self, *, is_secure: bool) -> str:
        prefix = ("__Host-" if self._path() == "/" else "__Secure-") if is_secure else ""
        return prefix + self._name

    def _sign(self, browser_id: str, user_agent: str) -> str:
        return self._mac(f"cookie:{browser_id}:{user_agent}")

    def _mac(self, text: str) -> str:
        digest = hmac.digest(self._key, _bytes(text), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _values(cookies: str, name: str) -> set[str]:
    """The values that a cookie of this very name has in the header."""
    pairs = (each.strip(" \t").partition("=") for each in cookies.split(";"))
    return {value for key, _, value in pairs if key == name}


def _bytes(text: str) -> bytes:
    """Of any text that a request may hold."""
    return text.encode("utf-8", "surrogatepass")


def _kept_key(file: Path) -> bytes:
    """The key of a file, which is made if there is none.

    If it cannot be kept, the cookies hold as long as the server runs.
    """
    made = secrets.token_bytes(_KEY_BYTES)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write_new(file, made)
        kept = file.read_bytes()
        if len(kept) != _KEY_BYTES:  # a disk that was full, or a power cut
            file.unlink()
            _write_new(file, made)
            kept = made
    except OSError as error:
        _LOG.warning("%s: the key of cookies cannot be kept: %s", file, error.strerror)
        return made
    return kept


def _write_new(file: Path, content: bytes) -> None:
    """Write a file that only its owner can read; two servers that begin at once share the first."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)


class CookieIssuer:
    """ASGI middleware that gives a cookie to each browser that has none which is known.

    Parameters
    ----------
    app
        What answers.
    cookies
        Makes them.
    asked_at
        The path whose answers carry it. The page itself asks for it before it does anything else:
        who has followed a link from elsewhere shows no `SameSite=Strict` cookie with the first
        request for the page, and would lose the one they have.
    """

    def __init__(self, app: ASGIApp, *, cookies: BrowserCookies, asked_at: str) -> None:
        self._app = app
        self._cookies = cookies
        self._asked_at = asked_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with a cookie if one is due."""
        if scope["type"] != "http" or scope["path"] != self._asked_at or self._knows(scope):
            await self._app(scope, receive, send)
            return
        user_agent = _user_agent(HTTPConnection(scope))
        cookie = self._cookies.header(
            self._cookies.make(user_agent), is_secure=scope["scheme"] == "https"
        )

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                headers.append("Set-Cookie", cookie)
                message = {**message, "headers": headers.raw}
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _knows(self, scope: Scope) -> bool:
        asked = HTTPConnection(scope)
        cookies = "; ".join(asked.headers.getlist("cookie"))
        is_secure = scope["scheme"] == "https"
        return self._cookies.token(cookies, _user_agent(asked), is_secure=is_secure) is not None


def _user_agent(asked: HTTPConnection) -> str:
    return asked.headers.get("user-agent", "")
