"""An estimator for recordings: the mean of three estimates of every picture.

A pose model makes other errors in a mirrored picture than in the picture itself, and others again
when it detects the person anew than when it goes by the frame before. On photographs of
real people the mean is nearer to the truth than any of them, and how far the first two lie apart
tells how far to trust it. docs/accuracy.md has the figures.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Self

import numpy as np

from sciatica_coach.capture.people import is_same
from sciatica_coach.capture.redetection import reset_tracking
from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator, mirrored

_SWAP_GAIN = 0.8
"""One estimate's legs are swapped if that brings the two estimates together by a fifth."""
_COMPARED_LANDMARKS = [part.of(side) for part in (Part.KNEE, Part.ANKLE) for side in SIDES]


class AveragingEstimator:
    """Estimates the pose of one person in the picture, in its mirror image, and detected anew.

    Each estimate has a thread of its own.

    Parameters
    ----------
    open_tracker
        Makes an estimator that goes by the frames before; called twice.
    open_detector
        Makes one that looks at every picture anew. All are closed with this one.
    """

    def __init__(
        self,
        open_tracker: Callable[[], PoseEstimator],
        open_detector: Callable[[], PoseEstimator],
    ) -> None:
        with ExitStack() as opened:
            self._tracker = opened.enter_context(open_tracker())
            self._mirror = opened.enter_context(open_tracker())
            self._detector = opened.enter_context(open_detector())
            self._threads = opened.enter_context(ThreadPoolExecutor(2, "estimate"))
            self._opened = opened.pop_all()

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The person's pose, or None if nobody is found.

        Raises
        ------
        ModelError
            If an estimator fails.
        """
        image = np.ascontiguousarray(frame.image[:, ::-1])
        in_mirror = self._threads.submit(self._mirror.estimate, replace(frame, image=image))
        anew = self._threads.submit(self._detector.estimate, frame)
        pose = self._tracker.estimate(frame)
        reflection, detected = in_mirror.result(), anew.result()
        if pose is None:
            return None
        other = None if reflection is None else mirrored(reflection)
        if other is not None and not is_same(pose, other):
            reset_tracking(self._mirror, frame)
            other = None
        if detected is not None and not is_same(pose, detected):
            detected = None
        return mean_pose(pose, other, detected)

    def close(self) -> None:
        """Close all estimators; may be called again."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def mean_pose(pose: Pose, in_mirror: Pose | None, detected: Pose | None = None) -> Pose:
    """The mean of the estimates of one pose, with what the first two differ by.

    Where the mirror calls the legs by each other's names, the first one's names are kept and marked
    as disputed.

    Parameters
    ----------
    in_mirror
        What the mirror image gave, turned back; without it nothing is averaged, as nothing then
        tells how far to trust the mean.
    detected
        What detecting the person anew gave.
    """
    if in_mirror is None:
        return pose
    disputed = _calls_legs_otherwise(pose, in_mirror)
    if disputed:
        in_mirror = in_mirror.with_legs_swapped()
    estimates = [pose, in_mirror]
    if detected is not None:
        swapped = _calls_legs_otherwise(pose, detected)
        estimates.append(detected.with_legs_swapped() if swapped else detected)
    return replace(
        pose,
        pixels=np.mean([each.pixels for each in estimates], axis=0),
        world=np.mean([each.world for each in estimates], axis=0),
        visibility=np.mean([each.visibility for each in estimates], axis=0),
        first_px=pose.pixels,
        deviation_px=(pose.pixels - in_mirror.pixels) / 2,
        legs_disputed=disputed,
    )


def _calls_legs_otherwise(pose: Pose, other: Pose) -> bool:
    """Whether two estimates of one pose give the legs each other's names."""
    return _apart_px(pose, other.with_legs_swapped()) < _SWAP_GAIN * _apart_px(pose, other)


def _apart_px(pose: Pose, other: Pose) -> float:
    """How far knees and ankles of two poses lie apart, in sum."""
    return float(
        np.linalg.norm(
            pose.pixels[_COMPARED_LANDMARKS] - other.pixels[_COMPARED_LANDMARKS], axis=1
        ).sum()
    )
