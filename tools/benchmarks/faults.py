"""When faults truly begin, by the true joints of a rendered clip."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sciatica_coach.evaluation.truth import Truth, read_truth
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.limit import Leg
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import LimitRule
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, SIDES, Part
from sciatica_coach.motion.measurement import PoseMeasurer
from sciatica_coach.motion.pose import FloatArray, Pose

_START_S = 0.5
"""The start position is that of the first half second: nobody moves before."""
_ALWAYS = {Phase.OUT, Phase.TARGET, Phase.BACK}
_LANDMARKS = {"nose": NOSE} | {
    f"{side}_{part.name.lower()}": part.of(side) for part in Part for side in SIDES
}
_MOVES = 0.02
"""Progress from which a repetition is under way."""


@dataclass(frozen=True)
class TrueFault:
    """One fault as it was done."""

    rule: str
    start_s: float
    """In the clip's time."""
    dwell_s: float
    """So long it must last before it is told."""


def true_faults(path: Path) -> Iterator[TrueFault]:
    """The first fault of each rule with a limit that the clip's truth names.

    Rules that hold in one phase only are left out: when a phase begins is the coach's own finding.
    """
    truth = read_truth(path)
    if truth.exercise is None or truth.side is None:
        return
    named = {rule for rep in truth.reps for rule in rep.faults}
    told = json.loads(path.read_text(encoding="utf-8"))
    named |= {fault["rule"] for fault in told.get("faults", ())}
    if not named:
        return
    poses = _true_poses(told, truth)
    for rule in load_exercises()[truth.exercise].rules:
        if rule.id in named and isinstance(rule, LimitRule) and set(rule.during) == _ALWAYS:
            start_s = _start_s(rule, truth, poses)
            if start_s is not None:
                yield TrueFault(rule.id, start_s, rule.dwell_s)


def _start_s(rule: LimitRule, truth: Truth, poses: list[Pose]) -> float | None:
    """When the limit is crossed for longer than the dwell time; None if it never is."""
    values = _values(rule, truth, poses)
    if rule.from_start:
        values = values - np.nanmedian(values[truth.time_s < _START_S])
    moves = truth.rows[:, truth.columns["progress"]] > _MOVES
    since_s = None
    for time_s, value, is_moving in zip(truth.time_s, values, moves, strict=True):
        if not (is_moving and rule.holds(float(value))):
            since_s = None
        elif since_s is None:
            since_s = float(time_s)
        elif time_s - since_s > rule.dwell_s:
            return since_s
    return None


def _values(rule: LimitRule, truth: Truth, poses: list[Pose]) -> FloatArray:
    """(frames,) what the rule is about, measured on the true joints as the coach measures."""
    assert truth.side is not None
    side = truth.side if rule.leg is Leg.WORKING else truth.side.other
    reader = PoseMeasurer()
    return np.array([reader.read(pose, pose.time_s).value(rule.quantity, side) for pose in poses])


def _true_poses(told: dict, truth: Truth) -> list[Pose]:
    places = {
        _LANDMARKS[name]: place
        for place, name in enumerate(told["landmarks"])
        if name in _LANDMARKS
    }
    poses = []
    for time_s, points in zip(truth.time_s, told["pixels"], strict=True):
        pixels = np.full((LANDMARK_COUNT, 2), np.nan)
        pixels[list(places)] = np.array(points)[list(places.values())]
        world = np.full((LANDMARK_COUNT, 3), np.nan)
        visibility = np.where(np.isfinite(pixels[:, 0]), 1.0, 0.0)
        poses.append(Pose(float(time_s), pixels, world, visibility, tuple(told["size"])))
    return poses
