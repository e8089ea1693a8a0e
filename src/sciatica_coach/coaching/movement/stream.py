"""The poses of one live stream: measured, smoothed, and with the legs under lasting names."""

import math
from dataclasses import replace

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.crossed_leg import CrossedLeg
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.leg_labels import OnlineLegLabeler
from sciatica_coach.motion.measurement import PoseMeasurement, PoseMeasurer
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.smoothing import OneEuro


class MeasuredStream:
    """Measures pose after pose of one stream, in order.

    Parameters
    ----------
    side
        The working side; None to find out which one it is.
    """

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self._crossed = CrossedLeg(side) if exercise.crossed_legs else None
        self._measurer = PoseMeasurer(self._crossed or OnlineLegLabeler())
        self._smoother = OneEuro()
        self._last_s = -math.inf

    @property
    def last_s(self) -> float:
        """Time of the newest measurement; -inf before the first."""
        return self._last_s

    def measure(self, pose: Pose | None, time_s: float) -> PoseMeasurement:
        """What is measured of a pose; None stands for a moment at which nobody was found."""
        return smoothed(self._measurer.read(pose, time_s), self._smoother)

    def advance(self, time_s: float) -> None:
        """Go on to the time of the next measurement.

        Raises
        ------
        ValueError
            If time does not rise.
        """
        if not time_s > self._last_s:
            raise ValueError(f"time must rise, but {time_s} s follows {self._last_s} s")
        self._last_s = time_s

    def named(self, side: Side) -> Side:
        """The person's side that goes by this name, as far as is known by now."""
        return side if self._crossed is None else self._crossed.named(side)


def smoothed(measurement: PoseMeasurement, smoother: OneEuro) -> PoseMeasurement:
    """The measurement with its quantities smoothed by what came before."""
    values = smoother.update(measurement.time_s, measurement.values)
    return replace(measurement, values=values)
