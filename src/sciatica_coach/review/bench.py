"""How right the coach is on the sample clips, whose truth is known."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.recording import Sighting
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise, Leg
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.motion.reading import measure
from sciatica_coach.review.analyse import Analysis, analyse

_HOLD_S = 1.0
"""The people in the clips hold for 1.3 s."""
_JOINTS = (
    Quantity.HIP_FLEXION,
    Quantity.KNEE_FLEXION,
    Quantity.ANKLE_DORSIFLEXION,
    Quantity.NECK_FLEXION,
)


@dataclass(frozen=True, slots=True)
class Error:
    """How far measured angles are from the true ones, in degrees."""

    bias_deg: float
    """Mean of measured minus true."""
    spread_deg: float
    """Standard deviation about the bias."""
    mean_deg: float
    """Mean absolute error."""


@dataclass(frozen=True, slots=True)
class JointError:
    """One joint of one clip."""

    joint: Quantity
    ours: Error
    raw: Error
    """Of the pose model alone: its own left and right, not smoothed."""


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip."""

    clip: str
    reps: int
    true_reps: int
    sides: tuple[Side, ...]
    true_side: Side
    hold_error_s: float
    """Mean absolute difference to the true hold, over the repetitions."""
    stop_faults: int
    leg: Side
    """The leg whose joints are compared: the one that moves."""
    joints: tuple[JointError, ...]


def bench_accuracy(folder: Path, model: Model) -> Iterator[ClipResult]:
    """Analyse every clip of a folder that has a `.truth.json` beside it."""
    exercises = load_exercises()
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        clip = folder / f"{truth['name']}.mp4"
        analysis = analyse(clip, exercises[truth["exercise"]], model=model, hold_s=_HOLD_S)
        yield _result(truth, analysis)


def _result(truth: dict[str, Any], analysis: Analysis) -> ClipResult:
    record = analysis.judgement.record
    complete = [rep for rep in record.reps if rep.complete]
    true_side = Side(truth["moving_side"])
    leg = _moving_leg(analysis.exercise, true_side)
    return ClipResult(
        clip=truth["name"],
        reps=len(complete),
        true_reps=truth["complete_reps"],
        sides=tuple(dict.fromkeys(rep.side for rep in complete)),
        true_side=true_side,
        hold_error_s=float(
            np.mean([abs(rep.hold_s - truth["hold_s"]) for rep in complete] or [np.nan])
        ),
        stop_faults=sum(fault.severity == "stop" for fault in record.faults),
        leg=leg,
        joints=tuple(_joint_error(truth, analysis, joint, leg) for joint in _JOINTS),
    )


def _moving_leg(exercise: Exercise, side: Side) -> Side:
    return side if exercise.movements[0].leg is Leg.WORKING else side.other


def _joint_error(
    truth: dict[str, Any], analysis: Analysis, joint: Quantity, leg: Side
) -> JointError:
    name = f"{joint}_deg" if joint is Quantity.NECK_FLEXION else f"{leg}_{joint}_deg"
    true_deg = np.array(truth["rows"])[:, truth["columns"].index(name)]
    raw_deg = raw_course(analysis.sightings)[:, joint.row, leg.column]
    ours_deg = analysis.judgement.record.course.of(joint, leg)
    return JointError(joint, error(ours_deg, true_deg), error(raw_deg, true_deg))


def error(measured_deg: FloatArray, true_deg: FloatArray) -> Error:
    """The error of a course of angles where it was measured; NaN if it never was.

    Parameters
    ----------
    measured_deg, true_deg
        (frames,) degrees.
    """
    off = measured_deg - true_deg
    off = off[np.isfinite(off)]
    if not len(off):
        return Error(np.nan, np.nan, np.nan)
    return Error(float(off.mean()), float(off.std()), float(np.abs(off).mean()))


def raw_course(sightings: tuple[Sighting, ...]) -> FloatArray:
    """(frames, quantity, side) as the pose model gives it: sides not settled, not smoothed."""
    facing = Facing()
    nothing = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    return np.stack(
        [
            nothing if each.pose is None else measure(each.pose.pixels, facing.update(each.pose))
            for each in sightings
        ]
    )
