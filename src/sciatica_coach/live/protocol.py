"""
The messages between the camera component in the browser and the coach.

Browser to coach, binary: a header of 16 bytes, little-endian, then a JPEG picture.

======  ========  ==========================================================
offset  type      meaning
======  ========  ==========================================================
0       uint16    version of this format, 1
2       uint16    0
4       uint32    sequence number, rising
8       float64   milliseconds on the browser's own rising clock at capture
======  ========  ==========================================================

Browser to coach, text: JSON. `{"kind": "choose", "x": 0.4, "y": 0.6}`: the person at this place, in
shares of the picture's width and height, is the one to follow. `{"kind": "pause"}`, `resume` and
`go_on`: what the person asks for by a button.

Coach to browser: JSON, told apart by `kind`: `hello`, `update`, `skipped`. Frames are answered in
order; an answer settles its own frame and all before it.
"""

import json
import math
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sciatica_coach.capture.people import Bystanders, Point
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.feedback.utterance import Utterance
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.session.state import SessionUpdate
from sciatica_coach.json_message import MessageRefused, parse_message
from sciatica_coach.language.catalog import ENGLISH, Language
from sciatica_coach.language.marking import N_
from sciatica_coach.language.voices import voice_file
from sciatica_coach.live.command import Command
from sciatica_coach.live.scheduler import REDUCED_RATE, FrameRate
from sciatica_coach.motion.landmarks import SKELETON, Side
from sciatica_coach.motion.pose import Pose

VERSION = 1
HEADER = struct.Struct("<HHId")
MAX_MESSAGE_BYTES = 1_000_000
MOST_CAPTURED_MS = 1e12
"""Thirty years: no browser's clock has run for longer, and milliseconds are still told apart."""
_MOST_REQUEST_BYTES = 200
_LEGS = {Side.LEFT: N_("Left leg"), Side.RIGHT: N_("Right leg")}
_SET = N_("Set {number} of {sets}")
_LEG_SETS = {
    Side.LEFT: N_("Left leg, set {number} of {sets}"),
    Side.RIGHT: N_("Right leg, set {number} of {sets}"),
}


class CloseCode(IntEnum):
    """Why the coach closes a socket: WebSocket close codes, which the page tells apart."""

    TOO_BIG = 1009
    FAILED = 1011
    BUSY = 1013
    MALFORMED = 4400
    UNKNOWN_SESSION = 4404
    TAKEN_OVER = 4409
    ENDED = 4410


class ConnectionRejected(Exception):  # noqa: N818  (it names what happened, as `StopIteration` does)
    """The coach does not accept a socket or a message, and closes the socket.

    Attributes
    ----------
    code
        The close code of the socket.
    reason
        One sentence; at most 123 bytes, as WebSocket close frames hold.
    """

    def __init__(self, code: CloseCode, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Capture:
    """One camera frame as it was sent."""

    sequence: int
    captured_s: float
    """Seconds on the browser's own rising clock."""
    jpeg: bytes


def parse_capture(message: bytes) -> Capture:
    """Take a binary message apart; the picture stays encoded.

    Raises
    ------
    ConnectionRejected
        If the message is too big, or not in this format.
    """
    if len(message) > MAX_MESSAGE_BYTES:
        limit = f"{MAX_MESSAGE_BYTES // 1000} kB"
        raise ConnectionRejected(
            CloseCode.TOO_BIG, f"a frame has {len(message) // 1000} kB, over {limit}"
        )
    if len(message) <= HEADER.size:
        raise _malformed(f"a frame of {len(message)} bytes holds no picture")
    version, _, sequence, captured_ms = HEADER.unpack_from(message)
    if version != VERSION:
        raise _malformed(f"frames must be of version {VERSION}, not {version}")
    if not 0 <= captured_ms <= MOST_CAPTURED_MS:  # NaN is neither
        raise _malformed(f"the capture time must be from 0 to 1e12 ms, not {captured_ms:.3g}")
    return Capture(sequence, captured_ms / 1000, message[HEADER.size :])


def pack_capture(capture: Capture) -> bytes:
    """The binary message for a frame, as the browser builds it."""
    header = HEADER.pack(VERSION, 0, capture.sequence, capture.captured_s * 1000)
    return header + capture.jpeg


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True)


class SelectionRequest(_Request):
    """The person at this point of the picture is the one to follow."""

    kind: Literal["choose"]
    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]

    @property
    def point(self) -> Point:
        """Where the person is, in shares of the picture's width and height."""
        return self.x, self.y


class CommandRequest(_Request):
    """A button was pressed."""

    kind: Command


_REQUEST: TypeAdapter[SelectionRequest | CommandRequest] = TypeAdapter(
    SelectionRequest | CommandRequest
)


def parse_request(message: str) -> SelectionRequest | CommandRequest:
    """What the browser's text message asks for.

    Raises
    ------
    ConnectionRejected
        If the message is of no known kind, or the point is not in the picture.
    """
    try:
        return parse_message(_REQUEST, message, most_bytes=_MOST_REQUEST_BYTES)
    except MessageRefused as error:
        raise _malformed("texts must choose a person, or pause, resume or go on") from error


def _malformed(reason: str) -> ConnectionRejected:
    return ConnectionRejected(CloseCode.MALFORMED, reason)


