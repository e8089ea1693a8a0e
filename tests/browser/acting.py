"""Films for the webcam: somebody who gets ready, exercises, turns round and goes on."""

import math
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice, takewhile
from pathlib import Path

import cv2
import numpy as np

from sciatica_coach import paths
from sciatica_coach.capture.video import Video
from sciatica_coach.evaluation.truth import Truth, read_truth
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import FloatArray, Image
from tests.browser.driving import CAMERA_FPS

_WIDTH_PX = 640
_AT_TARGET = 0.99
"""Share of a repetition's own way from which it is held."""
_HELD_LONGER_S = 1.5
"""Holds in the clips are so short that a busy machine sees half of them."""
_NOISE, _GRAINS = 2.0, 5
"""Grey levels by which a webcam's pixels flicker, and how many such pictures follow each other."""
_AFTER_S = 0.8
"""A repetition has been seen to be over some moments after its end."""


def one_leg(
    clip: str, path: Path, side: Side, *, ready_s: float, reps: int, still_s: float
) -> Path:
    """A film of one leg's set.

    Parameters
    ----------
    clip
        Of somebody with the right side to the camera; for the left side it is mirrored.
    ready_s, still_s
        How long the person rests before and after.
    reps
        How many repetitions are done.
    """
    path.write_bytes(b"".join(_set(clip, side, ready_s=ready_s, reps=reps, still_s=still_s)))
    return path


def both_legs(clip: str, path: Path, *, ready_s: float, still_s: float, empty_s: float) -> Path:
    """A film of a whole clip with the left leg, then out of the picture, then the right leg."""
    dose = {"ready_s": ready_s, "reps": len(_truth(clip).reps), "still_s": still_s}
    with path.open("wb") as out:
        out.writelines(_set(clip, Side.LEFT, **dose))
        out.writelines(_shown(_empty(clip), round(empty_s * CAMERA_FPS)))
        out.writelines(_set(clip, Side.RIGHT, **dose))
    return path


def _set(clip: str, side: Side, *, ready_s: float, reps: int, still_s: float) -> Iterator[bytes]:
    """The pictures of the webcam, packed, at its own rate."""
    truth = _truth(clip)
    end_s = truth.reps[reps - 1].end_s + _AFTER_S
    longer_s = dict.fromkeys(_holds(truth), _HELD_LONGER_S)
    longer_s |= {0: ready_s, math.floor(end_s * CAMERA_FPS): still_s}
    for number, image in enumerate(images(clip, end_s)):
        times = 1 + round(longer_s.get(number, 0.0) * CAMERA_FPS)
        yield from _shown(_seen_from(side, image), times)


def _holds(truth: Truth) -> Iterator[int]:
    """The picture in the middle of each hold; none where nothing is to be held."""
    if not load_exercises()[truth.exercise or ""].dose.hold_s:
        return
    progress = truth.rows[:, truth.columns["progress"]]
    for rep in truth.reps:
        within = (truth.time_s >= rep.start_s) & (truth.time_s <= rep.end_s)
        held = within & (progress >= _AT_TARGET * progress[within].max(initial=0.0))
        if held.any():
            yield round(float(np.median(truth.time_s[held])) * CAMERA_FPS)


def images(clip: str | Path, end_s: float = math.inf) -> Iterator[Image]:
    """The pictures of a clip, a sample or any other, as often as the webcam shows them."""
    due_s = 0.0
    with Video(paths.SAMPLES / clip) as video:
        size_px = _WIDTH_PX, 2 * round(video.size_px[1] * _WIDTH_PX / video.size_px[0] / 2)
        for frame in takewhile(lambda frame: frame.time_s <= end_s, video):
            small = cv2.resize(frame.image, size_px, interpolation=cv2.INTER_AREA)
            while frame.time_s >= due_s:
                yield small
                due_s += 1 / CAMERA_FPS


def _seen_from(side: Side, image: Image) -> Image:
    return image if side is Side.RIGHT else cv2.flip(image, 1)


def _empty(clip: str) -> Image:
    """A wall of the room's own brightness."""
    first = next(images(clip, 1.0))
    return np.full_like(first, first.mean(axis=(0, 1)).astype(np.uint8))


def _shown(image: Image, times: int) -> Iterator[bytes]:
    """A picture for so long, as a webcam shows it: no two pictures of a camera are the same."""
    grainy = [
        packed(np.clip(image + grain, 0, 255).astype(np.uint8))
        for grain in _grains(image.shape)[:times]
    ]
    return islice(cycle(grainy), times)


@cache
def _grains(shape: tuple[int, ...]) -> FloatArray:
    return np.random.default_rng(0).normal(0, _NOISE, (_GRAINS, *shape))


def packed(image: Image) -> bytes:
    """A picture as the webcam's file holds it."""
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def _truth(clip: str) -> Truth:
    return read_truth((paths.SAMPLES / clip).with_suffix(".truth.json"))
