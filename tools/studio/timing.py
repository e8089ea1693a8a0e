"""When what happens: repetitions, their tempo, and how strong a fault is at a moment."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tools.studio.geometry import half_cosine, smooth


class Fault(StrEnum):
    """What can go wrong in a repetition, by the ids of the exercises' rules."""

    NONE = ""
    OTHER_LEG_LIFTS = "other_leg_lifts"
    HEAD_LIFTS = "head_lifts"
    HOLD_TOO_SHORT = "hold_too_short"
    NOT_FAR_ENOUGH = "not_far_enough"
    TOO_FAST = "too_fast"
    BOUNCING = "bouncing"
    PULLS_ON_SHIN = "pulls_on_shin"
    ANKLE_SLIPS = "ankle_slips"
    TENSIONER_PATTERN = "tensioner_pattern"
    OUT_OF_SYNC = "out_of_sync"
    SLUMPS = "slumps"
    THIGH_LIFTS = "thigh_lifts"
    HOLDS_AT_END = "holds_at_end"
    KNEE_BENDS = "knee_bends"


INCOMPLETE = (Fault.NOT_FAR_ENOUGH, Fault.HOLD_TOO_SHORT)
"""A repetition with one of these does not count."""


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition as it really was."""

    start_s: float
    end_s: float
    peak_progress: float
    hold_s: float
    complete: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Rep:
    """The plan of one repetition: rest, there, hold, back."""

    rest_s: float = 1.3
    up_s: float = 3.0
    hold_s: float = 2.0
    down_s: float = 3.0
    peak: float = 1.0
    """The share of the whole movement that is reached."""
    fault: Fault = Fault.NONE

    @property
    def length_s(self) -> float:
        """Seconds from rest to rest."""
        return self.rest_s + self.up_s + self.hold_s + self.down_s


class Timeline:
    """Repetitions one after the other.

    Parameters
    ----------
    reps
        The plan.
    bounce
        How much of the whole movement a bounce takes.
    """

    tail_s = 1.0
    bounces = 4

    def __init__(self, reps: Sequence[Rep], bounce: float = 0.11) -> None:
        self.reps, self._bounce = tuple(reps), bounce
        ends = np.cumsum([rep.length_s for rep in reps]).tolist()
        self._starts = [0.0, *ends[:-1]]
        self.duration_s = ends[-1] + self.tail_s

    def at(self, time_s: float) -> tuple[int, float]:
        """The repetition (from 0), and the seconds since it left its rest."""
        index = max(bisect_right(self._starts, time_s) - 1, 0)
        return index, time_s - self._starts[index] - self.reps[index].rest_s

    def progress(self, time_s: float) -> tuple[float, int]:
        """The share of the whole movement, and the repetition."""
        index, since_s = self.at(time_s)
        rep = self.reps[index]
        back_s = since_s - rep.up_s - rep.hold_s
        share = (
            _eased(since_s / rep.up_s) if since_s < rep.up_s else 1 - _eased(back_s / rep.down_s)
        )
        share *= rep.peak
        if rep.fault is Fault.BOUNCING and since_s > rep.up_s and back_s < 0:
            turns = self.bounces * (since_s - rep.up_s) / rep.hold_s
            share -= self._bounce * 0.5 * (1 - float(np.cos(2 * np.pi * turns)))
        return share, index

    def strength(self, time_s: float, fault: Fault) -> float:
        """0..1: how strong a fault is, rising while the leg moves and gone when it is back."""
        index, since_s = self.at(time_s)
        rep = self.reps[index]
        if rep.fault is not fault:
            return 0.0
        back_s = since_s - rep.up_s - rep.hold_s
        return smooth((since_s / rep.up_s - 0.35) / 0.6) - smooth(
            (back_s / rep.down_s - 0.15) / 0.6
        )

    def truth(self, *, counts: bool = True) -> tuple[TrueRep, ...]:
        """The repetitions as they are; none is complete where the exercise is another one."""
        return tuple(
            TrueRep(
                start_s=start_s + rep.rest_s,
                end_s=start_s + rep.length_s,
                peak_progress=rep.peak,
                hold_s=rep.hold_s,
                complete=counts and rep.fault not in INCOMPLETE,
                faults=(rep.fault,) if rep.fault else (),
            )
            for start_s, rep in zip(self._starts, self.reps, strict=True)
        )


class Curve:
    """A value that goes from key to key.

    Parameters
    ----------
    keys
        (seconds, value), rising in time.
    step
        How it goes from one key to the next.
    """

    def __init__(
        self, keys: Sequence[tuple[float, float]], step: Callable[[float], float] = half_cosine
    ) -> None:
        self._times = [time_s for time_s, _ in keys]
        self._values = [value for _, value in keys]
        self._step = step

    def __call__(self, time_s: float) -> float:
        """The value at a moment; before the first key and after the last it rests."""
        after = bisect_right(self._times, time_s)
        if after == 0:
            return self._values[0]
        if after == len(self._times):
            return self._values[-1]
        start_s, end_s = self._times[after - 1 : after + 1]
        start, end = self._values[after - 1 : after + 1]
        return start + (end - start) * self._step((time_s - start_s) / (end_s - start_s))


_SOFT_SHARE = 0.3
"""How much of a way is spent on speeding up, and on slowing down: people move evenly between."""


def _ease_table() -> tuple[list[float], list[float]]:
    share = np.linspace(0, 1, 1001)
    ends = np.clip(np.minimum(share, 1 - share) / _SOFT_SHARE, 0, 1)
    speed = ends * ends * (3 - 2 * ends)
    way = np.concatenate([[0], np.cumsum((speed[1:] + speed[:-1]) / 2)])
    return share.tolist(), (way / way[-1]).tolist()


_EASE = _ease_table()


def _eased(share: float) -> float:
    return float(np.interp(share, *_EASE))
