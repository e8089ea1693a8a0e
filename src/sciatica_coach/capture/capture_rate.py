"""Slow motion and time-lapse: how fast the film was recorded, and how fast it plays."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sciatica_coach.language.translatable_text import TranslatableText

_TAGS = re.compile(r"(^|\.)capture[._]?fps$", re.IGNORECASE)
"""`com.android.capture.fps`, which phones write into MP4, also as programs copy it elsewhere."""
_SONY = re.compile(rb'captureFps="([0-9.]+)[pi]?"')
"""Sony's cameras write it into an XML part of the file ("Non Real Time Meta")."""
_XML_BYTES = 256 * 1024
"""At the beginning and at the end of a file, where that XML part is."""
_CLEARLY = 1.5
"""Rates that differ by less are the same one: cameras slow down in poor light."""
_LIKELY_FPS = (1 / 3600, 10_000.0)
"""One picture an hour, and the fastest of cameras: what lies beyond is no rate."""


@dataclass(frozen=True, slots=True)
class CaptureRate:
    """How fast a film was recorded, if not at the rate at which it plays."""

    recorded_fps: float
    played_fps: float

    @property
    def speed(self) -> float:
        """How many seconds of real movement a second of the film shows."""
        return self.played_fps / self.recorded_fps

    @property
    def warning(self) -> TranslatableText:
        """What the reader of a result must know about it."""
        return (
            TranslatableText(
                "the film is slow motion (recorded at {recorded} pictures a second, played at "
                "{played}): times are those of the real movement",
                recorded=_written(self.recorded_fps),
                played=_written(self.played_fps),
            )
            if self.speed < 1
            else TranslatableText(
                "the film is time-lapse (recorded at {recorded} pictures a second, played at "
                "{played}): times are those of the real movement",
                recorded=_written(self.recorded_fps),
                played=_written(self.played_fps),
            )
        )


def capture_rate(path: Path, tags: Mapping[str, str], played_fps: float) -> CaptureRate | None:
    """The rate at which a film was recorded; None if it plays as it was recorded.

    Parameters
    ----------
    tags
        Of the file and of its track.
    played_fps
        Frames a second as the file plays.
    """
    recorded_fps = _tagged(tags) or _in_xml(path)
    if recorded_fps is None or not math.isfinite(recorded_fps):
        return None
    lowest, highest = _LIKELY_FPS
    ratio = recorded_fps / played_fps
    if not lowest <= recorded_fps <= highest or 1 / _CLEARLY < ratio < _CLEARLY:
        return None
    return CaptureRate(recorded_fps, played_fps)


def _tagged(tags: Mapping[str, str]) -> float | None:
    for key, value in tags.items():
        if _TAGS.search(key):
            try:
                return float(value)
            except ValueError:
                return None
    return None


def _in_xml(path: Path) -> float | None:
    with path.open("rb") as file:
        content = file.read(_XML_BYTES)
        length = file.seek(0, 2)
        file.seek(max(len(content), length - _XML_BYTES))
        content += file.read()
    found = _SONY.search(content)
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None


def _written(fps: float) -> str:
    """With three digits at most: 120, 29.97, 0.5."""
    return f"{fps:.4g}" if fps < 100 else f"{fps:.0f}"
