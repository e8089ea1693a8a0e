"""Adds to every answer what the browser is to keep to: it loads and runs nothing from elsewhere."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FEATURES_OFF = (
    "accelerometer",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""Of a browser's devices and services a session needs the camera, full screen and a screen that
stays on, nothing else."""
_FIXED = {
    "Permissions-Policy": ", ".join(["camera=(self)", *(f"{each}=()" for each in _FEATURES_OFF)]),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NEVER = (
    "object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
KIOSK_POLICY = f"default-src 'self'; img-src 'self' data:; media-src 'self' blob:; {_NEVER}"
"""The kiosk's pages are all files of ours."""
_APP_POLICY = (
    "default-src 'self'; "
    # Streamlit imports the scripts of components from blobs that it makes itself.
    "script-src 'self' blob: {hashes}; worker-src 'self' blob:; "
    # Streamlit's own styles are made in the page while it runs.
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    f"img-src 'self' data: blob:; media-src 'self' data: blob:; {_NEVER}"
)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_REPLACED_BY_US = ("content-security-policy", "access-control-allow-origin")
"""Nothing of the app is for other origins, whatever a route says."""


def app_policy(index_page: Path) -> str:
    """The policy for Streamlit's pages, which allows the inline scripts of its index page alone.

    Parameters
    ----------
    index_page
        Streamlit's own page: its scripts differ from version to version.
    """
    scripts = _INLINE_SCRIPT.findall(index_page.read_text(encoding="utf-8"))
    return _APP_POLICY.format(hashes=" ".join(map(_hash, scripts)))


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer, errors included.

    Parameters
    ----------
    app
        What answers.
    policy
        The Content-Security-Policy. Browsers count the server's own WebSockets among 'self'.
    """

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                has_begun = True
                message = _with_headers(message, self._policy)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if scope["type"] == "http" and not has_begun:
                answer = PlainTextResponse("Something went wrong; see the coach's log.", 500)
                await answer(scope, receive, send_with_headers)
            raise


def _with_headers(message: Message, policy: str) -> Message:
    kept: Iterable[tuple[bytes, bytes]] = message.get("headers", ())
    names = [each.encode() for each in _REPLACED_BY_US]
    headers = MutableHeaders(raw=[each for each in kept if each[0].lower() not in names])
    headers.update({"Content-Security-Policy": policy, **_FIXED})
    return {**message, "headers": headers.raw}
