"""Hears what a page says: words, recordings and tones, each with its moment."""

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import Language
from sciatica_coach.language.voices import recordings
from sciatica_coach.ui.files import MODULES

_EARS = Path(__file__).with_name("ears.js").read_text(encoding="utf-8")
_PLACE = "const LANG = null;"
_TURN_S = 0.05
"""The page is told the end of a recording before we are, and begins the next one at once."""


@dataclass(frozen=True)
class Sound:
    """One thing that was heard."""

    at_s: float
    """On a clock that goes on over reloads of the page."""
    end_s: float
    """Infinite while it lasts; the same as `at_s` for a tone."""
    words: str = ""
    """As they were said; empty for a tone."""
    tone: str | None = None
    language: str | None = None
    """What the voice speaks; None for a recording."""
    was_cut: bool = False


def listen(page: Page, voice: str | None) -> None:
    """Hear everything that a page says; to be called before it is opened.

    Parameters
    ----------
    voice
        The language tag of the only voice that the browser has; None for none.
    """
    assert _PLACE in _EARS
    page.add_init_script(_EARS.replace(_PLACE, f'const LANG = "{voice}";') if voice else _EARS)


def sounds(page: Page, language: Language) -> tuple[Sound, ...]:
    """What was heard, in order; each recorded file by itself."""
    pitches = page.evaluate(
        "async (path) => Object.fromEntries(Object.entries((await import(path)).TONES)"
        ".map(([name, { notes }]) => [name, notes[0].pitch_hz]))",
        f"{MODULES}/audio/tones.js",
    )
    names = {round(pitch): name for name, pitch in pitches.items()}
    texts = {each.file: each.text for each in recordings(language.code).values()}
    heard: list[Sound] = []
    for told in sorted(page.evaluate("window.ears"), key=lambda told: told["at_ms"]):
        at_s, end_s = told["at_ms"] / 1000, (told.get("end_ms") or math.inf) / 1000
        was_cut = told.get("cut", False)
        if told["kind"] == "words":
            heard.append(Sound(at_s, end_s, told["text"], None, told["lang"], was_cut))
        elif told["kind"] == "file":
            heard.append(Sound(at_s, end_s, texts[told["file"]], was_cut=was_cut))
        else:
            heard.append(Sound(at_s, at_s, tone=names[round(told["pitch_hz"])]))
    return tuple(heard)


def spoken(heard: tuple[Sound, ...]) -> tuple[Sound, ...]:
    """The words among the sounds."""
    return tuple(sound for sound in heard if sound.words)


def overlaps(heard: tuple[Sound, ...]) -> list[str]:
    """Words that were begun while others were being said."""
    return [
        f"“{after.words}” over “{before.words}”"
        for before, after in pairwise(spoken(heard))
        if after.at_s < before.end_s - _TURN_S
    ]


def phrases_in(words: str, language: Language) -> tuple[str, ...] | None:
    """The English phrases that words in a language are made of; None if they are not."""
    return _taken_apart(words, _book(language))


@cache
def _book(language: Language) -> dict[str, str]:
    """Every phrase in English, by what it is in a language."""
    return {language.say(phrase): phrase for phrase in phrase_book(load_exercises().values())}


def _taken_apart(words: str, book: dict[str, str]) -> tuple[str, ...] | None:
    if not words:
        return ()
    for text, phrase in book.items():
        if words == text or words.startswith(f"{text} "):
            rest = _taken_apart(words[len(text) :].lstrip(), book)
            if rest is not None:
                return (phrase, *rest)
    return None
