"""Opens a video file, and chooses the track that shows the exercise."""

import os
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from sciatica_coach.capture.decoder_errors import decoder_errors
from sciatica_coach.capture.opening_trial import opens_in_time
from sciatica_coach.capture.picture_limit import LARGEST_PX, is_too_large, too_large
from sciatica_coach.capture.video_diagnosis import diagnose
from sciatica_coach.errors import SourceError
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_LARGE_PX = 1920 * 1080
"""Larger pictures are decoded by several threads; for smaller ones those cost more than they save,
as the pose model needs the same processors."""
_MOST_THREADS = 4
"""Of a decoder: each keeps a picture of its own, 50 MB in 8K, and more than four are not needed to
keep up with the pose model."""
_MOST_TRACKS = 100
_OPEN_S = 30.0
"""Time to open a file: what takes longer is made to take long, or lies on a disk that hangs."""
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,gif,apng,mxf,dv,"
    "h264,hevc,m4v,mjpeg,ivf,nut,yuv4mpegpipe,mp3,wav,flac,aac"
)
"""Containers of pictures and sound; FFmpeg would also show a text as pictures of its letters."""
_LIMITS = {"max_pixels": str(LARGEST_PX)}
_OPTIONS = {
    "format_whitelist": _FORMATS,
    "protocol_whitelist": "file",
    "max_streams": str(_MOST_TRACKS),
    **_LIMITS,  # opening a file decodes its first pictures
}
_NO_FILM = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
"""The cover of a song, the pictures of chapters, a photograph."""
_SOUND_ONLY = N_("{path}: holds sound but no picture; give a video of the exercise.")
_TOO_SLOW = N_("takes too long to open; copy it to this computer, or save it anew as MP4.")
_UNREADABLE = N_(
    "{path}: its pictures are stored in a way that cannot be read here; save it as MP4 (H.264)."
)


def opened(path: Path, *, is_checked: bool = False) -> InputContainer:
    """The file, open for reading.

    Parameters
    ----------
    is_checked
        Whether it was opened before: then its parts are not looked at again.

    Raises
    ------
    SourceError
        If it is no video, or its pictures are too large.
    """
    problem = None if is_checked else diagnose(path) or _tried(path)
    if problem is None:
        found = _open(path)
        if isinstance(found, InputContainer):
            return found
        problem = (diagnose(path) if is_checked else None) or found
    raise SourceError(TranslatableText("{path}: {problem}", path=path, problem=problem))


def _url(path: Path) -> str:
    """With "file:", or a name such as "a:b.mp4" would be read as a protocol."""
    return f"file:{path.absolute()}"


def _tried(path: Path) -> TranslatableText | None:
    """What is wrong with a file that takes too long to open."""
    try:
        opens = opens_in_time(path, _url(path), _OPTIONS, within_s=_OPEN_S)
    except OSError:  # told when it is opened
        opens = True
    return None if opens else TranslatableText(_TOO_SLOW)


def _open(path: Path) -> InputContainer | TranslatableText:
    """The file, or what is wrong with it."""
    try:
        with decoder_errors() as errors:
            container = av.open(
                _url(path),
                options=dict(_OPTIONS),
                metadata_errors="replace",
                timeout=(_OPEN_S, None),
            )
            errors.taken()
    except av.error.PermissionError:
        return TranslatableText("may not be read; give yourself the right to read it.")
    except av.error.ExitError:
        return TranslatableText(_TOO_SLOW)
    except (av.FFmpegError, ValueError):
        return TranslatableText(
            "is not a video, or it is damaged beyond reading; "
            "give an MP4, MOV, MKV, WebM or AVI file."
        )
    problem = too_large(filter(_has_decoder, _films(container)), errors.refused)
    if problem is not None:
        container.close()
    return problem or container


def film_tracks(container: InputContainer, path: Path) -> list[VideoStream]:
    """The file's tracks of moving pictures, the one to be read first.

    That is the default one; of several defaults, or of none, the largest; of equal ones the first.

    Raises
    ------
    SourceError
        If there is none.
    """
    films = _films(container)
    readable = [
        each for each in films if _has_decoder(each) and not is_too_large((each.width, each.height))
    ]
    if not readable:
        raise SourceError(TranslatableText(_UNREADABLE if films else _SOUND_ONLY, path=path))
    return sorted(readable, key=_rank, reverse=True)  # keeps the order of equal ones


def is_large(stream: VideoStream) -> bool:
    """Whether it is decoded by several threads."""
    return stream.width * stream.height > _LARGE_PX


def prepare(stream: VideoStream, *, by_threads: bool) -> None:
    """Set how a track is to be decoded; before its first picture."""
    stream.thread_type = "AUTO" if by_threads else "SLICE"
    stream.thread_count = min(os.cpu_count() or 1, _MOST_THREADS) if by_threads else 1
    stream.codec_context.options = dict(_LIMITS)


def _films(container: InputContainer) -> list[VideoStream]:
    return [each for each in container.streams.video if not each.disposition & _NO_FILM]


def _has_decoder(stream: VideoStream) -> bool:
    # PyAV gives no codec context to a track that FFmpeg has no decoder for.
    return getattr(stream, "codec_context", None) is not None


def _rank(stream: VideoStream) -> tuple[bool, int]:
    return bool(stream.disposition & Disposition.default), stream.width * stream.height
