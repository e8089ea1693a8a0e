"""A real server on a free port of this machine, and a real WebSocket to it."""

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
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
    """The live route."""
    visits = Visits()
    route = LiveRoute(visits, **settings)
    with served(route.routes) as port:
        yield Server(port, visits, route)


@contextmanager
def served(routes: Sequence[BaseRoute]) -> Iterator[int]:
    """Any routes; gives the port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        app = Starlette(routes=routes)
        config = uvicorn.Config(app, ws="websockets-sansio", log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()
