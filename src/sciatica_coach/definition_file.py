"""A file of definitions: TOML in, a checked type out, every problem of the file said at once."""

import re
import reprlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sciatica_coach.errors import DefinitionError
from sciatica_coach.visible_text import visible

_LARGEST_BYTES = 200_000
"""Of a file: twenty times the largest of ours. Python's parser takes time by the square of what is
nested in it."""
_MOST_PROBLEMS = 50
"""Told of one file; who has mended those learns of the rest."""
_LONGEST_PROBLEM = 500
"""Characters of one problem: keys and values of the file stand in it."""
_DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}""")
"""A key of more than twenty parts: the parser would take minutes over one of thousands."""
_shown = reprlib.Repr()
_shown.maxstring = _shown.maxother = 60

_Definition = TypeVar("_Definition", bound=BaseModel)


def read_definition(
    path: Path, definition: type[_Definition], error: type[DefinitionError]
) -> _Definition:
    """The definition that a TOML file holds.

    Raises
    ------
    DefinitionError
        Of the kind `error`, with every problem in it, if the file cannot be read, is not TOML or
        does not fit the type.
    """
    document = _document(path, error)
    try:
        return definition.model_validate(document)
    except ValidationError as reason:
        found = reason.errors()
        problems = [line for each in found[:_MOST_PROBLEMS] for line in _problems(document, each)]
        raise error(path, _bounded(problems, len(found) - _MOST_PROBLEMS)) from reason
    except RecursionError as reason:
        raise error(path, ["is nested too deeply"]) from reason


def _document(path: Path, error: type[DefinitionError]) -> dict[str, Any]:
    """What stands in the file, as plain values."""
    try:
        text = _text(path, error)
        if _DEEP_KEY.search(text):
            raise error(path, ["has a key of too many parts"])
        return tomllib.loads(text)
    except OSError as reason:
        raise error(path, [f"cannot be read: {reason.strerror}"]) from reason
    except UnicodeDecodeError as reason:
        raise error(path, ["is not a text in UTF-8"]) from reason
    except tomllib.TOMLDecodeError as reason:
        raise error(path, _bounded([f"is not TOML: {reason}"])) from reason
    except ValueError as reason:
        raise error(path, ["has a number of too many digits"]) from reason
    except RecursionError as reason:
        raise error(path, ["is nested too deeply"]) from reason


def _text(path: Path, error: type[DefinitionError]) -> str:
    """The whole file; some editors put a mark before its first line."""
    if path.exists() and not path.is_file():  # a pipe or a device may never end
        raise error(path, ["is not a file"])
    with path.open("rb") as file:
        content = file.read(_LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        raise error(path, [f"is larger than {_LARGEST_BYTES // 1000} kB"])
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def _bounded(problems: Sequence[str], more: int = 0) -> list[str]:
    """Each problem on a line of its own, and not more of them than somebody would read."""
    lines = [visible(each) for each in problems[:_MOST_PROBLEMS]]
    more = max(more, 0) + len(problems[_MOST_PROBLEMS:])
    lines = [
        each if len(each) <= _LONGEST_PROBLEM else f"{each[:_LONGEST_PROBLEM]} ..."
        for each in lines
    ]
    return [*lines, f"and {more} more"] if more else lines


def _problems(document: dict[str, Any], details: ErrorDetails) -> list[str]:
    where = _key(document, details["loc"])
    if details["type"] == "value_error":
        lines = str(details["ctx"]["error"]).splitlines()
        return [f"{where}: {line}" if where else line for line in lines]
    if details["type"] == "missing":
        return [f"{where}: is missing"]
    if details["type"] == "extra_forbidden":
        return [f"{where}: unknown key"]
    message = details["msg"][0].lower() + details["msg"][1:]
    return [f"{where}: {message}, found {_written(details['input'])}"]


def _written(value: object) -> str:
    """A value of the file in a few words."""
    try:
        return _shown.repr(value)
    except ValueError:  # more digits than Python writes
        return "a number of too many digits"


def _key(document: dict[str, Any], location: Sequence[int | str]) -> str:
    """The key as the file has it, without the steps that pydantic adds for a choice of types."""
    steps, inner = [], document
    for number, step in enumerate(location):
        try:
            inner = inner[step]  # type: ignore[index]  # a number leads into a list
        except (KeyError, IndexError, TypeError):
            if number < len(location) - 1:
                continue
        steps.append(str(step))
    return ".".join(steps)
