"""Finds the people in a video, so that a person can point out whom to analyse."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople
from sciatica_coach.capture.people import (
    PeopleSnapshot,
    Point,
    bounding_box,
    distinct_people,
    hip_centre,
)
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.pose import Frame, Image, Pose

_LEAST_SNAPSHOTS = 5
_SNAPSHOT_EVERY_S = 2.0
_UNTIL_S = 20.0
"""By then everybody is in the picture; reading on would keep people waiting."""
_LEAST_CROWDED = 2
"""Snapshots that must show several people: now and then a shadow is taken for a person."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One of several people in a video."""

    place: Point
    """Where they are in the first snapshot that shows several people."""
    picture: Image
    """(h, w, 3) BGR: the part of the picture that holds them."""


def snapshot_every_s(duration_s: float | None) -> float:
    """Time from one snapshot of the people in a video of this length to the next."""
    return min(_SNAPSHOT_EVERY_S, (duration_s or np.inf) / _LEAST_SNAPSHOTS)


def candidates(path: Path, *, on_frame: Callable[[], None] | None = None) -> tuple[Candidate, ...]:
    """The people to choose from, from left to right; empty if there are not several.

    Parameters
    ----------
    on_frame
        Is called for every frame that is read; it ends the work by raising.

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
        every_s = snapshot_every_s(video.duration_s)
        for frame in video:
            if on_frame is not None:
                on_frame()
            if frame.time_s > _UNTIL_S or crowded >= _LEAST_CROWDED:
                break
            if frame.time_s < due_s:
                continue
            due_s = frame.time_s + every_s
            snapshot = PeopleSnapshot(frame.time_s, distinct_people(finder.find(frame)))
            if len(snapshot.people) > 1:
                crowded += 1
                first = first or (frame, snapshot)
    if first is None or crowded < _LEAST_CROWDED:
        return ()
    frame, snapshot = first
    people = sorted(snapshot.people, key=bounding_box)
    return tuple(Candidate(hip_centre(pose), _cut_out(frame, pose)) for pose in people)


def _cut_out(frame: Frame, pose: Pose) -> Image:
    height, width = frame.image.shape[:2]
    left, top, right, bottom = bounding_box(pose)
    rows = slice(int(top * height), max(int(bottom * height), 1))
    columns = slice(int(left * width), max(int(right * width), 1))
    return np.ascontiguousarray(frame.image[rows, columns])
