"""The WebSocket endpoint: frames in, updates out, one picture at a time and always the newest."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sciatica_coach.capture.people import Point
from sciatica_coach.coaching.session.state import SessionUpdate
from sciatica_coach.errors import CoachError
from sciatica_coach.language.catalog import language_for
from sciatica_coach.live import protocol
from sciatica_coach.live.protocol import (
    Capture,
    CloseCode,
    Command,
    ConnectionRejected,
    Surroundings,
)
from sciatica_coach.live.scheduler import FrameScheduler, Slot, asked_slots
from sciatica_coach.live.session import LiveSession
from sciatica_coach.live.visits import Visits

QUIET_S = 10.0
"""A socket that sends nothing for so long loses its estimator until the next frame."""
RELOAD_S = 3.0
"""A page that is loaded again is back within this time and takes the open estimator over."""
_SPARE_THREADS = 2
"""For what is not a look, such as closing an estimator."""
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


class LiveRoute:
    """Serves the sets of all visits.

    Parameters
    ----------
    visits
        Where sets are found by their visit's token.
    scheduler
        How the sets share the machine; None for what this machine and its owner's wish make it.
    quiet_s
        After so long without a frame the estimator rests.
    reload_s
        After so long without a socket it does as well.
    """

    def __init__(
        self,
        visits: Visits,
        *,
        scheduler: FrameScheduler | None = None,
        quiet_s: float = QUIET_S,
        reload_s: float = RELOAD_S,
    ) -> None:
        self._visits = visits
        self._scheduler = scheduler or FrameScheduler(slots=asked_slots())
        self._quiet_s = quiet_s
        self._reload_s = reload_s
        self._served: dict[str, _Connection] = {}
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
        """How much is going on, in numbers, about nobody."""
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
        except ConnectionRejected as refused:
            self.refused[refused.code] += 1
            _LOG.info("refused with %d: %s", refused.code, refused.reason)
            await close_socket(socket, refused.code, refused.reason)
        except CoachError as error:
            self.refused[CloseCode.FAILED] += 1
            _LOG.exception("a frame could not be looked at")
            await close_socket(socket, CloseCode.FAILED, str(error))
        except WebSocketDisconnect:
            pass

    async def _serve(self, socket: WebSocket) -> None:
        if not is_own_origin(socket):
            raise ConnectionRejected(
                CloseCode.FOREIGN_ORIGIN, "only the coach's own page may connect"
            )
        token = socket.path_params["token"]
        visit = self._visits.find(token)
        if visit is None or visit.live is None:
            raise ConnectionRejected(CloseCode.UNKNOWN_SESSION, "there is no such set")
        live = visit.live
        slot = self._scheduler.take(token, live.plan.model)
        if slot is None:
            people = self._scheduler.people
            who = "somebody is" if people == 1 else f"{people} people are"
            raise ConnectionRejected(
                CloseCode.BUSY, f"{who} exercising already, and one more would slow all down"
            )
        of = self._take_over(_Connection(token, live, live.take_over(), slot))
        try:
            await socket.send_text(protocol.hello())
            await self._exchange(socket, of)
        finally:
            if self._served.get(token) is of:
                del self._served[token]
            self._scheduler.leave(token, for_good=live.has_ended)
            leaving = asyncio.create_task(self._leave(live, of.lease))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    def _take_over(self, of: "_Connection") -> "_Connection":
        """Serve this socket instead of the one before.

        That one is told at once: a window in the background sends nothing by which it would learn
        it, takes the silence for a lost connection and the set back.
        """
        before = self._served.get(of.token)
        self._served[of.token] = of
        if before is not None:
            before.is_taken_over.set()
        return of

    async def _leave(self, live: LiveSession, lease: int) -> None:
        """Let the estimator rest, unless another socket has taken the set over by then."""
        try:
            await asyncio.sleep(self._reload_s)
        finally:
            await self._in_thread(lambda: live.rest(lease))

    async def _exchange(self, socket: WebSocket, of: "_Connection") -> None:
        """Receive and answer side by side until one ends or the set is taken over."""
        inbox = LatestFrame()
        tasks = [
            asyncio.create_task(self._receive(socket, inbox, of)),
            asyncio.create_task(self._answer(socket, inbox, of)),
            asyncio.create_task(of.end_when_taken_over()),
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

    async def _receive(self, socket: WebSocket, inbox: "LatestFrame", of: "_Connection") -> None:
        while True:
            try:
                # Not `wait_for`, which forgets that it was cancelled if a frame comes just then.
                async with asyncio.timeout(self._quiet_s):
                    message = await socket.receive()
            except TimeoutError:
                await self._in_thread(lambda: of.live.rest(of.lease))
                continue
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message["code"])
            if message.get("bytes") is not None:
                inbox.put(protocol.parse_capture(message["bytes"]))
            else:
                asked = protocol.parse_request(message["text"])
                await self._in_thread(lambda: _grant(of.live, of.lease, asked))  # noqa: B023

    async def _answer(self, socket: WebSocket, inbox: "LatestFrame", of: "_Connection") -> None:
        live = of.live
        kept: object = None
        while True:
            await inbox.filled()
            async with self._scheduler.turn(of.slot, is_usual=live.is_awake):
                capture = inbox.take()
                session_update = await self._in_thread(lambda: live.judge(of.lease, capture))  # noqa: B023
            visit = self._visits.find(of.token)
            self._frames += 1
            if session_update is None:
                await socket.send_text(protocol.skipped(capture.sequence))
            else:
                told = protocol.answer(
                    capture.sequence,
                    session_update,
                    Surroundings(live.people, live.bystanders, self._scheduler.pace(of.slot)),
                    language=language_for(visit.language if visit else None),
                )
                await socket.send_text(told)
                if visit is not None and kept != (come_to := _come_to(session_update)):
                    kept = come_to
                    await self._in_thread(lambda: self._visits.keep(visit))  # noqa: B023

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    """What one socket is about."""

    token: str
    """Of the visit."""
    live: LiveSession
    lease: int
    slot: Slot
    is_taken_over: asyncio.Event = field(default_factory=asyncio.Event)

    async def end_when_taken_over(self) -> None:
        """Wait until another socket serves the set, and refuse this one then."""
        await self.is_taken_over.wait()
        raise ConnectionRejected(CloseCode.TAKEN_OVER, "this set goes on in another window")


class LatestFrame:
    """Room for one frame: a newer one takes the place of the one that waits."""

    def __init__(self) -> None:
        self._waiting: Capture | None = None
        self._filled = asyncio.Event()

    def put(self, capture: Capture) -> None:
        """Leave a frame. One that it overtakes needs no answer: the newer one's settles both."""
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


def _come_to(session_update: SessionUpdate) -> tuple[object, ...]:
    """How far a session is: with every change of it there is something new to be kept."""
    update = session_update.update
    return session_update.set_index, session_update.session_phase, update.reps, update.attempts


def _grant(live: LiveSession, lease: int, asked: Command | Point) -> None:
    if isinstance(asked, Command):
        live.ask(lease, asked)
    else:
        live.choose(lease, asked)


def is_own_origin(socket: WebSocket) -> bool:
    """Whether the page that connects was served by this server.

    Browsers always tell the origin of a WebSocket and scripts cannot change it, nor add a header
    such as the forwarded host that a proxy in front of the server sets.
    """
    origin = urlsplit(socket.headers.get("origin", ""))
    hosts = {socket.headers.get("host"), socket.headers.get("x-forwarded-host")}
    return bool(origin.netloc) and origin.netloc in hosts


async def close_socket(socket: WebSocket, code: CloseCode, reason: str) -> None:
    """Close a socket and say why, if it is still there to hear it."""
    if socket.client_state is WebSocketState.CONNECTED:
        await socket.close(code, reason[:120])
