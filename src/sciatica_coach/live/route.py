"""The WebSocket endpoint of a session: frames in, updates out, always for the newest frame.

The route speaks WebSocket and JPEG, and the session does not: pictures are decoded here, and the
session's exceptions become close codes here.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sciatica_coach.capture.jpeg import PictureError, decode_jpeg
from sciatica_coach.coaching.session.state import SessionUpdate
from sciatica_coach.errors import CoachError
from sciatica_coach.language.catalog import language_for
from sciatica_coach.live import protocol
from sciatica_coach.live.protocol import (
    Capture,
    CloseCode,
    CommandRequest,
    ConnectionRejected,
    SelectionRequest,
    Surroundings,
)
from sciatica_coach.live.scheduler import FrameScheduler, Slot, asked_slots
from sciatica_coach.live.session import LiveSession, SetEnded, TakenOver
from sciatica_coach.live.visits import Visit, Visits

QUIET_S = 10.0
"""After so long without a message the estimator is closed until the next frame."""
RELOAD_S = 3.0
"""A page that is loaded again is back within this time and uses the estimator that is open."""
_CHECKED_EVERY_S = 20.0
"""Whether a visit may still be served is asked this often while frames come."""
_SPARE_THREADS = 2
"""For what is not a frame, such as closing an estimator."""
_REJECTIONS: dict[type[Exception], CloseCode] = {
    SetEnded: CloseCode.ENDED,
    TakenOver: CloseCode.TAKEN_OVER,
    PictureError: CloseCode.MALFORMED,
}
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


class LiveRoute:
    """Serves the sets of all visits.

    Parameters
    ----------
    visits
        Where sets are found by their visit's token.
    scheduler
        How the sets share the machine; None for one by this machine and its owner's settings.
    quiet_s
        After so long without a message the estimator is closed.
    reload_s
        After so long without a socket it is closed as well.
    may_exercise
        Whether a visit may be served, asked when a socket comes and again and again; it is told
        whether anybody is seen.
    """

    def __init__(
        self,
        visits: Visits,
        *,
        scheduler: FrameScheduler | None = None,
        quiet_s: float = QUIET_S,
        reload_s: float = RELOAD_S,
        may_exercise: Callable[..., bool] = lambda _visit, *, in_use: True,
    ) -> None:
        self._visits = visits
        self._may_exercise = may_exercise
        self._scheduler = scheduler or FrameScheduler(slots=asked_slots())
        self._quiet_s = quiet_s
        self._reload_s = reload_s
        self._connections: dict[str, _Connection] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        workers = self._scheduler.frames_at_once + _SPARE_THREADS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="live")
        self._frames = 0
        self.refused: Counter[CloseCode] = Counter()
        """How often a socket or message was refused, by close code."""

    @property
    def routes(self) -> list[Route | WebSocketRoute]:
        """To be mounted in the app."""
        return [
            WebSocketRoute("/live/{token}", self._endpoint),
            Route("/live-figures", self._figures),
        ]

    async def _figures(self, _request: Request) -> Response:
        """How much is going on, in numbers that say nothing about any person."""
        figures = {
            "sockets": self._scheduler.sockets,
            "people": self._scheduler.people,
            "seats": self._scheduler.slots,
            "visits": len(self._visits),
            "frames": self._frames,
            "refused": {code.name.lower(): count for code, count in self.refused.items()},
        }
        return JSONResponse(figures, headers={"Cache-Control": "no-store"})

    async def _endpoint(self, socket: WebSocket) -> None:
        await socket.accept()
        try:
            await self._serve(socket)
        except (ConnectionRejected, SetEnded, TakenOver, PictureError) as error:
            refused = rejection(error)
            self.refused[refused.code] += 1
            _LOG.info("refused with %d: %s", refused.code, refused.reason)
            await close_socket(socket, refused.code, refused.reason)
        except CoachError as error:
            self.refused[CloseCode.FAILED] += 1
            _LOG.exception("a frame could not be processed")
            await close_socket(socket, CloseCode.FAILED, str(error))
        except WebSocketDisconnect:
            pass

    async def _serve(self, socket: WebSocket) -> None:
        token = socket.path_params["token"]
        visit = self._visits.find(token)
        if visit is None or visit.live is None:
            raise ConnectionRejected(CloseCode.UNKNOWN_SESSION, "there is no such set")
        await self._check(visit, in_use=True)
        live = visit.live
        slot = self._scheduler.take(token, live.plan.model)
        if slot is None:
            people = self._scheduler.people
            who = "somebody is" if people == 1 else f"{people} people are"
            raise ConnectionRejected(
                CloseCode.BUSY, f"{who} exercising already, and one more would slow all down"
            )
        connection = self._replace(_Connection(token, live, live.take_over(), slot))
        try:
            await socket.send_text(protocol.hello())
            await self._exchange(socket, connection)
        finally:
            if self._connections.get(token) is connection:
                del self._connections[token]
            self._scheduler.leave(token, for_good=live.has_ended)
            leaving = asyncio.create_task(self._leave(connection))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    async def _check(self, visit: Visit, *, in_use: bool) -> None:
        if not await self._in_thread(lambda: self._may_exercise(visit, in_use=in_use)):
            raise ConnectionRejected(CloseCode.UNKNOWN_SESSION, "there is no such set")

    def _replace(self, connection: "_Connection") -> "_Connection":
        """Serve this socket instead of the one before, which is closed at once.

        A window in the background sends no frame by which it would learn that. It would take the
        silence for a lost connection, connect again and take the set back.
        """
        before = self._connections.get(connection.token)
        self._connections[connection.token] = connection
        if before is not None:
            before.is_taken_over.set()
        return connection

    async def _leave(self, connection: "_Connection") -> None:
        """Close the estimator after a while, unless another socket has taken the set over."""
        try:
            await asyncio.sleep(self._reload_s)
        finally:
            await self._in_thread(lambda: connection.live.release_estimator(connection.lease))

    async def _exchange(self, socket: WebSocket, connection: "_Connection") -> None:
        """Receive and answer side by side until one ends or the set is taken over."""
        inbox = LatestFrame()
        tasks = [
            asyncio.create_task(self._receive(socket, inbox, connection)),
            asyncio.create_task(self._answer(socket, inbox, connection)),
            asyncio.create_task(connection.end_when_taken_over()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        for result in ended:
            if isinstance(result, Exception):
                raise result

    async def _receive(
        self, socket: WebSocket, inbox: "LatestFrame", connection: "_Connection"
    ) -> None:
        live, lease = connection.live, connection.lease
        while True:
            try:
                # Not `wait_for`, which forgets that it was cancelled if a frame comes just then.
                async with asyncio.timeout(self._quiet_s):
                    message = await socket.receive()
            except TimeoutError:
                await self._in_thread(lambda: live.release_estimator(lease))
                continue
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message["code"])
            if message.get("bytes") is not None:
                inbox.put(protocol.parse_capture(message["bytes"]))
            else:
                request = protocol.parse_request(message["text"])
                await self._in_thread(lambda: connection.fulfil(request))  # noqa: B023

    async def _answer(
        self, socket: WebSocket, inbox: "LatestFrame", connection: "_Connection"
    ) -> None:
        stored: object = None
        checked_s = time.monotonic()
        while True:
            await inbox.filled()
            async with self._scheduler.turn(connection.slot, is_usual=connection.live.is_awake):
                capture = inbox.take()
                update = await self._in_thread(lambda: connection.process(capture))  # noqa: B023
            visit = self._visits.find(connection.token)
            self._frames += 1
            if update is None:
                await socket.send_text(protocol.skipped(capture.sequence))
                continue
            if visit is not None and time.monotonic() - checked_s > _CHECKED_EVERY_S:
                checked_s = time.monotonic()
                await self._check(visit, in_use=_sees_somebody(update))
            await socket.send_text(self._update_message(capture, update, connection, visit))
            if visit is not None and stored != (progress := _progress(update)):
                stored = progress
                await self._in_thread(lambda: self._visits.keep(visit))  # noqa: B023

    def _update_message(
        self,
        capture: Capture,
        update: SessionUpdate,
        connection: "_Connection",
        visit: Visit | None,
    ) -> str:
        live = connection.live
        frame_rate = self._scheduler.frame_rate(connection.slot)
        return protocol.update_message(
            capture.sequence,
            update,
            Surroundings(live.people, live.bystanders, frame_rate),
            language=language_for(visit.language if visit else None),
        )

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    """One socket, and what it is connected to."""

    token: str
    """Of the visit."""
    live: LiveSession
    lease: int
    slot: Slot
    is_taken_over: asyncio.Event = field(default_factory=asyncio.Event)

    def process(self, capture: Capture) -> SessionUpdate | None:
        """Decode a frame and process it; blocks, so call it in a worker thread."""
        image = decode_jpeg(capture.jpeg)
        return self.live.process_frame(self.lease, image, capture.captured_s)

    def fulfil(self, request: CommandRequest | SelectionRequest) -> None:
        """Do what the browser asks for; blocks as well."""
        if isinstance(request, CommandRequest):
            self.live.run_command(self.lease, request.kind)
        else:
            self.live.select_person(self.lease, request.point)

    async def end_when_taken_over(self) -> None:
        """Wait until another socket serves the set, and end this one then."""
        await self.is_taken_over.wait()
        raise TakenOver


class LatestFrame:
    """Holds one frame that waits to be processed; a newer frame replaces it."""

    def __init__(self) -> None:
        self._waiting: Capture | None = None
        self._filled = asyncio.Event()

    def put(self, capture: Capture) -> None:
        """Add a frame. The one that it replaces needs no answer: the newer one's settles both."""
        self._waiting = capture
        self._filled.set()

    async def filled(self) -> None:
        """Wait until there is a frame."""
        await self._filled.wait()

    def take(self) -> Capture:
        """The newest frame; there must be one."""
        self._filled.clear()
        capture, self._waiting = self._waiting, None
        assert capture is not None
        return capture


def _progress(session_update: SessionUpdate) -> tuple[object, ...]:
    """How far a session is: when it changes, there is something new to be stored."""
    update = session_update.update
    return session_update.set_index, session_update.session_phase, update.reps, update.attempts


def _sees_somebody(session_update: SessionUpdate) -> bool:
    measurement = session_update.update.measurement
    return measurement is not None and measurement.pose is not None


def rejection(error: Exception) -> ConnectionRejected:
    """How a socket is closed because of an error: with which code, and which sentence."""
    if isinstance(error, ConnectionRejected):
        return error
    return ConnectionRejected(_REJECTIONS[type(error)], str(error))


async def close_socket(socket: WebSocket, code: CloseCode, reason: str) -> None:
    """Close a socket and say why, if it is still there to hear it."""
    if socket.client_state is WebSocketState.CONNECTED:
        await socket.close(code, reason[:120])
