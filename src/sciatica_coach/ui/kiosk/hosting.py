"""The app that a kiosk serves: its page, what that page needs, and nothing besides."""

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sciatica_coach.http_server.connections import BoundedConnection
from sciatica_coach.http_server.own_requests import OwnRequests
from sciatica_coach.http_server.security_headers import KIOSK_POLICY, SecurityHeaders
from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.route import KioskRoute
from sciatica_coach.kiosk.staff_route import StaffRoute
from sciatica_coach.language.catalog import languages
from sciatica_coach.live.protocol import MAX_MESSAGE_BYTES
from sciatica_coach.serving import HOST
from sciatica_coach.ui.files import WEB, file_routes, folder_route
from sciatica_coach.ui.kiosk.page import STYLES, page_data, page_html

_ICON = WEB / "icon.svg"


def server_config(kiosk: Kiosk, port: int) -> uvicorn.Config:
    """How the app is served: to this computer, within bounds."""
    return uvicorn.Config(
        kiosk_app(kiosk),
        host=HOST,
        port=port,
        http=BoundedConnection,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        log_level="warning",
        # Who came when is nobody's business.
        access_log=False,
        timeout_graceful_shutdown=2,
    )


def kiosk_app(kiosk: Kiosk) -> Starlette:
    """Serves one kiosk, to browsers on this computer."""
    return Starlette(
        routes=[*_page_routes(kiosk), *KioskRoute(kiosk).routes, *StaffRoute(kiosk).routes],
        middleware=[
            Middleware(SecurityHeaders, policy=KIOSK_POLICY),
            # No further names: a kiosk serves the computer that it runs on.
            Middleware(OwnRequests),
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
