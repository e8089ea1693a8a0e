"""A whole recording judged at once: smoothed looking both ways in time, then coached as live."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sciatica_coach.coaching.baseline import Baseline
from sciatica_coach.coaching.coach import Coach
from sciatica_coach.coaching.record import SetRecord
from sciatica_coach.coaching.update import Update
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.motion.identity import LegIdentity, NamesInHindsight
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.marking import CrossedLeg
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.reading import LegNames, Reader, Reading
from sciatica_coach.motion.smoothing import zero_phase
from sciatica_coach.motion.viewpoint import ViewpointEstimator, camera_directions


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What was seen in one frame."""

    time_s: float
    pose: Pose | None
    """None if nobody was found."""
    brightness: float | None = None
    """Mean grey of the picture, 0..255."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What the coach makes of a recording."""

    updates: tuple[Update, ...]
    """One for each sighting."""
    record: SetRecord


def judge_recording(
    exercise: Exercise,
    sightings: Sequence[Sighting],
    *,
    side: Side | None = None,
    dose: Dose | None = None,
    baselines: Sequence[Baseline] = (),
) -> Judgement:
    """Coach a recording.

    Parameters
    ----------
    sightings
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
    coach = Coach(exercise, side=side, dose=dose, baselines=baselines)
    updates = tuple(
        coach.take(reading, brightness=sighting.brightness)
        for reading, sighting in zip(
            read_recording(sightings, legs_in_hindsight(exercise, sightings, side)),
            sightings,
            strict=True,
        )
    )
    return Judgement(updates, coach.finish())


def legs_in_hindsight(
    exercise: Exercise, sightings: Sequence[Sighting], side: Side | None
) -> LegNames:
    """Left and right as the whole recording speaks for them.

    Parameters
    ----------
    side
        The working side, if it is known: a crossed leg goes by it.
    """
    if exercise.crossed_legs:
        counted = CrossedLeg()
        _settle(sightings, counted)
        return CrossedLeg(side or counted.side)
    names = NamesInHindsight()
    _settle(sightings, names)
    return LegIdentity(names.odds())


def read_recording(sightings: Sequence[Sighting], legs: LegNames) -> list[Reading]:
    """Measure every sighting, and smooth with zero phase."""
    poses = _settle(sightings, legs)
    cameras = camera_directions([pose for pose in poses if pose is not None])
    reader = Reader(viewpoint=ViewpointEstimator(cameras))
    readings = [
        reader.read(pose, sighting.time_s) for pose, sighting in zip(poses, sightings, strict=True)
    ]
    if not readings:
        return []
    times_s = np.array([reading.time_s for reading in readings])
    values = zero_phase(
        times_s,
        np.stack([reading.values for reading in readings]),
        np.stack([reading.uncertainty_deg for reading in readings]),
    )
    return [
        replace(reading, values=smooth) for reading, smooth in zip(readings, values, strict=True)
    ]


def _settle(sightings: Sequence[Sighting], legs: LegNames) -> list[Pose | None]:
    """Every pose with its legs under their names."""
    return [None if each.pose is None else legs.settle(each.pose) for each in sightings]
