"""Writes pictures into a film (H.264)."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av

from tools.studio.scene import Picture

_QUALITY = {"crf": "24", "preset": "fast"}


def write_film(path: Path, pictures: Iterable[Picture], fps: int, size_px: tuple[int, int]) -> None:
    """Write an mp4; it appears when it is whole. Frame i is shown at i / fps."""
    unfinished = path.with_name(f".{path.name}.part")
    with av.open(str(unfinished), "w", format="mp4", options={"movflags": "faststart"}) as film:
        stream = film.add_stream("libx264", rate=fps, options=_QUALITY)
        stream.width, stream.height = size_px
        stream.pix_fmt = "yuv420p"
        for index, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, fps)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    unfinished.replace(path)
