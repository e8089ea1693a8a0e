"""Breaks video files in many ways, reads each, and counts what went wrong without a word.

    python -m tools.benchmarks.broken_videos --count 500 --seed 1

The files are made from the beginning of a sample clip, in every container that cameras and programs
write. Each is read to its end by `Video` in another process, with a time limit. A file may be
refused in one sentence, or be read in part with a warning. What must not be: a traceback, a crash,
a hang, and pictures that are lost or wrong without a warning.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import CoachError
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.analyse import analyse

SAMPLE = SAMPLES / "knee_to_chest_side.mp4"
FRAMES = 100
"""Of the sample clip, in each file: 4 seconds."""
THUMB_PX = (32, 18)
WRONG_GREY = 12.0
"""Mean difference of a small picture from which on a person would call it another one."""
FEW = 0.05
"""Share of pictures that may be lost or wrong without a word: some bits do not matter."""

CONTAINERS: dict[str, tuple[str, dict[str, str]]] = {
    "mp4": ("libx264", {}),
    "faststart.mp4": ("libx264", {"movflags": "faststart"}),
    "fragments.mp4": ("libx264", {"movflags": "frag_keyframe+empty_moov"}),
    "mov": ("libx265", {}),
    "mkv": ("libx264", {}),
    "live.mkv": ("libx264", {"live": "1"}),
    "webm": ("libvpx", {}),
    "ts": ("libx264", {}),
    "flv": ("libx264", {}),
    "avi": ("mjpeg", {}),
    "xvid.avi": ("mpeg4", {}),
    "wmv": ("wmv2", {}),
    "mpg": ("mpeg2video", {}),
    "gif": ("gif", {}),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a file."""

    outcome: str
    """"read", "refused", "traceback", "hang" or "crash"."""
    told: str = ""
    """Its warnings, the sentence of the refusal, or the error."""
    thumbs: tuple[bytes, ...] = ()
    """Its pictures, small and grey."""


def whole_files(folder: Path) -> Iterator[Path]:
    """One whole file of every container."""
    for name, (codec, options) in CONTAINERS.items():
        path = folder / f"whole.{name}"
        with av.open(SAMPLE) as source, av.open(path, "w", options=options) as container:
            rate = 10 if codec == "gif" else 25
            preset = {"preset": "ultrafast"} if codec.startswith("libx") else {}
            stream = cast("VideoStream", container.add_stream(codec, rate=rate, options=preset))
            stream.width, stream.height = 320, 180
            stream.pix_fmt = {"mjpeg": "yuvj420p", "gif": "rgb8"}.get(codec, "yuv420p")
            stream.codec_context.gop_size = 25
            for index, picture in zip(range(FRAMES), source.decode(video=0), strict=False):
                small = picture.reformat(width=320, height=180, format=stream.pix_fmt)
                small.pict_type, small.pts, small.time_base = 0, index, Fraction(1, rate)
                container.mux(stream.encode(small))
            container.mux(stream.encode(None))
        yield path


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(1, len(content)) :]


def _flip_bits(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 10, 100, 1000))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _flip_head(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 20))):
        content[chance.randrange(min(2000, len(content)))] = chance.randrange(256)


def _flip_tail(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 20))):
        content[-chance.randrange(1, min(4000, len(content)))] = chance.randrange(256)


def _zeros(content: bytearray, chance: random.Random) -> None:
    start, end = _part(content, chance)
    content[start:end] = bytes(end - start)


def _hole(content: bytearray, chance: random.Random) -> None:
    start, end = _part(content, chance)
    del content[start:end]


def _twice(content: bytearray, chance: random.Random) -> None:
    start, end = _part(content, chance)
    content[start:start] = content[start:end]


def _noise(content: bytearray, chance: random.Random) -> None:
    start, end = _part(content, chance)
    content[start:end] = chance.randbytes(end - start)


