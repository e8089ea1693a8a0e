from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.program.program import WEEKDAYS, Weekday
from sciatica_coach.program.schedule import (
    DayState,
    adherence,
    days,
    due_on,
    program_on,
)
from tests.program.built import (
    FIGURE,
    FIRST,
    FLOSS,
    at,
    dated,
    day,
    item,
    program,
    session,
)

LEFT, RIGHT = (Side.LEFT,), (Side.RIGHT,)
DAILY = [dated(program())]
TWICE = [dated(program(item(times_per_day=2)))]


@pytest.mark.parametrize(
    ("programs", "number", "expected"),
    [
        pytest.param([(0, 0)], -1, None, id="before the first"),
        pytest.param([(0, 0)], 0, 0, id="on its first day"),
        pytest.param([(0, 0), (5, 0)], 4, 0, id="until the next"),
        pytest.param([(0, 0), (5, 0)], 5, 1, id="the next"),
        pytest.param([(5, 0), (0, 0)], 9, 0, id="in any order"),
        pytest.param([(5, 1), (5, 3), (5, 2)], 9, 1, id="of one day the one set last"),
        pytest.param([(5, 0), (2, 3)], 9, 0, id="one that was announced holds from its day"),
    ],
)
def test_the_program_of_a_day(programs, number, expected):
    held = [dated(program(), start, set_at=at(set_on)) for start, set_on in programs]
    assert program_on(held, day(number)) is (None if expected is None else held[expected])


def done(programs, sessions, number=0):
    (due,) = due_on(programs, sessions, day(number))
    return due


@pytest.mark.parametrize(
    ("sessions", "times", "open_sides"),
    [
        pytest.param([], 0, SIDES, id="nothing yet"),
        pytest.param([session(0)], 1, (), id="both sides"),
        pytest.param([session(0, sides=LEFT)], 0, RIGHT, id="one side"),
        pytest.param([session(0, sides=LEFT), session(0, sides=RIGHT, hour=20)], 1, (), id="apart"),
        pytest.param([session(0, reps=2)], 0, SIDES, id="a repetition short"),
        pytest.param([session(0, reps=2), session(0, reps=1, hour=10)], 1, (), id="continued"),
        pytest.param([session(1)], 0, SIDES, id="on another day"),
        pytest.param([session(0, exercise=FIGURE)], 0, SIDES, id="another exercise"),
        pytest.param([session(0, sides=(None,))], 0, SIDES, id="nobody knows which side"),
        pytest.param([session(0, hold_s=5)], 0, SIDES, id="shorter holds than asked for"),
        pytest.param([session(0, hold_s=30)], 1, (), id="longer holds"),
        pytest.param([session(0, reps=9)], 1, (), id="more than asked for"),
        pytest.param([session(0, reps=0, attempts=5)], 0, SIDES, id="attempts only"),
    ],
)
def test_what_was_done_once_a_day(sessions, times, open_sides):
    due = done(DAILY, sessions)
    assert (due.times_done, due.open_sides) == (times, open_sides)
    assert due.is_done == (times == 1)


@pytest.mark.parametrize(
    ("sessions", "times", "open_sides"),
    [
        pytest.param([session(0, reps=6)], 1, SIDES, id="all in one go is one time"),
        pytest.param([session(0), session(0, hour=18)], 2, (), id="twice"),
        pytest.param([session(0), session(0, hour=18, sides=LEFT)], 1, RIGHT, id="half of the 2nd"),
        pytest.param([session(0, hour=hour) for hour in range(5)], 2, (), id="more often"),
        pytest.param(
            [session(0, sides=LEFT), session(0, sides=LEFT, hour=18)], 0, RIGHT, id="left only"
        ),
    ],
)
def test_what_was_done_twice_a_day(sessions, times, open_sides):
    due = done(TWICE, sessions)
    assert (due.times_done, due.open_sides) == (times, open_sides)


def test_several_sets_are_due_on_each_side():
    held = [dated(program(item(sets=2)))]
    assert done(held, [session(0)]).times_done == 0
    assert done(held, [session(0, sets=2)]).times_done == 1


def test_one_side_only():
    held = [dated(program(item(sides=RIGHT)))]
    assert done(held, [session(0, sides=LEFT)]).times_done == 0
    assert done(held, [session(0, sides=RIGHT)]).is_done


def states(programs, sessions, *, first=0, last=6, today=6):
    found = adherence(programs, sessions, first=day(first), last=day(last), today=day(today))
    return [each.state for each in found.days]


def test_what_became_of_each_day():
    held = [dated(program(item(weekdays=WEEKDAYS[:5])), 1)]
    past = [session(1), session(2, reps=1), session(3, hold_s=5), session(4, reps=0, attempts=2)]
    assert states(held, past, last=7, today=7) == [
        DayState.BEFORE,
        DayState.DONE,
        DayState.PARTLY,
        DayState.PARTLY,
        DayState.PARTLY,
        DayState.REST,
        DayState.REST,
        DayState.OPEN,
    ]


