"""Keeps an estimator to one person by painting the rest of the picture over."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Self

import numpy as np

from sciatica_coach.capture.masking import only_about, without_bodies
from sciatica_coach.capture.people import PersonSighting, PersonTrack, is_continuation, is_same
from sciatica_coach.capture.redetection import reset_tracking
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

RECENT_POSES = 100
"""Poses that are kept until a snapshot of their moment is ready: it is late on a busy machine."""

_MARGIN = 0.25
"""Of the body's longer side: room for what limbs do until the next frame."""
_FORGET_S = 1.0
"""A person who was out of sight for so long is looked for where the snapshot shows them."""
_SAME_MOMENT_S = 0.3
"""A snapshot and a pose that are no further apart show the person at the same place."""
_RETRY_S = 0.5
"""Time between two attempts to find the person anew."""


class PersonLock:
    """Keeps an estimator to one person."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator = estimator
        self._last: Pose | None = None
        self._recent_poses: deque[Pose] = deque(maxlen=RECENT_POSES)
        self._target: PersonSighting | None = None
        self._retry_s = -np.inf

    def estimate(self, frame: Frame, target: PersonSighting) -> Pose | None:
        """The person's pose; None while only somebody else is found.

        Parameters
        ----------
        target
            The person as a snapshot shows them, at about this time.
        """
        self._check(target)
        known = self._known(frame, target.pose)
        pose = None
        if self._last is not None:
            pose = self._estimator.estimate(_only(frame, known))
        found = pose is not None and is_continuation(known, pose)
        if not found and frame.time_s >= self._retry_s:
            self._retry_s = frame.time_s + _RETRY_S
            pose = self._find_anew(frame, known, target.others)
        if pose is None or not is_continuation(known, pose):
            return None
        self._last = pose
        self._recent_poses.append(pose)
        return pose

    def _check(self, target: PersonSighting) -> None:
        """Forget the latest poses if a new snapshot shows that they were somebody else's."""
        if target is self._target:
            return
        self._target = target
        then = pose_at(self._recent_poses, target.pose.time_s)
        if then is not None and not is_same(target.pose, then):
            self._last = None
            self._recent_poses.clear()

    def _known(self, frame: Frame, target: Pose) -> Pose:
        """Where the person is to be expected in a frame."""
        last = self._last
        if last is None or frame.time_s - last.time_s > _FORGET_S:
            return target
        is_recent = abs(frame.time_s - target.time_s) <= _SAME_MOMENT_S
        return target if is_recent and not is_same(last, target) else last

    def _find_anew(self, frame: Frame, known: Pose, others: tuple[Pose, ...]) -> Pose | None:
        reset_tracking(self._estimator, frame)
        alone = _only(frame, known)
        return self._estimator.estimate(
            replace(alone, image=without_bodies(alone.image, others, but=known))
        )


class LockedEstimator:
    """Estimates the pose of one person in a recording.

    Parameters
    ----------
    estimator
        Is closed with this one.
    track
        The person, from snapshots of the whole recording.
    within_s
        How far from the nearest snapshot the person is still believed to be there.
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
        target = self._track.nearest(frame.time_s)
        if abs(target.pose.time_s - frame.time_s) > self._within_s:
            return None
        return self._lock.estimate(frame, target)

    def __enter__(self) -> Self:
        self._estimator.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._estimator.__exit__(*exc_info)


def pose_at(poses: Iterable[Pose], time_s: float) -> Pose | None:
    """The pose of a moment; None if none of them is near enough in time."""
    nearest = min(poses, key=lambda pose: abs(pose.time_s - time_s), default=None)
    is_near = nearest is not None and abs(nearest.time_s - time_s) <= _SAME_MOMENT_S
    return nearest if is_near else None


def _only(frame: Frame, known: Pose) -> Frame:
    return replace(frame, image=only_about(frame.image, known, margin=_MARGIN))
