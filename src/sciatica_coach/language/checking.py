"""What a file of texts lacks, in words."""

import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from sciatica_coach.language.catalog import read_texts
from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.language.source_texts import Text

SPOKEN = f"Spoken: at most {SPOKEN_WORDS} words"
"""Comment of an entry that is said aloud, and read from the floor."""


def problems_of(path: Path, known: Iterable[Text]) -> list[str]:
    """Every problem of a file of texts, one line each.

    Parameters
    ----------
    known
        The texts that there are.

    Raises
    ------
    LanguageFileError
        If the file cannot be read, or does not say what the language is called.
    """
    entries = {Text(each.msgid, each.msgid_plural or None): each for each in read_texts(path)}
    known = list(known)
    problems = [f"{_named(text.one)}: is not in the file" for text in known if text not in entries]
    dead = entries.keys() - set(known)
    problems += [
        f"{_named(text.one)}: is said nowhere any more" for text in entries if text in dead
    ]
    for text, entry in entries.items():
        problems += [f"{_named(text.one)}: {problem}" for problem in _problems(entry)]
    return problems


def _problems(entry: polib.POEntry) -> Iterator[str]:
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "is marked as not certain (fuzzy)"
    if not all(forms) or (entry.msgid_plural and len(forms) < 2):
        yield "has no translation"
        return
    asked = _placeholders(entry.msgid_plural or entry.msgid)
    for form in forms:
        try:
            found = _placeholders(form)
        except ValueError as error:
            yield f"cannot be filled in: {error}"
            continue
        # The form for one may say the number in a word.
        missing = set() if entry.msgid_plural else asked - found
        yield from (f"lacks {{{name}}}" for name in sorted(missing))
        yield from (f"has a {{{name}}} that the English has not" for name in sorted(found - asked))
        words = len(form.split())
        if entry.comment == SPOKEN and words > SPOKEN_WORDS:
            yield f"must have at most {SPOKEN_WORDS} words, but has {words}"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _named(text: str) -> str:
    short = " ".join(text.split())
    return f'"{short[:60]}…"' if len(short) > 60 else f'"{short}"'
