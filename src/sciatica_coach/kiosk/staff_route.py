"""The staff menu's HTTP endpoint: entry by the PIN, then settings, health and the end."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sciatica_coach.http_server.bounded_body import BodyTooLarge, bounded_body
from sciatica_coach.json_message import MessageRefused, parse_message
from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.settings import Settings, lobby_dose
from sciatica_coach.language.catalog import languages

_MOST_BYTES = 4000


class StaffRequest(BaseModel):
    """What the menu asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Literal["enter", "look", "set", "restart_eyes", "close", "leave"]
    staff_pass: str = Field("", alias="pass", max_length=100)
    pin: str = Field("", max_length=100)
    settings: Settings | None = None


_REQUEST = TypeAdapter(StaffRequest)


class StaffRoute:
    """Answers the staff menu of one kiosk."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    @property
    def routes(self) -> list[Route]:
        """To be mounted in the app."""
        return [Route("/kiosk-staff", self._endpoint, methods=["POST"])]

    async def _endpoint(self, request: Request) -> Response:
        # Browsers send it with every request that is no mere GET, and it has been looked at.
        if "origin" not in request.headers:
            return _refused(403, "foreign")
        try:
            body = await bounded_body(request, most_bytes=_MOST_BYTES)
            asked = parse_message(_REQUEST, body, most_bytes=_MOST_BYTES)
        except BodyTooLarge:
            return _refused(413, "malformed")
        except MessageRefused:
            return _refused(400, "malformed")
        if asked.what == "enter":
            return self._enter(asked.pin)
        if not self._kiosk.staff.knows(asked.staff_pass):
            return _refused(401, "unknown")
        return self._do(asked)

    def _do(self, asked: StaffRequest) -> Response:
        """Do what only the staff may do."""
        match asked.what:
            case "look":
                pass
            case "set":
                return self._set(asked.settings)
            case "restart_eyes":
                self._kiosk.vision_worker.restart()
            case "close":
                self._kiosk.staff.leave()
            case "leave":
                self._kiosk.leave()
        return JSONResponse(self._state())

    def _enter(self, pin: str) -> Response:
        staff = self._kiosk.staff
        staff_pass = staff.enter(pin)
        if staff_pass is None:
            return _refused(403, "wrong", wait_s=round(staff.wait_s))
        self._kiosk.reset()
        return JSONResponse({"pass": staff_pass, **self._state()})

    def _set(self, settings: Settings | None) -> Response:
        if settings is None:
            return _refused(400, "malformed")
        if settings.exercise not in self._kiosk.exercises or settings.language not in languages():
            return _refused(400, "malformed")
        if not settings.is_short:
            return _refused(400, "too_long")
        kept = self._kiosk.apply_settings(settings)
        return JSONResponse({**self._state(), "kept": kept})

    def _state(self) -> dict[str, Any]:
        exercises = self._kiosk.exercises.values()
        return {
            "settings": self._kiosk.settings.model_dump(),
            "doses": {each.id: lobby_dose(each) for each in exercises},
            "health": self._kiosk.health(),
        }


def _refused(status: int, why: str, **more: object) -> Response:
    return JSONResponse({"refused": why, **more}, status_code=status)
