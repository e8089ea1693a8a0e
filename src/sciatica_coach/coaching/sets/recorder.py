"""Gathers what remains of a set while it is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.feedback.waiver import HIDES_ANGLES, unmeasured
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.coaching.sets.no_reps import NOBODY, SELDOM_FOUND
from sciatica_coach.coaching.sets.picture_notes import PictureNotes
from sciatica_coach.coaching.sets.record import AngleSeries, Range, SetProgress, SetRecord
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.exercise.limit import Leg
from sciatica_coach.exercise.rules import LimitRule
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.quantities import ANGLES, MIDLINE, QUANTITY_COUNT, Quantity
from sciatica_coach.motion.uncertainty import bound_90_deg
from sciatica_coach.motion.viewpoint import Viewpoint

_HIDDEN_SHARE = 0.2
"""Share of a set from which a hidden limb is mentioned."""
_HIDDEN_LEG = {
    Side.LEFT: N_(
        "the left leg was hidden for {share:.0%} of the time: its faults were not judged then"
    ),
    Side.RIGHT: N_(
        "the right leg was hidden for {share:.0%} of the time: its faults were not judged then"
    ),
}


class Recorder:
    """Keeps the measurements, repetitions and faults of one set."""

    def __init__(
        self,
        exercise: Exercise,
        side: Side | None,
        dose: Dose,
        baselines: tuple[Baseline, ...] = (),
        set_progress: SetProgress = SetProgress(),  # noqa: B008  (frozen)
    ) -> None:
        self._exercise = exercise
        self._side = side
        self._dose = dose
        self._baselines = baselines
        self._times_s: list[float] = []
        self._values: list[np.ndarray] = []
        self._trust: list[np.ndarray] = []
        self._standard_errors_deg: list[np.ndarray] = []
        self._viewpoints: list[Viewpoint] = []
        self._pictures = PictureNotes()
        self._done = set_progress

    @property
    def complete(self) -> int:
        """How many repetitions were complete so far."""
        return sum(rep.complete for rep in self._done.reps)

    @property
    def attempts(self) -> int:
        """How many were not."""
        return len(self._done.reps) - self.complete

    @property
    def set_progress(self) -> SetProgress:
        """What must be kept for the set to go on later."""
        return self._done

    def waive(self, code: AdviceCode) -> None:
        """Keep in mind that this advice was left aside."""
        if code not in self._done.waived:
            self._done = replace(self._done, waived=(*self._done.waived, code))

    def see(self, measurement: PoseMeasurement, picture: PictureQuality | None = None) -> None:
        """Keep one measurement; memory is a kilobyte a frame at most."""
        self._pictures.update(measurement.time_s, picture)
        self._times_s.append(measurement.time_s)
        self._values.append(measurement.values.astype(np.float32))
        self._trust.append(measurement.trust.astype(np.float16))
        self._standard_errors_deg.append(measurement.standard_error_deg.astype(np.float16))
        if measurement.viewpoint is not None:
            self._viewpoints.append(measurement.viewpoint)

    def keep(self, rep: Rep, faults: tuple[Fault, ...]) -> None:
        """Keep one repetition and its faults."""
        self._done = self._done.with_rep(rep, faults)

    def record(
        self,
        pending: Rep | None = None,
        faults: tuple[Fault, ...] = (),
        *,
        swapped: bool = False,
    ) -> SetRecord:
        """The set so far, with a repetition that is still going on if there is one.

        Parameters
        ----------
        swapped
            Whether left stands for right in all that was kept.
        """
        done, angle_series = self._done, self._angle_series()
        if pending:
            done = done.with_rep(pending, faults)
        if swapped:
            done, angle_series = done.with_sides_swapped(), angle_series.with_sides_swapped()
        return SetRecord(
            exercise=self._exercise.id,
            side=self._side,
            hold_asked_s=self._dose.hold_s,
            reps_asked=self._dose.reps,
            baselines=self._baselines,
            start_s=self._times_s[0] if self._times_s else 0.0,
            end_s=self._times_s[-1] if self._times_s else 0.0,
            reps=done.reps,
            faults=done.faults,
            tracked_share=float(angle_series.tracked.mean()) if len(angle_series.tracked) else 0.0,
            viewpoint=self._usual_viewpoint(),
            range_of_motion={} if HIDES_ANGLES in done.waived else _ranges(angle_series),
            warnings=(
                *self._pictures.sentences(self._times_s),
                *_interrupted(done.reps),
                *self._warnings(angle_series, done.reps),
                *unmeasured(done.waived),
            ),
            angle_series=angle_series,
        )

    def _angle_series(self) -> AngleSeries:
        values, trust, standard_error_deg = (
            np.asarray(kept, dtype=np.float64).reshape(-1, QUANTITY_COUNT, len(SIDES))
            for kept in (self._values, self._trust, self._standard_errors_deg)
        )
        tracked = np.asarray(np.isfinite(values).any(axis=(1, 2)), dtype=np.float64)
        return AngleSeries(np.asarray(self._times_s), tracked, values, trust, standard_error_deg)

    def _usual_viewpoint(self) -> Viewpoint | None:
        """The viewpoint of most of the set: medians, and what was seen most often."""
        if not self._viewpoints:
            return None
        near = Counter(view.near_side for view in self._viewpoints).most_common(1)[0][0]
        position = Counter(view.position for view in self._viewpoints).most_common(1)[0][0]
        return Viewpoint(
            yaw_deg=float(np.median([view.yaw_deg for view in self._viewpoints])),
            turn_deg=float(np.median([view.turn_deg for view in self._viewpoints])),
            near_side=near,
            position=position,
            share_of_width=float(np.median([view.share_of_width for view in self._viewpoints])),
        )

    def _warnings(
        self, angle_series: AngleSeries, reps: tuple[Rep, ...]
    ) -> tuple[TranslatableText, ...]:
        if not angle_series.tracked.any():
            return (TranslatableText(NOBODY),)
        warnings = []
        lost = 1 - float(angle_series.tracked.mean())
        if lost >= _HIDDEN_SHARE:
            warnings.append(TranslatableText(SELDOM_FOUND, share=lost))
        return (*warnings, *self._hidden_legs(angle_series, reps))

    def _hidden_legs(
        self, angle_series: AngleSeries, reps: tuple[Rep, ...]
    ) -> tuple[TranslatableText, ...]:
        """Rules of the other leg that could not be judged while it was hidden."""
        judged = [
            rule
            for rule in self._exercise.rules
            if isinstance(rule, LimitRule) and rule.leg is Leg.OTHER
        ]
        if not judged or not reps:
            return ()
        side = reps[-1].side.other
        trust = angle_series.trust_of(judged[0].quantity, side)
        hidden = float(np.mean(trust[angle_series.tracked > 0] < TRUST))
        if hidden < _HIDDEN_SHARE:
            return ()
        return (TranslatableText(_HIDDEN_LEG[side], share=hidden),)


def _interrupted(reps: tuple[Rep, ...]) -> Iterator[TranslatableText]:
    """Repetitions that may have been held long enough while nobody saw it."""
    for number, rep in enumerate(reps, 1):
        if rep.interrupted and not rep.complete:
            yield TranslatableText(
                "repetition {number} was out of sight for a while: how long it was held is not "
                "known, so it was not counted",
                number=number,
            )


def _ranges(angle_series: AngleSeries) -> dict[Side, dict[Quantity, Range]]:
    """How far each joint went, where it was seen: the 1st to the 99th percentile."""
    ranges: dict[Side, dict[Quantity, Range]] = {}
    for side in SIDES:
        for quantity in ANGLES:
            if quantity in MIDLINE or quantity is Quantity.THIGH_ELEVATION:
                continue
            values = angle_series.of(quantity, side)
            seen = np.isfinite(values) & (angle_series.trust_of(quantity, side) >= TRUST)
            if not seen.any():
                continue
            low, high = np.percentile(values[seen], [1, 99])
            standard_error_deg = float(
                np.median(angle_series.standard_error_of(quantity, side)[seen])
            )
            ranges.setdefault(side, {})[quantity] = Range(
                float(low), float(high), bound_90_deg(standard_error_deg)
            )
    return ranges
