"""Two signals that must move together over a repetition.

For the nerve floss: toes up with looking up slides the nerve; toes up with the chin down pulls it
at both ends, which only a therapist may ask for.
"""

import math

import numpy as np

from sciatica_coach.coaching.moment import Moment
from sciatica_coach.exercise.definition import Coordination, Sweep


class Coordinator:
    """Follows both signals through one repetition; a new one for each."""

    def __init__(self, coordination: Coordination) -> None:
        self._coordination = coordination
        self._pairs: list[tuple[float, float]] = []

    def update(self, moment: Moment) -> None:
        """Take both signals of the next moment; one without both, or in which something else is
        done, is passed over: who stands up moves knee and neck as well.
        """
        if not moment.in_posture:
            return
        pair = (
            self._value(moment, self._coordination.first),
            self._value(moment, self._coordination.second),
        )
        if all(map(math.isfinite, pair)):
            self._pairs.append(pair)

    def agreement(self) -> float:
        """Correlation of the signals so far, times the sign asked for: 1 in step, -1 opposed.

        NaN while they have not moved far enough to tell; an opposed one tells itself sooner.
        """
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
        return self._has_swept(0, self._coordination.first.at_least_deg) and not self._has_swept(
            1, self._coordination.second.at_least_deg
        )

    def _has_swept(self, column: int, at_least_deg: float) -> bool:
        course = [pair[column] for pair in self._pairs]
        return bool(course) and max(course) - min(course) >= at_least_deg

    @staticmethod
    def _value(moment: Moment, sweep: Sweep) -> float:
        return moment.value(sweep.quantity, sweep.leg)
