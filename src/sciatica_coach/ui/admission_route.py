"""The way in of a clinic: takes a page's ticket, and gives its browser another cookie."""

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sciatica_coach.errors import RecordsError
from sciatica_coach.http_server.bounded_body import BodyTooLarge, bounded_body
from sciatica_coach.http_server.browser_cookie import BrowserCookies
from sciatica_coach.json_message import MessageRefused, parse_message
from sciatica_coach.records.admissions import Newcomer
from sciatica_coach.records.clinic_settings import is_clinic
from sciatica_coach.ui.admitting import TICKETS, Tickets, admissions

COME_IN = "/clinic-in"
_MOST_BYTES = 500


class _ComeIn(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ticket: str = Field(max_length=100)


_COME_IN = TypeAdapter(_ComeIn)


class AdmissionRoute:
    """Lets browsers in.

    Parameters
    ----------
    cookies
        By which browsers are known.
    forget
        Called with what stood for the browser before: its visit is over.
    tickets
        Taken once each.
    """

    def __init__(
        self,
        cookies: BrowserCookies,
        forget: Callable[[str], None],
        tickets: Tickets = TICKETS,
    ) -> None:
        self._cookies = cookies
        self._forget = forget
        self._tickets = tickets

    @property
    def routes(self) -> list[Route]:
        """To be mounted in the app."""
        return [Route(COME_IN, self._endpoint, methods=["POST"])]

    async def _endpoint(self, request: Request) -> Response:
        # Browsers send it with every request that is no mere GET, and it has been looked at.
        if not is_clinic() or "origin" not in request.headers:
            return Response(status_code=404)
        try:
            body = await bounded_body(request, most_bytes=_MOST_BYTES)
            asked = parse_message(_COME_IN, body, most_bytes=_MOST_BYTES)
        except (BodyTooLarge, MessageRefused):
            return Response(status_code=400)
        newcomer = self._tickets.take(asked.ticket)
        if newcomer is None:
            return Response(status_code=403)
        try:
            return await run_in_threadpool(self._let_in, request, newcomer)
        except RecordsError:
            return Response(status_code=503)

    def _let_in(self, request: Request, newcomer: Newcomer) -> Response:
        agent = request.headers.get("user-agent", "")
        is_secure = request.url.scheme == "https" or _is_secure_page(request)
        self._forget_before(request, agent, is_secure=is_secure)
        cookie = self._cookies.make(agent)
        header = self._cookies.header(cookie, is_secure=is_secure)
        sent = header.partition(";")[0]
        token = self._cookies.token(sent, agent, is_secure=is_secure)
        if token is None or not admissions().admit(token, newcomer):
            return Response(status_code=403)
        headers = {"Set-Cookie": header, "Cache-Control": "no-store"}
        return Response(status_code=204, headers=headers)

    def _forget_before(self, request: Request, agent: str, *, is_secure: bool) -> None:
        cookies = "; ".join(request.headers.getlist("cookie"))
        before = self._cookies.token(cookies, agent, is_secure=is_secure)
        if before is not None:
            admissions().end(before)
            self._forget(before)


def _is_secure_page(request: Request) -> bool:
    """A page of https, even where a web server hands it on by http."""
    return request.headers.get("origin", "").startswith("https://")
