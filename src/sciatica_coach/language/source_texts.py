"""The texts of Python code, found by the names of the functions that they are given to."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_SINGLE = frozenset({"say", "N_", "TranslatableText"})
_PLURAL = "say_count"


@dataclass(frozen=True, slots=True)
class Text:
    """One English text that every language has an entry for."""

    one: str
    many: str | None = None
    """Its form for several; None if it has no number."""


def texts_of(source: str) -> Iterator[Text]:
    """The texts in a module, in their order.

    Raises
    ------
    ValueError
        If a text is put together with its values before it could be looked up.
    """
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _name(call.func)
        if name == _PLURAL:
            one, many = (_literal(each) for each in call.args[:2])
            if one and many:
                yield Text(one, many)
        elif name in _SINGLE and call.args and (one := _literal(call.args[0])):
            yield Text(one)


def _name(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def _literal(argument: ast.expr) -> str | None:
    """A text as it stands; None for one that is marked where it stands."""
    if isinstance(argument, ast.JoinedStr):
        raise ValueError(f"line {argument.lineno}: give the values by name, not in an f-string")
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None
