"""The recorded phrases of every language: made where missing, removed where dead."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from sciatica_coach.atomic_file import write_atomic
from sciatica_coach.language.catalog import ENGLISH, Language, languages
from sciatica_coach.language.voices import MANIFEST, RECORDINGS, Recording, recordings
from tools.studio.sound import prepared, what_is_wrong, write_mp3
from tools.studio.speaker import RATE_HZ, SPEAKERS, Speaker, speak

_RECIPE = 1
"""Raised when the same text would sound different: all files are then made anew."""


class UnspokenError(Exception):
    """A text came out as something that cannot be it."""


def record_all(
    phrases: Sequence[str], tell: Callable[[str], None], folder: Path = RECORDINGS
) -> None:
    """Bring the recordings of every language that has a speaker up to the phrases.

    Raises
    ------
    UnspokenError
        If a recording cannot be its text; those before it are kept.
    """
    for code, language in languages().items():
        if code not in SPEAKERS:
            tell(f"{code}: nobody speaks it; add a speaker to tools/studio/speaker.py")
            continue
        sayable = [each for each in phrases if language is ENGLISH or each in language.texts]
        for phrase in set(phrases).difference(sayable):
            tell(f"{code}: not translated: {phrase}")
        wanted = {phrase: _wanted(language, phrase) for phrase in sayable}
        made = _record(wanted, SPEAKERS[code], folder / code, tell)
        removed = _remove_dead(wanted, folder / code)
        _write_manifest(wanted, folder / code)
        tell(f"{code}: {len(wanted)} phrases, {made} recorded, {removed} removed")


def _wanted(language: Language, phrase: str) -> Recording:
    text = language.say(phrase)
    speaker = SPEAKERS[language.code]
    recipe = f"{language.code}|{speaker}|{_RECIPE}|{text}"
    return Recording(f"{hashlib.sha256(recipe.encode()).hexdigest()[:10]}.mp3", text)


def _record(
    wanted: Mapping[str, Recording], speaker: Speaker, folder: Path, tell: Callable[[str], None]
) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    missing = {
        each.file: each.text for each in wanted.values() if not (folder / each.file).exists()
    }
    for file, text in missing.items():
        samples = prepared(speak(text, speaker), RATE_HZ)
        wrong = what_is_wrong(samples, RATE_HZ, text)
        if wrong:
            raise UnspokenError(f"{text!r} {wrong}")
        write_mp3(samples, RATE_HZ, folder / file)
        tell(f"{file} {len(samples) / RATE_HZ:5.2f} s  {text}")
    return len(missing)


def _remove_dead(wanted: Mapping[str, Recording], folder: Path) -> int:
    alive = {each.file for each in wanted.values()}
    dead = [path for path in folder.glob("*.mp3") if path.name not in alive]
    for path in dead:
        path.unlink()
    return len(dead)


def _write_manifest(wanted: Mapping[str, Recording], folder: Path) -> None:
    entries = {phrase: asdict(wanted[phrase]) for phrase in sorted(wanted)}
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    write_atomic(folder / MANIFEST, f"{text}\n")
    recordings.cache_clear()
