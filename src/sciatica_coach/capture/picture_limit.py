"""The largest pictures that a video may have: they are what decides how much memory is needed."""

import re
from collections.abc import Iterable

from av.video.stream import VideoStream

from sciatica_coach.language.translatable_text import TranslatableText

LARGEST_PX = 8192 * 4320
"""Of a picture, either way round: 8K as cinema cameras record it, the most that any camera gives.
A picture four times as large takes gigabytes, and no more is seen in it."""
_REFUSED = re.compile(r"Picture size (\d+)x(\d+) (?:exceeds|is invalid)")
"""What FFmpeg's log says of a picture that is larger than `max_pixels`, or larger than it can."""

Size = tuple[int, int]
"""Width and height in pixels."""


def is_too_large(size_px: Size) -> bool:
    """Whether a picture has too many pixels."""
    return size_px[0] * size_px[1] > LARGEST_PX


def refused_size(message: str) -> Size | None:
    """The size of the picture that FFmpeg's log says it has refused; None if it is no such line."""
    found = _REFUSED.search(message)
    return (int(found[1]), int(found[2])) if found else None


def too_large(films: Iterable[VideoStream], refused: Iterable[Size]) -> TranslatableText | None:
    """What to say of a file whose pictures are all too large, to follow its name; else None.

    Parameters
    ----------
    refused
        Sizes that FFmpeg has refused while it opened the file: then a track may not state its own.
    """
    sizes = [(each.width, each.height) for each in films]
    if any(width and height and not is_too_large((width, height)) for width, height in sizes):
        return None
    return next((told_size(each) for each in (*sizes, *refused) if is_too_large(each)), None)


def told_size(size_px: Size) -> TranslatableText:
    """The sentence about pictures of this size, to follow the file's name."""
    return TranslatableText(
        "its pictures of {width} x {height} pixels are larger than 8K (8192 x 4320); "
        "save it smaller, such as in Full HD.",
        width=size_px[0],
        height=size_px[1],
    )
