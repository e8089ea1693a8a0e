"""A person's own range in one movement, and the start and target that follow from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity

TARGET_SHARE = 0.85
"""Share of the comfortable range at which the own target begins.

Half of all days the end comes a little sooner than it was measured, by some degrees of the person
and some of the estimate: a target at the very end would call every other repetition an attempt.
The rest of the way, 15 degrees of a range of 100, is wider than that, and leaves a stretch.
"""
LEAST_RANGE_DEG = 15.0
"""In a smaller range the counting thresholds drown in the estimate's noise."""
SHOWN = frozenset({Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION})
"""Quantities whose degrees are told to people; of ankle and head only the change is known."""

_POSSIBLE_DEG = {
    Quantity.HIP_FLEXION: (-35.0, 160.0),
    Quantity.KNEE_FLEXION: (-15.0, 160.0),
    Quantity.ANKLE_DORSIFLEXION: (-80.0, 50.0),
    Quantity.NECK_FLEXION: (-90.0, 100.0),
}
"""What healthy people reach, the most supple of the tables, and the estimate's own error."""
_ASKED_DEG = {
    Quantity.HIP_FLEXION: (0.0, 120.0),
    Quantity.KNEE_FLEXION: (5.0, 120.0),
}
"""Nobody is asked for more: beyond 120 degrees it is the low back that bends, and a fully straight
knee is never asked for (S0 and M13 in `docs/sources.md`)."""
_ANY_DEG = (-180.0, 180.0)
_REST_IMPOSSIBLE = N_(
    "The rest position was measured at {deg:.0f}°, which no body reaches. "
    "Turn your side to the camera, and measure again."
)
_END_IMPOSSIBLE = N_(
    "The comfortable end was measured at {deg:.0f}°, which no body reaches. "
    "Turn your side to the camera, and measure again."
)


@dataclass(frozen=True, slots=True)
class RangeMeasurement:
    """From the rest position to an end, as it was measured once.

    Raises
    ------
    ValueError
        If a figure is not a finite number, or an error is negative.
    """

    exercise: str
    movement: str
    side: Side
    """The working side."""
    quantity: Quantity
    """What was measured: of the leg that the movement is told by."""
    start_deg: float
    """At rest."""
    end_deg: float
    """At the end: the mean of the ends that were held."""
    uncertainty_deg: float
    """Of either: nine of ten lie so near to the truth."""
    error_deg: float
    """Own test-retest error: a change within it may be none (1.96 times what two ends differ)."""
    model: str
    """Of the pose: each has a bias of its own."""

    def __post_init__(self) -> None:
        figures = (self.start_deg, self.end_deg, self.uncertainty_deg, self.error_deg)
        if not all(map(math.isfinite, figures)):
            raise ValueError("start, end, uncertainty and error must be finite numbers")
        if min(self.uncertainty_deg, self.error_deg) < 0:
            raise ValueError("uncertainty and error must not be negative")

    @property
    def range_deg(self) -> float:
        """From rest to the end, signed."""
        return self.end_deg - self.start_deg


@dataclass(frozen=True, slots=True)
class Baseline(RangeMeasurement):
    """A person's own range: the reach of a calibration, whose end was comfortable."""

    measured_on: date


def movement_of(exercise: Exercise, reach: RangeMeasurement) -> Movement:
    """The movement of the exercise that was measured.

    Raises
    ------
    ValueError
        If the exercise has no such movement.
    """
    for movement in exercise.movements:
        if movement.id == reach.movement:
            return movement
    raise ValueError(f"{exercise.id} has no movement {reach.movement!r}")


def objection(movement: Movement, start_deg: float, end_deg: float) -> TranslatableText | None:
    """Why this cannot be somebody's own range, in one sentence; None if it can."""
    low_deg, high_deg = _POSSIBLE_DEG.get(movement.quantity, _ANY_DEG)
    for deg, said in ((start_deg, _REST_IMPOSSIBLE), (end_deg, _END_IMPOSSIBLE)):
        if not low_deg <= deg <= high_deg:
            return TranslatableText(said, deg=deg)
    way_deg = (end_deg - start_deg) * movement.direction
    if way_deg < LEAST_RANGE_DEG:
        return TranslatableText(
            "Between rest and end there were {way_deg:.0f}°. That is too little for the camera to "
            "count by, so the usual target stays.",
            way_deg=max(way_deg, 0),
        )
    return None


def own_movement(
    movement: Movement, baseline: Baseline | None, *, start_deg: float | None = None
) -> Movement:
    """The movement with the start and target of the person's own range.

    Parameters
    ----------
    baseline
        Of this movement; None leaves the movement as it is.
    start_deg
        Where the person rests today: with the knee bent, for one, and not straight as when it was
        measured. The end stays, the way to it is another one. None for the rest of the baseline.
    """
    if baseline is None or objection(movement, baseline.start_deg, baseline.end_deg):
        return movement
    if movement.from_start:
        way_deg = TARGET_SHARE * baseline.range_deg
        return movement.model_copy(update={"start_deg": 0.0, "target_deg": way_deg})
    if start_deg is None or objection(movement, start_deg, baseline.end_deg):
        start_deg = baseline.start_deg
    low_deg, high_deg = _ASKED_DEG.get(movement.quantity, _ANY_DEG)
    target_deg = start_deg + TARGET_SHARE * (baseline.end_deg - start_deg)
    target_deg = min(max(target_deg, low_deg), high_deg)
    return movement.model_copy(update={"start_deg": start_deg, "target_deg": target_deg})


def baseline_of(
    baselines: Sequence[Baseline], exercise: Exercise, movement: Movement, side: Side
) -> Baseline | None:
    """The newest baseline of this movement and side; of the same day the one given last."""
    fitting = [
        each
        for each in baselines
        if (each.exercise, each.movement, each.side) == (exercise.id, movement.id, side)
        and each.quantity is movement.quantity
    ]
    return max(reversed(fitting), key=lambda each: each.measured_on, default=None)


def retest_error_deg(ends_deg: Sequence[float]) -> float:
    """The own smallest detectable change, from ends that should have been the same.

    1.96 x sqrt(2) x their standard deviation, as the published ones are; 0 for a single end.
    """
    if len(ends_deg) < 2:
        return 0.0
    return float(1.96 * math.sqrt(2) * np.std(ends_deg, ddof=1))
