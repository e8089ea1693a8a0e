"""What judges the frames of one set."""

from typing import Protocol

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.own_range.calibration import CalibrationResult
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose


class SetRunner(Protocol):
    """A coach, or a calibration."""

    def step(
        self, pose: Pose | None, *, time_s: float, picture: PictureQuality | None = None
    ) -> Update:
        """Take the next frame."""
        ...

    def waive(self, code: AdviceCode) -> None:
        """Go on although this advice was not followed."""
        ...

    def finish(self) -> SetRecord | CalibrationResult:
        """What came of it."""
        ...

    @property
    def set_progress(self) -> SetProgress:
        """What must be kept for it to go on later."""
        ...
