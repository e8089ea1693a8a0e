"""Phrases as recorded files, for browsers that have no voice of their own for a language.

Each language has a folder with the files and a manifest: by the English phrase, the file and the
text that was spoken for it. `python -m tools.studio voices` writes them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RECORDINGS = Path(__file__).with_name("voices")
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Recording:
    """One phrase, spoken."""

    file: str
    """Its name in the language's folder."""
    text: str
    """What was spoken, in the language."""


def voice_file(language: str, phrase: str) -> str | None:
    """The name of the recorded file for an English phrase in a language; None if there is none."""
    recording = recordings(language).get(phrase)
    return recording.file if recording else None


@cache
def recordings(language: str, folder: Path = RECORDINGS) -> dict[str, Recording]:
    """What is recorded in a language, by the English phrase."""
    manifest = folder / language / MANIFEST
    if not manifest.exists():
        return {}
    read = json.loads(manifest.read_text(encoding="utf-8"))
    return {phrase: Recording(**entry) for phrase, entry in read.items()}
