"""An estimator that keeps to one person among several."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Self

import numpy as np

from sciatica_coach.capture.masking import only_about, without_bodies
from sciatica_coach.capture.people import (
    Bystanders,
    PeopleFinder,
    PeopleSampler,
    PeopleSnapshot,
    PersonSighting,
    PersonTrack,
    Point,
    Score,
    box,
    choose,
    crowd,
    goes_on,
    is_same,
    same_as,
    standing_at,
    tracks,
)
from sciatica_coach.capture.redetection import forget
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

_MARGIN = 0.25
"""Of the body's longer side: room for what limbs do until the next frame."""
_FORGET_S = 1.0
"""After so long out of sight the person is looked for where the looks found them."""
_FRESH_S = 0.3
"""A look this recent says where the person is now."""
_RETRY_S = 0.5
_COURSE = 100
"""Poses that are kept until a look tells whose they were: it comes late on a busy machine."""
_MEMORY = 5
"""Looks that a live choice is made from."""
_GIVE_UP_S = 10.0
"""Who was chosen and is away for so long has left, or is not known again."""


class PersonLock:
    """Holds an estimator on one person by painting over the rest of the picture."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator = estimator
        self._last: Pose | None = None
        self._course: deque[Pose] = deque(maxlen=_COURSE)
        self._place: PersonSighting | None = None
        self._retry_s = -np.inf

    def estimate(self, frame: Frame, place: PersonSighting) -> Pose | None:
        """The person's pose; None while only somebody else is found.

        Parameters
        ----------
        place
            The person as a look found them, at about this time.
        """
        self._check(place)
        known = self._known(frame, place.pose)
        pose = None
        if self._last is not None:
            pose = self._estimator.estimate(_only(frame, known))
        found = pose is not None and goes_on(known, pose)
        if not found and frame.time_s >= self._retry_s:
            self._retry_s = frame.time_s + _RETRY_S
            pose = self._start_afresh(frame, known, place.others)
        if pose is None or not goes_on(known, pose):
            return None
        self._last = pose
        self._course.append(pose)
        return pose

    def _check(self, place: PersonSighting) -> None:
        """Let go of somebody else who was followed while the person was seen elsewhere."""
        if place is self._place:
            return
        self._place = place
        then = at_about(self._course, place.pose.time_s)
        if then is not None and not is_same(place.pose, then):
            self._last = None
            self._course.clear()

    def _known(self, frame: Frame, place: Pose) -> Pose:
        last = self._last
        if last is None or frame.time_s - last.time_s > _FORGET_S:
            return place
        fresh = abs(frame.time_s - place.time_s) <= _FRESH_S
        return place if fresh and not is_same(last, place) else last

    def _start_afresh(self, frame: Frame, known: Pose, others: tuple[Pose, ...]) -> Pose | None:
        forget(self._estimator, frame)
        alone = _only(frame, known)
        return self._estimator.estimate(
            replace(alone, image=without_bodies(alone.image, others, but=known))
        )


class LockedEstimator:
    """Follows the person of a track through a recording.

    Parameters
    ----------
    estimator
        Is closed with this one.
    track
        Whom to follow, from looks at the whole recording.
    within_s
        How far from the nearest look the person is still believed to be there.
    """

    def __init__(
        self, estimator: PoseEstimator, track: PersonTrack, *, within_s: float = 3.0
    ) -> None:
        self._estimator = estimator
        self._lock = PersonLock(estimator)
        self._track = track
        self._within_s = within_s

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None while they are not found.

        Raises
        ------
        ModelError
            If the estimator fails.
        """
        place = self._track.nearest(frame.time_s)
        if abs(place.pose.time_s - frame.time_s) > self._within_s:
            return None
        return self._lock.estimate(frame, place)

    def __enter__(self) -> Self:
        self._estimator.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._estimator.__exit__(*exc_info)


