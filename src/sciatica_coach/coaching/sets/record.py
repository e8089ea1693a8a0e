"""What remains of a set."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.sets.no_reps import NoReps, NoRepsReason
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.motion.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Range:
    """How far a joint went in a set, where it was seen."""

    min_deg: float
    max_deg: float
    uncertainty_deg: float
    """Of either end: nine of ten frames with known truth keep to it."""


@dataclass(frozen=True, slots=True, eq=False)
class AngleSeries:
    """Every quantity at every frame of a set."""

    time_s: FloatArray
    """(frames,)"""
    tracked: FloatArray
    """(frames,) 1 where the person was seen, else 0."""
    values: FloatArray
    """(frames, quantity, side) in the quantity's unit; NaN where not measured."""
    trust: FloatArray
    """(frames, quantity, side) 0..1"""
    standard_error_deg: FloatArray
    """(frames, quantity, side) see `motion.uncertainty`; NaN for what is no angle."""

    @classmethod
    def empty(cls) -> Self:
        """Of no frame at all."""
        none = np.empty((0, QUANTITY_COUNT, len(SIDES)))
        return cls(np.empty(0), np.empty(0), none, none, none)

    def with_sides_swapped(self) -> Self:
        """The same with left for right."""
        return replace(
            self,
            values=self.values[..., ::-1],
            trust=self.trust[..., ::-1],
            standard_error_deg=self.standard_error_deg[..., ::-1],
        )

    def of(self, quantity: Quantity, side: Side) -> FloatArray:
        """(frames,) one quantity of one side."""
        return self.values[:, quantity.row, side.column]

    def trust_of(self, quantity: Quantity, side: Side) -> FloatArray:
        """(frames,) the trust in one quantity of one side."""
        return self.trust[:, quantity.row, side.column]

    def standard_error_of(self, quantity: Quantity, side: Side) -> FloatArray:
        """(frames,) degrees, of one angle of one side."""
        return self.standard_error_deg[:, quantity.row, side.column]


@dataclass(frozen=True, slots=True)
class SetProgress:
    """What has been done of a set already, before the server was started anew."""

    reps: tuple[Rep, ...] = ()
    faults: tuple[Fault, ...] = ()
    waived: tuple[AdviceCode, ...] = ()
    """The advice that the person went on without."""

    def with_rep(self, rep: Rep, faults: tuple[Fault, ...]) -> Self:
        """The same with one more repetition, whose faults these are."""
        reps = (*self.reps, rep)
        found = (replace(fault, rep=len(reps)) for fault in faults)
        return replace(self, reps=reps, faults=(*self.faults, *found))

    def with_sides_swapped(self) -> Self:
        """The same with left for right: it was found out too late whose leg was which."""
        reps = tuple(rep.with_sides_swapped() for rep in self.reps)
        return replace(self, reps=reps, faults=_swapped(self.faults))


@dataclass(frozen=True, slots=True, eq=False)
class SetRecord:
    """One set of one exercise, as it was seen."""

    exercise: str
    side: Side | None
    """The side asked for; None if it was left to the coach."""
    hold_asked_s: float
    reps_asked: int
    baselines: tuple[Baseline, ...]
    """The own ranges that went before the exercise's start and target."""
    start_s: float
    end_s: float
    reps: tuple[Rep, ...]
    """In order, attempts among them."""
    faults: tuple[Fault, ...]
    tracked_share: float
    """Share of the frames in which the person was found, 0..1."""
    viewpoint: Viewpoint | None
    """As it was for most of the set; None if nobody was seen."""
    range_of_motion: dict[Side, dict[Quantity, Range]]
    warnings: tuple[TranslatableText, ...]
    """What was not judged, and why, in sentences."""
    angle_series: AngleSeries
    no_reps_reasons: tuple[NoRepsReason, ...] = ()
    """Why no repetition is complete, likeliest first; their sentences are the first `warnings`.
    Empty if one is."""

    def with_warning(self, warning: TranslatableText) -> Self:
        """The same with one more thing that must be known."""
        return replace(self, warnings=(*self.warnings, warning))

    def explained_by(self, found: tuple[NoReps, ...]) -> Self:
        """The same with these reasons for having no complete repetition, in place of others."""
        told = self.warnings[len(self.no_reps_reasons) :]
        return replace(
            self,
            no_reps_reasons=tuple(each.reason for each in found),
            warnings=tuple(dict.fromkeys((*(each.text for each in found), *told))),
        )

    @property
    def complete_reps(self) -> int:
        """How many repetitions reached the target and were held as asked."""
        return sum(rep.complete for rep in self.reps)


def _swapped(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(replace(fault, side=fault.side.other if fault.side else None) for fault in faults)
