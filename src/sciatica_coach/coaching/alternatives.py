"""What else a recording may show than what was asked for: another leg, another exercise."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.recording import FrameObservation, judge_recording
from sciatica_coach.coaching.sets.no_reps import NoReps, other_exercise, other_leg
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.crossed_leg import crossed_side
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurer
from sciatica_coach.motion.viewpoint import Position

_SAMPLED_EVERY_S = 0.5
"""No exercise is done in less."""
_HELD_SHARE = 0.1
"""Share of the time in an exercise's position below which the exercise was not done."""
_MOSTLY = 0.8
"""Share of the frames in which the other leg must be the crossed one to be told: with crossed legs
the pose model takes one for the other for seconds on end."""

_CROSSED = {
    Side.LEFT: N_(
        "the left leg was seen crossed, and the right leg was asked for: repetitions are given as "
        "of the right leg"
    ),
    Side.RIGHT: N_(
        "the right leg was seen crossed, and the left leg was asked for: repetitions are given as "
        "of the left leg"
    ),
}


def best_fit(
    exercises: Iterable[Exercise], observations: Sequence[FrameObservation]
) -> Exercise | None:
    """The exercise that was done in a recording; None if it is none of these.

    The one whose target was reached most often; how long it was held is another matter.
    """
    positions = _positions(observations)
    fitting = [each for each in exercises if positions[each.position] >= _HELD_SHARE]
    reached = {each.id: _reached(each, observations) for each in fitting}
    best = max(fitting, key=lambda each: reached[each.id], default=None)
    return best if best is not None and reached[best.id] else None


def with_alternatives(
    record: SetRecord,
    exercise: Exercise,
    observations: Sequence[FrameObservation],
    *,
    others: Iterable[Exercise],
    baselines: Sequence[Baseline] = (),
) -> SetRecord:
    """The record of a recording, which says so if another leg or exercise is seen in it.

    Parameters
    ----------
    others
        The exercises that may have been done instead.
    baselines
        The person's own ranges, as the record was judged by.
    """
    if any(rep.reached for rep in record.reps):
        crossed = _crossed_other_leg(record, exercise, observations)
        return record.with_warning(crossed) if crossed else record
    found = next(_alternatives(record, exercise, observations, others, baselines), None)
    return record.explained_by((found,)) if found else record


def _alternatives(
    record: SetRecord,
    exercise: Exercise,
    observations: Sequence[FrameObservation],
    others: Iterable[Exercise],
    baselines: Sequence[Baseline],
) -> Iterator[NoReps]:
    """What was done in place of what was asked for, likeliest first."""
    if record.side is not None and _reached(
        exercise, observations, side=record.side.other, baselines=baselines
    ):
        yield other_leg(record.side.other)
    other = best_fit((each for each in others if each.id != exercise.id), observations)
    if other is not None:
        yield other_exercise(other)


def _reached(
    exercise: Exercise,
    observations: Sequence[FrameObservation],
    *,
    side: Side | None = None,
    baselines: Sequence[Baseline] = (),
) -> int:
    """How often the target of an exercise is reached in a recording."""
    record = judge_recording(exercise, observations, side=side, baselines=baselines).record
    return sum(rep.reached for rep in record.reps)


def _crossed_other_leg(
    record: SetRecord, exercise: Exercise, observations: Sequence[FrameObservation]
) -> TranslatableText | None:
    """A sentence if the leg that was asked for is not the one that the pose model sees crossed.

    The side asked for is believed, so that repetitions stand under its name all the same.
    """
    if not exercise.crossed_legs or record.side is None:
        return None
    crossed = Counter(
        side
        for each in observations
        if each.pose is not None and not each.pose.legs_disputed
        if (side := crossed_side(each.pose)) is not None
    )
    other = record.side.other
    if crossed[other] <= _MOSTLY * crossed.total():
        return None
    return TranslatableText(_CROSSED[other])


def _positions(observations: Sequence[FrameObservation]) -> dict[Position, float]:
    """Share of the time spent in each position, of that in which somebody was seen."""
    measurer, due_s = PoseMeasurer(), -math.inf
    seen: Counter[Position] = Counter()
    for each in observations:
        if each.pose is None or each.time_s < due_s:
            continue
        due_s = each.time_s + _SAMPLED_EVERY_S
        viewpoint = measurer.read(each.pose, each.time_s).viewpoint
        seen[viewpoint.position if viewpoint else Position.UNKNOWN] += 1
    return {position: seen[position] / max(seen.total(), 1) for position in Position}
