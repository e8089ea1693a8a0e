"""Sentences that the core makes: English to whoever reads a text, and sayable in any language."""

from datetime import date
from typing import Any, Self

from sciatica_coach.language.catalog import ENGLISH, Language


class TranslatableText(str):
    """An English sentence that still knows how it was made.

    A report, a comparison or a command line takes it for the text that it is; a page says it in
    the language of its visitor.

    Parameters
    ----------
    text
        With `{name}` where a value stands, as the language files know it.
    values
        By name. A date, or another such sentence, is said in the same language.
    """

    __slots__ = ("_text", "_values")

    _text: str
    _values: dict[str, object]

    def __new__(cls, text: str, **values: object) -> Self:
        """The English sentence."""
        sentence = super().__new__(cls, _said(ENGLISH, text, values))
        sentence._text, sentence._values = text, values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """What it is made of again in another process."""
        return (self._text,), self._values

    def in_(self, language: Language) -> str:
        """The same sentence in another language."""
        return _said(language, self._text, self._values)

    def sentence_in(self, language: Language) -> str:
        """The same with a capital at its beginning and a full stop at its end."""
        said = self.in_(language)
        return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def one_after_another(*sentences: TranslatableText) -> TranslatableText:
    """Several sentences as one value."""
    names = [f"sentence_{number}" for number in range(len(sentences))]
    text = " ".join(f"{{{name}}}" for name in names)
    return TranslatableText(text, **dict(zip(names, sentences, strict=True)))


def _said(language: Language, text: str, values: dict[str, object]) -> str:
    return language.say(text, **{name: _value(language, each) for name, each in values.items()})


def _value(language: Language, value: object) -> object:
    if isinstance(value, TranslatableText):
        return value.in_(language)
    return language.day(value) if isinstance(value, date) else value
