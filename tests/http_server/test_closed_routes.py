"""What is not used is not there."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sciatica_coach.http_server.closed_routes import ClosedRoutes
from tests.http_server.asking import Client


async def answer(_request):
    return PlainTextResponse("ok")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/closed/x", 404), ("/closed", 404), ("/open", 200), ("/open/closed/x", 200)],
)
def test_nothing_answers_below_a_closed_path(path, status):
    app = Starlette(
        routes=[Route("/{rest:path}", answer)],
        middleware=[Middleware(ClosedRoutes, prefixes=["/closed"])],
    )
    assert Client(app).ask(path).status == status
