"""Sciatica Coach: watches three exercises through a camera, counts and corrects them.

What is named here is public; the rest of the package may change. Names are loaded when they are
first used, so that importing the package opens no camera library and no model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sciatica_coach.version import __version__

if TYPE_CHECKING:
    from sciatica_coach.capture.model import Model
    from sciatica_coach.coaching.faults.log import Fault
    from sciatica_coach.coaching.feedback.update import Update
    from sciatica_coach.coaching.movement.baseline import Baseline
    from sciatica_coach.coaching.movement.reps import Rep
    from sciatica_coach.coaching.own_range.calibration import Calibration
    from sciatica_coach.coaching.sets.coach import Coach
    from sciatica_coach.coaching.sets.record import SetRecord
    from sciatica_coach.errors import (
        CoachError,
        ExerciseFileError,
        ModelError,
        OutputError,
        RecordsError,
        SourceError,
    )
    from sciatica_coach.exercise.catalog import load_exercise, load_exercises
    from sciatica_coach.exercise.definition import Dose, Exercise
    from sciatica_coach.motion.landmarks import Side
    from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator
    from sciatica_coach.motion.viewpoint import Viewpoint
    from sciatica_coach.review.analyse import Analysis, analyse, measure_baseline


__all__ = [
    "Analysis",
    "Baseline",
    "Calibration",
    "Coach",
    "CoachError",
    "Dose",
    "Exercise",
    "ExerciseFileError",
    "Fault",
    "Frame",
    "Model",
    "ModelError",
    "OutputError",
    "Pose",
    "PoseEstimator",
    "RecordsError",
    "Rep",
    "SetRecord",
    "Side",
    "SourceError",
    "Update",
    "Viewpoint",
    "__version__",
    "analyse",
    "load_exercise",
    "load_exercises",
    "measure_baseline",
]

_HOMES = {
    "capture.model": ("Model",),
    "coaching.movement.baseline": ("Baseline",),
    "coaching.own_range.calibration": ("Calibration",),
    "coaching.sets.coach": ("Coach",),
    "coaching.sets.record": ("SetRecord",),
    "coaching.movement.reps": ("Rep",),
    "coaching.faults.log": ("Fault",),
    "coaching.feedback.update": ("Update",),
    "errors": (
        "CoachError",
        "ExerciseFileError",
        "ModelError",
        "OutputError",
        "RecordsError",
        "SourceError",
    ),
    "exercise.catalog": ("load_exercise", "load_exercises"),
    "exercise.definition": ("Dose", "Exercise"),
    "motion.landmarks": ("Side",),
    "motion.pose": ("Frame", "Pose", "PoseEstimator"),
    "motion.viewpoint": ("Viewpoint",),
    "review.analyse": ("Analysis", "analyse", "measure_baseline"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