def test_today_is_never_missed_and_yesterday_is():
    assert states(DAILY, [], first=5) == [DayState.MISSED, DayState.OPEN]
    assert states(DAILY, [session(6)], first=5) == [DayState.MISSED, DayState.DONE]
    assert states(DAILY, [session(6, sides=LEFT)], first=5) == [DayState.MISSED, DayState.OPEN]


def test_every_exercise_of_a_day_is_needed():
    held = [dated(program(item(), item(FLOSS, hold_s=0, reps=10)))]
    assert states(held, [session(0)], last=0, today=1) == [DayState.PARTLY]
    both = [session(0), session(0, exercise=FLOSS, reps=10, hold_s=0, hour=10)]
    assert states(held, both, last=0, today=1) == [DayState.DONE]


def test_each_day_is_judged_by_the_program_of_that_day():
    held = [dated(program(item(reps=3)), 0), dated(program(item(reps=5)), 2)]
    past = [session(1), session(2), session(3, reps=5)]
    assert states(held, past, first=1, last=3) == [DayState.DONE, DayState.PARTLY, DayState.DONE]


def test_a_program_that_has_ended_asks_for_nothing():
    held = [*DAILY, dated(program().model_copy(update={"exercises": ()}), 2)]
    assert states(held, [], first=1, last=3) == [DayState.MISSED, DayState.REST, DayState.REST]


def test_days_are_counted():
    found = adherence(
        [dated(program(item(weekdays=WEEKDAYS[:5])))],
        [session(0), session(1), session(2, reps=1)],
        first=FIRST,
        last=day(7),
        today=day(7),
    )
    assert {state: n for state, n in found.counts.items() if n} == {
        DayState.DONE: 2,
        DayState.PARTLY: 1,
        DayState.MISSED: 2,
        DayState.REST: 2,
        DayState.OPEN: 1,
    }
    assert found.days_due == 5
    assert (found.days[2].times_done, found.days[2].times_due) == (0, 1)


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 7)])
def test_days_in_the_wrong_order_are_refused(first, last):
    with pytest.raises(ValueError, match="not in this order"):
        states(DAILY, [], first=first, last=last)


def test_a_leap_day_is_a_day():
    assert list(days(date(2028, 2, 28), date(2028, 3, 1))) == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]
    assert len(list(days(date(2028, 1, 1), date(2028, 12, 31)))) == 366


@pytest.mark.parametrize(
    "started_at",
    [
        pytest.param(datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-5))), id="west"),
        pytest.param(datetime(2026, 3, 2, 0, 10, tzinfo=timezone(timedelta(hours=13))), id="east"),
        pytest.param(datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC), id="just before midnight"),
    ],
)
def test_a_session_belongs_to_the_day_where_the_person_was(started_at):
    assert started_at.astimezone(UTC).date() != FIRST or started_at.tzinfo is UTC
    past = [session(0, started_at=started_at)]
    assert done(DAILY, past).is_done
    assert not done(DAILY, past, 1).is_done


def test_the_clock_that_is_set_back_gives_one_day_and_not_two():
    berlin = ZoneInfo("Europe/Berlin")
    night = date(2026, 10, 25)  # 2:30 comes twice
    held = [dated(program(item(times_per_day=2)))]
    twice = [
        session(0, started_at=datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=berlin))
        for fold in (0, 1)
    ]
    (due,) = due_on(held, twice, night)
    assert due.times_done == 2
    (before, after) = (due_on(held, twice, night + timedelta(days=n))[0] for n in (-1, 1))
    assert (before.times_done, after.times_done) == (0, 0)


REPS = st.lists(
    st.tuples(st.sampled_from([LEFT, RIGHT, SIDES]), st.integers(0, 7), st.integers(0, 23)),
    max_size=8,
    unique_by=lambda each: each[2],
)


@given(REPS, st.integers(1, 3), st.integers(1, 3))
def test_what_is_done_never_shrinks_by_doing_more(given_reps, times, sets):
    held = [dated(program(item(times_per_day=times, sets=sets)))]
    past = [session(0, sides=sides, reps=reps, hour=hour) for sides, reps, hour in given_reps]
    before = 0
    for number in range(len(past) + 1):
        due = done(held, past[:number])
        assert before <= due.times_done <= min(number, times)
        assert due.is_done == (due.open_sides == ())
        before = due.times_done


@given(st.lists(st.tuples(st.integers(-3, 12), st.integers(0, 3)), max_size=12), st.integers(0, 9))
def test_every_day_has_one_state(sessions, last):
    past = [session(number, reps=reps) for number, reps in sessions]
    held = [dated(program(item(weekdays=(Weekday.MONDAY, Weekday.FRIDAY))), 2)]
    found = adherence(held, past, first=FIRST, last=day(last), today=day(9))
    assert [each.day for each in found.days] == list(days(FIRST, day(last)))
    assert sum(found.counts.values()) == last + 1
    assert found.days_due == sum(
        bool(each.exercises) and each.state is not DayState.OPEN for each in found.days
    )
