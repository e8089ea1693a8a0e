"""The estimator of a live stream, which keeps to the person who exercises.

A live frame passes five layers, from the model outwards:

1. `mediapipe_pose.MediaPipePose` runs the model on one picture.
2. `model_pool.PooledEstimator` lets one stream after the other use the same open model.
3. `redetection.RedetectingEstimator` replaces a pose that the model is stuck on.
4. `person_lock.PersonLock` paints the picture over where the person is not. It is used only while
   several people are about.
5. `LivePersonEstimator` decides which person that is.

A recording needs no pool, and has time for three estimates of each picture: there
`averaging.AveragingEstimator` is the second layer, and `person_lock.LockedEstimator`, which knows
the whole recording beforehand, is the last one.
"""

from collections import deque
from contextlib import ExitStack
from typing import Self

import numpy as np

from sciatica_coach.capture.people import (
    Bystanders,
    PeopleFinder,
    PeopleSampler,
    PeopleSnapshot,
    PersonSighting,
    Point,
    Score,
    bounding_box,
    likeliest_track,
    most_at_once,
    person_at,
    same_person,
    tracks,
)
from sciatica_coach.capture.person_lock import RECENT_POSES, PersonLock, pose_at
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

_SNAPSHOTS = 5
"""The latest snapshots, from which the person is chosen."""
_GIVE_UP_S = 10.0
"""A selected person who is away for so long has left, or is not recognised again."""


class LivePersonEstimator:
    """Estimates the pose of one person in a live stream, whoever else is in the picture.

    While nobody else is there, the poses are the plain estimator's own. With several people, it
    keeps to the one who was selected, or else to the one who scores best.

    Parameters
    ----------
    estimator
        Is closed with this one.
    finder
        Finds everybody in a picture, every two seconds.
    score
        How well a person fits the exercise.
    resources
        What else is closed with this one, after the estimator.
    """

    def __init__(
        self,
        estimator: PoseEstimator,
        finder: PeopleFinder,
        score: Score,
        *,
        resources: ExitStack | None = None,
    ) -> None:
        self._estimator = estimator
        self._lock = PersonLock(estimator)
        self._sampler = PeopleSampler(finder, memory=_SNAPSHOTS)
        self._snapshots: deque[PeopleSnapshot] = deque(maxlen=_SNAPSHOTS)
        self._recent_poses: deque[Pose] = deque(maxlen=RECENT_POSES)
        self._score = score
        self._decided_s = self._estimated_s = -np.inf
        self._target: PersonSighting | None = None
        self._selection: Point | None = None
        self._selected: Pose | None = None
        self._resources = resources or ExitStack()
        self._resources.push(estimator.__exit__)
        self._resources.push(self._sampler.__exit__)
        self.people = 0
        """How many people were in the picture at once lately; 0 before the first snapshot."""

    def select_person(self, point: Point) -> None:
        """Follow the person at this point, whatever they do, until they have left."""
        self._selection = point

    @property
    def bystanders(self) -> Bystanders:
        """Who was in the latest snapshot."""
        self._take_snapshots()
        people = sorted(self._snapshots[-1].people, key=bounding_box) if self._snapshots else []
        known = self._selected or (self._target and self._target.pose)
        own = same_person(known, people) if known else None
        return Bystanders(
            boxes=tuple(map(bounding_box, people)),
            followed=next((index for index, each in enumerate(people) if each is own), None),
            is_chosen=self._selected is not None,
        )

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if they are not found.

        Raises
        ------
        ModelError
            If the model fails.
        """
        self._sampler.add(frame)
        self._decide()
        if self._target is None:
            pose = self._estimator.estimate(frame)
        else:
            pose = self._lock.estimate(frame, self._target)
        if pose is not None:
            self._recent_poses.append(pose)
            self._selected = self._selected and pose
        self._estimated_s = frame.time_s
        return pose

    def _take_snapshots(self) -> None:
        """Take the snapshots that are ready, without parts of the person's own body.

        A snapshot waits until the pose of its own frame is known.
        """
        known_s = self._snapshots[-1].time_s if self._snapshots else -np.inf
        for snapshot in self._sampler.finished():
            if not known_s < snapshot.time_s <= self._estimated_s:
                continue
            body = pose_at(self._recent_poses, snapshot.time_s)
            self._snapshots.append(snapshot if body is None else snapshot.without_parts_of(body))

    def _decide(self) -> None:
        """Decide whom to follow, if there is a new snapshot or a selection."""
        self._take_snapshots()
        if not self._snapshots:
            return
        latest = self._snapshots[-1]
        if self._selection is not None and latest.people:
            self._selected, self._selection = person_at(latest.people, self._selection), None
            self._lock = PersonLock(self._estimator)
        elif latest.time_s == self._decided_s:
            return
        self._decided_s = latest.time_s
        snapshots = tuple(self._snapshots)
        self.people = most_at_once(snapshots)
        self._target = self._selected_target(latest) or self._likeliest_target(snapshots)

    def _selected_target(self, snapshot: PeopleSnapshot) -> PersonSighting | None:
        """The selected person; None if nobody was selected, or they have left."""
        if self._selected is None:
            return None
        own = same_person(self._selected, snapshot.people)
        if own is not None:
            self._selected = max(own, self._selected, key=lambda pose: pose.time_s)
            return PersonSighting(own, tuple(each for each in snapshot.people if each is not own))
        if snapshot.time_s - self._selected.time_s > _GIVE_UP_S:
            self._selected = None
            return None
        return PersonSighting(self._selected, snapshot.people)

    def _likeliest_target(self, snapshots: tuple[PeopleSnapshot, ...]) -> PersonSighting | None:
        """The person who exercises most likely; None if there is no choice."""
        track = likeliest_track(tracks(snapshots), self._score) if self.people > 1 else None
        return track.sightings[-1] if track else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._resources.close()
