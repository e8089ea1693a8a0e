"""Finds who is in the picture, and which of them does the exercise."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, Self

import numpy as np

from sciatica_coach.motion.angles import turn_deg
from sciatica_coach.motion.body_geometry import trunk_length_px
from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.pose import FloatArray, Frame, Pose

Score = Callable[[Pose], float]
"""How well a body fits the exercise: above 0, the higher the better."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the picture's width and height."""
Point = tuple[float, float]
"""x and y, as shares of the picture's width and height."""

_EVERY_S = 2.0
"""Often enough to notice a passer-by; a snapshot costs about as much as a frame."""
_DUPLICATE = 0.5
"""Trunk lengths: two finds whose trunks are nearer than this are one person found twice."""
_HIP_JITTER = 0.3
"""Trunk lengths that hips move from one frame to the next: 15 cm, more than anybody does."""
_HIP_SPEED = 1.0
"""Trunk lengths a second by which hips may have moved while they were not seen."""
_MOST_APART = 1.5
"""Trunk lengths from which nobody is taken for the same person, however long ago."""
_TURN_DEG, _TURN_SPEED_DEG = 40.0, 20.0
"""By which a trunk may turn from one frame to the next, and more for each second out of sight."""
_SIZE_RATIO = 2.0
"""Factor by which a body that is suddenly larger or smaller is somebody else's."""
_BACKGROUND = 0.3
"""Of the largest body: smaller ones are far in the background, or no people at all."""
_BOX_MARGIN = 0.03
"""Of the picture's width: landmarks do not tell where hair and shoes end."""
_PART_SHARE = 0.85
"""Share of a find's box within a body's box from which it is a part of that body. Of 17 photographs
with several people no second one lay within the first one's box by more than 0.73."""
_LEAST_TRUNK = 0.25
"""Of the body's length: a trunk that points to the camera is too short to measure by."""


class PeopleFinder(Protocol):
    """Finds everybody in a picture."""

    def find(self, frame: Frame, /) -> tuple[Pose, ...]:
        """Everybody in the picture; one person may be found twice."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class PeopleSnapshot:
    """Everybody who was in the picture at one moment."""

    time_s: float
    people: tuple[Pose, ...]

    def without_parts_of(self, body: Pose) -> "PeopleSnapshot":
        """The same, without finds that are only parts of the followed person's body."""
        return PeopleSnapshot(self.time_s, without_parts(self.people, body))


