"""The way by which a page sends a video: its room is asked for first, then it comes in pieces.

Two requests, because a browser that is sending does not hear why it is refused. Pages of others
come no further than the check before all routes (`http_server/own_requests.py`).
"""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sciatica_coach.ui.admitting import is_let_in
from sciatica_coach.ui.upload_store import Reception, Refusal, UploadError, Uploads

UPLOADS = Uploads(may_send=is_let_in)
"""Pages and the route run in one process, in different threads: they meet here."""
UPLOAD = "/coach-upload"
TICKET, KEY = "Coach-Ticket", "Coach-Key"
NAME, SIZE = "Coach-File-Name", "Coach-File-Size"
"""Headers of our own: a browser lets no foreign page send them."""
_PIECE_BYTES = 1024 * 1024
"""Written to the disk at once; all that a video takes of the memory."""
_LOOK_EVERY_S = 1.0
"""A sender of whom nothing comes is looked at this often."""
_STATUS = {
    Refusal.UNKNOWN_TICKET: 404,
    Refusal.EMPTY: 400,
    Refusal.TOO_LARGE: 413,
    Refusal.BUSY: 503,
    Refusal.DISK_FULL: 507,
    Refusal.TOO_SLOW: 408,
    Refusal.CUT_OFF: 400,
}


def upload_routes(uploads: Uploads = UPLOADS) -> list[Route]:
    """The routes of the uploads, which are tidied from now on."""
    uploads.tidy_regularly()
    return UploadRoute(uploads).routes


class UploadRoute:
    """Receives videos."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    @property
    def routes(self) -> list[Route]:
        """To be mounted in the app."""
        return [
            Route(UPLOAD, self._begin, methods=["POST"]),
            Route(UPLOAD, self._receive, methods=["PUT"]),
        ]

    async def _begin(self, request: Request) -> Response:
        """Make room for a video."""
        headers = request.headers
        try:
            size = headers.get(SIZE, "")
            size_bytes = int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0
            name = unquote(headers.get(NAME, ""), errors="replace")
            key = await run_in_threadpool(
                self._uploads.begin, headers.get(TICKET, ""), name, size_bytes
            )
        except UploadError as refused:
            return _refused(refused.refusal)
        except OSError:  # no folder, or no room in it
            return _refused(Refusal.DISK_FULL)
        return JSONResponse({"key": key}, headers={"Cache-Control": "no-store"})

    async def _receive(self, request: Request) -> Response:
        """Take the video itself."""
        key = request.headers.get(KEY, "")
        try:
            reception = self._uploads.sending(key)
        except UploadError as refused:
            return _refused(refused.refusal)
        is_whole = False
        try:
            await self._write(request, reception)
            is_whole = True
        except UploadError as refused:
            return _refused(refused.refusal)
        except ClientDisconnect:
            return _refused(Refusal.CUT_OFF)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            return _refused(Refusal.DISK_FULL)
        finally:
            self._uploads.end(key, is_whole=is_whole)
        return Response(status_code=204)

    async def _write(self, request: Request, reception: Reception) -> None:
        upload, piece, came_bytes = reception.upload, bytearray(), 0
        async for data in self._awaited(request.stream(), reception):
            came_bytes += len(data)
            if came_bytes > upload.size_bytes:
                raise UploadError(Refusal.TOO_LARGE)
            piece += data
            if len(piece) >= _PIECE_BYTES:
                await run_in_threadpool(upload.write, piece)
                piece = bytearray()
            self._check_pace(reception, came_bytes)
        await run_in_threadpool(upload.write, piece)
        if came_bytes != upload.size_bytes:
            raise UploadError(Refusal.CUT_OFF)

    async def _awaited(
        self, stream: AsyncIterator[bytes], reception: Reception
    ) -> AsyncIterator[bytes]:
        """What comes, as long as it comes and is wanted."""
        coming = asyncio.ensure_future(_next(stream))
        came_s = self._uploads.clock_s()
        try:
            while True:
                await asyncio.wait({coming}, timeout=_LOOK_EVERY_S)
                if not reception.is_wanted:
                    raise UploadError(Refusal.CUT_OFF)
                if coming.done():
                    data = coming.result()
                    if data is None:
                        return
                    came_s = self._uploads.clock_s() if data else came_s
                    yield data
                    coming = asyncio.ensure_future(_next(stream))
                elif self._uploads.clock_s() - came_s > self._uploads.limits.quiet_s:
                    raise UploadError(Refusal.TOO_SLOW)
        finally:
            coming.cancel()
            with suppress(asyncio.CancelledError, ClientDisconnect):
                await coming

    def _check_pace(self, reception: Reception, came_bytes: int) -> None:
        limits = self._uploads.limits
        took_s = self._uploads.clock_s() - reception.begun_s - limits.first_s
        if took_s > 0 and came_bytes / took_s < limits.least_bytes_per_s:
            raise UploadError(Refusal.TOO_SLOW)


async def _next(stream: AsyncIterator[bytes]) -> bytes | None:
    return await anext(stream, None)


def _refused(refusal: Refusal) -> Response:
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return JSONResponse({"refusal": refusal}, status_code=_STATUS[refusal], headers=headers)
