"""What is due on a day, and what of it was done, by the program that held on that day.

Nothing here asks for the time: today is a parameter. A session belongs to the day on which it
began, where the person was (`PastSession.day`), so clock changes and travel move nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from sciatica_coach.history import PastSession
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import DatedProgram, ProgramExercise

_DAY = timedelta(days=1)


class DayState(StrEnum):
    """What became of a day."""

    DONE = "done"
    """All that was due."""
    PARTLY = "partly"
    """Some of what was due; the day is over."""
    MISSED = "missed"
    """None of what was due; the day is over."""
    REST = "rest"
    """Nothing was due."""
    OPEN = "open"
    """Today: not all of it was done yet."""
    BEFORE = "before"
    """No program held yet."""


@dataclass(frozen=True, slots=True)
class DueExercise:
    """An exercise that is due on a day, and what was done of it."""

    item: ProgramExercise
    reps_done: Mapping[Side, int]
    """Complete repetitions, held as long as asked; of each side that is due.

    No session counts for more than one time: all of a day's repetitions in one go are not what was
    asked for.
    """
    is_begun: bool
    """Whether anything of it was done: complete or not, held as long as asked or not."""

    @property
    def reps_each_time(self) -> int:
        """Repetitions that are due on each side, each time."""
        return self.item.dose.sets * self.item.dose.reps

    @property
    def times_due(self) -> int:
        """How often a day."""
        return self.item.dose.times_per_day

    @property
    def times_done(self) -> int:
        """How often it was done on all its sides."""
        whole = min(self.reps_done.values()) // self.reps_each_time
        return min(whole, self.times_due)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.times_done >= self.times_due

    @property
    def open_sides(self) -> tuple[Side, ...]:
        """The sides that are to be done next, in their order; none if all is done."""
        asked = self.reps_each_time * min(self.times_done + 1, self.times_due)
        return tuple(side for side in self.item.sides if self.reps_done[side] < asked)


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """One day: what was due, and what was done of it."""

    day: date
    state: DayState
    exercises: tuple[DueExercise, ...]
    """Those that were due."""

    @property
    def times_due(self) -> int:
        """Of all its exercises."""
        return sum(each.times_due for each in self.exercises)

    @property
    def times_done(self) -> int:
        """Of all its exercises."""
        return sum(each.times_done for each in self.exercises)


@dataclass(frozen=True)
class Adherence:
    """What became of each day of a period."""

    days: tuple[ScheduledDay, ...]

    @cached_property
    def counts(self) -> Mapping[DayState, int]:
        """How many days there are of each state."""
        states = [each.state for each in self.days]
        return {state: states.count(state) for state in DayState}

    @property
    def days_due(self) -> int:
        """Days that are over, or done, on which something was due."""
        return sum(self.counts[each] for each in (DayState.DONE, DayState.PARTLY, DayState.MISSED))


def program_on(programs: Iterable[DatedProgram], day: date) -> DatedProgram | None:
    """The program that holds on a day: the one set last of those that begin last."""
    begun = [each for each in programs if each.from_day <= day]
    return max(begun, key=lambda each: (each.from_day, each.set_at), default=None)


def due_on(
    programs: Sequence[DatedProgram], sessions: Iterable[PastSession], day: date
) -> tuple[DueExercise, ...]:
    """What is due on a day, and what of it was done."""
    dated = program_on(programs, day)
    if dated is None:
        return ()
    of_day = [each for each in sessions if each.day == day]
    return tuple(_due(item, of_day) for item in dated.program.due_on(day))


def adherence(
    programs: Sequence[DatedProgram],
    sessions: Iterable[PastSession],
    *,
    first: date,
    last: date,
    today: date,
) -> Adherence:
    """What became of each day from the first to the last, both included.

    Raises
    ------
    ValueError
        If the last day is before the first, or has not come yet.
    """
    if not first <= last <= today:
        raise ValueError(f"{first}, {last} and {today} are not in this order")
    by_day = defaultdict[date, list[PastSession]](list)
    for session in sessions:
        by_day[session.day].append(session)
    return Adherence(
        tuple(
            scheduled_day(programs, by_day.get(day, ()), day, today=today)
            for day in days(first, last)
        )
    )


def scheduled_day(
    programs: Sequence[DatedProgram], sessions: Iterable[PastSession], day: date, *, today: date
) -> ScheduledDay:
    """What was due on one day, and what became of it."""
    due = due_on(programs, sessions, day)
    if program_on(programs, day) is None:
        return ScheduledDay(day, DayState.BEFORE, ())
    return ScheduledDay(day, _state(due, is_over=day < today), due)


def days(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + number * _DAY


def _state(due: Sequence[DueExercise], *, is_over: bool) -> DayState:
    if not due:
        return DayState.REST
    if all(each.is_done for each in due):
        return DayState.DONE
    if not is_over:
        return DayState.OPEN
    return DayState.PARTLY if any(each.is_begun for each in due) else DayState.MISSED


def _due(item: ProgramExercise, sessions: Sequence[PastSession]) -> DueExercise:
    own = [each for each in sessions if each.exercise == item.exercise]
    most = item.dose.sets * item.dose.reps
    done = {
        side: sum(min(_reps_done(each, side, item.dose.hold_s), most) for each in own)
        for side in item.sides
    }
    is_begun = any(each.complete_reps or each.attempts for session in own for each in session.sets)
    return DueExercise(item, done, is_begun)


def _reps_done(session: PastSession, side: Side, hold_s: float) -> int:
    """Complete repetitions of a side, in sets whose hold was at least the one that is due."""
    return sum(
        each.complete_reps
        for each in session.sets
        if each.side is side and each.hold_asked_s >= hold_s
    )
