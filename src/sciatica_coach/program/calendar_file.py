"""A program as a calendar file (iCalendar, RFC 5545): one series of events for each time of day.

Times are floating: nine o'clock is nine o'clock wherever the person is, and stays so when clocks
are changed. Each series keeps its UID when the program changes, and each file has a higher SEQUENCE
than those before, so that a calendar that has taken an older file replaces what it knows. Series
that a program no longer needs are in the file as cancelled ones.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import CLASS, STATUS, TRANSP, Alarm, Calendar, Event, vRecur

from sciatica_coach.language.catalog import Language
from sciatica_coach.program.program import (
    WEEKDAYS,
    DatedProgram,
    ExerciseProgram,
    ProgramExercise,
    Weekday,
)
from sciatica_coach.program.schedule import program_on
from sciatica_coach.program.wording import amount

DURATION = timedelta(minutes=15)
"""Of an event: two exercises on both sides, with holds of 20 to 30 seconds and rests, take this."""
USUAL_TIMES = tuple(map(time, (9, 18, 13, 16, 11, 20, *(10, 12, 14, 15, 17, 19, 21, 22, 23))))
"""Proposed for the first, second ... time of a day. Not earlier than nine: some exercises are not
for the first two hours after getting up (N1 and N2 in `docs/sources.md`)."""
MOST_MINUTES_BEFORE = 24 * 60
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_LARGEST_SEQUENCE = 2**31 - 1
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminders:
    """What the person has chosen for the calendar.

    Raises
    ------
    ValueError
        If the minutes are out of their bounds.
    """

    times: tuple[time, ...]
    """For the first, second ... time of each day, as the clock on the wall shows it."""
    minutes_before: int | None = None
    """None for no reminder."""

    def __post_init__(self) -> None:
        minutes = self.minutes_before
        if minutes is not None and not 0 <= minutes <= MOST_MINUTES_BEFORE:
            raise ValueError(f"minutes_before must be from 0 to {MOST_MINUTES_BEFORE}")


@dataclass(frozen=True, slots=True)
class Words:
    """What the events say."""

    language: Language
    exercise_names: Mapping[str, str]
    """By id, in the language; an exercise without a name is called by its id."""


@dataclass(frozen=True, slots=True)
class _Series:
    """Events that are alike: one time of day, some weekdays, the same exercises."""

    occasion: int
    """Which time of the day, from 1."""
    weekdays: tuple[Weekday, ...]
    exercises: tuple[ProgramExercise, ...]
    first: date
    """The day of the first event."""
    last: date | None
    """No event is after this day."""


def usual_times(programs: Sequence[DatedProgram], today: date) -> tuple[time, ...]:
    """A time of day to begin with for each time that something is due on a day, in their order."""
    most = max((each.occasion for each in _series(programs, today)), default=0)
    early = [time(hour) for hour in reversed(range(USUAL_TIMES[0].hour))]
    return tuple(sorted([*USUAL_TIMES, *early][:most]))


def calendar_file(
    programs: Sequence[DatedProgram],
    reminders: Reminders,
    *,
    person_id: UUID,
    written_at: datetime,
    words: Words,
) -> bytes:
    """The program from the day of writing on, with those that are to follow it.

    Parameters
    ----------
    person_id
        Makes the events of one person the same in every file, and others than those of another.
    written_at
        With the time zone of the person.

    Raises
    ------
    ValueError
        If there are fewer times of day than something is due on some day.
    """
    today = written_at.date()
    writer = _Writer(reminders, person_id, written_at, words)
    series = list(_series(programs, today))
    calendar = Calendar.new(
        prodid="-//Sciatica Coach//Plan//EN",
        method="PUBLISH",
        uid=str(uuid5(person_id, "program")),
        name=words.language.say("Exercises"),
    )
    numbers = Counter[int]()
    most = max((each.occasion for each in series), default=0)
    for each in series:
        numbers[each.occasion] += 1
        calendar.add_component(writer.event(each, numbers[each.occasion], most))
    for occasion, known in sorted(_ever_needed(programs).items()):
        for number in range(numbers[occasion] + 1, known + 1):
            calendar.add_component(writer.cancelled(occasion, number))
    return bytes(calendar.to_ical())


def _ever_needed(programs: Sequence[DatedProgram]) -> Counter[int]:
    """How many series of each time of day any file may have had that was written before."""
    needed = Counter[int]()
    for moment in {each.set_at for each in programs}:
        known = [each for each in programs if each.set_at <= moment]
        earliest = min(moment.date(), *(each.from_day for each in known if each.set_at == moment))
        needed |= Counter(each.occasion for each in _series(known, earliest))
    return needed


def _series(programs: Sequence[DatedProgram], today: date) -> Iterator[_Series]:
    for program, first, last in _periods(programs, today):
        for start, end in _unchanging(program, first, last):
            yield from _series_of(program, start, end)


def _periods(
    programs: Sequence[DatedProgram], today: date
) -> Iterator[tuple[ExerciseProgram, date, date | None]]:
    """The programs of today and after, each with its first and last day."""
    starts = sorted({today} | {each.from_day for each in programs if each.from_day > today})
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        dated = program_on(programs, start)
        if dated is not None:
            yield dated.program, start, after - _DAY if after else None


def _unchanging(
    program: ExerciseProgram, first: date, last: date | None
) -> Iterator[tuple[date, date | None]]:
    """Parts of a period in which no exercise begins or ends."""
    changes = {each.start_day for each in program.exercises if each.start_day}
    changes |= {each.end_day + _DAY for each in program.exercises if each.end_day}
    inner = sorted(day for day in changes if first < day and (last is None or day <= last))
    starts = [first, *inner]
    ends = [*(day - _DAY for day in inner), last]
    yield from zip(starts, ends, strict=True)


def _series_of(program: ExerciseProgram, first: date, last: date | None) -> Iterator[_Series]:
    held = [
        each
        for each in program.exercises
        if not (each.start_day and each.start_day > first)
        and not (each.end_day and each.end_day < first)
    ]
    most = max((each.dose.times_per_day for each in held), default=0)
    for occasion in range(1, most + 1):
        due = [each for each in held if each.dose.times_per_day >= occasion]
        alike = defaultdict[tuple[ProgramExercise, ...], list[Weekday]](list)
        for weekday in WEEKDAYS:
            alike[tuple(each for each in due if weekday in each.weekdays)].append(weekday)
        for exercises, weekdays in alike.items():
            begin = next(d for d in (first + n * _DAY for n in range(7)) if _is_on(d, weekdays))
            if exercises and (last is None or begin <= last):
                yield _Series(occasion, tuple(weekdays), exercises, begin, last)


def _is_on(day: date, weekdays: Sequence[Weekday]) -> bool:
    return Weekday.of(day) in weekdays


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes the events of one file."""

    reminders: Reminders
    person_id: UUID
    written_at: datetime
    words: Words

    def event(self, series: _Series, number: int, most: int) -> Event:
        """The events of a series."""
        if len(self.reminders.times) < most:
            raise ValueError(f"{len(self.reminders.times)} times of day, but {most} are needed")
        start = datetime.combine(series.first, self.reminders.times[series.occasion - 1])
        event = self._begun(series.occasion, number, start, status=STATUS.CONFIRMED)
        event.description = self._description(series)
        event.add("rrule", self._rule(series, start.time()))
        if self.reminders.minutes_before is not None:
            event.add_component(self._alarm(event, self.reminders.minutes_before))
        return event

    def cancelled(self, occasion: int, number: int) -> Event:
        """What takes a series away that an older file had."""
        times = [*self.reminders.times, time()]
        start = datetime.combine(self.written_at.date(), times[min(occasion, len(times)) - 1])
        return self._begun(occasion, number, start, status=STATUS.CANCELLED)

    def _begun(self, occasion: int, number: int, start: datetime, *, status: STATUS) -> Event:
        event = Event.new(
            uid=f"{uuid5(self.person_id, f'program/{occasion}/{number}')}@sciatica-coach",
            summary=self.words.language.say("Exercises"),
            start=start,
            stamp=self.written_at.astimezone(UTC),
            last_modified=self.written_at.astimezone(UTC),
            sequence=self._sequence(),
            classification=CLASS.PRIVATE,
            transparency=TRANSP.TRANSPARENT,
            status=status,
        )
        event.add("duration", DURATION)
        return event

    def _sequence(self) -> int:
        """Seconds: a file that is written later has a higher one, whatever was changed."""
        seconds = int((self.written_at - _EPOCH).total_seconds())
        return min(max(seconds, 0), _LARGEST_SEQUENCE)

    def _rule(self, series: _Series, at: time) -> vRecur:
        rule: dict[str, object] = {"FREQ": "DAILY"}
        if series.weekdays != WEEKDAYS:
            rule = {"FREQ": "WEEKLY", "BYDAY": [each[:2].upper() for each in series.weekdays]}
        if series.last is not None:
            # Of the same kind as the start: a floating time.
            rule["UNTIL"] = datetime.combine(series.last, at)
        return vRecur(rule)

    def _description(self, series: _Series) -> str:
        names = self.words.exercise_names
        return "\n".join(
            f"{names.get(each.exercise, each.exercise)}: {amount(each, self.words.language)}"
            for each in series.exercises
        )

    def _alarm(self, event: Event, minutes_before: int) -> Alarm:
        alarm = Alarm.new(description=str(event.summary))
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(minutes=-minutes_before))
        return alarm
