"""The pose models that are shipped."""

from enum import StrEnum
from pathlib import Path

from sciatica_coach.paths import MODELS


class Model(StrEnum):
    """A pose model; the more exact, the slower."""

    LITE = "lite"
    """For weak machines."""
    FULL = "full"
    HEAVY = "heavy"
    """The most exact one, and the slowest."""

    @property
    def file_name(self) -> str:
        """Name of the model's file, without its folder."""
        return f"pose_landmarker_{self}.task"

    @property
    def path(self) -> Path:
        """Where the model's file is."""
        return MODELS / self.file_name


RECORDING_MODEL = Model.HEAVY
"""For recordings, which need not keep pace with a camera. On photographs of real people its knees
are half a degree nearer to the truth than the full model's, for two and a half times the time."""