@dataclass(frozen=True, slots=True, eq=False)
class PersonSighting:
    """One person in one snapshot, and who else was there."""

    pose: Pose
    others: tuple[Pose, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PersonTrack:
    """One person in one snapshot after the other."""

    sightings: tuple[PersonSighting, ...]

    @property
    def poses(self) -> tuple[Pose, ...]:
        """The person's pose in each snapshot that shows them."""
        return tuple(sighting.pose for sighting in self.sightings)

    def nearest(self, time_s: float) -> PersonSighting:
        """The sighting that is closest to a moment."""
        return min(self.sightings, key=lambda sighting: abs(sighting.pose.time_s - time_s))


@dataclass(frozen=True, slots=True)
class Bystanders:
    """Who was in the picture at the latest snapshot, as boxes in it."""

    boxes: tuple[Box, ...] = ()
    """From left to right."""
    followed: int | None = None
    """Which of them is followed; None if nobody is, or the snapshot does not show them."""
    is_chosen: bool = False
    """Whether somebody has pointed out the one to follow."""


class PeopleSampler:
    """Finds everybody in some of a stream's frames, in a thread of its own.

    Which frames those are depends on the frames' times alone, never on how long finding takes.

    Parameters
    ----------
    every_s
        Time from one snapshot to the next.
    memory
        How many snapshots are kept; None for all.
    """

    def __init__(
        self,
        finder: PeopleFinder,
        *,
        every_s: float = _EVERY_S,
        memory: int | None = None,
    ) -> None:
        self._finder = finder
        self._every_s = every_s
        self._due_s = -np.inf
        self._thread = ThreadPoolExecutor(1, "people")
        self._pending: Future[PeopleSnapshot] | None = None
        self._snapshots: deque[PeopleSnapshot] = deque(maxlen=memory)

    def add(self, frame: Frame) -> None:
        """Take the next frame of the stream; find everybody in it if a snapshot is due."""
        if frame.time_s < self._due_s:
            return
        self._settle()
        self._due_s = frame.time_s + self._every_s
        self._pending = self._thread.submit(self._snapshot, frame)

    def finished(self) -> tuple[PeopleSnapshot, ...]:
        """The snapshots that are ready."""
        if self._pending is not None and self._pending.done():
            self._settle()
        return tuple(self._snapshots)

    def all(self) -> tuple[PeopleSnapshot, ...]:
        """All snapshots so far; waits for the one that is under way."""
        self._settle()
        return tuple(self._snapshots)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _snapshot(self, frame: Frame) -> PeopleSnapshot:
        return PeopleSnapshot(frame.time_s, distinct_people(self._finder.find(frame)))

    def _settle(self) -> None:
        if self._pending is not None:
            self._snapshots.append(self._pending.result())
        self._pending = None


def most_at_once(snapshots: Sequence[PeopleSnapshot]) -> int:
    """The largest number of people in one snapshot."""
    return max((len(snapshot.people) for snapshot in snapshots), default=0)


def distinct_people(people: Sequence[Pose]) -> tuple[Pose, ...]:
    """The same people, each once, without those far in the background.

    Of two finds of one body the clearer one stays.
    """
    kept: list[Pose] = []
    for pose in sorted(people, key=lambda pose: -float(np.mean(pose.visibility))):
        middle, size_px = _trunk_middle(pose), _size_px(pose)
        if all(
            np.linalg.norm(middle - _trunk_middle(each)) > _DUPLICATE * size_px for each in kept
        ):
            kept.append(pose)
    largest_px = max(map(_size_px, kept), default=0.0)
    return tuple(pose for pose in kept if _size_px(pose) >= _BACKGROUND * largest_px)


def without_parts(people: Sequence[Pose], body: Pose) -> tuple[Pose, ...]:
    """These people without finds that are only parts of a body, such as crossed legs.

    Parameters
    ----------
    body
        Who is followed at that moment; takes the place of its parts if it is not found whole.
    """
    own = same_person(body, people)
    others = [pose for pose in people if pose is not own]
    kept = [pose for pose in others if _share_within(pose, body) < _PART_SHARE]
    if own is None and len(kept) < len(others):
        own = body
    return tuple(kept) if own is None else (own, *kept)


def tracks(snapshots: Sequence[PeopleSnapshot]) -> tuple[PersonTrack, ...]:
    """Each person of one snapshot joined with the same person of the next one."""
    found: list[list[PersonSighting]] = []
    for snapshot in snapshots:
        free = list(found)
        for pose in snapshot.people:
            others = tuple(each for each in snapshot.people if each is not pose)
            sighting = PersonSighting(pose, others)
            near = [track for track in free if is_same(track[-1].pose, pose)]
            if near:
                own = min(near, key=lambda track: _hips_apart_px(track[-1].pose, pose))
                free.remove(own)
                own.append(sighting)
            else:
                found.append([sighting])
    return tuple(PersonTrack(tuple(sightings)) for sightings in found)


def likeliest_track(candidates: Sequence[PersonTrack], score: Score) -> PersonTrack | None:
    """The person who does the exercise most likely; None if there is no candidate.

    That is who fits it best and longest; of several who do, who moves most, then who is largest.
    """
    if not candidates:
        return None
    most_moving = max(_moving(each) for each in candidates) or 1.0
    largest_px = max(_track_size_px(each) for each in candidates)

    def merit(track: PersonTrack) -> float:
        fit = sum(score(pose) for pose in track.poses)
        moves, size = _moving(track) / most_moving, _track_size_px(track) / largest_px
        return fit * (1 + moves + size / 2)

    return max(candidates, key=merit)


def bounding_box(pose: Pose) -> Box:
    """The part of the picture that holds a person."""
    left, top = np.nanmin(pose.pixels, axis=0) / pose.size_px - _BOX_MARGIN
    right, bottom = np.nanmax(pose.pixels, axis=0) / pose.size_px + _BOX_MARGIN
    left, top, right, bottom = np.clip([left, top, right, bottom], 0.0, 1.0).tolist()
    return left, top, right, bottom


def hip_centre(pose: Pose) -> Point:
    """The middle of the hips, by which a person is found again."""
    x, y = (_middle(pose, Part.HIP) / pose.size_px).tolist()
    return x, y


def person_at(people: Sequence[Pose], point: Point) -> Pose | None:
    """Who is at a point: of those whose box holds it or is nearest, the one with nearest middle."""

    def away(pose: Pose) -> tuple[float, float]:
        left, top, right, bottom = bounding_box(pose)
        x, y = point
        beside = np.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))
        middles = [_trunk_middle(pose) / pose.size_px, ((left + right) / 2, (top + bottom) / 2)]
        return float(beside), min(float(np.linalg.norm(each - np.array(point))) for each in middles)

    return min(people, key=away, default=None)


