"""Clients that are too slow or too many, before a real server with short times."""

import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from uvicorn.config import HTTP_PROTOCOLS
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.http_server.connections import (
    LEAST_BODY_BYTES,
    BoundedConnection,
    bound_connections,
)

WITHIN_S = 0.3
LARGE_BYTES = 20_000_000
"""More than systems keep for two programs of one computer that talk to each other."""


class Impatient(BoundedConnection):
    head_within_s = WITHIN_S
    body_checked_every_s = WITHIN_S
    taken_checked_every_s = WITHIN_S
    most_connections = 4


async def count(request):
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def large(_request):
    return PlainTextResponse("x" * LARGE_BYTES)


async def echo(websocket):
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())


@pytest.fixture(scope="module")
def port():
    app = Starlette(
        routes=[
            Route("/", count, methods=["GET", "POST"]),
            Route("/large", large),
            WebSocketRoute("/echo", echo),
        ]
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(
            app, http=Impatient, ws="websockets-sansio", log_level="warning", timeout_keep_alive=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def end_of(client: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    told = b""
    try:
        while part := client.recv(4096):
            told += part
    except ConnectionError:
        pass
    return told


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
SLOW = {
    "nothing at all": b"",
    "half a line": b"GET / HT",
    "half a head": HEAD + b"X-A: b\r\n",
    "a head without its body": HEAD + b"Content-Length: 100\r\n\r\n",
    "half a body": HEAD + b"Content-Length: 100\r\n\r\n" + b"x" * 50,
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "a second head": b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_who_sends_half_and_then_nothing_is_parted_with(port, sent):
    with opened(port) as client:
        client.sendall(sent)
        told = end_of(client)
    assert told == b"" or told.startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    "before",
    [b"GET / HTTP/1.1\r\nX-A: ", HEAD + b"Content-Length: 99999\r\n\r\n"],
    ids=["head", "body"],
)
def test_one_byte_now_and_then_does_not_help(port, before):
    with opened(port) as client:
        client.sendall(before)
        began_s = time.monotonic()
        client.settimeout(WITHIN_S / 5)
        while time.monotonic() - began_s < 20:
            try:
                client.sendall(b"x")
                if client.recv(4096) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        assert time.monotonic() - began_s < 10 * WITHIN_S


def test_a_body_that_goes_on_coming_is_taken_however_long_it_takes(port):
    part = b"x" * LEAST_BODY_BYTES
    with opened(port) as client:
        client.sendall(HEAD + f"Content-Length: {5 * len(part)}\r\n\r\n".encode())
        client.settimeout(0.6 * WITHIN_S)
        for _ in range(4):
            client.sendall(part)
            with pytest.raises(TimeoutError):
                client.recv(1)
        client.settimeout(20)
        client.sendall(part)
        told = b""
        while b"50000 bytes" not in told:
            told += (came := client.recv(4096))
            assert came


def wait_a_while(port: int) -> None:
    """As long as the server waits for somebody who says nothing."""
    with opened(port) as client:
        assert end_of(client) == b""


def received_bytes(client: socket.socket, most: int) -> int:
    taken = 0
    try:
        while taken < most and (part := client.recv(1_000_000)):
            taken += len(part)
    except ConnectionError:
        pass
    return taken


def test_who_takes_no_answer_is_parted_with(port):
    with opened(port) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(4):
            wait_a_while(port)
        assert received_bytes(client, LARGE_BYTES) < LARGE_BYTES


def test_who_takes_it_slowly_gets_it_whole(port):
    with opened(port) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(4):
            assert received_bytes(client, 3_000_000) >= 3_000_000
            wait_a_while(port)
        assert received_bytes(client, LARGE_BYTES) >= LARGE_BYTES - 4 * 4_000_000


def test_a_socket_may_be_quiet_for_longer(port):
    with connect(f"ws://127.0.0.1:{port}/echo") as websocket:
        with pytest.raises(TimeoutError):
            websocket.recv(timeout=2 * WITHIN_S)
        websocket.send("still here")
        assert websocket.recv(timeout=20) == "still here"


def test_there_are_not_more_than_so_many_at_a_time(port):
    with ExitStack() as clients:
        taken = [clients.enter_context(opened(port)) for _ in range(4)]
        for client in taken:
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        assert end_of(clients.enter_context(opened(port))).startswith(b"HTTP/1.1 503")
        for client in taken:
            client.close()
        with connected(port) as websocket:
            websocket.send("room again")
            assert websocket.recv(timeout=20) == "room again"


def connected(port: int) -> ClientConnection:
    """As soon as the server has noticed who has gone."""
    deadline_s = time.monotonic() + 20
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/echo")
        except InvalidStatus:
            assert time.monotonic() < deadline_s


COMMAND = """
import runpy, sys, uvicorn.config
sys.argv = ["app", "version"]
try:
    runpy.run_module("sciatica_coach.ui", run_name="__main__")
finally:
    print(uvicorn.config.HTTP_PROTOCOLS["auto"])
"""


def test_the_app_is_started_with_it():
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True)
    assert "sciatica_coach.http_server.connections:BoundedConnection" in done.stdout, done.stderr


def test_servers_that_others_start_use_it_too(monkeypatch):
    monkeypatch.setitem(HTTP_PROTOCOLS, "auto", HTTP_PROTOCOLS["auto"])
    bound_connections()
    config = uvicorn.Config(Starlette())
    config.load()
    assert config.http_protocol_class is BoundedConnection
