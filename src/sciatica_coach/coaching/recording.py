"""A whole recording judged at once: smoothed looking both ways in time, then coached as live."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.movement.start_position import StartPosition
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.motion.crossed_leg import CrossedLeg
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.leg_labels import OfflineLegLabeler, OnlineLegLabeler
from sciatica_coach.motion.measurement import LegLabeler, PoseMeasurement, PoseMeasurer
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.smoothing import zero_phase
from sciatica_coach.motion.viewpoint import ViewpointEstimator, camera_directions

_AT_ONCE_S = 1.0
"""Who rests at the beginning is seen to within this time."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameObservation:
    """What was seen in one frame."""

    time_s: float
    pose: Pose | None
    """None if nobody was found."""
    picture: PictureQuality | None = None
    """How well the picture shows a person; None if it was not measured."""


@dataclass(frozen=True, slots=True, eq=False)
class RecordingResult:
    """What the coach makes of a recording."""

    updates: tuple[Update, ...]
    """One for each observation."""
    record: SetRecord


def judge_recording(
    exercise: Exercise,
    observations: Sequence[FrameObservation],
    *,
    side: Side | None = None,
    dose: Dose | None = None,
    baselines: Sequence[Baseline] = (),
) -> RecordingResult:
    """Coach a recording.

    Parameters
    ----------
    observations
        With rising times.
    side
        The working side; None to find out which one it is.
    dose
        A prescription that goes before the exercise's own dose.
    baselines
        The person's own ranges, whose start and target go before the exercise's own.

    Raises
    ------
    ValueError
        If times do not rise.
    """
    measurements = read_recording(observations, legs_in_hindsight(exercise, observations, side))
    pictures = [observation.picture for observation in observations]
    coach = Coach(exercise, side=side, dose=dose, baselines=baselines)
    result = _coached(coach, measurements, pictures)
    starts = _seen_too_late(coach, measurements)
    if not starts:
        return result
    again = Coach(exercise, side=side, dose=dose, baselines=baselines, starts=starts)
    with_first = _coached(again, measurements, pictures)
    return with_first if _adds_the_first(with_first.record, result.record) else result


def _coached(
    coach: Coach, measurements: Sequence[PoseMeasurement], pictures: Sequence[PictureQuality | None]
) -> RecordingResult:
    updates = tuple(
        coach.take(measurement, picture=picture)
        for measurement, picture in zip(measurements, pictures, strict=True)
    )
    return RecordingResult(updates, coach.finish())


def _seen_too_late(
    coach: Coach, measurements: Sequence[PoseMeasurement]
) -> dict[tuple[Side, str], StartPosition]:
    """Start positions of a recording that begins in mid-movement: they are seen only after it."""
    begun_s = next((each.time_s for each in measurements if each.pose is not None), math.inf)
    if not measurements or begun_s - measurements[0].time_s > _AT_ONCE_S:
        return {}
    return {
        key: start
        for key, (time_s, start) in coach.first_starts.items()
        if time_s - begun_s > _AT_ONCE_S
    }


def _adds_the_first(more: SetRecord, fewer: SetRecord) -> bool:
    """Whether a record has one whole repetition more, before those of the other one."""
    added = len(more.reps) - len(fewer.reps) == 1
    rest = [(rep.side, rep.movement, rep.complete) for rep in more.reps[1:]]
    same = rest == [(rep.side, rep.movement, rep.complete) for rep in fewer.reps]
    return added and same and more.reps[0].complete


def legs_in_hindsight(
    exercise: Exercise, observations: Sequence[FrameObservation], side: Side | None
) -> LegLabeler:
    """Left and right as the whole recording speaks for them.

    Parameters
    ----------
    side
        The working side, if it is known: a crossed leg goes by it.
    """
    if exercise.crossed_legs:
        counted = CrossedLeg()
        _settle(observations, counted)
        return CrossedLeg(side or counted.side)
    names = OfflineLegLabeler()
    _settle(observations, names)
    return OnlineLegLabeler(names.odds())


def read_recording(
    observations: Sequence[FrameObservation], legs: LegLabeler
) -> list[PoseMeasurement]:
    """Measure every observation, and smooth with zero phase."""
    poses = _settle(observations, legs)
    cameras = camera_directions([pose for pose in poses if pose is not None])
    reader = PoseMeasurer(viewpoint=ViewpointEstimator(cameras))
    measurements = [
        reader.read(pose, observation.time_s)
        for pose, observation in zip(poses, observations, strict=True)
    ]
    if not measurements:
        return []
    times_s = np.array([measurement.time_s for measurement in measurements])
    values = zero_phase(
        times_s,
        np.stack([measurement.values for measurement in measurements]),
        np.stack([measurement.standard_error_deg for measurement in measurements]),
    )
    return [
        replace(measurement, values=smooth)
        for measurement, smooth in zip(measurements, values, strict=True)
    ]


def _settle(observations: Sequence[FrameObservation], legs: LegLabeler) -> list[Pose | None]:
    """Every pose with its legs under their names."""
    return [None if each.pose is None else legs.settle(each.pose) for each in observations]
