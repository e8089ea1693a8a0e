"""How long a video should be, as its file states it."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

_NEVER_STATED = ("mpegts", "mpeg", "ogg", "h264", "hevc", "m4v", "mjpeg", "mpegvideo")
"""Formats that have no place for a length."""
_INDEX_BYTES = 256 * 1024
"""At the beginning of a film in fragments, which has a short index there."""


def stated_length_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Length of the pictures in seconds of the film; None if the file does not state it."""
    step_s = stream.time_base or Fraction(0)
    lengths_s = (
        # AVI's header counts frames; the length is shortened to what is there of a cut file.
        float(stream.frames * step_s) if container.format.name == "avi" else 0.0,
        float((stream.duration or 0) * step_s),
        _tagged_s(stream.metadata),
        (container.duration or 0) / av.time_base,
    )
    length_s = next((each for each in lengths_s if each > 0), 0.0)
    if container.format.name.startswith("matroska"):
        # It counts from time 0, even if the pictures begin later.
        length_s -= min(max(0.0, float((stream.start_time or 0) * step_s)), length_s)
    return length_s or None


def states_no_length(container: InputContainer, path: Path) -> bool:
    """Whether the length is only what is found in the file, so that it says nothing of a cut."""
    if container.format.name in _NEVER_STATED:
        return True
    return container.format.name.startswith("mov") and _is_in_fragments(path)


def expected_frames(container: InputContainer, stream: VideoStream) -> int | None:
    """Number of frames that the index of an MP4 or MOV file lists to be shown; None without one.

    What an edit list leaves out is not listed, or only to be decoded.
    """
    # Of a film in fragments, the index is only that of the first ones.
    if not container.format.name.startswith("mov") or not stream.frames:
        return None
    return sum(not entry.is_discard and entry.size > 0 for entry in stream.index_entries) or None


def _is_in_fragments(path: Path) -> bool:
    """Whether an MP4 film is in fragments whose number the index does not tell."""
    with path.open("rb") as file:
        head = file.read(_INDEX_BYTES)
    return b"mvex" in head and b"mehd" not in head


def _tagged_s(tags: Mapping[str, str]) -> float:
    """Of Matroska's tag such as `00:00:16.480000000`, which is the track's own; 0 without one."""
    text = next((value for key, value in tags.items() if key.startswith("DURATION")), "")
    try:
        hours, minutes, seconds = (float(each) for each in text.split(":"))
    except ValueError:
        return 0.0
    return 3600 * hours + 60 * minutes + seconds
