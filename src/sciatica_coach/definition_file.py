"""A file of definitions: TOML in, a checked type out, every problem of the file said at once."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sciatica_coach.errors import DefinitionError

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
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as reason:
        raise error(path, [f"cannot be read: {reason.strerror}"]) from reason
    except UnicodeDecodeError as reason:
        raise error(path, ["is not a text in UTF-8"]) from reason
    except tomllib.TOMLDecodeError as reason:
        raise error(path, [f"is not TOML: {reason}"]) from reason
    try:
        return definition.model_validate(document)
    except ValidationError as reason:
        problems = [line for each in reason.errors() for line in _problems(document, each)]
        raise error(path, problems) from reason


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
    return [f"{where}: {message}, found {details['input']!r}"]


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
