"""Made-up histories whose truth is known: for the tests of progress, and for benchmarks.

The angles scatter as much as they are said to: nine of ten lie within the stated uncertainty.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.history import FurthestAngle, PastSession, PastSet, SessionSource
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.safety.pain import Pain, PainChange, Place

EXERCISES = load_exercises()
KNEE_TO_CHEST = EXERCISES["single-knee-to-chest"]
NERVE_FLOSS = EXERCISES["nerve-floss"]
FULL, HEAVY = "pose_landmarker_full", "pose_landmarker_heavy"
FIRST_DAY = date(2026, 1, 5)
"""A Monday."""
OF_90_PERCENT = 1.645
"""Standard deviations within which nine of ten of a normal distribution lie."""

Course = Callable[[float], float]
"""A figure by the share of the time that has passed, 0 to 1."""


@dataclass(frozen=True)
class Life:
    """What is true of a person over the time."""

    range_deg: Course = lambda share: 90.0
    """Of either side, where the joint bends."""
    left_less_deg: float = 0.0
    leg_pain: Course = lambda share: 4.0
    back_pain: Course = lambda share: 3.0
    uncertainty_deg: float = 14.0
    scatter: float = 1.0
    """How much larger than stated the errors are."""


def session(
    day: date,
    *sets: PastSet,
    exercise: str = KNEE_TO_CHEST.id,
    model: str = FULL,
    before: Pain | None = None,
    after: Pain | None = None,
    changes: Sequence[PainChange] = (),
    hour: int = 9,
    number: int = 0,
) -> PastSession:
    """One session; each of the same day, hour and number has the same id."""
    started_at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return PastSession(
        id=UUID(int=(number << 40) + (day.toordinal() << 8) + hour),
        exercise=exercise,
        started_at=started_at,
        source=SessionSource.LIVE,
        model=model,
        sets=sets,
        pain_before=before,
        pain_after=after,
        pain_changes=tuple(changes),
    )


def done_set(
    deg: float | None = 90.0,
    *,
    side: Side | None = Side.LEFT,
    exercise: Exercise = KNEE_TO_CHEST,
    movement: int = 0,
    uncertainty_deg: float = 14.0,
    number: int = 1,
    complete: int = 3,
    attempts: int = 0,
    asked: int = 3,
    hold_s: float = 20.0,
    longest_hold_s: float = 21.0,
    faults: dict[str, int] | None = None,
    is_fully_judged: bool = True,
) -> PastSet:
    """One set; `deg` None for one whose range was not measured."""
    moved = exercise.movements[movement]
    reached = deg is not None and FurthestAngle(moved.quantity, deg, uncertainty_deg)
    return PastSet(
        number=number,
        movement=moved.id,
        side=side,
        reps_asked=asked,
        hold_asked_s=hold_s,
        complete_reps=complete,
        attempts=attempts,
        longest_hold_s=longest_hold_s,
        furthest=reached or None,
        fault_counts=faults or {},
        is_fully_judged=is_fully_judged,
    )


def past_sessions(
    days: int,
    *,
    life: Life | None = None,
    exercise: Exercise = KNEE_TO_CHEST,
    first_day: date = FIRST_DAY,
    a_day: int = 1,
    every: int = 1,
    model: str = FULL,
    seed: int = 0,
) -> tuple[PastSession, ...]:
    """A history: each session has one set a side, and pain before and after it.

    Parameters
    ----------
    days
        From the first one to the last.
    seed
        Histories of different seeds have different sessions.
    a_day, every
        How many sessions on each day that has some, and every which day has.
    """
    life = life or Life()
    return tuple(_sessions(days, life, exercise, first_day, a_day, every, model, seed))


def _sessions(
    days: int,
    life: Life,
    exercise: Exercise,
    first_day: date,
    a_day: int,
    every: int,
    model: str,
    seed: int,
) -> Iterator[PastSession]:
    dice = random.Random(seed)
    for day in range(0, days, every):
        share = day / max(1, days - 1)
        for number in range(a_day):
            before = _pain(life, share, dice)
            yield session(
                first_day + timedelta(days=day),
                *(_set(life, share, side, exercise, dice) for side in SIDES),
                exercise=exercise.id,
                model=model,
                before=before,
                after=Pain(max(0, before.leg - dice.randint(0, 1)), before.back, before.lowest),
                hour=8 + number,
                number=seed,
            )


def _set(life: Life, share: float, side: Side, exercise: Exercise, dice: random.Random) -> PastSet:
    error_deg = life.scatter * dice.gauss(0, life.uncertainty_deg / OF_90_PERCENT)
    less_deg = life.left_less_deg if side is Side.LEFT else 0.0
    complete = dice.choice((2, 3, 3, 3))
    rules = [rule.id for rule in exercise.rules]
    return done_set(
        life.range_deg(share) - less_deg + error_deg,
        side=side,
        exercise=exercise,
        uncertainty_deg=life.uncertainty_deg,
        number=1 + SIDES.index(side),
        complete=complete,
        attempts=3 - complete,
        hold_s=exercise.dose.hold_s,
        longest_hold_s=max(0.0, exercise.dose.hold_s + dice.gauss(0, 2)),
        faults={dice.choice(rules): 1} if dice.random() < 0.4 else None,
    )


def _pain(life: Life, share: float, dice: random.Random) -> Pain:
    leg = _points(life.leg_pain(share) + dice.gauss(0, 1.02))
    back = _points(life.back_pain(share) + dice.gauss(0, 1.02))
    return Pain(leg, back, Place.THIGH if leg else Place.BACK if back else None)


def _points(strength: float) -> int:
    return min(10, max(0, round(strength)))
