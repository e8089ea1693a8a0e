"""Who is in a video, to be asked about before it is analysed."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople
from sciatica_coach.capture.people import PeopleSnapshot, Point, box, distinct, hips_at
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.pose import Frame, Image, Pose

_LOOKS_AT_LEAST = 5
_LOOK_EVERY_S = 2.0
_UNTIL_S = 20.0
"""Whoever is in the picture with the person is there by then; reading on would keep people waiting.
"""
_CROWDED = 2
"""Looks that must show several people: a shadow is taken for a second person now and then."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One of several people in a video."""

    place: Point
    """Where they are when several are first seen."""
    picture: Image
    """(h, w, 3) BGR: what is about them in the picture."""


def look_every_s(duration_s: float | None) -> float:
    """How often a video of this length is looked at for people."""
    return min(_LOOK_EVERY_S, (duration_s or np.inf) / _LOOKS_AT_LEAST)


def candidates(path: Path) -> tuple[Candidate, ...]:
    """Those among whom there is a choice, from left to right; empty if there is none.

    Raises
    ------
    SourceError
        If the video cannot be read.
    ModelError
        If the pose model is missing or fails.
    """
    first: tuple[Frame, PeopleSnapshot] | None = None
    crowded = 0
    due_s = -np.inf
    with Video(path) as video, MediaPipePeople() as finder:
        every_s = look_every_s(video.duration_s)
        for frame in video:
            if frame.time_s > _UNTIL_S or crowded >= _CROWDED:
                break
            if frame.time_s < due_s:
                continue
            due_s = frame.time_s + every_s
            look = PeopleSnapshot(frame.time_s, distinct(finder.find(frame)))
            if len(look.people) > 1:
                crowded += 1
                first = first or (frame, look)
    if first is None or crowded < _CROWDED:
        return ()
    frame, look = first
    people = sorted(look.people, key=box)
    return tuple(Candidate(hips_at(pose), _cut_out(frame, pose)) for pose in people)


def _cut_out(frame: Frame, pose: Pose) -> Image:
    height, width = frame.image.shape[:2]
    left, top, right, bottom = box(pose)
    rows = slice(int(top * height), max(int(bottom * height), 1))
    columns = slice(int(left * width), max(int(right * width), 1))
    return np.ascontiguousarray(frame.image[rows, columns])
