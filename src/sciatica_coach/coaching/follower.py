"""Who judges the frames of one bout."""

from typing import Protocol

from sciatica_coach.coaching.calibration import Measurement
from sciatica_coach.coaching.record import SetRecord, SoFar
from sciatica_coach.coaching.update import Update
from sciatica_coach.motion.pose import Pose


class Follower(Protocol):
    """A coach, or a calibration."""

    def step(self, pose: Pose | None, *, time_s: float, brightness: float | None = None) -> Update:
        """Take the next frame."""
        ...

    def waive(self, code: str) -> None:
        """Go on although this advice was not followed."""
        ...

    def finish(self) -> SetRecord | Measurement:
        """What came of it."""
        ...

    @property
    def so_far(self) -> SoFar:
        """What must be kept for it to go on later."""
        ...
