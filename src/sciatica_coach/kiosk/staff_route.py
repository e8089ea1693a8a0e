"""The staff menu's HTTP endpoint: entry by the PIN, then settings, health and the end."""

import json
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.settings import Settings, lobby_dose
from sciatica_coach.language.catalog import languages

_MAX_BYTES = 4000


class StaffRoute:
    """Answers the staff menu of one kiosk."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    @property
    def routes(self) -> list[Route]:
        """To be mounted in the app."""
        return [Route("/kiosk-staff", self._endpoint, methods=["POST"])]

    async def _endpoint(self, request: Request) -> Response:
        origin = urlsplit(request.headers.get("origin", ""))
        if not origin.netloc or origin.netloc != request.headers.get("host"):
            return _refused(403, "foreign")
        try:
            request_fields = json.loads((await request.body())[:_MAX_BYTES])
            what = str(request_fields["what"])
            staff_pass = str(request_fields.get("pass", ""))
        except (ValueError, TypeError, KeyError, AttributeError):
            return _refused(400, "malformed")
        if what == "enter":
            return self._enter(str(request_fields.get("pin", "")))
        if not self._kiosk.staff.knows(staff_pass):
            return _refused(401, "unknown")
        return self._do(what, request_fields)

    def _do(self, what: str, request_fields: dict[str, Any]) -> Response:
        """Do what only the staff may do."""
        match what:
            case "look":
                pass
            case "set":
                return self._set(request_fields.get("settings"))
            case "restart_eyes":
                self._kiosk.vision_worker.restart()
            case "close":
                self._kiosk.staff.leave()
            case "leave":
                self._kiosk.leave()
            case _:
                return _refused(400, "malformed")
        return JSONResponse(self._state())

    def _enter(self, pin: str) -> Response:
        staff = self._kiosk.staff
        staff_pass = staff.enter(pin)
        if staff_pass is None:
            return _refused(403, "wrong", wait_s=round(staff.wait_s))
        self._kiosk.reset()
        return JSONResponse({"pass": staff_pass, **self._state()})

    def _set(self, values: object) -> Response:
        try:
            settings = Settings.model_validate(values)
        except ValidationError:
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
