"""Frames of a video file: upright, in square pixels, each with the time the file gives it."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any, Self

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from sciatica_coach.capture.capture_rate import CaptureRate, capture_rate
from sciatica_coach.capture.colour import to_screen_colours
from sciatica_coach.capture.decoder_errors import decoder_errors, no_decoder_errors
from sciatica_coach.capture.file_signature import IS_PICTURE, PICTURE_BRANDS
from sciatica_coach.capture.frame_clock import FrameClock, FrameThinner, thinned_count
from sciatica_coach.capture.orientation import Orientation, OrientationReader, orientation_of
from sciatica_coach.capture.picture_limit import Size, is_too_large, told_size
from sciatica_coach.capture.picture_shape import PixelShape, one_field, square_width, within
from sciatica_coach.capture.reading_log import ReadingLog
from sciatica_coach.capture.stated_length import expected_frames, stated_length_s, states_no_length
from sciatica_coach.capture.truncation import ends_early
from sciatica_coach.capture.video_container import film_tracks, is_large, opened, prepare
from sciatica_coach.errors import SourceError
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.pose import Frame, Image

_AHEAD = 4
"""Frames decoded in advance: enough to hide a slow key frame."""
_AHEAD_BYTES = 100_000_000
"""Of memory for them: four pictures in 4K, but only one in 8K."""
_MOST_FRAMES = 60 * 60 * 60
"""Read of one video: an hour at 60 pictures a second. Of each frame's pose and angles some
kilobytes are kept, see docs/deployment.md."""
_MOST_DECODED = 4 * _MOST_FRAMES
"""Pictures decoded for them: of an hour at 240 a second."""
_USUAL_FPS = 25.0
"""Where a file does not state it."""
_MOST_FPS = 1000.0
"""What is above is the clock of the file, not the rate of its pictures."""
_TINY_PX = 120
"""Shorter side of a picture in which a limb is only a few pixels wide."""
_BROKEN_READS = 100
"""Attempts to read on after an error of the container, before the rest is given up."""
_PICTURE_FORMATS = ("gif", "apng")
"""Formats of pictures, which are films if they hold several."""
_RAW_FORMATS = ("h264", "hevc", "m4v", "mjpeg", "mpegvideo")
"""Pictures without a container, or what is left of one."""
_UNREADABLE = N_(
    "{path}: not one picture can be read from it, it is damaged or protected; "
    "copy it again from the camera."
)


class Video:
    """A video file, read from its beginning at every iteration.

    A thread of its own decodes ahead of whoever takes the frames. Of a camera that takes more than
    60 frames a second, 60 are read.

    Attributes
    ----------
    size_px
        Width and height of the upright picture in square pixels. Pictures of another size are
        brought to it in proportion.
    fps
        Average frames a second of real movement, as the file states it.
    duration_s
        Length in seconds of real movement, as the file states it; None if it does not.
    frame_count
        Number of frames as it follows from what the file states.
    warnings
        What was wrong with the file as far as it has been read, in sentences.

    Raises
    ------
    SourceError
        If there is no picture to be had from the file.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._running: list[Generator[Frame]] = []
        self._too_large: set[Size] = set()
        with opened(self.path) as container:
            tracks = [each.index for each in film_tracks(container, self.path)]
        self._track = next((each for each in tracks if self._can_read(each)), None)
        if self._track is None:
            raise SourceError(self._unreadable())
        self._first_warnings = (*self._told_at_once(len(tracks)),)
        self._ends_early = ends_early(self.path)
        self.warnings = self._first_warnings

    def _unreadable(self) -> TranslatableText:
        """Why not one picture can be read."""
        for size_px in self._too_large:
            problem = told_size(size_px)
            return TranslatableText("{path}: {problem}", path=self.path, problem=problem)
        return TranslatableText(_UNREADABLE, path=self.path)

    def _can_read(self, track: int) -> bool:
        """Try a track, and take down what it and the file state."""
        with opened(self.path, is_checked=True) as container:
            stream = _prepared(container, self.path, track, by_threads=False)
            log = ReadingLog(1)
            pictures = list(islice(_decoded(container, stream, log), 2))
            if not pictures:
                self._too_large |= log.too_large
                return False
            if len(pictures) == 1 and _is_of_pictures(container):
                problem = TranslatableText(IS_PICTURE)
                raise SourceError(
                    TranslatableText("{path}: {problem}", path=self.path, problem=problem)
                )
            self._state(container, stream)
            orientation = orientation_of(pictures[0], stream.metadata)
            pixel_shape = stream.sample_aspect_ratio
            self.size_px = _size_px(_upright(pictures[0], pixel_shape, orientation))
            return True

    def _state(self, container: InputContainer, stream: VideoStream) -> None:
        """Take down what the file states about itself."""
        rates = [float(rate or 0) for rate in (stream.average_rate, stream.guessed_rate)]
        played_fps = next((rate for rate in rates if 0 < rate <= _MOST_FPS), _USUAL_FPS)
        tags = {**stream.metadata, **container.metadata}
        self._rate: CaptureRate | None = capture_rate(self.path, tags, played_fps)
        self._speed = self._rate.speed if self._rate else 1.0
        self.fps = played_fps / self._speed
        length_s = stated_length_s(container, stream)
        self.duration_s = None if length_s is None else length_s * self._speed
        self._stated_s = None if states_no_length(container, self.path) else self.duration_s
        self._expected = expected_frames(container, stream)
        frames = self._expected or stream.frames or round((length_s or 0) * played_fps)
        self.frame_count = min(thinned_count(frames, self.fps), _MOST_FRAMES) if frames else None
        self._is_raw = container.format.name in _RAW_FORMATS

    def _told_at_once(self, tracks: int) -> Iterator[TranslatableText]:
        width, height = self.size_px
        if tracks > 1:
            yield TranslatableText(
                "the video holds {number} tracks of pictures: the one of {width} x {height} "
                "pixels was read",
                number=tracks,
                width=width,
                height=height,
            )
        if self._is_raw:
            yield TranslatableText(
                "the file holds no times, perhaps as its beginning is missing: {fps:.0f} pictures "
                "a second are assumed",
                fps=self.fps,
            )
        if self._rate is not None:
            yield self._rate.warning
        if min(self.size_px) < _TINY_PX:
            yield TranslatableText(
                "the picture of {width} x {height} pixels is too small to judge a movement; "
                "record it larger",
                width=width,
                height=height,
            )

    def __iter__(self) -> Iterator[Frame]:
        width, height = self.size_px
        most = min(_AHEAD, max(1, _AHEAD_BYTES // (3 * width * height)))
        frames = _ahead(self._frames(), most)
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
        log = ReadingLog(1 / self.fps)
        shape = PixelShape()
        clock, thinner = FrameClock(1 / self.fps, self._speed), FrameThinner()
        index = 0
        with opened(self.path, is_checked=True) as container:
            stream = _prepared(container, self.path, self._track)
            orientation = OrientationReader(stream.metadata)
            for picture in _decoded(container, stream, log):
                if index >= _MOST_FRAMES or log.decoded > _MOST_DECODED:
                    log.is_stopped = True
                    break
                time_s = clock.read(_stamp_s(picture, container))
                if time_s is None:
                    continue
                log.times_s.append(time_s)
                if not thinner.takes(time_s):
                    continue
                image = _shown(picture, shape.of(stream), orientation.read(picture), log)
                if image is not None:
                    yield Frame(within(image, self.size_px), time_s, index)
                    index += 1
        log.left_out, log.jumps = clock.left_out, clock.jumps
        self.warnings = (*self._first_warnings, *self._told_after(log))

    def _told_after(self, log: ReadingLog) -> Iterator[TranslatableText]:
        return log.warnings(
            stated_s=self._stated_s,
            ends_early=self._ends_early,
            expected=self._expected,
            speed=self._speed,
        )


def _is_of_pictures(container: InputContainer) -> bool:
    brand = container.metadata.get("major_brand", "").encode()
    return container.format.name in _PICTURE_FORMATS or brand in PICTURE_BRANDS


def _prepared(
    container: InputContainer, path: Path, index: int | None, *, by_threads: bool = True
) -> VideoStream:
    for each in film_tracks(container, path):
        if each.index == index:
            prepare(each, by_threads=by_threads and is_large(each))
            return each
    raise SourceError(TranslatableText(_UNREADABLE, path=path))  # it was changed meanwhile


def _decoded(
    container: InputContainer, stream: VideoStream, log: ReadingLog
) -> Iterator[av.VideoFrame]:
    """Every picture that can be decoded."""
    has_threads = stream.thread_count != 1
    listening = no_decoder_errors() if has_threads else decoder_errors()
    with listening as errors:
        for packet in _packets(container, stream, log):
            try:
                pictures = stream.codec_context.decode(packet)
            except av.FFmpegError:
                log.damaged += 1
                errors.taken()
                log.too_large |= errors.refused
                continue
            whole = [picture for picture in pictures if not picture.is_corrupt]
            log.decoded += len(pictures)
            log.damaged += len(pictures) - len(whole)
            if errors.taken() and len(whole) == len(pictures):
                log.mended += 1
            for picture in whole:
                if log.first_picture_s is None:
                    log.first_picture_s = picture.time
                yield picture


def _packets(
    container: InputContainer, stream: VideoStream, log: ReadingLog
) -> Iterator["Packet[Any]"]:
    """The track's packets; of the sound, only its times are taken."""
    broken = 0
    while broken < _BROKEN_READS:
        try:
            for packet in container.demux([stream, *container.streams.audio]):
                stamp_s = _packet_s(packet)
                if packet.stream.index != stream.index:
                    log.sound_end_s = max(log.sound_end_s or 0.0, stamp_s or 0.0)
                    continue
                if log.first_packet_s is None and not packet.is_discard:
                    log.first_packet_s = stamp_s
                # Without content, it repeats the picture before; a decoder would take it for the
                # end. The packet at the end has no time.
                if packet.size or stamp_s is None:
                    yield packet
            return
        except IndexError:
            # All is read: PyAV stumbles at the end over tracks that appeared on the way.
            return
        except av.FFmpegError:
            log.damaged += 1
            broken += 1


def _packet_s(packet: "Packet[Any]") -> float | None:
    stamp = packet.dts if packet.pts is None else packet.pts
    return None if stamp is None or not packet.time_base else float(stamp * packet.time_base)


def _stamp_s(picture: av.VideoFrame, container: InputContainer) -> float | None:
    """The picture's time in the file."""
    if container.format.name != "avi":
        return picture.time
    # AVI knows only the order of decoding, in which a decoder also gives the pictures out.
    stamp = picture.dts
    return None if stamp is None or not picture.time_base else float(stamp * picture.time_base)


def _shown(
    picture: av.VideoFrame, shape: Fraction | None, orientation: Orientation, log: ReadingLog
) -> Image | None:
    try:
        return _upright(picture, shape, orientation)
    except (av.FFmpegError, ValueError):  # pixels that are stored in no known way
        log.damaged += 1
        return None


def _upright(picture: av.VideoFrame, shape: Fraction | None, orientation: Orientation) -> Image:
    """(H, W, 3) BGR as it is to be shown, in square pixels."""
    width = square_width(picture, shape)
    if is_too_large((width, picture.height)):
        width = picture.width  # such pixels are no camera's
    image = to_screen_colours(picture, width)
    if picture.interlaced_frame:
        image = one_field(image)
    return orientation.upright(image)


def _size_px(image: Image) -> tuple[int, int]:
    return image.shape[1], image.shape[0]


def _ahead(frames: Generator[Frame], most: int) -> Generator[Frame]:
    """The same frames, made in a thread up to `most` frames before they are taken."""
    with ThreadPoolExecutor(1, "decode") as thread:
        try:
            waiting = deque(thread.submit(next, frames, None) for _ in range(most))
            while (frame := waiting.popleft().result()) is not None:
                waiting.append(thread.submit(next, frames, None))
                yield frame
        finally:
            thread.shutdown(cancel_futures=True)
            frames.close()
