"""Small videos made on the spot, whose pictures and times are known."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np

from sciatica_coach.motion.pose import Frame, Image
from sciatica_coach.paths import SAMPLES

TICK = Fraction(1, 90_000)


def corner_picture(size_px: tuple[int, int] = (64, 48)) -> Image:
    """White in the upper left quarter, else black: shows which way up it is."""
    width, height = size_px
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = 255
    return picture


def film(
    path: Path,
    times_s: Sequence[float],
    *,
    picture: Image | None = None,
    rotation_deg: int = 0,
    matrix: Sequence[int] | None = None,
    tags: Mapping[str, str] | None = None,
    pixel_shape: Fraction = Fraction(1),
    first_s: float = 0.0,
    sound: bool = False,
) -> Path:
    """Write a video with one picture at each of these times.

    `matrix` is the display matrix: nine whole numbers.
    """
    picture = corner_picture() if picture is None else picture
    height, width = picture.shape[:2]
    options = {"movflags": "use_metadata_tags"} if tags else {}
    with av.open(path, "w", options=options) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream("libx264", rate=30, options={"g": "15"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = TICK
        stream.codec_context.sample_aspect_ratio = pixel_shape
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        if matrix is not None:
            stream.set_display_matrix(matrix)
        track = container.add_stream("aac", rate=8000, layout="mono") if sound else None
        for time_s in times_s:
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = round((first_s + time_s) / TICK), TICK
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if track is not None:
            container.mux(track.encode(silence()))
            container.mux(track.encode(None))
    return path


def of_pictures(
    path: Path,
    pictures: Sequence[av.VideoFrame],
    *,
    codec: str = "ffv1",
    rate: int = 25,
    matrix: Sequence[int] | None = None,
) -> Path:
    """Write a video of these frames as they are: their pixel format and colour tags are kept."""
    first = pictures[0]
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, first.format.name
        if matrix is not None:
            stream.set_display_matrix(matrix)
        context = stream.codec_context
        context.colorspace, context.color_range = first.colorspace, first.color_range
        context.color_trc, context.color_primaries = first.color_trc, first.color_primaries
        for index, picture in enumerate(pictures):
            picture.pts, picture.time_base = index, Fraction(1, rate)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def remuxed(
    source: Path, target: Path, *, frames: int = 75, options: Mapping[str, str] | None = None
) -> Path:
    """Write the first packets of a video, as they are, into another container."""
    with av.open(source) as whole, av.open(target, "w", options=dict(options or {})) as container:
        stream = whole.streams.video[0]
        copy = container.add_stream_from_template(stream)
        for packet in islice(whole.demux(stream), frames):
            if packet.dts is not None:
                packet.stream = copy
                container.mux(packet)
    return target


def two_sizes(path: Path, sizes: Sequence[tuple[int, int]]) -> Path:
    """One track of MJPEG whose pictures change their size, with a disc in each."""
    with av.open(path, "w") as container:
        stream = container.add_stream("mjpeg", rate=25)
        stream.width, stream.height, stream.pix_fmt = *sizes[0], "yuvj420p"
        for index, (width, height) in enumerate(sizes):
            image = np.zeros((height, width, 3), np.uint8)
            cv2.circle(image, (width // 2, height // 2), height // 3, (255,) * 3, cv2.FILLED)
            encoder = av.CodecContext.create("mjpeg", "w")
            encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
            encoder.time_base = Fraction(1, 25)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format="yuvj420p")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            for packet in [*encoder.encode(frame), *encoder.encode(None)]:
                packet.stream = stream
                packet.pts = packet.dts = index
                packet.time_base = Fraction(1, 25)
                container.mux(packet)
    return path


def beginning(source: Path, target: Path, *, frames: int) -> Path:
    """Write the first frames of one of our samples."""
    with av.open(source) as whole, av.open(target, "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "20"})
        stream.width, stream.height, stream.pix_fmt = 854, 480, "yuv420p"
        for _, picture in zip(range(frames), whole.decode(video=0), strict=False):
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return target


def sound_only(path: Path) -> Path:
    """Write an MP4 file that holds one second of silence."""
    with av.open(path, "w") as container:
        track = container.add_stream("aac", rate=8000, layout="mono")
        container.mux(track.encode(silence()))
        container.mux(track.encode(None))
    return path


def silence() -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
    frame.sample_rate = 8000
    return frame


def sample_frames(name: str, every: int = 10, *, of: int | None = None) -> list[Frame]:
    """Every n-th frame of a sample clip, or of its first so many, with its own time."""
    with av.open(SAMPLES / f"{name}.mp4") as container:
        return [
            Frame(picture.to_ndarray(format="bgr24"), float(picture.time), index)
            for index, picture in enumerate(islice(container.decode(video=0), of))
            if index % every == 0
        ]


def thinned_clip(name: str, path: Path, *, every: int = 4, of: int | None = None) -> Path:
    """A copy of a sample clip with every n-th of its pictures: analysed in less time."""
    return video_of(path, sample_frames(name, every=every, of=of))


def side_by_side(left: Sequence[Frame], right: Sequence[Frame]) -> list[Frame]:
    """Two people in one picture."""
    return [
        Frame(cv2.hconcat([one.image, other.image]), one.time_s, one.index)
        for one, other in zip(left, right, strict=False)
    ]


def video_of(path: Path, frames: Sequence[Frame]) -> Path:
    """Write frames as a video, each at its own time."""
    height, width = frames[0].image.shape[:2]
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = TICK
        for frame in frames:
            picture = av.VideoFrame.from_ndarray(frame.image, format="bgr24")
            picture.pts, picture.time_base = round(frame.time_s / TICK), TICK
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def walking_through(
    frames: Sequence[Frame], others: Sequence[Frame], *, scale: float, top_px: int
) -> list[Frame]:
    """Somebody else passes from left to right, from the third to the seventh second."""
    return [
        Frame(_passed(one, other, scale, top_px), one.time_s, one.index)
        for one, other in zip(frames, others, strict=False)
    ]


def _passed(one: Frame, other: Frame, scale: float, top_px: int) -> Image:
    image = one.image.copy()
    passer = cv2.resize(other.image[60:470, 230:560], None, fx=scale, fy=scale)
    width, wide = image.shape[1], passer.shape[1]
    left = round(-wide + (one.time_s - 3) / 4 * (width + wide))
    first, last = max(left, 0), min(left + wide, width)
    if first < last:
        image[top_px : top_px + len(passer), first:last] = passer[:, first - left : last - left]
    return image
