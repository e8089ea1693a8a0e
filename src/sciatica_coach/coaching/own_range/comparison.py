"""Whether a comfortable end has moved between two days, or only the measurement has."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sciatica_coach.coaching.movement.baseline import (
    SHOWN,
    Baseline,
    RangeMeasurement,
    baseline_of,
    movement_of,
    own_movement,
    retest_error_deg,
)
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.uncertainty import bound_90_deg

_SMALLEST_DETECTABLE_DEG = {
    Quantity.HIP_FLEXION: 10.0,
    Quantity.KNEE_FLEXION: 8.0,
    Quantity.ANKLE_DORSIFLEXION: 10.0,
    Quantity.NECK_FLEXION: 15.0,
}
"""What trained people with a goniometer must see change before they believe it (M3, M5, M6 and M10
in `docs/sources.md`); a camera does not better them."""
_OTHERS_DEG = 15.0


def smallest_detectable_deg(quantity: Quantity) -> float:
    """From how many degrees on a change of this angle can be believed at all."""
    return _SMALLEST_DETECTABLE_DEG.get(quantity, _OTHERS_DEG)


_BEST_REPS = 2
"""A baseline is the mean of two ends: so is what is held against it."""
_AROUND_S = 0.7
"""Time about a repetition in which the limb rests."""
_AT_REST, _AT_PEAK = 5, 99
"""Percentiles: the very last frames are the estimate's noise."""
_PLATEAU = 0.1


class Verdict(StrEnum):
    """What may be said of a change. None of them says better or worse."""

    FURTHER = "clearly further"
    LESS = "clearly less"
    NO_CLEAR_CHANGE = "no clear change"


@dataclass(frozen=True, slots=True)
class Change:
    """One comfortable end against an earlier one."""

    verdict: Verdict
    by_deg: float
    """+ is further on the way of the movement."""
    needed_deg: float
    """A change is called clear only beyond this."""
    same_model: bool
    """False if two pose models measured: each has a bias of its own, so nothing is clear."""


def compare(before: RangeMeasurement, now: RangeMeasurement, *, from_start: bool = False) -> Change:
    """What may be said of the change between two measurements.

    Parameters
    ----------
    from_start
        Compare the ways from rest, not the ends: for what is only judged by its change.

    Raises
    ------
    ValueError
        If they are not of the same exercise, movement, side and quantity.
    """
    if _subject(before) != _subject(now):
        raise ValueError(f"{_subject(now)} cannot be compared with {_subject(before)}")
    by_deg = now.end_deg - before.end_deg
    if from_start:
        by_deg = now.range_deg - before.range_deg
    if before.range_deg < 0:
        by_deg = -by_deg
    detectable_deg = smallest_detectable_deg(now.quantity)
    needed_deg = max(detectable_deg, before.error_deg, now.error_deg)
    same_model = before.model == now.model
    verdict = Verdict.NO_CLEAR_CHANGE
    if abs(by_deg) > needed_deg and same_model:
        verdict = Verdict.FURTHER if by_deg > 0 else Verdict.LESS
    return Change(verdict, by_deg, needed_deg, same_model)


