"""A real server on a free port of this machine, and a real WebSocket to it."""

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.live.route import LiveRoute
from sciatica_coach.live.visits import Visit, Visits


@dataclass(frozen=True)
class Server:
    port: int
    visits: Visits
    route: LiveRoute

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, token: str, *, origin: str | None = "own", **headers) -> ClientConnection:
        return connect(
            f"ws://127.0.0.1:{self.port}/live/{token}",
            origin=self.origin if origin == "own" else origin,
            additional_headers=headers,
            max_size=None,
            compression=None,
        )

    def figures(self) -> dict:
        with urllib.request.urlopen(f"{self.origin}/live-figures") as response:
            return json.load(response)

    def visit(self, live) -> Visit:
        visit = self.visits.open()
        visit.live = live
        return visit


@contextmanager
def serve(**settings) -> Iterator[Server]:
    visits = Visits()
    route = LiveRoute(visits, **settings)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(
            Starlette(routes=route.routes), ws="websockets-sansio", log_level="warning"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield Server(listener.getsockname()[1], visits, route)
        finally:
            server.should_exit = True
            thread.join()
