"""
The messages between the kiosk's page and the kiosk. Frames are those of the live path.

Page to kiosk, text: JSON, told apart by `kind`.

========  =============================  =================================================
kind      with                           meaning
========  =============================  =================================================
here      at_ms, camera                  the page is on the screen; its camera's trouble
press     at_ms, what                    a button, or the key that stands for it
language  code                           what the visitor reads and hears from now on
========  =============================  =================================================

And what the live path's page asks for: to pause, to go on, to follow whom.

Kiosk to page: `hello`, `skipped` as on the live path; `scene` when something was touched or time
has passed; `update` for a frame, which holds what `scene` does and, in an exercise, all that an
update of the live path does.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from sciatica_coach.capture.people import Point
from sciatica_coach.kiosk.visitor import Press
from sciatica_coach.live.protocol import CloseCode, Command, ConnectionRejected, parse_request

_MAX_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Here:
    """The page is there and to be seen."""

    at_s: float
    camera: str | None
    """Name of the camera's trouble; None while it works."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """Something was touched."""

    at_s: float
    press: Press


@dataclass(frozen=True, slots=True)
class Speak:
    """The visitor has chosen a language."""

    code: str


Said = Here | Pressed | Speak | Command | Point
"""Whatever the page says."""


def parse_text(message: str) -> Said:
    """What the page says.

    Raises
    ------
    Refused
        If it is none of these messages.
    """
    try:
        told = json.loads(message[:_MAX_CHARACTERS])
        match told["kind"]:
            case "here":
                camera = told["camera"]
                return Here(_seconds(told["at_ms"]), None if camera is None else str(camera))
            case "press":
                return Pressed(_seconds(told["at_ms"]), Press(told["what"]))
            case "language":
                return Speak(str(told["code"]))
            case _:
                return parse_request(message)
    except (ValueError, TypeError, KeyError) as error:
        raise ConnectionRejected(
            CloseCode.MALFORMED, "the text is none that the kiosk knows"
        ) from error


def _seconds(at_ms: Any) -> float:  # noqa: ANN401  (whatever JSON holds)
    if not math.isfinite(float(at_ms)):
        raise ValueError(at_ms)
    return float(at_ms) / 1000


def told(message: dict[str, Any]) -> str:
    """The message as it is sent."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False)
