"""Two signals that must move together over a repetition.

For the nerve floss: toes up with looking up slides the nerve; toes up with the chin down pulls it
at both ends, which only a therapist may ask for.
"""

import math

import numpy as np

from sciatica_coach.coaching.movement.sample import MovementSample
from sciatica_coach.exercise.movement import Coordination, Sweep

_OUT_OF_POSTURE_S = 0.5
"""Longer out of the exercise's posture, and this is another movement: its head says nothing."""


class Coordinator:
    """Follows both signals through one repetition; a new one for each."""

    def __init__(self, coordination: Coordination) -> None:
        self._coordination = coordination
        self._pairs: list[tuple[float, float]] = []
        self._before_s = math.inf
        self._in_posture = True
        self._out_of_posture_s = 0.0

    def update(self, sample: MovementSample) -> None:
        """Take both signals of the next moment; one without both, or in which something else is
        done, is passed over: who stands up moves knee and neck as well.
        """
        elapsed_s = max(sample.time_s - self._before_s, 0.0)
        self._before_s = sample.time_s
        self._in_posture = sample.in_posture
        if not sample.in_posture:
            self._out_of_posture_s += elapsed_s
            return
        pair = (
            self._value(sample, self._coordination.first),
            self._value(sample, self._coordination.second),
        )
        if all(map(math.isfinite, pair)):
            self._pairs.append(pair)

    def agreement(self) -> float:
        """Correlation of the signals so far, times the sign asked for: 1 in step, -1 opposed.

        NaN while they have not moved far enough to tell, or while another movement is done; an
        opposed one tells itself sooner.
        """
        if self._is_another_movement:
            return math.nan
        if not self._has_swept(0, self._coordination.first.at_least_deg):
            return math.nan
        if not self._has_swept(1, self._coordination.opposed_from_deg):
            return math.nan
        signals = np.asarray(self._pairs).T
        agreement = float(self._coordination.sign * np.corrcoef(signals)[0, 1])
        if agreement < self._coordination.opposed_below:
            return agreement
        full = self._has_swept(1, self._coordination.second.at_least_deg)
        return agreement if full else math.nan

    def second_is_missing(self) -> bool:
        """Whether the first signal moved as it should and the second one stayed behind."""
        if self._is_another_movement:
            return False
        return self._has_swept(0, self._coordination.first.at_least_deg) and not self._has_swept(
            1, self._coordination.second.at_least_deg
        )

    @property
    def _is_another_movement(self) -> bool:
        return not self._in_posture or self._out_of_posture_s > _OUT_OF_POSTURE_S

    def _has_swept(self, column: int, at_least_deg: float) -> bool:
        course = [pair[column] for pair in self._pairs]
        return bool(course) and max(course) - min(course) >= at_least_deg

    @staticmethod
    def _value(sample: MovementSample, sweep: Sweep) -> float:
        return sample.value(sweep.quantity, sweep.leg)
