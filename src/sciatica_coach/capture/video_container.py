"""Opens a video file, and chooses the track that shows the exercise."""

from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from sciatica_coach.capture.video_diagnosis import diagnose
from sciatica_coach.errors import SourceError
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_LARGE_PX = 1920 * 1080
"""Larger pictures are decoded by several threads; for smaller ones those cost more than they save,
as the pose model needs the same processors."""
_MOST_PX = 64_000_000
"""Of a picture: twice that of 8K. What states more is damaged, and would fill the memory."""
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,gif,apng,mxf,dv,"
    "h264,hevc,m4v,mjpeg,ivf,nut,yuv4mpegpipe,mp3,wav,flac,aac"
)
"""Containers of pictures and sound; FFmpeg would also show a text as pictures of its letters."""
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
_NO_FILM = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
"""The cover of a song, the pictures of chapters, a photograph."""
_SOUND_ONLY = N_("{path}: holds sound but no picture; give a video of the exercise.")
_UNREADABLE = N_(
    "{path}: its pictures are stored in a way that cannot be read here; save it as MP4 (H.264)."
)


def opened(path: Path) -> InputContainer:
    """The file, open for reading.

    Raises
    ------
    SourceError
        If it is no video.
    """
    problem = diagnose(path)
    if problem is None:
        try:
            # "file:" keeps a name such as "a:b.mp4" from being read as a protocol.
            return av.open(
                f"file:{path.absolute()}", options=dict(_OPTIONS), metadata_errors="replace"
            )
        except av.error.PermissionError:
            problem = TranslatableText("may not be read; give yourself the right to read it.")
        except (av.FFmpegError, ValueError):
            problem = TranslatableText(
                "is not a video, or it is damaged beyond reading; "
                "give an MP4, MOV, MKV, WebM or AVI file."
            )
    raise SourceError(TranslatableText("{path}: {problem}", path=path, problem=problem))


def film_tracks(container: InputContainer, path: Path) -> list[VideoStream]:
    """The file's tracks of moving pictures, the one to be read first.

    That is the default one; of several defaults, or of none, the largest; of equal ones the first.

    Raises
    ------
    SourceError
        If there is none.
    """
    films = [each for each in container.streams.video if not each.disposition & _NO_FILM]
    readable = [each for each in films if _has_decoder(each)]
    if not readable:
        raise SourceError(TranslatableText(_UNREADABLE if films else _SOUND_ONLY, path=path))
    return sorted(readable, key=_rank, reverse=True)  # keeps the order of equal ones


def is_large(stream: VideoStream) -> bool:
    """Whether it is decoded by several threads."""
    return stream.width * stream.height > _LARGE_PX


def prepare(stream: VideoStream) -> None:
    """Set how a track is to be decoded; before its first picture."""
    stream.thread_type = "AUTO" if is_large(stream) else "SLICE"
    if not is_large(stream):
        stream.thread_count = 1
    stream.codec_context.options = {"max_pixels": str(_MOST_PX)}


def _has_decoder(stream: VideoStream) -> bool:
    # PyAV gives no codec context to a track that FFmpeg has no decoder for.
    return getattr(stream, "codec_context", None) is not None


def _rank(stream: VideoStream) -> tuple[bool, int]:
    return bool(stream.disposition & Disposition.default), stream.width * stream.height
