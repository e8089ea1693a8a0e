r"""Text from outside on a page: shown as it is, whatever Streamlit's Markdown would make of it.

File names, texts of definition files and names that people type pass through `literal`. A text that
may stand in Markdown has the type `Markdown`: the texts of the coach itself, and what `literal`
gives. `tests/ui/test_literal.py` looks for others.
"""

import re
from collections.abc import Iterable

from sciatica_coach.visible_text import visible


class Markdown(str):
    """A text for Streamlit in which nothing is taken for a sign that is not meant as one."""

    __slots__ = ()


_SIGNS = re.compile(r"[\\`*_\[\]{}<>$~&#|]")
"""They begin something in the middle of a line: a backslash before them ends that."""
_FIRST_SIGN = re.compile(r"^(\s*\d*)([-+=>.)])")
"""They begin a list, a quotation or a line as the first of a line, numbers before them."""
_BROKEN = re.compile(
    r":(?=\S)"  # :smiley:, :material/home:, :red[...], https://
    r"|(?<=www)\.|@"  # addresses are links without any sign
    r"|(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)",  # become arrows, dashes and signs of mathematics
    re.IGNORECASE,
)
"""Streamlit looks for these in the finished text, where backslashes are gone already."""

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\\x00-\x20\x7f-\uffff]+")


def literal(text: str) -> Markdown:
    r"""Markdown that shows a text as it is, on one line.

    What a terminal would obey, or what turns the direction of writing, is shown as an escape such
    as `\u202e`.
    """
    if isinstance(text, Markdown):
        return text
    shown = visible(text)
    parts, end = [], 0
    for found in _BROKEN.finditer(shown):
        parts += [_escaped(shown[end : found.start()]), *map(_apart, found.group())]
        end = found.end()
    return Markdown(_FIRST_SIGN.sub(r"\1\\\2", "".join([*parts, _escaped(shown[end:])])))


def joined(separator: str, texts: Iterable[Markdown]) -> Markdown:
    """Several of them after each other, with a sign of ours between."""
    return Markdown(separator.join(texts))


def listed(texts: Iterable[str]) -> Markdown:
    """Texts with a point before each, as they are."""
    return joined("\n", [Markdown(f"- {literal(text)}") for text in texts])


def numbered(texts: Iterable[str]) -> Markdown:
    """Texts with a number before each, as they are."""
    return joined("\n", [Markdown(f"{n}. {literal(text)}") for n, text in enumerate(texts, 1)])


def link(words: str, url: str) -> Markdown:
    """Words that lead to an address of the web; only the words if it is none."""
    if not _WEB_ADDRESS.fullmatch(url):
        return literal(words)
    return Markdown(f"[{literal(words)}](<{url}>)")


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _apart(character: str) -> str:
    """One character in a text node of its own: a colour that is none makes it one."""
    return f":color[\\{character}]"