def hello() -> str:
    """The first message to the browser: what it needs to draw a pose."""
    return encode({"kind": "hello", "version": VERSION, "bones": SKELETON})


def skipped(sequence: int) -> str:
    """The answer to a frame that was not processed: it is not newer than the frame before."""
    return encode({"kind": "skipped", "sequence": sequence})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who else is in the picture, and who else uses the machine."""

    people: int
    """How many are in the picture."""
    bystanders: Bystanders
    """Where they are; sent only if there are several."""
    frame_rate: FrameRate | None = None
    """Frames a second while others exercise as well; None while they do not slow this set down."""


def update_message(
    sequence: int,
    session_update: SessionUpdate,
    around: Surroundings,
    *,
    language: Language = ENGLISH,
) -> str:
    """The answer to a frame that was processed, its words in a language."""
    fields = update_fields(session_update, around, language=language)
    return encode({"kind": "update", "sequence": sequence, **fields})


def update_fields(
    session_update: SessionUpdate, around: Surroundings, *, language: Language
) -> dict[str, Any]:
    """What an update message holds besides its kind and number."""
    bystanders = around.bystanders
    return {
        "people": around.people,
        "bystanders": _bystanders(bystanders) if len(bystanders.boxes) > 1 else None,
        "pace": _frame_rate(around.frame_rate, language) if around.frame_rate else None,
        **_session(session_update, language),
        **_exercise(session_update.update, language),
    }


def _session(session_update: SessionUpdate, language: Language) -> dict[str, Any]:
    """Where in the session the person is, and what is said."""
    message = session_update.message
    return {
        "session_phase": session_update.session_phase,
        "message": {"tone": message.kind, "text": language.say(message.text)},
        "says": [_utterance(each, language) for each in session_update.says],
        "set_plan": {
            "index": session_update.set_index,
            "count": session_update.set_count,
            "side": session_update.set_plan.side,
            "title": set_title(session_update.set_plan, language),
        },
        "count_down_s": _rounded(session_update.count_down_s),
        "rest_s": _rounded(session_update.rest_s),
        "may_go_on": session_update.may_go_on,
        "paused_by": session_update.paused_by,
        "target_overlay": [line.round(1).tolist() for line in session_update.target_overlay],
    }


def set_title(set_plan: SetPlan, language: Language) -> str:
    """Which leg, and which set of several; empty if there is one set for no certain leg."""
    sets = set_plan.dose.sets
    leg = _LEGS[set_plan.side] if set_plan.side else ""
    if sets == 1:
        return language.say(leg) if leg else ""
    if not leg:
        return language.say(_SET, number=set_plan.set_number, sets=sets)
    return language.say(
        _LEG_SETS[set_plan.side or Side.LEFT], number=set_plan.set_number, sets=sets
    )


def _utterance(utterance: Utterance, language: Language) -> dict[str, Any]:
    return {
        "serial": utterance.serial,
        "priority": utterance.priority,
        "tone": utterance.tone,
        "words": [language.say(each) for each in utterance.phrases],
        "files": [voice_file(language.code, each) for each in utterance.phrases],
    }


def _exercise(update: Update, language: Language) -> dict[str, Any]:
    """How the exercise is done."""
    advice = update.advice
    return {
        "stage": update.stage,
        "advice": {"code": advice.code, "text": language.say(advice.text)} if advice else None,
        "cue": _cue(update.cue, language),
        "side": update.side,
        "phase": update.phase,
        "angle_deg": _rounded(update.angle_deg),
        "start_deg": _rounded(update.start_deg),
        "target_deg": _rounded(update.target_deg),
        "progress": _rounded(update.progress, 3),
        "hold_s": _rounded(update.hold_s, 2),
        "hold_asked_s": update.hold_asked_s,
        "reps": update.reps,
        "attempts": update.attempts,
        "reps_asked": update.reps_asked,
        "highlight": update.highlight,
        "pose": _pose(update.pose) if update.pose else None,
    }


def _bystanders(bystanders: Bystanders) -> dict[str, Any]:
    return {
        "boxes": [[round(edge, 3) for edge in box] for box in bystanders.boxes],
        "followed": bystanders.followed,
        "chosen": bystanders.is_chosen,
    }


def _frame_rate(frame_rate: FrameRate, language: Language) -> dict[str, Any]:
    text = language.say(REDUCED_RATE, people=frame_rate.people)
    return {"fps": frame_rate.fps, "people": frame_rate.people, "text": text}


def _cue(cue: Cue | None, language: Language) -> dict[str, Any] | None:
    if cue is None:
        return None
    return {
        "text": language.say(cue.text),
        "severity": cue.severity,
        "rule": cue.rule,
        "is_praise": cue.is_praise,
        "since_s": _rounded(cue.since_s, 3),
    }


def _pose(pose: Pose) -> dict[str, Any]:
    """Points as x, y in the frame's pixels and visibility; null where there is none."""
    points = np.column_stack([pose.pixels.round(1), pose.visibility.round(2)])
    return {
        "size_px": pose.size_px,
        "points": [point if all(map(math.isfinite, point)) else None for point in points.tolist()],
    }


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits)


def encode(message: dict[str, Any]) -> str:
    """The message as it is sent."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False)
