"""Every text that people read or hear, and the files that hold them in other languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import SafetyFileError
from sciatica_coach.exercise import translation
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import NAME, TEXTS, WRAP, read_texts
from sciatica_coach.language.checking import SPOKEN, problems_of
from sciatica_coach.language.source_texts import Text, texts_of
from sciatica_coach.program import progression
from sciatica_coach.safety import pain, screening

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Found:
    """A text, and what a translator must know of it."""

    text: Text
    places: tuple[str, ...]
    """Files that it stands in."""
    is_spoken: bool


def known_texts() -> list[Found]:
    """Every text there is, in the order of the files it stands in.

    Raises
    ------
    DefinitionError
        If an exercise or a file of safety texts has problems.
    ValueError
        If a text in the code is put together before it could be looked up.
    """
    places: dict[Text, list[str]] = {}
    for text, place in (*_data_texts(), *_code_texts()):
        known = places.setdefault(text, [])
        if place not in known:
            known.append(place)
    spoken = set(phrase_book(load_exercises().values()))
    return [Found(text, tuple(known), text.one in spoken) for text, known in places.items()]


def language_problems() -> dict[Path, list[str]]:
    """What each language's file lacks, by its path; an empty list if nothing.

    Raises
    ------
    DefinitionError
        If a file cannot be read.
    """
    known = [found.text for found in known_texts()]
    return {path: problems_of(path, known) for path in sorted(TEXTS.glob("*.po"))}


def renew(path: Path) -> None:
    """Bring a language's file up to date: new texts empty, dead ones gone.

    Raises
    ------
    LanguageFileError
        If the file cannot be read.
    """
    kept = read_texts(path)
    fresh = polib.POFile(wrapwidth=WRAP, encoding="utf-8")
    fresh.header, fresh.metadata = kept.header, kept.metadata
    before = {Text(each.msgid, each.msgid_plural or None): each for each in kept}
    fresh.extend(_entry(found, before.get(found.text)) for found in known_texts())
    fresh.save(str(path), newline="\n")


def begin(code: str, name: str, folder: Path = TEXTS) -> Path:
    """A new language's file, every text of which is still empty.

    Parameters
    ----------
    code
        By BCP 47, such as `fr`.
    name
        As its own speakers call it.
    """
    path = folder / f"{code}.po"
    fresh = polib.POFile(wrapwidth=WRAP, encoding="utf-8")
    fresh.metadata = {
        "Language": code,
        NAME: name,
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    fresh.save(str(path), newline="\n")
    renew(path)
    return path


def _entry(found: Found, before: polib.POEntry | None) -> polib.POEntry:
    text = found.text
    entry = polib.POEntry(msgid=text.one, occurrences=[(place, "") for place in found.places])
    entry.comment = SPOKEN if found.is_spoken else ""
    if text.many is not None:
        entry.msgid_plural = text.many
        entry.msgstr_plural = before.msgstr_plural if before else {0: "", 1: ""}
    elif before:
        entry.msgstr = before.msgstr
    if before:
        entry.tcomment, entry.flags = before.tcomment, before.flags
    return entry


def _code_texts() -> Iterator[tuple[Text, str]]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        place = path.relative_to(_PACKAGE).as_posix()
        for text in texts_of(path.read_text(encoding="utf-8")):
            yield text, place


def _data_texts() -> Iterator[tuple[Text, str]]:
    """What the files of exercises, of safety and of the steps of a program say to people."""
    place, found = "", list[tuple[Text, str]]()

    def note(text: str) -> str:
        found.append((Text(text), place))
        return text

    for exercise in load_exercises().values():
        place = f"exercises/{exercise.id}.toml"
        translation.worded(exercise, note)
    place = "safety/screening.toml"
    signs = read_definition(screening.SCREENING, screening.Screening, SafetyFileError)
    screening.worded(signs, note)
    place = "safety/pain.toml"
    rules = read_definition(pain.PAIN_RULES, pain.PainRules, SafetyFileError)
    pain.worded(rules, note)
    place = "program/progression.toml"
    progression.worded(progression.load_progression(), note)
    yield from found
