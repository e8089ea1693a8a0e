"""Reads JSON that comes from a browser: bounded in size and depth, without any surprise.

A parser alone takes what no page of ours sends: numbers that no float holds, the same key twice,
half characters, brackets a thousand deep.
"""

import json
import math
from typing import NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError

MOST_DEPTH = 8
"""Our own messages are three deep."""
_MOST_DIGITS = 25
"""Browsers write 17 digits, a sign, a point and an exponent at most."""
_T = TypeVar("_T")


class MessageRefused(ValueError):  # noqa: N818  (it names what happened)
    """A message is too long, is no proper JSON, or is of no kind that is known."""


def parse_message(adapter: TypeAdapter[_T], text: str | bytes, *, most_bytes: int) -> _T:
    """What a message says.

    Types are taken strictly: a PIN that is a list or a number is none.

    Raises
    ------
    MessageRefused
        If it is none of the adapter's.
    """
    check_json(text, most_bytes=most_bytes)
    try:
        return adapter.validate_json(text, strict=True)
    except ValidationError as error:
        raise MessageRefused("the message is of no kind that is known") from error


def check_json(text: str | bytes, *, most_bytes: int) -> None:
    """Make sure that a text is JSON within the bounds.

    Raises
    ------
    MessageRefused
        If it is not.
    """
    try:
        whole = text.encode() if isinstance(text, str) else text
        if len(whole) > most_bytes:
            raise MessageRefused(f"a message has {len(whole)} bytes, over {most_bytes}")
        value = json.loads(
            whole.decode("utf-8"),
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except (UnicodeError, RecursionError, json.JSONDecodeError) as error:
        raise MessageRefused("the message is no JSON") from error
    _check(value)


def _check(value: object) -> None:
    """Look through a value, level by level."""
    level = [value]
    for _ in range(MOST_DEPTH):
        for each in level:
            if isinstance(each, str):
                _check_text(each)
        level = [part for each in level for part in _parts(each)]
        if not level:
            return
    raise MessageRefused(f"the message is more than {MOST_DEPTH} deep")


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise MessageRefused("a text holds half a character") from error


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise MessageRefused("a number has too many digits")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits) if len(digits) <= _MOST_DIGITS else math.inf
    if not math.isfinite(number):
        raise MessageRefused("a number is too large, or has too many digits")
    return number


def _no_number(name: str) -> NoReturn:
    raise MessageRefused(f"{name} is no number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    parsed = dict(pairs)
    if len(parsed) < len(pairs):
        raise MessageRefused("a key is there twice")
    return parsed
