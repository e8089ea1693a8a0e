"""An estimator that detects the person anew when its model is stuck on a wrong pose."""

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

_CHECK_EVERY_S = 2.0
"""For poses that seem right but are stuck; a check costs about as much as two frames."""
_DOUBTFUL_EVERY_S = 0.5
"""For poses that do not fit a body."""
_SETTLE_S = 0.2
"""Time from a check to its use: it has ended by then, and the body has hardly moved."""
_APART = 0.3
"""Trunk lengths from which two poses are not of one body: the model's own jitter stays below."""
_GAIN = 0.05
"""Misfit by which the new pose must be better: less is chance."""
_MOTION_EVERY_S = 0.12
"""Time between two pictures that are compared."""
_MOTION_WIDTH_PX = 160
"""Width of the small pictures that are compared."""


class RedetectingEstimator:
    """Estimates the pose of one person, and leaves a wrong pose that the model is stuck on.

    A second estimator of the same kind detects the person anew in a thread of its own: now and
    then, and more often while the poses are doubtful. If its pose is elsewhere and fits a body
    better, it takes the first one's place; the stream does not wait. When a check begins and when
    its result is used depends on the frames' times alone, never on how long the check takes.

    Parameters
    ----------
    open_estimator
        Makes an estimator; called once now and once at the first check. Closed with this one.
    """

    def __init__(self, open_estimator: Callable[[], PoseEstimator]) -> None:
        self._open = open_estimator
        self._opened = ExitStack()
        self._active = self._opened.enter_context(open_estimator())
        self._spare: PoseEstimator | None = None
        self._thread = ThreadPoolExecutor(1, "redetection")
        self._check: Future[Pose | None] | None = None
        self._tracked: Pose | None = None
        self._body = Plausibility()
        self._motion = _PictureMotion()
        self._checked_s = np.inf
        self.restarts = 0
        """How often the new pose was the better one."""

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Raises
        ------
        ModelError
            If the estimator fails.
        """
        self._use_check(frame.time_s)
        pose = self._active.estimate(frame)
        if pose is None:  # then the model detects anew by itself
            self._tracked = None
            self._checked_s = frame.time_s
            return None
        doubtful = self._body.update(pose, self._motion.about(frame, pose))
        self._checked_s = min(self._checked_s, frame.time_s)
        wait_s = _DOUBTFUL_EVERY_S if doubtful else _CHECK_EVERY_S
        if self._check is None and frame.time_s - self._checked_s >= wait_s:
            self._checked_s, self._tracked = frame.time_s, pose
            self._check = self._thread.submit(self._detect_anew, frame)
        return pose

    def _detect_anew(self, frame: Frame) -> Pose | None:
        if self._spare is None:
            self._spare = self._opened.enter_context(self._open())
        else:
            reset_tracking(self._spare, frame)
        return self._spare.estimate(frame)

    def _use_check(self, time_s: float) -> None:
        """Go on with the spare estimator if its pose is better."""
        if self._check is None or 0 <= time_s - self._checked_s < _SETTLE_S:
            return
        new, self._check = self._check.result(), None
        tracked, self._tracked = self._tracked, None
        if new is None or tracked is None or self._spare is None:
            return
        if apart(tracked, new) < _APART:
            return
        if self._body.misfit(new) + _GAIN < self._body.misfit(tracked):
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
    """How much the picture changes, and where."""

    def __init__(self) -> None:
        self._before: Image | None = None
        self._time_s = -np.inf
        self._change: Image | None = None

    def about(self, frame: Frame, pose: Pose) -> FloatArray:
        """(33,) grey levels by which the picture has changed about each landmark; NaN unknown."""
        if frame.time_s - self._time_s >= _MOTION_EVERY_S:
            self._compare(frame)
        if self._change is None:
            return np.full(LANDMARK_COUNT, np.nan)
        height, width = self._change.shape
        known = np.isfinite(pose.pixels).all(axis=1)
        points = np.nan_to_num(pose.pixels / pose.size_px) * (width, height)
        columns, rows = np.clip(points, 0, (width - 1, height - 1)).astype(int).T
        return np.where(known, self._change[rows, columns].astype(np.float64), np.nan)

    def _compare(self, frame: Frame) -> None:
        step = max(frame.image.shape[1] // _MOTION_WIDTH_PX, 1)
        # Green is nearly the grey of it, and needs no sum.
        now = cv2.blur(frame.image[::step, ::step, 1], (5, 5))
        if self._before is not None and self._before.shape == now.shape:
            self._change = np.asarray(cv2.absdiff(now, self._before), dtype=np.uint8)
        self._before, self._time_s = np.asarray(now, dtype=np.uint8), frame.time_s


def reset_tracking(estimator: PoseEstimator, frame: Frame) -> None:
    """Let an estimator forget the person it tracked, by an empty picture."""
    estimator.estimate(replace(frame, image=np.full_like(frame.image, GREY)))
