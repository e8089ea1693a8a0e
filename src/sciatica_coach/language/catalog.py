"""A language is one file of texts: gettext's `.po`, the English text of each entry its key."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import polib

from sciatica_coach.errors import LanguageFileError
from sciatica_coach.language.marking import N_

TEXTS = Path(__file__).with_name("texts")
WRAP = 98
"""Columns of a line in the files."""
NAME = "Language-Team"
"""Field of a file's head that holds what the language calls itself."""
_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April")),
    *(N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What the coach says in one language."""

    code: str
    """By BCP 47, such as `es`."""
    name: str
    """As its own speakers call it."""
    texts: dict[str, str] = field(default_factory=dict)
    """By the English text; one that is missing is said in English."""
    plurals: dict[str, dict[int, str]] = field(default_factory=dict)
    """By the English singular: the form for one, at 0, and for others, at 1."""

    def say(self, text: str, **values: object) -> str:
        """The text in this language, with the values in their places."""
        translated = self.texts.get(text, text)
        return translated.format(**values) if values else translated

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of a text that goes with a number, which stands at `{number}`.

        English and Spanish know two forms; a language with more needs its rule here.
        """
        form = 0 if number == 1 else 1
        translated = self.plurals.get(one, {}).get(form, (one, many)[form])
        return translated.format(number=number, **values)

    def day(self, day: date) -> str:
        """A day with its month in words."""
        month = self.say(_MONTHS[day.month - 1])
        return self.say(N_("{day} {month} {year}"), day=day.day, month=month, year=day.year)

    def day_of_year(self, day: date) -> str:
        """A day with its month in words, where it is plain which year it is of."""
        month = self.say(_MONTHS[day.month - 1])
        return self.say(N_("{day} {month}"), day=day.day, month=month)


ENGLISH = Language("en", "English")


def month_names(language: Language) -> tuple[str, ...]:
    """January to December."""
    return tuple(map(language.say, _MONTHS))


@cache
def languages(folder: Path = TEXTS) -> dict[str, Language]:
    """Every language there is a file for, by code; English first.

    Raises
    ------
    LanguageFileError
        If a file cannot be read.
    """
    read = [read_language(path) for path in sorted(folder.glob("*.po"))]
    return {each.code: each for each in (ENGLISH, *read)}


def read_language(path: Path) -> Language:
    """The language that a file holds.

    Raises
    ------
    LanguageFileError
        If it cannot be read, or does not say what the language is called.
    """
    entries = read_texts(path)
    translated = [entry for entry in entries if entry.translated()]
    return Language(
        path.stem,
        entries.metadata[NAME],
        {entry.msgid: entry.msgstr for entry in translated if not entry.msgid_plural},
        {entry.msgid: dict(entry.msgstr_plural) for entry in translated if entry.msgid_plural},
    )


def read_texts(path: Path) -> polib.POFile:
    """The entries of a language's file.

    Raises
    ------
    LanguageFileError
        If it cannot be read, or does not say what the language is called.
    """
    try:
        entries = polib.pofile(str(path), encoding="utf-8", wrapwidth=WRAP)
    except (OSError, ValueError) as error:
        raise LanguageFileError(path, [f"is not a file of texts: {error}"]) from error
    if not entries.metadata.get(NAME):
        raise LanguageFileError(path, [f"{NAME}: must be what the language calls itself"])
    return entries


def language_for(wanted: str | None) -> Language:
    """The language with this code or locale, such as `es-MX`; English if there is none."""
    code = (wanted or "").replace("_", "-").split("-")[0].lower()
    return languages().get(code, ENGLISH)
