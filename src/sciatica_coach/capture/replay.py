"""A pose estimator that plays recorded poses, for tests and to judge a recording again."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Self

from sciatica_coach.errors import ModelError
from sciatica_coach.motion.pose import Frame, Pose


class ReplayPose:
    """Gives, for each frame, the pose that was recorded at its time.

    Parameters
    ----------
    poses
        With rising times; moments at which nobody was found are left out.
    within_s
        A pose that is further off in time is not taken: nobody is found then.

    Raises
    ------
    ValueError
        If the poses' times do not rise.
    """

    def __init__(self, poses: Sequence[Pose], *, within_s: float = 0.02) -> None:
        self._times_s = [pose.time_s for pose in poses]
        for earlier_s, later_s in pairwise(self._times_s):
            if not later_s > earlier_s:
                raise ValueError(f"times must rise, but {later_s} s follows {earlier_s} s")
        self._poses = tuple(poses)
        self._within_s = within_s
        self._closed = False

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The pose recorded at the frame's time, or None.

        Raises
        ------
        ModelError
            If the estimator is closed.
        """
        if self._closed:
            raise ModelError("the pose estimator is closed: open a new one for a new stream.")
        after = bisect_left(self._times_s, frame.time_s)
        near = min(
            self._poses[max(after - 1, 0) : after + 1],
            key=lambda pose: abs(pose.time_s - frame.time_s),
            default=None,
        )
        if near is None or abs(near.time_s - frame.time_s) > self._within_s:
            return None
        return replace(near, time_s=frame.time_s)

    def close(self) -> None:
        """End the replay; may be called again."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
