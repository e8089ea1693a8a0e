"""The file is opened by another library, and its events are compared with the schedule."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from sciatica_coach.language.catalog import ENGLISH, language_for
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.calendar_file import (
    USUAL_TIMES,
    Reminders,
    Words,
    calendar_file,
    usual_times,
)
from sciatica_coach.program.program import WEEKDAYS, ExerciseProgram
from sciatica_coach.program.schedule import days, due_on
from tests.program.built import FIGURE, FIRST, FLOSS, KNEE, at, dated, day, item, program

ADA, BOB = UUID(int=1), UUID(int=2)
TIMES = tuple(time(hour) for hour in range(8, 18))
HORIZON = 60


def written(programs, *, times=TIMES, minutes=None, person=ADA, at_moment=None, language=ENGLISH):
    return calendar_file(
        programs,
        Reminders(times, minutes),
        person_id=person,
        written_at=at_moment or at(0, 7),
        words=Words(language, {KNEE: "Knee; to, chest\\"}),
    ).decode()


def opened(text):
    return IcsCalendarStream.calendar_from_ics(text)


def confirmed(calendar):
    return [each for each in calendar.events if each.status is not EventStatus.CANCELLED]


def occasions(calendar, first, last):
    """Every event of a period, and which exercises it names."""
    calendar.events = confirmed(calendar)
    found = calendar.timeline.included(first, last + timedelta(days=1))
    return sorted(
        (each.start, tuple(line.split(":")[0] for line in each.description.splitlines()))
        for each in found
    )


def scheduled(programs, first, last, *, times=TIMES):
    names = {KNEE: "Knee; to, chest\\"}
    return sorted(
        (
            datetime.combine(each, times[occasion]),
            tuple(
                names.get(due.item.exercise, due.item.exercise)
                for due in due_on(programs, [], each)
                if due.times_due > occasion
            ),
        )
        for each in days(first, last)
        for occasion in range(max((due.times_due for due in due_on(programs, [], each)), default=0))
    )


ITEMS = st.builds(
    item,
    st.sampled_from([KNEE, FIGURE, FLOSS]),
    weekdays=st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple),
    start=st.none() | st.integers(-5, 40).map(day),
    end=st.none() | st.integers(40, 70).map(day),
    times_per_day=st.integers(1, 4),
)
PROGRAMS = st.lists(ITEMS, max_size=3, unique_by=lambda each: each.exercise).map(
    lambda items: ExerciseProgram(exercises=items)
)
HISTORIES = st.lists(st.tuples(PROGRAMS, st.integers(-10, 50)), min_size=1, max_size=4).map(
    lambda held: [dated(each, start, set_at=at(-20, 0, n)) for n, (each, start) in enumerate(held)]
)


@settings(deadline=None, max_examples=40)
@given(HISTORIES, st.integers(0, 20))
def test_another_library_finds_the_events_of_the_schedule(programs, written_on):
    first, last = day(written_on), day(HORIZON)
    calendar = opened(written(programs, at_moment=at(written_on)))
    assert occasions(calendar, first, last) == scheduled(programs, first, last)


class Calendar:
    """Takes files as calendars do: a higher SEQUENCE replaces the event of the same UID."""

    def __init__(self) -> None:
        self._events = {}

    def take(self, text):
        calendar = opened(text)
        for event in calendar.events:
            known = self._events.get(event.uid)
            if known is None or event.sequence > known.sequence:
                self._events[event.uid] = event
        calendar.events = list(self._events.values())
        return calendar


@settings(deadline=None, max_examples=25)
@given(HISTORIES, st.lists(st.tuples(PROGRAMS, st.integers(0, 5)), max_size=3))
def test_a_changed_plan_takes_the_place_of_the_old_one(programs, changes):
    calendar, today = Calendar(), 0
    calendar.take(written(programs, at_moment=at(0)))
    for held, after in changes:
        today += after
        programs = [*programs, dated(held, today, set_at=at(today, 10, len(programs)))]
        taken = calendar.take(written(programs, at_moment=at(today, 11, len(programs))))
        found = occasions(taken, day(today), day(HORIZON))
        assert found == scheduled(programs, day(today), day(HORIZON))


def test_a_plan_that_has_ended_takes_its_events_away():
    before = [dated(program(item(times_per_day=2)))]
    after = [*before, dated(ExerciseProgram(exercises=()), 3)]
    calendar = Calendar()
    calendar.take(written(before))
    taken = calendar.take(written(after, at_moment=at(3, 12)))
    assert [each.status for each in taken.events] == [EventStatus.CANCELLED] * 2


def test_a_first_plan_has_nothing_to_take_away():
    calendar = opened(written([dated(program(item(times_per_day=2), item(FIGURE)))]))
    assert len(calendar.events) == len(confirmed(calendar)) == 2


def test_events_of_two_people_do_not_replace_each_other():
    held = [dated(program())]
    own, other = (opened(written(held, person=each)).events[0].uid for each in (ADA, BOB))
    assert own != other
    assert own == opened(written(held, at_moment=at(9))).events[0].uid


def test_a_file_written_later_has_a_higher_sequence():
    held = [dated(program())]
    moments = [datetime(2001, 1, 1, tzinfo=UTC), at(0), at(0) + timedelta(seconds=1), at(4000)]
    events = [opened(written(held, at_moment=each)).events[0] for each in moments]
    wrong_clock, first, second, third = (each.sequence for each in events)
    assert 0 == wrong_clock < first < second < third < 2**31


@pytest.mark.parametrize("minutes", [0, 10, 24 * 60])
def test_a_reminder_comes_before(minutes):
    (event,) = opened(written([dated(program())], minutes=minutes)).events
    (alarm,) = event.alarm
    assert alarm.trigger == timedelta(minutes=-minutes)
    assert alarm.action == "DISPLAY"


def test_without_a_reminder_there_is_none():
    (event,) = opened(written([dated(program())])).events
    assert not event.alarm


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_a_reminder_at_an_impossible_time_is_refused(minutes):
    with pytest.raises(ValueError, match="minutes_before"):
        Reminders(TIMES, minutes)


def test_times_of_day_are_floating():
    text = written([dated(program(item(end=day(5))))], times=(time(7, 30),))
    assert "DTSTART:20260302T073000\r\n" in text
    assert "UNTIL=20260307T073000" in text
    assert "TZID" not in text


def test_nine_o_clock_stays_nine_o_clock_when_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    calendar = opened(written([dated(program())], times=(time(9),)))
    calendar.events = confirmed(calendar)
    found = list(calendar.timeline_tz(berlin).included(date(2026, 3, 27), date(2026, 3, 31)))
    assert [each.start.hour for each in found] == [9] * 4


def test_a_leap_day_has_its_event():
    held = [dated(program(item(start=date(2028, 2, 28), end=date(2028, 3, 1))))]
    calendar = opened(written(held, at_moment=datetime(2028, 2, 1, tzinfo=UTC)))
    assert [each.start.date() for each in calendar.timeline] == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]


def test_the_day_is_that_of_the_person():
    far_east = datetime(2026, 3, 3, 1, 0, tzinfo=timezone(timedelta(hours=13)))
    (event,) = opened(written([dated(program())], at_moment=far_east)).events
    assert event.start.date() == date(2026, 3, 3)
    assert event.dtstamp == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_texts_come_through_whole_and_nothing_names_an_illness():
    held = [dated(program(item(), item(FLOSS, sides=(Side.RIGHT,), hold_s=0, sets=2)))]
    text = written(held)
    (event,) = opened(text).events
    assert event.description == (
        "Knee; to, chest\\: 3 repetitions, hold 20 s, left then right\n"
        "nerve-floss: 2 sets, 3 repetitions, right leg only"
    )
    shown = [line for line in text.splitlines() if line.startswith(("SUMMARY", "X-WR", "NAME"))]
    assert shown
    assert not any("sciatica" in line.lower() for line in shown)
    assert event.classification == "PRIVATE"


def test_it_speaks_the_language_of_the_page():
    (event,) = opened(written([dated(program())], language=language_for("es"))).events
    assert event.summary == "Ejercicios"
    assert "3 repeticiones" in event.description


def test_too_few_times_of_day_are_refused():
    with pytest.raises(ValueError, match="1 times of day, but 2 are needed"):
        written([dated(program(item(times_per_day=2)))], times=TIMES[:1])


@pytest.mark.parametrize(("per_day", "hours"), [(1, [9]), (2, [9, 18]), (3, [9, 13, 18])])
def test_usual_times_of_day(per_day, hours):
    held = [dated(program(item(times_per_day=per_day)))]
    assert [each.hour for each in usual_times(held, FIRST)] == hours


def test_there_is_a_time_for_each_of_the_most_times():
    assert len(set(usual_times([dated(program(item(times_per_day=24)))], FIRST))) == 24
    assert usual_times([], FIRST) == ()
    assert min(USUAL_TIMES) == time(9)


def test_every_line_is_short_and_ends_as_the_standard_asks():
    held = [dated(program(*(item(f"exercise-{n}") for n in range(12))))]
    lines = written(held).split("\r\n")
    assert all(len(each.encode()) <= 75 for each in lines)
    assert lines[-1] == ""
