"""Frames of a video file: upright, in square pixels, each with the time the file gives it."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from sciatica_coach.capture.video_diagnosis import diagnose
from sciatica_coach.errors import SourceError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.pose import Frame, Image

_AHEAD = 4
"""Frames decoded in advance: enough to hide a slow key frame, few enough for 4K pictures."""
_REBASE_S = 0.5
"""A step back in time longer than this is a new time line; a shorter one is a stray stamp."""
_MISSING_SHARE = 0.05
"""A file that ends this share before the length it states has been cut off."""
_LARGE_PX = 1920 * 1080
"""Larger pictures are decoded by several threads; for smaller ones those cost more than they save,
as the pose model needs the same processors."""
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,gif,mxf,dv,h264,"
    "hevc,m4v,mjpeg,ivf,nut,yuv4mpegpipe,mp3,wav,flac,aac"
)
"""Containers of pictures and sound; FFmpeg would also show a text as pictures of its letters."""
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}


class Video:
    """A video file, read from its beginning at every iteration.

    A thread of its own decodes ahead of whoever takes the frames.

    Attributes
    ----------
    size_px
        Width and height of the upright picture in square pixels.
    fps
        Average frames a second, as the file states it.
    duration_s
        Length as the file states it; None if it does not.
    frame_count
        Number of frames as the file states it, or as far as it follows from the length.
    warnings
        What was wrong with the file as far as it has been read, in sentences.

    Raises
    ------
    SourceError
        If there is no picture to be had from the file.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.warnings: tuple[TranslatableText, ...] = ()
        self._running: list[Generator[Frame]] = []
        with _opened(self.path) as container:
            stream = _pictures_of(container, self.path)
            self.fps = float(stream.average_rate or stream.guessed_rate or 25)
            self.duration_s = _duration_s(container, stream)
            self.frame_count = stream.frames or (
                round(self.duration_s * self.fps) if self.duration_s else None
            )
            first = next(_decoded(container, stream, []), None)
            if first is None:
                raise SourceError(
                    TranslatableText(
                        "{path}: not one picture can be read from it, it is damaged or protected; "
                        "copy it again from the camera.",
                        path=self.path,
                    )
                )
            self._pixel_shape = float(stream.sample_aspect_ratio or 1)
            height, width = _upright(first, self._pixel_shape).shape[:2]
        self.size_px = (width, height)

    def __iter__(self) -> Iterator[Frame]:
        frames = _ahead(self._frames())
        self._running.append(frames)
        return frames

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop decoding; iterations that are under way end."""
        while self._running:
            self._running.pop().close()

    def _frames(self) -> Generator[Frame]:
        problems: list[str] = []
        clock = FrameClock(1 / self.fps)
        index = 0
        with _opened(self.path) as container:
            stream = _pictures_of(container, self.path)
            for picture in _decoded(container, stream, problems):
                time_s = clock.read(picture.time)
                if time_s is not None:
                    yield Frame(_upright(picture, self._pixel_shape), time_s, index)
                    index += 1
        self.warnings = self._told(problems, clock.last_s + 1 / self.fps)

    def _told(self, problems: list[str], seen_s: float) -> tuple[TranslatableText, ...]:
        warnings = []
        missing_s = (self.duration_s or 0.0) - seen_s
        cut_off = missing_s > max(_MISSING_SHARE * seen_s, 0.5)
        if cut_off:
            warnings.append(
                TranslatableText(
                    "the video is cut off: only the first {seen_s:.1f} of {duration_s:.1f} "
                    "seconds can be read",
                    seen_s=seen_s,
                    duration_s=self.duration_s,
                )
            )
        damaged = len(problems) - cut_off  # where it was cut, one piece is broken
        if damaged == 1:
            warnings.append(TranslatableText("left out of the video: 1 damaged piece"))
        elif damaged > 1:
            warnings.append(
                TranslatableText("left out of the video: {number} damaged pieces", number=damaged)
            )
        return tuple(warnings)


class FrameClock:
    """Times of frames from their stamps: from 0, strictly rising."""

    def __init__(self, step_s: float) -> None:
        self._step_s = step_s
        self._zero_s: float | None = None
        self.last_s = -step_s

    def read(self, stamp_s: float | None) -> float | None:
        """The frame's time; None for a frame that shares the moment of the one before."""
        due_s = self.last_s + self._step_s
        if stamp_s is None:
            self.last_s = due_s
            return due_s
        if self._zero_s is None or stamp_s - self._zero_s < self.last_s - _REBASE_S:
            self._zero_s = stamp_s - due_s
        time_s = stamp_s - self._zero_s
        if time_s <= self.last_s:
            return None
        self.last_s = time_s
        return time_s


def _opened(path: Path) -> InputContainer:
    problem = diagnose(path)
    if problem is None:
        try:
            # "file:" keeps a name such as "a:b.mp4" from being read as a protocol.
            return av.open(f"file:{path.absolute()}", options=dict(_OPTIONS))
        except av.error.PermissionError:
            problem = TranslatableText("may not be read; give yourself the right to read it.")
        except (av.FFmpegError, ValueError):
            problem = TranslatableText(
                "is not a video, or it is damaged beyond reading; "
                "give an MP4, MOV, MKV, WebM or AVI file."
            )
    raise SourceError(TranslatableText("{path}: {problem}", path=path, problem=problem))


def _pictures_of(container: InputContainer, path: Path) -> VideoStream:
    """The file's first video stream that is not the cover of a song."""
    for stream in container.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            large = stream.width * stream.height > _LARGE_PX
            stream.thread_type = "AUTO" if large else "SLICE"
            return stream
    raise SourceError(
        TranslatableText(
            "{path}: holds sound but no picture; give a video of the exercise.", path=path
        )
    )


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def _decoded(
    container: InputContainer, stream: VideoStream, problems: list[str]
) -> Iterator[av.VideoFrame]:
    """Every picture that can be decoded; what cannot is put down in `problems`."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.FFmpegError as error:
            problems.append(str(error))
            return
        try:
            pictures = stream.codec_context.decode(packet)
        except av.FFmpegError as error:
            problems.append(str(error))
            continue
        for picture in pictures:
            if picture.is_corrupt:
                problems.append("a damaged picture")
            else:
                yield picture


def _upright(picture: av.VideoFrame, pixel_shape: float) -> Image:
    """(H, W, 3) BGR, turned as its rotation flag says.

    Parameters
    ----------
    pixel_shape
        Width of a stored pixel against its height; it is made 1.
    """
    image = picture.to_ndarray(format="bgr24", width=round(picture.width * pixel_shape), threads=1)
    turns = round(picture.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(image, turns), dtype=np.uint8)


def _ahead(frames: Generator[Frame]) -> Generator[Frame]:
    """The same frames, made in a thread up to `_AHEAD` frames before they are taken."""
    with ThreadPoolExecutor(1, "decode") as thread:
        try:
            waiting = deque(thread.submit(next, frames, None) for _ in range(_AHEAD))
            while (frame := waiting.popleft().result()) is not None:
                waiting.append(thread.submit(next, frames, None))
                yield frame
        finally:
            thread.shutdown(cancel_futures=True)
            frames.close()
