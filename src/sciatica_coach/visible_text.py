"""Text from outside, such as file names, made harmless and whole for a terminal or a document."""

import unicodedata

_FIRST_BYTE, _LAST_BYTE = "\udc80", "\udcff"
"""What Python takes for bytes of a file name that are no UTF-8 (PEP 383)."""
_BYTE_OFFSET = 0xDC00
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that a terminal obeys or does not show: control and format characters,
surrogates, ends of lines and paragraphs."""
_JOINERS = frozenset("\u200c\u200d")
"""Format characters that words of some scripts, and emoji, need; they move nothing."""


def visible(text: str) -> str:
    r"""Write a text on one line, with escapes such as `\x1b` for all that a terminal would obey.

    Nothing is left out: names that differ look different.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def as_unicode(text: str) -> str:
    r"""Write a text as Unicode can hold it: bytes that are no UTF-8 become `\xff`."""
    return "".join(_escape(each) if unicodedata.category(each) == "Cs" else each for each in text)


def _visible(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return _escape(character)


def _escape(character: str) -> str:
    if _FIRST_BYTE <= character <= _LAST_BYTE:
        return f"\\x{ord(character) - _BYTE_OFFSET:02x}"
    return character.encode("unicode_escape").decode("ascii")