def track_at(snapshots: Sequence[PeopleSnapshot], point: Point) -> PersonTrack | None:
    """The track of who is at a point in the first snapshot that shows several people."""
    for snapshot in snapshots:
        if len(snapshot.people) > 1:
            wanted = person_at(snapshot.people, point)
            return next((each for each in tracks(snapshots) if wanted in each.poses), None)
    return None


def same_person(known: Pose, people: Sequence[Pose]) -> Pose | None:
    """Which of these people can be the known one; the nearest if several can."""
    alike = [pose for pose in people if is_same(known, pose)]
    return min(alike, key=lambda pose: _hips_apart_px(known, pose), default=None)


def is_same(known: Pose, pose: Pose) -> bool:
    """Whether a pose can be the known person's, by where the hips are and how large the body."""
    size_px, other_px = _size_px(known), _size_px(pose)
    elapsed_s = abs(pose.time_s - known.time_s)
    reach = min(_HIP_JITTER + _HIP_SPEED * elapsed_s, _MOST_APART)
    alike = 1 / _SIZE_RATIO < other_px / size_px < _SIZE_RATIO
    return alike and _hips_apart_px(known, pose) < reach * size_px


def is_continuation(known: Pose, pose: Pose) -> bool:
    """Whether a pose can be the known person's a moment later: nobody sits up at once."""
    elapsed_s = abs(pose.time_s - known.time_s)
    return is_same(known, pose) and (
        _turned_deg(known, pose) < _TURN_DEG + _TURN_SPEED_DEG * elapsed_s
    )


def _middle(pose: Pose, *parts: Part) -> FloatArray:
    marks = [part.of(side) for part in parts for side in SIDES]
    return np.asarray(pose.pixels[marks].mean(axis=0))


def _trunk_middle(pose: Pose) -> FloatArray:
    return _middle(pose, Part.SHOULDER, Part.HIP)


def _hips_apart_px(one: Pose, other: Pose) -> float:
    return float(np.linalg.norm(_middle(one, Part.HIP) - _middle(other, Part.HIP)))


def _turned_deg(known: Pose, pose: Pose) -> float:
    """By how much the trunk has turned in the picture; 0 where it points to the camera."""
    trunks = [_middle(each, Part.SHOULDER) - _middle(each, Part.HIP) for each in (known, pose)]
    if any(
        np.linalg.norm(trunk) < _size_px(each)
        for trunk, each in zip(trunks, (known, pose), strict=True)
    ):
        return 0.0
    return abs(float(turn_deg(*trunks)))


def _share_within(pose: Pose, body: Pose) -> float:
    """Share of a person's box that lies within another one's."""
    left, top, right, bottom = bounding_box(pose)
    body_left, body_top, body_right, body_bottom = bounding_box(body)
    across = max(min(right, body_right) - max(left, body_left), 0.0)
    down = max(min(bottom, body_bottom) - max(top, body_top), 0.0)
    area = (right - left) * (bottom - top)
    return across * down / area if area > 0 else 0.0


def _size_px(pose: Pose) -> float:
    """The trunk's length, or what it must be at least beside the whole body's."""
    body_px = float(np.max(np.nanmax(pose.pixels, axis=0) - np.nanmin(pose.pixels, axis=0)))
    return max(trunk_length_px(pose.pixels), _LEAST_TRUNK * body_px)


def _track_size_px(track: PersonTrack) -> float:
    return float(np.median([_size_px(pose) for pose in track.poses]))


def _moving(track: PersonTrack) -> float:
    """Trunk lengths by which the limbs move about the hips from one snapshot to the next."""
    shapes = [(p.pixels - _middle(p, Part.HIP)) / _size_px(p) for p in track.poses]
    steps = [np.nanmean(np.abs(b - a)) for a, b in pairwise(shapes)]
    return float(np.mean(steps)) if steps else 0.0
