"""The app that a kiosk serves: its page, what that page needs, and nothing besides."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.route import KioskRoute
from sciatica_coach.kiosk.staff_route import StaffRoute
from sciatica_coach.language.catalog import languages
from sciatica_coach.ui.files import WEB, file_routes, folder_route
from sciatica_coach.ui.kiosk.page import STYLES, page_data, page_html

_ICON = WEB / "icon.svg"
_HEADERS = {
    # Whatever a page might be made to load or to open, it is this server's or nothing.
    b"content-security-policy": (
        b"default-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
        b"object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    b"permissions-policy": b"camera=(self), microphone=(), geolocation=(), display-capture=()",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}


def kiosk_app(kiosk: Kiosk) -> Starlette:
    """Serves one kiosk, to browsers on this computer."""
    return Starlette(
        routes=[*_page_routes(kiosk), *KioskRoute(kiosk).routes, *StaffRoute(kiosk).routes],
        middleware=[
            # A foreign name that leads here would make a foreign page one of ours.
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
            Middleware(_Headers),
        ],
    )


def _page_routes(kiosk: Kiosk) -> list[BaseRoute]:
    async def show(_request: Request) -> Response:
        page = page_html(languages()[kiosk.settings.language])
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    async def tell(_request: Request) -> Response:
        data = page_data(kiosk.exercises, kiosk.settings)
        return JSONResponse(data, headers={"Cache-Control": "no-store"})

    async def icon(_request: Request) -> Response:
        return FileResponse(_ICON, media_type="image/svg+xml")

    return [
        Route("/", show),
        Route("/kiosk-data", tell),
        Route("/icon.svg", icon),
        folder_route(STYLES, WEB / "css", "**/*.css", "text/css"),
        *file_routes(),
    ]


class _Headers:
    """Adds to every answer what the browser is to keep to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HEADERS.items()]}
            await send(message)

        await self._app(scope, receive, send_with_headers)