def _appended(content: bytearray, chance: random.Random) -> None:
    content += chance.randbytes(chance.randrange(1, 5000))


def _without_beginning(content: bytearray, chance: random.Random) -> None:
    del content[: chance.randrange(1, len(content))]


def _part(content: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice((4, 100, 3000, 20_000)))


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _cut,
    _flip_bits,
    _flip_head,
    _flip_tail,
    _zeros,
    _hole,
    _twice,
    _noise,
    _appended,
    _without_beginning,
)


def _read(path: Path, *, wholly: bool) -> Read:
    try:
        with Video(path) as video:
            thumbs = tuple(_thumb(frame.image) for frame in video)
        if wholly:
            analyse(path, "single-knee-to-chest")
    except CoachError as error:
        return Read("refused", str(error))
    except Exception as error:  # that is what is counted
        return Read("traceback", f"{type(error).__name__}: {error}")
    return Read("read", "; ".join(video.warnings), thumbs)


def _thumb(image: "np.ndarray") -> bytes:
    small = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), THUMB_PX)
    return cv2.GaussianBlur(small, (3, 3), 0).tobytes()


def _serve(pipe: Connection) -> None:
    with natives_silenced():
        while (task := pipe.recv()) is not None:
            path, wholly = task
            pipe.send(_read(path, wholly=wholly))


class Reader:
    """Reads files in another process, which is ended and begun anew if it hangs or crashes."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, path: Path, *, wholly: bool) -> Read:
        """What came of a file."""
        self._pipe.send((path, wholly))
        try:
            if self._pipe.poll(self._limit_s):
                read: Read = self._pipe.recv()
                return read
            outcome = "hang"
        except EOFError:
            outcome = "crash"
        self._process.kill()
        self._process.join()
        self._begin()
        return Read(outcome)

    def close(self) -> None:
        """End the process."""
        self._pipe.send(None)
        self._process.join()


def silent_loss(whole: Read, broken: Read) -> str | None:
    """How a broken file was read wrongly without a warning; None if it was not."""
    if broken.outcome != "read" or broken.told != whole.told:
        return None
    lost = len(whole.thumbs) - len(broken.thumbs)
    if abs(lost) > FEW * len(whole.thumbs):
        return f"{lost} pictures lost"
    pairs = zip(whole.thumbs, broken.thumbs, strict=False)
    wrong = sum(_differ(one, other) for one, other in pairs)
    return f"{wrong} pictures wrong" if wrong > FEW * len(whole.thumbs) else None


def _differ(one: bytes, other: bytes) -> bool:
    a, b = (np.frombuffer(each, np.uint8).astype(float) for each in (one, other))
    return bool(np.abs(a - b).mean() > WRONG_GREY)


def main() -> int:
    """Break, read and count."""
    options = _options()
    chance = random.Random(options.seed)  # repeatable, not secret
    counts: Counter[str] = Counter()
    reader = Reader(options.limit_s)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = {path: reader.read(path, wholly=False) for path in whole_files(folder)}
        for number in range(options.count):
            source, way = chance.choice([*whole]), chance.choice(WAYS)
            content = bytearray(source.read_bytes())
            way(content, chance)
            path = folder / f"broken{''.join(source.suffixes)}"
            path.write_bytes(content)
            read = reader.read(path, wholly=number < options.analyse)
            loss = silent_loss(whole[source], read)
            counts["silent loss" if loss else read.outcome] += 1
            if loss or read.outcome not in {"read", "refused"}:
                told = loss or read.told
                print(f"{number}: {source.name}, {way.__name__}: {read.outcome}: {told}")
                if options.keep is not None:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{number}{''.join(source.suffixes)}").write_bytes(content)
    reader.close()
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))
    return int(any(counts[each] for each in ("traceback", "hang", "crash")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="broken files to read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--analyse", type=int, default=5, help="of them analysed wholly")
    parser.add_argument("--limit-s", type=float, default=60.0, help="after which it hangs")
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
