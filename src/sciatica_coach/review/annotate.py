"""The video again, with what the coach saw drawn on it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream

from sciatica_coach.capture.video import Video
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.motion.pose import Image
from sciatica_coach.review.drawing import draw

_TICK = Fraction(1, 90_000)
"""Seconds: fine enough for the times of any camera."""
_LONGEST_PX = 1920
"""Of the written picture's longer side: more only slows the browser that plays it."""
_FASTEST_FPS = 60
"""As many as a video is read with."""
_BT709, _LIMITED = 1, 1
"""FFmpeg's numbers for the colours that browsers assume; without a word they guess by size."""
_OPTIONS = {"preset": "veryfast", "crf": "22", "mbtree": "0"}
"""Macroblock trees pack the same pictures now and then in another way, most on a busy machine."""


def annotate(
    source: Path,
    updates: Sequence[Update],
    target: Path,
    *,
    advance: Callable[[int], None] = lambda frames: None,
) -> None:
    """Write an annotated MP4 (H.264, without sound) with the frame times of the source.

    One frame is kept in memory at a time.

    Parameters
    ----------
    updates
        One for each frame of the source, in order.
    advance
        Is called after every frame with the number of frames written so far.

    Raises
    ------
    SourceError
        If the source can no longer be read.
    OSError
        If the target cannot be written.
    """
    with (
        _plain_errors(),
        Video(source) as video,
        # "file:" keeps a folder such as "http:" from being read as a protocol.
        av.open(
            f"file:{target.absolute()}", "w", format="mp4", options={"movflags": "faststart"}
        ) as container,
    ):
        stream = _stream(container, video)
        for frame, update in zip(video, updates, strict=False):
            image = frame.image.copy()
            draw(image, update)
            picture = _picture(image, stream, frame.time_s)
            container.mux(stream.encode(picture))
            advance(frame.index + 1)
        container.mux(stream.encode(None))


@contextmanager
def _plain_errors() -> Iterator[None]:
    """FFmpeg's errors as the operating system's, which those who write files know."""
    try:
        yield
    except av.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error


def _stream(container: OutputContainer, video: Video) -> VideoStream:
    stream = container.add_stream("libx264", rate=_rate(video.fps), options=_OPTIONS)
    stream.width, stream.height = _even_size(video.size_px)
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = _TICK
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED
    return stream


def _rate(fps: float) -> int:
    """Of frames that are written; some files state 1000 where they know nothing."""
    return min(max(1, round(fps)), _FASTEST_FPS)


def _even_size(size_px: tuple[int, int]) -> tuple[int, int]:
    """The size to write: H.264 as browsers play it has even sides."""
    scale = min(1.0, _LONGEST_PX / max(size_px))
    width, height = (max(2, 2 * round(side * scale / 2)) for side in size_px)
    return width, height


def _picture(image: Image, stream: VideoStream, time_s: float) -> av.VideoFrame:
    if image.shape[1::-1] != (stream.width, stream.height):
        image = np.asarray(
            cv2.resize(image, (stream.width, stream.height), interpolation=cv2.INTER_AREA),
            dtype=np.uint8,
        )
    picture = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(
        format="yuv420p", dst_colorspace=_BT709, dst_color_range=_LIMITED
    )
    picture.pts, picture.time_base = round(time_s / _TICK), _TICK
    return picture