class WatchedPose:
    """Follows the person who fits best in a live stream, and looks out for others.

    While nobody else is about, it is the plain estimator with a look every two seconds.

    Parameters
    ----------
    estimator
        Is closed with this one.
    """

    def __init__(self, estimator: PoseEstimator, finder: PeopleFinder, score: Score) -> None:
        self._estimator = estimator
        self._lock = PersonLock(estimator)
        self._looks = PeopleSampler(finder, memory=_MEMORY)
        self._seen: deque[PeopleSnapshot] = deque(maxlen=_MEMORY)
        self._course: deque[Pose] = deque(maxlen=_COURSE)
        self._score = score
        self._judged_s = self._estimated_s = -np.inf
        self._place: PersonSighting | None = None
        self._wanted: Point | None = None
        self._chosen: Pose | None = None
        self.people = 0
        """How many people were about in the last looks."""

    def choose(self, place: Point) -> None:
        """Follow whoever is at this place, whatever they do, until they have left."""
        self._wanted = place

    @property
    def bystanders(self) -> Bystanders:
        """Who was there at the last look."""
        self._take_looks()
        people = sorted(self._seen[-1].people, key=box) if self._seen else []
        known = self._chosen or (self._place and self._place.pose)
        own = same_as(known, people) if known else None
        return Bystanders(
            boxes=tuple(map(box, people)),
            followed=next((index for index, each in enumerate(people) if each is own), None),
            is_chosen=self._chosen is not None,
        )

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The followed person's pose, or None if they are not found.

        Raises
        ------
        ModelError
            If the estimator fails.
        """
        self._looks.see(frame)
        self._judge()
        if self._place is None:
            pose = self._estimator.estimate(frame)
        else:
            pose = self._lock.estimate(frame, self._place)
        if pose is not None:
            self._course.append(pose)
            self._chosen = self._chosen and pose
        self._estimated_s = frame.time_s
        return pose

    def _take_looks(self) -> None:
        known_s = self._seen[-1].time_s if self._seen else -np.inf
        for look in self._looks.done():
            if not known_s < look.time_s <= self._estimated_s:
                continue
            body = at_about(self._course, look.time_s)
            self._seen.append(look if body is None else look.without_parts_of(body))

    def _judge(self) -> None:
        self._take_looks()
        if not self._seen:
            return
        last = self._seen[-1]
        if self._wanted is not None and last.people:
            self._chosen, self._wanted = standing_at(last.people, self._wanted), None
            self._lock = PersonLock(self._estimator)
        elif last.time_s == self._judged_s:
            return
        self._judged_s = last.time_s
        looks = tuple(self._seen)
        self.people = crowd(looks)
        self._place = self._place_of_chosen(last) or self._likeliest(looks)

    def _place_of_chosen(self, look: PeopleSnapshot) -> PersonSighting | None:
        if self._chosen is None:
            return None
        own = same_as(self._chosen, look.people)
        if own is not None:
            self._chosen = max(own, self._chosen, key=lambda pose: pose.time_s)
            return PersonSighting(own, tuple(each for each in look.people if each is not own))
        if look.time_s - self._chosen.time_s > _GIVE_UP_S:
            self._chosen = None
            return None
        return PersonSighting(self._chosen, look.people)

    def _likeliest(self, looks: tuple[PeopleSnapshot, ...]) -> PersonSighting | None:
        chosen = choose(tracks(looks), self._score) if self.people > 1 else None
        return chosen.sights[-1] if chosen else None

    def __enter__(self) -> Self:
        self._looks.__enter__()
        self._estimator.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._looks.__exit__(*exc_info)
        self._estimator.__exit__(*exc_info)


def at_about(course: Iterable[Pose], time_s: float) -> Pose | None:
    """Which of these poses is the one of a moment; None if that is too long ago."""
    then = min(course, key=lambda pose: abs(pose.time_s - time_s), default=None)
    return then if then is not None and abs(then.time_s - time_s) <= _FRESH_S else None


def _only(frame: Frame, known: Pose) -> Frame:
    return replace(frame, image=only_about(frame.image, known, margin=_MARGIN))
