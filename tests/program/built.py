"""Programs and sessions that tests of several modules begin with."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID, uuid5

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose
from sciatica_coach.history import PastSession, PastSet, SessionSource
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.program.program import DatedProgram, ExerciseProgram, ProgramExercise
from sciatica_coach.safety.pain import Pain, PainChange

EXERCISES = load_exercises()
KNEE, FIGURE, FLOSS = "single-knee-to-chest", "figure-4", "nerve-floss"
FIRST = date(2026, 3, 2)
"""A Monday."""
_SPACE = UUID("2e8e4a9e-7d0c-4d0c-9ac1-0c9c5d1d7f00")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def at(number: int, hour: int = 9, minute: int = 0, tz: timezone = UTC) -> datetime:
    return datetime.combine(day(number), time(hour, minute), tz)


def dose(**figures) -> Dose:
    return Dose(**{"hold_s": 20.0, "reps": 3, "derived": "of a test"} | figures)


def item(exercise: str = KNEE, *, sides=SIDES, weekdays=None, start=None, end=None, **figures):
    given = {} if weekdays is None else {"weekdays": weekdays}
    return ProgramExercise(
        exercise=exercise,
        sides=sides,
        dose=dose(**figures),
        start_day=start,
        end_day=end,
        **given,
    )


def program(*items: ProgramExercise, **values) -> ExerciseProgram:
    return ExerciseProgram(exercises=items or (item(),), **values)


def dated(held: ExerciseProgram, number: int = 0, *, set_at: datetime | None = None):
    return DatedProgram(held, day(number), "Ada", set_at or at(number, 6))


def session(
    number: int,
    *,
    exercise: str = KNEE,
    sides: tuple[Side | None, ...] = SIDES,
    reps: int = 3,
    asked: int = 3,
    hold_s: float = 20.0,
    hour: int = 9,
    attempts: int = 0,
    pain: int | tuple[int, int] | None = None,
    changes: tuple[PainChange, ...] = (),
    judged: bool = True,
    sets: int = 1,
    started_at: datetime | None = None,
) -> PastSession:
    """One with as many sets of each side, all alike."""
    started_at = started_at or at(number, hour)
    leg, back = pain if isinstance(pain, tuple) else (pain, 0)
    done = tuple(
        PastSet(
            number=number,
            movement="pull",
            side=side,
            reps_asked=asked,
            hold_asked_s=hold_s,
            complete_reps=reps,
            attempts=attempts,
            longest_hold_s=hold_s,
            furthest=None,
            is_fully_judged=judged,
        )
        for number, side in enumerate(sides * sets, 1)
    )
    return PastSession(
        id=uuid5(_SPACE, f"{exercise} {started_at.isoformat()} {sides}"),
        exercise=exercise,
        started_at=started_at,
        source=SessionSource.LIVE,
        model="full",
        sets=done,
        pain_after=None if pain is None else Pain(leg, back, None),
        pain_changes=changes or (() if pain is None else (PainChange.NO_RISE,)),
    )
