"""Bounds what a connection may cost: slow heads, bodies and readers, and too many at a time.

Without it, a client that sends one byte now and then would keep its connection for ever.
"""

import asyncio
from typing import ClassVar

import h11
import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_WITHIN_S = 10.0
"""The head of a request fits into one packet; even a poor network brings it within this time."""
BODY_CHECKED_EVERY_S = 20.0
LEAST_BODY_BYTES = 10_000
"""Of a body at least so much must come between two checks, or its end: 500 bytes a second, far
less than any network on which a video could be sent."""
TAKEN_CHECKED_EVERY_S = 30.0
LEAST_TAKEN_BYTES = 10_000
"""Of an answer that waits to be taken, at least so much must be taken between two checks."""
MOST_CONNECTIONS = 400
"""Open ones, WebSockets among them: a browser opens up to a dozen, and systems usually allow a
process 1024 files."""
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Connection: close\r\nRetry-After: 10\r\n\r\nThere are too many connections at the moment."
)


class BoundedConnection(H11Protocol):
    """Uvicorn's HTTP connection, ended when its client is too slow."""

    head_within_s: ClassVar[float] = HEAD_WITHIN_S
    body_checked_every_s: ClassVar[float] = BODY_CHECKED_EVERY_S
    taken_checked_every_s: ClassVar[float] = TAKEN_CHECKED_EVERY_S
    most_connections: ClassVar[int] = MOST_CONNECTIONS

    _due: asyncio.TimerHandle | None = None
    _awaits_reader: asyncio.TimerHandle | None = None
    _awaits_body = False
    _is_websocket = False
    _received_bytes = 0
    """Since the last check."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless there are too many already."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.write(_FULL)
            transport.close()
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._await_nothing()
        self._await_no_reader()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and note what must come next."""
        self._received_bytes += len(data)
        super().data_received(data)
        if not self._is_websocket:
            self._await_more()

    def _await_more(self) -> None:
        match self.conn.their_state:
            case h11.IDLE:  # a part of a head
                if self._due is None or self._awaits_body:
                    self._await_head()
            case h11.SEND_BODY:
                if self._due is None or not self._awaits_body:
                    self._await_body()
            case _:
                self._await_nothing()

    def pause_writing(self) -> None:
        """Wait for the client to take what was sent, but not for ever."""
        super().pause_writing()
        self._await_reader()

    def resume_writing(self) -> None:
        """Go on, as the client has taken it."""
        self._await_no_reader()
        super().resume_writing()

    def _await_reader(self) -> None:
        self._await_no_reader()
        waiting_bytes = self.transport.get_write_buffer_size()
        self._awaits_reader = self.loop.call_later(
            self.taken_checked_every_s, self._check_reader, waiting_bytes
        )

    def _check_reader(self, before_bytes: int) -> None:
        if self.transport.get_write_buffer_size() <= before_bytes - LEAST_TAKEN_BYTES:
            self._await_reader()
        else:
            self.transport.abort()  # closing would wait for the rest to be taken

    def _await_no_reader(self) -> None:
        if self._awaits_reader is not None:
            self._awaits_reader.cancel()
        self._awaits_reader = None

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection over: WebSockets have their own checks, by pings."""
        self._is_websocket = True
        self._await_nothing()
        super().handle_websocket_upgrade(event)

    def _await_head(self) -> None:
        self._await_nothing()
        self._due = self.loop.call_later(self.head_within_s, self.transport.close)

    def _await_body(self) -> None:
        self._await_nothing()
        self._awaits_body = True
        self._received_bytes = 0
        self._due = self.loop.call_later(self.body_checked_every_s, self._check_body)

    def _await_nothing(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due, self._awaits_body = None, False

    def _check_body(self) -> None:
        # Nothing comes while the app takes nothing.
        if self._received_bytes >= LEAST_BODY_BYTES or self.flow.read_paused:
            self._await_body()
        else:
            self.transport.close()


def bound_connections() -> None:
    """Let servers that are started by others, such as Streamlit, use this kind of connection."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = f"{__name__}:{BoundedConnection.__name__}"
