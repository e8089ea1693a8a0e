"""A body is read no further than it may go."""

import asyncio

import pytest
from starlette.requests import Request

from sciatica_coach.http_server.bounded_body import BodyTooLarge, bounded_body

MOST_BYTES = 100


def read(parts: list[bytes], announced: str | None) -> tuple[bytes | None, int]:
    """What is read, if it is not too large, and how many parts were taken for that."""
    taken = 0

    async def receive() -> dict:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": parts[taken - 1], "more_body": taken < len(parts)}

    headers = [] if announced is None else [(b"content-length", announced.encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    try:
        return asyncio.run(bounded_body(request, most_bytes=MOST_BYTES)), taken
    except BodyTooLarge:
        return None, taken


@pytest.mark.parametrize(
    ("parts", "announced", "expected"),
    [
        pytest.param([b""], None, (b"", 1), id="nothing"),
        pytest.param(
            [b"x" * 60, b"y" * 40], "100", (b"x" * 60 + b"y" * 40, 2), id="as much as may"
        ),
        pytest.param([b"x"] * 1000, "101", (None, 0), id="too much is announced"),
        pytest.param([b"x" * 60] * 1000, None, (None, 2), id="too much comes"),
        pytest.param([b"x" * 60] * 1000, "5", (None, 2), id="more comes than was announced"),
        pytest.param([b""], "9" * 600, (None, 0), id="600 digits"),
        pytest.param([b""], "-1", (None, 0), id="less than nothing"),
        pytest.param([b""], "²", (None, 0), id="no digit"),
    ],
)
def test_a_body(parts, announced, expected):
    assert read(parts, announced) == expected
