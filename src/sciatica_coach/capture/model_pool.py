"""Keeps models open between streams.

MediaPipe leaves some 36 kB behind with every exercise for which models are opened and closed
(measured over 120 of them, with and without frames). At home this does not matter; a kiosk runs for
months. A model in the pool costs its memory all the time, but never more.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.people import PeopleFinder
from sciatica_coach.capture.redetection import reset_tracking
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

_APART_S = 1.0
"""Between one stream and the next, on the clock of a model that both use."""
_EMPTY_PICTURE = np.zeros((64, 64, 3), np.uint8)


class Finder(PeopleFinder, Protocol):
    """Finds everybody in a picture, and can be closed."""

    def close(self) -> None:
        """Give back its memory."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _FreeModel:
    """An open model that no stream uses."""

    model: PoseEstimator
    starts_at_s: float = _APART_S
    """On the model's own clock: the next stream's time must not be earlier."""


class ModelPool:
    """Gives open models to one stream after the other, or to several at a time.

    Parameters
    ----------
    open_pose
        Makes a pose model, when none is free.
    open_finder
        Makes what finds everybody, when it is needed first.
    """

    def __init__(
        self,
        open_pose: Callable[[Model], PoseEstimator] = MediaPipePose,
        open_finder: Callable[[], Finder] = MediaPipePeople,
    ) -> None:
        self._open_pose = open_pose
        self._open_finder = open_finder
        self._opened = ExitStack()
        self._free: dict[Model, list[_FreeModel]] = defaultdict(list)
        self._finder: Finder | None = None
        self._lock = threading.Lock()

    def estimator(self, model: Model) -> "PooledEstimator":
        """An estimator for a new stream, which remembers nothing of the streams before.

        Closing it gives its model back to the pool.

        Raises
        ------
        ModelError
            If the model's file is missing or damaged.
        """
        with self._lock:
            free = self._free[model]
            used = free.pop() if free else _FreeModel(self._opened_pose(model))
            return PooledEstimator(used, free.append)

    @property
    def finder(self) -> Finder:
        """Finds everybody in a picture; it has no memory, so that several streams can share it.

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
        """Close all models, those in use as well."""
        with self._lock:
            self._free.clear()
            self._opened.close()

    def _opened_pose(self, model: Model) -> PoseEstimator:
        return self._opened.enter_context(self._open_pose(model))


class PooledEstimator:
    """One stream's use of an open model.

    The stream's clock may begin anywhere. The model's own clock goes on from stream to stream.
    """

    def __init__(self, free: _FreeModel, give_back: Callable[[_FreeModel], None]) -> None:
        self._model: PoseEstimator | None = free.model
        self._starts_at_s = free.starts_at_s
        self._latest_s = free.starts_at_s - _APART_S
        self._give_back = give_back
        self._offset_s: float | None = None

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Raises
        ------
        ModelError
            If the estimator is closed, or the model fails.
        """
        if self._model is None:
            raise ModelError("the pose estimator is closed: open a new one for a new stream.")
        if self._offset_s is None:
            self._offset_s = max(0.0, self._starts_at_s - frame.time_s)
        time_s = frame.time_s + self._offset_s
        self._latest_s = max(self._latest_s, time_s)
        pose = self._model.estimate(replace(frame, time_s=time_s))
        return None if pose is None else replace(pose, time_s=frame.time_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        model, self._model = self._model, None
        if model is None:
            return
        reset_s = self._latest_s + _APART_S
        with suppress(ModelError):  # a model that fails is not used again
            reset_tracking(model, Frame(_EMPTY_PICTURE, reset_s, 0))
            self._give_back(_FreeModel(model, reset_s + _APART_S))
