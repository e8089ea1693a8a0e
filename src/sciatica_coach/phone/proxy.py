"""Lets phones of the home network reach the coach: https in front, and a secret before anything.

The coach itself still listens on this computer only. A connection is looked at once, by the head of
its first request: whoever has shown the secret then talks to the coach as any browser does.
"""

import asyncio
import ssl
import threading
from collections.abc import Coroutine
from contextlib import suppress
from email.parser import BytesHeaderParser
from http import HTTPStatus
from typing import TypeVar

from sciatica_coach.errors import CoachError
from sciatica_coach.language.catalog import language_for
from sciatica_coach.language.marking import N_
from sciatica_coach.phone.admission import Admission, Secret

_T = TypeVar("_T")
_MOST_HEAD_BYTES = 16_384
_HEAD_WITHIN_S = 10.0
_GOODBYE_WITHIN_S = 1.0
_MOST_CONNECTIONS = 60
"""A browser opens up to a dozen."""
_CHUNK_BYTES = 65_536
_REFUSAL = N_(
    "This address is not complete. Scan the code on the coach's page “Phone” again: it changes "
    "each time the coach is started."
)


class PhoneProxy:
    """Serves the coach to phones until it is closed.

    Parameters
    ----------
    address, port
        Where it listens; port 0 for one that is free.
    coach_port
        Where the coach listens, on this computer.
    context
        The certificate that it shows.

    Raises
    ------
    CoachError
        If it cannot listen there.
    """

    def __init__(
        self, address: str, port: int, coach_port: int, context: ssl.SSLContext, secret: Secret
    ) -> None:
        self._secret = secret
        self._coach_port = coach_port
        self._connections: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="phone", daemon=True)
        self._thread.start()
        try:
            self._server = self._run(self._listen(address, port, context))
        except OSError as error:
            self._end()
            raise CoachError(
                f"phones cannot be let in at port {port}: {error.strerror}."
            ) from error
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.is_open = True

    def close(self) -> None:
        """Let nobody in any more, and part with whoever is there."""
        if self.is_open:
            self.is_open = False
            self._run(self._part())
            self._end()

    def _run(self, work: Coroutine[object, object, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self, address: str, port: int, context: ssl.SSLContext) -> asyncio.Server:
        return await asyncio.start_server(
            self._serve,
            address,
            port,
            ssl=context,
            limit=_MOST_HEAD_BYTES,
            ssl_handshake_timeout=_HEAD_WITHIN_S,
            ssl_shutdown_timeout=_GOODBYE_WITHIN_S,
        )

    async def _part(self) -> None:
        self._server.close()
        for each in self._connections:
            each.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            if len(self._connections) <= _MOST_CONNECTIONS:
                await self._judge(reader, writer)
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError):
            pass  # nothing that anybody could be told
        finally:
            await _close(writer)
            self._connections.discard(task)

    async def _judge(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_WITHIN_S):
            head = await reader.readuntil(b"\r\n\r\n")
        request, _, fields = head.partition(b"\r\n")
        target = request.split(b" ")[1].decode("latin-1") if request.count(b" ") == 2 else ""
        headers = BytesHeaderParser().parsebytes(fields)
        match self._secret.judge(target, "; ".join(headers.get_all("cookie", []))):
            case Admission.KNOWN:
                await self._pass_on(head, reader, writer)
            case Admission.WELCOME:
                lines = {"Location": "/", "Set-Cookie": self._secret.cookie}
                await _answer(writer, HTTPStatus.SEE_OTHER, lines)
            case Admission.REFUSED:
                text = language_for(headers.get("accept-language")).say(_REFUSAL)
                await _answer(writer, HTTPStatus.FORBIDDEN, {}, text)

    async def _pass_on(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Hand every byte on, both ways, until one side has ended."""
        coach_reader, coach_writer = await asyncio.open_connection("127.0.0.1", self._coach_port)
        coach_writer.write(head)
        ways = [
            asyncio.create_task(_hand_on(reader, coach_writer)),
            asyncio.create_task(_hand_on(coach_reader, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in ways:
                each.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            await _close(coach_writer)


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK_BYTES):
        writer.write(data)
        await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError, TimeoutError):
        await writer.wait_closed()


async def _answer(
    writer: asyncio.StreamWriter, status: HTTPStatus, lines: dict[str, str], text: str = ""
) -> None:
    """One answer of our own; the connection ends with it."""
    body = text.encode()
    lines = {
        **lines,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Connection": "close",
    }
    fields = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    writer.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n{fields}\r\n".encode() + body)
    with suppress(OSError):
        await writer.drain()
