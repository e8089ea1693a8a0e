"""What every movement has."""

from abc import ABC, abstractmethod

import numpy as np

from tools.studio.human import Human
from tools.studio.pose import Pose, Side, other_side
from tools.studio.timing import Timeline, TrueRep

Box = tuple[tuple[float, float, float], tuple[float, float, float]]
"""The lowest and the highest corner, in metres."""
_MOMENT_STEP_S = 0.1


class Movement(ABC):
    """A person who moves. The camera stands to their right unless the picture is mirrored.

    Parameters
    ----------
    human
        Whose body moves.
    working
        The leg that does the exercise.
    """

    exercise: str
    """Its id: of an exercise file, or of what else it is."""
    counts = True
    """False for a movement in which no repetition may be counted."""
    seat_m: float | None = None
    """Height of the chair, if there is one."""
    lying = False
    """True for who lies on the mat in the middle of it."""
    on_mat = False
    """True for who sits or moves on a mat without lying on it."""
    boxes: tuple[Box, ...] = ()
    """What else the person sits on, leans on or pushes against."""
    raised_arms_s: tuple[tuple[float, float], ...] = ()
    """From when to when an arm is held up, to pause the session."""

    rest: Pose
    """How it begins; furniture is put where this pose needs it."""
    duration_s: float

    def __init__(self, human: Human, working: Side = "right") -> None:
        self.human, self.working = human, working
        self.other = other_side(working)

    @property
    def moving_side(self) -> str | None:
        """left, right, both, or None where no leg does an exercise."""
        return self.working

    @property
    def variant(self) -> str:
        """Which way of doing the exercise it is; empty if there is only one."""
        return ""

    @abstractmethod
    def pose(self, time_s: float) -> Pose:
        """The person at a moment."""

    @abstractmethod
    def progress(self, time_s: float) -> tuple[float, int]:
        """The share of the whole movement, and the repetition, from 0."""

    @abstractmethod
    def true_reps(self) -> tuple[TrueRep, ...]:
        """The repetitions as they really are."""


class Repeating(Movement):
    """A movement whose repetitions a timeline gives.

    In the list of bases it comes before the class that gives the position, so that its methods
    are found first.
    """

    _timeline: Timeline

    def progress(self, time_s: float) -> tuple[float, int]:
        """As the timeline says."""
        return self._timeline.progress(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the timeline says; none counts where the exercise is another one."""
        return self._timeline.truth(counts=self.counts)


def moments_s(movement: Movement) -> dict[str, float]:
    """When a movement starts, is half-way for the first time, and is furthest."""
    times_s = np.arange(0, movement.duration_s, _MOMENT_STEP_S)
    share = np.array([movement.progress(float(time_s))[0] for time_s in times_s])
    peak = int(share.argmax())
    middle = int(np.abs(share[: peak + 1] - share[peak] / 2).argmin())
    return {
        name: float(times_s[index])
        for name, index in (("start", 0), ("middle", middle), ("peak", peak))
    }