_SINCE = {
    (Side.LEFT, Verdict.FURTHER): N_("Left side: clearly further since {day}"),
    (Side.LEFT, Verdict.LESS): N_("Left side: clearly less since {day}"),
    (Side.LEFT, Verdict.NO_CLEAR_CHANGE): N_("Left side: no clear change since {day}"),
    (Side.RIGHT, Verdict.FURTHER): N_("Right side: clearly further since {day}"),
    (Side.RIGHT, Verdict.LESS): N_("Right side: clearly less since {day}"),
    (Side.RIGHT, Verdict.NO_CLEAR_CHANGE): N_("Right side: no clear change since {day}"),
}
_IN_DEGREES = {
    (Side.LEFT, Verdict.FURTHER): N_(
        "Left side: {now} now, {before} on {day}: clearly further "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
    (Side.LEFT, Verdict.LESS): N_(
        "Left side: {now} now, {before} on {day}: clearly less "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
    (Side.LEFT, Verdict.NO_CLEAR_CHANGE): N_(
        "Left side: {now} now, {before} on {day}: no clear change "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
    (Side.RIGHT, Verdict.FURTHER): N_(
        "Right side: {now} now, {before} on {day}: clearly further "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
    (Side.RIGHT, Verdict.LESS): N_(
        "Right side: {now} now, {before} on {day}: clearly less "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
    (Side.RIGHT, Verdict.NO_CLEAR_CHANGE): N_(
        "Right side: {now} now, {before} on {day}: no clear change "
        "({by_deg:+.0f}°; up to {needed_deg:.0f}° may be measurement error)"
    ),
}
_BY_ANOTHER_MODEL = {
    Side.LEFT: N_(
        "Left side: {now} now, {before} on {day}: no clear change ({by_deg:+.0f}°; "
        "another pose model measured then, so the two are not compared)"
    ),
    Side.RIGHT: N_(
        "Right side: {now} now, {before} on {day}: no clear change ({by_deg:+.0f}°; "
        "another pose model measured then, so the two are not compared)"
    ),
}
_RANGE = {
    Side.LEFT: N_(
        "Left side: the comfortable end is {end}, from {start_deg:.0f}° at rest; "
        "the target is {target_deg:.0f}°"
    ),
    Side.RIGHT: N_(
        "Right side: the comfortable end is {end}, from {start_deg:.0f}° at rest; "
        "the target is {target_deg:.0f}°"
    ),
}
_WAY = {
    Side.LEFT: N_("Left side: the comfortable way is measured, and the target is set by it"),
    Side.RIGHT: N_("Right side: the comfortable way is measured, and the target is set by it"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far a set went, against the own range it was judged by."""

    before: Baseline
    now: RangeMeasurement
    change: Change

    @property
    def sentence(self) -> TranslatableText:
        """What may be said of it, without a full stop."""
        change, before, now = self.change, self.before, self.now
        if now.quantity not in SHOWN:
            return TranslatableText(_SINCE[now.side, change.verdict], day=before.measured_on)
        if change.same_model:
            said = _IN_DEGREES[now.side, change.verdict]
        else:
            said = _BY_ANOTHER_MODEL[now.side]
        return TranslatableText(
            said,
            now=_told(now),
            before=_told(before),
            day=before.measured_on,
            by_deg=change.by_deg,
            needed_deg=change.needed_deg,
        )


def told_range(exercise: Exercise, baseline: Baseline) -> TranslatableText:
    """The own range in one sentence, without a full stop."""
    if baseline.quantity not in SHOWN:
        return TranslatableText(_WAY[baseline.side])
    target_deg = own_movement(movement_of(exercise, baseline), baseline).target_deg
    return TranslatableText(
        _RANGE[baseline.side],
        end=_told(baseline),
        start_deg=baseline.start_deg,
        target_deg=target_deg,
    )


def told_since(
    earlier: Sequence[Baseline], exercise: Exercise, now: Baseline
) -> TranslatableText | None:
    """The change since the own range that was measured before, if there is one."""
    movement = movement_of(exercise, now)
    before = baseline_of(earlier, exercise, movement, now.side)
    if before is None:
        return None
    change = compare(before, now, from_start=movement.from_start)
    return Comparison(before, now, change).sentence


def _told(reach: RangeMeasurement) -> str:
    return f"{reach.end_deg:.0f}° ± {reach.uncertainty_deg:.0f}°"


def comparisons(exercise: Exercise, record: SetRecord, *, model: str) -> tuple[Comparison, ...]:
    """Each side and movement of a set, against the own range it was judged by."""
    found = []
    for movement in exercise.movements:
        for side in SIDES:
            before = baseline_of(record.baselines, exercise, movement, side)
            now = reach_of_set(record, movement, side, model=model) if before else None
            if before and now:
                change = compare(before, now, from_start=movement.from_start)
                found.append(Comparison(before, now, change))
    return tuple(found)


def _subject(reach: RangeMeasurement) -> tuple[str, ...]:
    return reach.exercise, reach.movement, reach.side, reach.quantity


def reach_of_set(
    record: SetRecord, movement: Movement, side: Side, *, model: str
) -> RangeMeasurement | None:
    """How far a set went; None without a repetition of that side.

    The mean of its two furthest repetitions, attempts among them: who did not get there today must
    see it.
    """
    reps = [
        rep
        for rep in record.reps
        if (rep.movement, rep.side) == (movement.id, side) and _seen(record, movement, rep).any()
    ]
    if not reps:
        return None
    ends_deg = [_held_deg(record, movement, rep) for rep in reps]
    ways = sorted(ends_deg, key=lambda end: end * movement.direction, reverse=True)[:_BEST_REPS]
    return RangeMeasurement(
        exercise=record.exercise,
        movement=movement.id,
        side=side,
        quantity=movement.quantity,
        start_deg=float(np.median([_rest_deg(record, movement, rep) for rep in reps])),
        end_deg=float(np.mean(ways)),
        uncertainty_deg=float(np.median([_uncertainty_deg(record, movement, rep) for rep in reps])),
        error_deg=retest_error_deg(ways),
        model=model,
    )


def _held_deg(record: SetRecord, movement: Movement, rep: Rep) -> float:
    """The angle that a repetition stayed at: the middle of its furthest tenth of the way."""
    ways = _ways_deg(record, movement, rep)
    rest = np.percentile(ways, _AT_REST)
    furthest = np.percentile(ways, _AT_PEAK)
    plateau = ways[ways >= furthest - _PLATEAU * (furthest - rest)]
    return float(np.median(plateau)) * movement.direction


def _rest_deg(record: SetRecord, movement: Movement, rep: Rep) -> float:
    return float(np.percentile(_ways_deg(record, movement, rep), _AT_REST)) * movement.direction


def _ways_deg(record: SetRecord, movement: Movement, rep: Rep) -> FloatArray:
    """(frames,) the angles seen from before a repetition till after it, + towards the target."""
    leg = _leg(movement, rep)
    seen = _seen(record, movement, rep)
    return np.asarray(record.angle_series.of(movement.quantity, leg)[seen] * movement.direction)


def _uncertainty_deg(record: SetRecord, movement: Movement, rep: Rep) -> float:
    """Nine of ten angles of the repetition lie within it."""
    seen = _seen(record, movement, rep)
    errors_deg = record.angle_series.standard_error_of(movement.quantity, _leg(movement, rep))[seen]
    return bound_90_deg(float(np.median(errors_deg)))


def _seen(record: SetRecord, movement: Movement, rep: Rep) -> "np.ndarray":
    """(frames,) whether the angle was seen, from before the repetition till after it."""
    angle_series, leg = record.angle_series, _leg(movement, rep)
    times_s = angle_series.time_s
    within = (times_s >= rep.start_s - _AROUND_S) & (times_s <= rep.end_s + _AROUND_S)
    trusted = angle_series.trust_of(movement.quantity, leg) >= TRUST
    return np.asarray(within & trusted & np.isfinite(angle_series.of(movement.quantity, leg)))


def _leg(movement: Movement, rep: Rep) -> Side:
    return movement.leg.of(rep.side)
