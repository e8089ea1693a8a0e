"""Models that stay open between streams.

MediaPipe leaves some 36 kB behind with every exercise for which models are opened and closed
(measured over 120 of them, with and without frames): nothing at home, much in a lobby. What lies on
a shelf costs its memory all the time, but never more.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import Protocol, Self

import numpy as np

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.people import PeopleFinder
from sciatica_coach.capture.redetection import forget
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

_APART_S = 1.0
"""Between one stream and the next, on the clock of a model that both use."""
_NOTHING = np.zeros((64, 64, 3), np.uint8)


class Finder(PeopleFinder, Protocol):
    """Finds everybody in a picture; closed when it is not wanted any more."""

    def close(self) -> None:
        """Give back its memory."""
        ...


class ModelPool:
    """Lends models to one stream after the other, or to several at a time.

    Parameters
    ----------
    open_pose
        Makes what follows a person, when none lies on the shelf.
    open_finder
        Makes what finds everybody, when it is wanted first.
    """

    def __init__(
        self,
        open_pose: Callable[[Model], PoseEstimator] = MediaPipePose,
        open_finder: Callable[[], Finder] = MediaPipePeople,
    ) -> None:
        self._open_pose = open_pose
        self._open_finder = open_finder
        self._opened = ExitStack()
        self._free: dict[Model, list[_PooledModel]] = defaultdict(list)
        self._finder: Finder | None = None
        self._lock = threading.Lock()

    def pose(self, model: Model) -> PoseEstimator:
        """Follows a person, and knows nothing of whoever it followed before.

        Closing it puts it back.

        Raises
        ------
        ModelError
            If the model's file is missing or damaged.
        """
        with self._lock:
            if self._free[model]:
                return _Borrowed(self._free[model].pop(), self._free[model].append)
            used = _PooledModel(self._opened.enter_context(self._open_pose(model)))
            return _Borrowed(used, self._free[model].append)

    @property
    def finder(self) -> Finder:
        """Finds everybody in a picture; it remembers nothing, so that all may use it at a time.

        Raises
        ------
        ModelError
            If the model's file is missing or damaged.
        """
        with self._lock:
            if self._finder is None:
                self._finder = self._open_finder()
                self._opened.callback(self._finder.close)
            return self._finder

    def close(self) -> None:
        """Close all models, those that are lent as well."""
        with self._lock:
            self._free.clear()
            self._opened.close()


class _PooledModel:
    """A model on a clock of its own, which goes on from stream to stream."""

    def __init__(self, pose: PoseEstimator) -> None:
        self._pose = pose
        self._until_s = 0.0

    @property
    def next_s(self) -> float:
        """When another stream may begin."""
        return self._until_s + _APART_S

    def estimate(self, frame: Frame) -> Pose | None:
        self._until_s = max(self._until_s, frame.time_s)
        return self._pose.estimate(frame)

    def forget(self) -> None:
        """Know nothing of the stream any more."""
        self._until_s = self.next_s
        forget(self._pose, Frame(_NOTHING, self._until_s, 0))


class _Borrowed:
    """One stream's use of a model; the stream's clock may begin anywhere."""

    def __init__(self, used: _PooledModel, put_back: Callable[[_PooledModel], None]) -> None:
        self._used: _PooledModel | None = used
        self._put_back = put_back
        self._shift_s: float | None = None

    def estimate(self, frame: Frame, /) -> Pose | None:
        if self._used is None:
            raise ModelError("the pose estimator is closed: open a new one for a new stream.")
        if self._shift_s is None:
            self._shift_s = max(0.0, self._used.next_s - frame.time_s)
        pose = self._used.estimate(replace(frame, time_s=frame.time_s + self._shift_s))
        return None if pose is None else replace(pose, time_s=frame.time_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        used, self._used = self._used, None
        if used is None:
            return
        with suppress(ModelError):  # one that fails is not lent again
            used.forget()
            self._put_back(used)
