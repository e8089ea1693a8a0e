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

And what the live path's page asks for: to pause, to go on, to follow a person.

Kiosk to page: `hello`, `skipped` as on the live path; `scene` when something was touched or time
has passed; `update` for a frame, which holds what `scene` does and, in an exercise, all that an
update of the live path does.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sciatica_coach.json_message import MessageRefused, parse_message
from sciatica_coach.kiosk.visitor import Button
from sciatica_coach.live.protocol import (
    MOST_CAPTURED_MS,
    CloseCode,
    CommandRequest,
    ConnectionRejected,
    SelectionRequest,
)

_MOST_BYTES = 500


class _Timed(BaseModel):
    model_config = ConfigDict(frozen=True)

    at_ms: Annotated[float, Field(ge=0, le=MOST_CAPTURED_MS)]

    @property
    def at_s(self) -> float:
        """Seconds on the page's clock, by which its frames are captured as well."""
        return self.at_ms / 1000


class PageStatus(_Timed):
    """The page is on the screen."""

    kind: Literal["here"]
    camera: str | None
    """Name of the camera's trouble; None while it works."""


class ButtonPressed(_Timed):
    """A button was touched."""

    kind: Literal["press"]
    what: Button


class LanguageChosen(BaseModel):
    """The visitor has chosen a language."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["language"]
    code: str


PageMessage = PageStatus | ButtonPressed | LanguageChosen | CommandRequest | SelectionRequest
"""Any text message of the page."""

_MESSAGE: TypeAdapter[PageMessage] = TypeAdapter(PageMessage)


def parse_text(message: str) -> PageMessage:
    """The page's text message.

    Raises
    ------
    ConnectionRejected
        If it is none of these messages.
    """
    try:
        return parse_message(_MESSAGE, message, most_bytes=_MOST_BYTES)
    except MessageRefused as error:
        raise ConnectionRejected(
            CloseCode.MALFORMED, "the text is none that the kiosk knows"
        ) from error
