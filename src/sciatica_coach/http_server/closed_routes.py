"""Closes routes that Streamlit opens and the coach does not use."""

from collections.abc import Sequence

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class ClosedRoutes:
    """ASGI middleware that answers 404 below some paths.

    Parameters
    ----------
    app
        What answers everything else.
    prefixes
        Where those paths begin.
    """

    def __init__(self, app: ASGIApp, *, prefixes: Sequence[str]) -> None:
        self._app = app
        self._prefixes = tuple(prefixes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        is_closed = scope["type"] == "http" and scope["path"].startswith(self._prefixes)
        app = PlainTextResponse("There is nothing here.", 404) if is_closed else self._app
        await app(scope, receive, send)
