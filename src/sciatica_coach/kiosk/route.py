"""The kiosk's WebSocket: frames and touches in, scenes and updates out, for one page at a time."""

import asyncio
import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sciatica_coach.capture.jpeg import PictureError
from sciatica_coach.kiosk import protocol
from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.vision_worker import VisionFailed
from sciatica_coach.live import protocol as live_protocol
from sciatica_coach.live.protocol import CloseCode, ConnectionRejected
from sciatica_coach.live.route import LatestFrame, close_socket, rejection

_LOG = logging.getLogger(__name__)


class KioskRoute:
    """Serves the page of one kiosk."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._page: WebSocket | None = None

    @property
    def routes(self) -> list[Route | WebSocketRoute]:
        """To be mounted in the app."""
        return [
            WebSocketRoute("/kiosk-live", self._endpoint),
            Route("/live-figures", self._figures),
        ]

    async def _figures(self, _request: Request) -> Response:
        self._kiosk.vision_worker.check()
        return JSONResponse(self._kiosk.figures(), headers={"Cache-Control": "no-store"})

    async def _endpoint(self, socket: WebSocket) -> None:
        await socket.accept()
        try:
            await self._serve(socket)
        except (ConnectionRejected, PictureError) as error:
            refused = rejection(error)
            _LOG.info("refused with %d: %s", refused.code, refused.reason)
            await close_socket(socket, refused.code, refused.reason)
        except WebSocketDisconnect:
            pass
        finally:
            if self._page is socket:
                self._page = None
                self._kiosk.reset()

    async def _serve(self, socket: WebSocket) -> None:
        before, self._page = self._page, socket
        if before is not None:
            await close_socket(before, CloseCode.TAKEN_OVER, "the kiosk goes on in another window")
        self._kiosk.reset()
        await socket.send_text(live_protocol.hello())
        await self._send_scene(socket)
        inbox = LatestFrame()
        tasks = [
            asyncio.create_task(self._receive(socket, inbox)),
            asyncio.create_task(self._answer(socket, inbox)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    async def _receive(self, socket: WebSocket, inbox: LatestFrame) -> None:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message["code"])
            if message.get("bytes") is not None:
                inbox.put(live_protocol.parse_capture(message["bytes"]))
            else:
                self._kiosk.handle_message(protocol.parse_text(message["text"]))
                await self._send_scene(socket)

    async def _answer(self, socket: WebSocket, inbox: LatestFrame) -> None:
        while True:
            await inbox.filled()
            capture = inbox.take()
            try:
                is_processed = await self._kiosk.process_frame(capture)
            except VisionFailed:
                is_processed = False
            if is_processed:
                await socket.send_text(live_protocol.encode(self._update(capture.sequence)))
            else:
                await socket.send_text(live_protocol.skipped(capture.sequence))

    async def _send_scene(self, socket: WebSocket) -> None:
        await socket.send_text(live_protocol.encode({"kind": "scene", **self._kiosk.scene()}))

    def _update(self, sequence: int) -> dict[str, Any]:
        return {
            **self._kiosk.update_fields(),
            **self._kiosk.scene(),
            "kind": "update",
            "sequence": sequence,
        }
