"""Plan and progress of one person as one file, to move between a clinic and a home.

The file is JSON; `docs/plan-file.md` describes it. What comes from elsewhere is checked whole
before any of it is used: its size, its form, its version and every value. What it would change,
`comparison.py` says.
"""

import codecs
import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import ProgramFileError
from sciatica_coach.history import PastSession
from sciatica_coach.json_message import MessageRefused, check_json
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.program.file_entries import (
    MOST_SESSIONS,
    Name,
    ProgramEntry,
    RangeEntry,
    SessionEntry,
)
from sciatica_coach.program.program import DatedProgram
from sciatica_coach.small_file import LARGEST_BYTES
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import visible

FORMAT = "sciatica-coach-plan"
VERSION = 1
"""Counts up when a program of today could not read the file rightly; new keys alone do not."""
_LONGEST_VALUE = 40
"""Characters of a wrong value that are told."""
_LAST_WORD = re.compile(r"[\w.+-]*")
"""Nothing at all, or the begin of a number, of `true`, `false` or `null`."""
_CUT = N_("The file is not whole: it ends too early. Copy it again. Nothing was changed.")
_FOREIGN = N_(
    "This is not a plan file of Sciatica Coach. Choose a file that was saved on the Plan page. "
    "Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """What a plan file holds of one person."""

    person: str
    """The name as it was typed where the file was written."""
    written_at: datetime
    programs: tuple[DatedProgram, ...] = ()
    sessions: tuple[PastSession, ...] = ()
    own_ranges: tuple[Baseline, ...] = ()


class _Document(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal["sciatica-coach-plan"] = "sciatica-coach-plan"
    version: Literal[1] = 1
    app: str = __version__
    written_at: AwareDatetime
    person: Name
    programs: Annotated[tuple[ProgramEntry, ...], Field(max_length=10_000)]
    sessions: Annotated[tuple[SessionEntry, ...], Field(max_length=MOST_SESSIONS)]
    own_ranges: Annotated[tuple[RangeEntry, ...], Field(max_length=10_000)]


def write_program_file(content: ProgramFile) -> bytes:
    """The file's content."""
    document = _Document(
        written_at=content.written_at,
        person=content.person,
        programs=tuple(map(ProgramEntry.of, content.programs)),
        sessions=tuple(map(SessionEntry.of, content.sessions)),
        own_ranges=tuple(map(RangeEntry.of, content.own_ranges)),
    )
    return document.model_dump_json(indent=1).encode() + b"\n"


def read_program_file(content: bytes, *, today: date) -> ProgramFile:
    """What a file holds, all of it checked.

    Parameters
    ----------
    today
        Where the file is read: nothing in it can have been done later, but for time zones.

    Raises
    ------
    ProgramFileError
        In one sentence, if it is too large, cut, no such file, of a newer version, or holds what
        cannot be.
    """
    if len(content) > LARGEST_BYTES:
        raise ProgramFileError(
            TranslatableText(
                "The file is too large: a plan file has at most {megabytes} MB. "
                "Nothing was changed.",
                megabytes=LARGEST_BYTES // 2**20,
            )
        )
    content = content.removeprefix(codecs.BOM_UTF8)
    _check_header(_parsed(content))
    try:
        check_json(content, most_bytes=LARGEST_BYTES)
        document = _Document.model_validate_json(content, strict=True)
    except MessageRefused as error:
        raise _unusable(str(error)) from error
    except ValidationError as error:
        raise _unusable(_problem(error.errors()[0]), more=error.error_count() - 1) from error
    _check_moments(document, today)
    return ProgramFile(
        person=document.person,
        written_at=document.written_at,
        programs=tuple(each.value() for each in document.programs),
        sessions=tuple(each.value() for each in document.sessions),
        own_ranges=tuple(each.value() for each in document.own_ranges),
    )


def _parsed(content: bytes) -> object:
    """Any JSON value.

    Raises
    ------
    ProgramFileError
        If the text is cut, or is no JSON.
    """
    try:
        text = content.decode().rstrip()
    except UnicodeDecodeError as error:
        is_cut = error.end == len(content) and content.lstrip().startswith(b"{")
        raise ProgramFileError(TranslatableText(_CUT if is_cut else _FOREIGN)) from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        is_cut = text.lstrip().startswith("{") and not _is_closed(text, error)
        raise ProgramFileError(TranslatableText(_CUT if is_cut else _FOREIGN)) from error
    except (RecursionError, ValueError) as error:
        raise ProgramFileError(TranslatableText(_FOREIGN)) from error


def _is_closed(text: str, error: json.JSONDecodeError) -> bool:
    """Whether what is wrong stands before the end of the text, and not in its last word."""
    return "Unterminated" not in error.msg and not _LAST_WORD.fullmatch(text, error.pos)


def _check_header(value: object) -> None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ProgramFileError(TranslatableText(_FOREIGN))
    version = value.get("version")
    if type(version) is not int:
        raise _unusable(_at("version", "must be a whole number"))
    if version > VERSION:
        raise ProgramFileError(
            TranslatableText(
                "This plan file was written by a newer Sciatica Coach. Update this one, then "
                "choose the file again. Nothing was changed."
            )
        )


def _check_moments(document: _Document, today: date) -> None:
    """Nothing twice, and nothing of the future."""
    last = today + timedelta(days=1)  # the day after has begun elsewhere
    ids = set()
    for number, session in enumerate(document.sessions, 1):
        if session.id in ids:
            raise _unusable(_at(f"sessions.{number}.id", "is there twice"))
        ids.add(session.id)
        if session.started_at.date() > last:
            raise _unusable(_at(f"sessions.{number}.started_at", "is in the future"))
    for number, measured in enumerate(document.own_ranges, 1):
        if measured.measured_on > last:
            raise _unusable(_at(f"own_ranges.{number}.measured_on", "is in the future"))


def _unusable(problem: str, *, more: int = 0) -> ProgramFileError:
    if more:
        text = TranslatableText(
            "This plan file cannot be used: {problem} (and {more} more). Nothing was changed.",
            problem=problem,
            more=more,
        )
        return ProgramFileError(text)
    return ProgramFileError(
        TranslatableText(
            "This plan file cannot be used: {problem}. Nothing was changed.", problem=problem
        )
    )


def _problem(details: ErrorDetails) -> str:
    """What is wrong with one value, in the file's own words, which are English."""
    where = ".".join(str(each + 1) if type(each) is int else str(each) for each in details["loc"])
    if details["type"] == "missing":
        return _at(where, "is missing")
    if details["type"] == "extra_forbidden":
        return _at(where, "is not known")
    if details["type"] == "value_error":
        return _at(where, str(details["ctx"]["error"]))
    value = visible(str(details["input"]))
    shown = value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}..."
    message = details["msg"][0].lower() + details["msg"][1:]
    return _at(where, f"{message}, not {shown}")


def _at(where: str, problem: str) -> str:
    return f"{visible(where)}: {problem}" if where else problem
