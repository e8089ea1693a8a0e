"""An estimator that does not stay stuck: it looks afresh beside itself, and starts anew there."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Self

import cv2
import numpy as np

from sciatica_coach.capture.masking import GREY
from sciatica_coach.motion.landmarks import LANDMARK_COUNT
from sciatica_coach.motion.plausibility import Plausibility, apart
from sciatica_coach.motion.pose import FloatArray, Frame, Image, Pose, PoseEstimator

_LOOK_EVERY_S = 2.0
"""Often enough for whoever looks sound but is stuck; a look costs about as much as two frames."""
_SUSPECT_EVERY_S = 0.5
_SETTLE_S = 0.2
"""When a look is taken up: it has ended by then, and the body is still about where it was."""
_APART = 0.3
"""Trunk lengths from which two poses are not of one body: the model's own jitter stays below."""
_BETTER = 0.05
"""Misfit by which the fresh pose must be better: less is chance."""
_STIR_EVERY_S = 0.12
_STIR_PX = 160
"""Width of the picture that movement is looked for in."""


class RedetectingEstimator:
    """Follows one person as its estimator does, but leaves what it is stuck on.

    A second estimator of the same kind looks afresh in a thread of its own, when the poses are
    doubtful and now and then. If what it finds is elsewhere and fits better, it takes over: the
    stream does not wait. When a look is taken and when it is taken up depends on the frames' times
    alone, never on how fast it was done.

    Parameters
    ----------
    open_estimator
        Makes an estimator; called once now and once at the first look. Closed with this one.
    """

    def __init__(self, open_estimator: Callable[[], PoseEstimator]) -> None:
        self._open = open_estimator
        self._opened = ExitStack()
        self._active = self._opened.enter_context(open_estimator())
        self._spare: PoseEstimator | None = None
        self._thread = ThreadPoolExecutor(1, "afresh")
        self._pending: Future[Pose | None] | None = None
        self._tracked: Pose | None = None
        self._body = Plausibility()
        self._stir = _PictureMotion()
        self._begun_s = np.inf
        self.restarts = 0
        """How often the fresh pose was the better one."""

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Raises
        ------
        ModelError
            If the estimator fails.
        """
        self._take_up(frame.time_s)
        pose = self._active.estimate(frame)
        if pose is None:  # then the estimator looks afresh by itself
            self._tracked = None
            self._begun_s = frame.time_s
            return None
        doubtful = self._body.update(pose, self._stir.about(frame, pose))
        self._begun_s = min(self._begun_s, frame.time_s)
        wait_s = _SUSPECT_EVERY_S if doubtful else _LOOK_EVERY_S
        if self._pending is None and frame.time_s - self._begun_s >= wait_s:
            self._begun_s, self._tracked = frame.time_s, pose
            self._pending = self._thread.submit(self._look, frame)
        return pose

    def _look(self, frame: Frame) -> Pose | None:
        if self._spare is None:
            self._spare = self._opened.enter_context(self._open())
        else:
            forget(self._spare, frame)
        return self._spare.estimate(frame)

    def _take_up(self, time_s: float) -> None:
        """Go on with the spare estimator if what it found is better."""
        if self._pending is None or 0 <= time_s - self._begun_s < _SETTLE_S:
            return
        fresh, self._pending = self._pending.result(), None
        tracked, self._tracked = self._tracked, None
        if fresh is None or tracked is None or self._spare is None:
            return
        if apart(tracked, fresh) < _APART:
            return
        if self._body.misfit(fresh) + _BETTER < self._body.misfit(tracked):
            self._active, self._spare = self._spare, self._active
            self._body.forget_motion()
            self.restarts += 1

    def close(self) -> None:
        """Close both estimators; may be called again."""
        self._thread.shutdown(cancel_futures=True)
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class _PictureMotion:
    """Where the picture changes."""

    def __init__(self) -> None:
        self._before: Image | None = None
        self._time_s = -np.inf
        self._change: Image | None = None

    def about(self, frame: Frame, pose: Pose) -> FloatArray:
        """(33,) grey levels by which the picture has changed about each landmark; NaN unknown."""
        if frame.time_s - self._time_s >= _STIR_EVERY_S:
            self._see(frame)
        if self._change is None:
            return np.full(LANDMARK_COUNT, np.nan)
        height, width = self._change.shape
        seen = np.isfinite(pose.pixels).all(axis=1)
        places = np.nan_to_num(pose.pixels / pose.size_px) * (width, height)
        columns, rows = np.clip(places, 0, (width - 1, height - 1)).astype(int).T
        return np.where(seen, self._change[rows, columns].astype(np.float64), np.nan)

    def _see(self, frame: Frame) -> None:
        step = max(frame.image.shape[1] // _STIR_PX, 1)
        # Green is nearly the grey of it, and needs no sum.
        now = cv2.blur(frame.image[::step, ::step, 1], (5, 5))
        if self._before is not None and self._before.shape == now.shape:
            self._change = np.asarray(cv2.absdiff(now, self._before), dtype=np.uint8)
        self._before, self._time_s = np.asarray(now, dtype=np.uint8), frame.time_s


def forget(estimator: PoseEstimator, frame: Frame) -> None:
    """An empty picture makes an estimator forget whom it followed."""
    estimator.estimate(replace(frame, image=np.full_like(frame.image, GREY)))
