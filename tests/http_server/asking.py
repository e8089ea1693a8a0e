"""One request to an ASGI app, as a server hands it over, without a network."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers

PORT = 8501
OWN = f"127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Answer:
    status: int
    """Of a socket: 101 if it was accepted, else its close code."""
    headers: Headers
    text: str


class Client:
    """Asks one app; headers are a mapping, or pairs where one comes twice."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def ask(self, path: str = "/", method: str = "GET", headers: Any = (), **how: Any) -> Answer:
        return self._run({"type": "http", "method": method, "scheme": "http"}, path, headers, how)

    def connect(self, path: str = "/socket", headers: Any = (), **how: Any) -> Answer:
        return self._run({"type": "websocket", "scheme": "ws"}, path, headers, how)

    def _run(self, scope: dict[str, Any], path: str, headers: Any, how: dict[str, Any]) -> Answer:
        pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
        if "host" not in [name for name, _ in pairs]:
            pairs.append(("host", OWN))
        scope |= {
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in pairs],
            "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 50_000),
        } | how
        return asyncio.run(asked(self._app, scope))


async def asked(app: Any, scope: dict[str, Any]) -> Answer:
    heard: list[dict[str, Any]] = []
    begin = "http.request" if scope["type"] == "http" else "websocket.connect"

    async def receive() -> dict[str, Any]:
        return {"type": begin, "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    try:
        await app(scope, receive, send)
    except RuntimeError:
        assert heard  # it is raised anew for the server's log
    return answer_of(heard)


def answer_of(heard: Iterable[dict[str, Any]]) -> Answer:
    first, *others = heard
    status = {"websocket.accept": 101, "websocket.close": first.get("code")}.get(
        first["type"], first.get("status")
    )
    text = "".join(each.get("text") or each.get("body", b"").decode() for each in others)
    return Answer(status, Headers(raw=first.get("headers", [])), text)
