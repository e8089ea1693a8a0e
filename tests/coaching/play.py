"""Sets of the three exercises, played by the stick figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from tests.body import Body, Leg, mirrored, pose, seated, supine

EXERCISES = load_exercises()
KNEE_TO_CHEST = EXERCISES["single-knee-to-chest"]
FIGURE_4 = EXERCISES["figure-4"]
NERVE_FLOSS = EXERCISES["nerve-floss"]


@dataclass(frozen=True)
class Played:
    """What the coach said, frame by frame, and what remained."""

    updates: tuple[Update, ...]
    record: SetRecord

    @property
    def rules(self) -> set[str]:
        return {fault.rule for fault in self.record.faults}

    @property
    def complete(self) -> int:
        return self.record.complete_reps


def course(*points: tuple[float, float]) -> Callable[[float], float]:
    """A smooth way through (time_s, value) points."""

    def at(time_s: float) -> float:
        for (start_s, start), (end_s, end) in pairwise(points):
            if time_s <= end_s:
                share = np.clip((time_s - start_s) / (end_s - start_s), 0, 1)
                return float(start + (end - start) * (1 - np.cos(np.pi * share)) / 2)
        return points[-1][1]

    return at


def reps(
    count: int = 3,
    *,
    peak: float = 1.0,
    out_s: float = 2.0,
    hold_s: float = 2.0,
    back_s: float = 2.0,
    rest_s: float = 1.5,
) -> tuple[Callable[[float], float], float]:
    """Progress 0..1 over time of so many repetitions, and how long they take."""
    points, time_s = [(0.0, 0.0), (rest_s, 0.0)], rest_s
    for _ in range(count):
        for length_s, value in ((out_s, peak), (hold_s, peak), (back_s, 0.0), (rest_s, 0.0)):
            time_s += length_s
            points.append((time_s, value))
    return course(*points), time_s


def play(
    exercise: Exercise,
    body_at: Callable[[float], Body | None],
    duration_s: float,
    *,
    hold_s: float = 1.0,
    rate_hz: float = 30.0,
    mirror: bool = False,
    side: Side | None = None,
) -> Played:
    """Let the coach see a body that changes over time; None is nobody in the picture."""
    dose = exercise.dose.model_copy(
        update={"hold_s": hold_s if exercise.dose.hold_s else 0.0, "reps": 3}
    )
    coach = Coach(exercise, side=side, dose=dose)
    updates = []
    for time_s in times(duration_s, rate_hz):
        body = body_at(time_s)
        made = pose(body, time_s) if body else None
        updates.append(coach.step(mirrored(made) if made and mirror else made, time_s=time_s))
    return Played(tuple(updates), coach.finish())


def times(duration_s: float, rate_hz: float) -> Iterator[float]:
    return (index / rate_hz for index in range(int(duration_s * rate_hz)))


def knee_to_chest(progress: float, **changes) -> Body:
    leg = Leg(hip=5 + 105 * progress, knee=10 + 110 * progress, ankle=-15.0)
    return replace(supine(right=leg), **changes)


def figure_4(progress: float, **changes) -> Body:
    """The right ankle lies on the left thigh, which is drawn to the chest."""
    left = Leg(hip=50 + 55 * progress, knee=95 + 10 * progress, ankle=-10.0)
    right = Leg(hip=95 + 55 * progress, knee=110.0, ankle=0.0)
    return replace(supine(left=left, right=right), **changes)


def floss(progress: float, *, head: float | None = None, **changes) -> Body:
    """Knee straight, toes up and eyes up at 1; `head` is the head's own progress."""
    head = progress if head is None else head
    leg = Leg(hip=92.0, knee=88 - 75 * progress, ankle=-20 + 30 * progress)
    return replace(seated(right=leg, neck=25 - 45 * head), **changes)


def held_floss(progress: float, **changes) -> Body:
    """The knee stays nearly straight while toes and head move."""
    leg = Leg(hip=90.0, knee=12.0, ankle=-25 + 32 * progress)
    return replace(seated(right=leg, neck=22 - 45 * progress), **changes)


BODIES = {KNEE_TO_CHEST.id: knee_to_chest, FIGURE_4.id: figure_4, NERVE_FLOSS.id: floss}
