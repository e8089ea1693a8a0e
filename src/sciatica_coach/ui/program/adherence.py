"""The last twelve weeks as a calendar: signs that differ without colour, and a table beside it."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from sciatica_coach.language.marking import N_
from sciatica_coach.program.program import WEEKDAYS
from sciatica_coach.program.schedule import Adherence, DayState, ScheduledDay, adherence
from sciatica_coach.program.wording import SHORT_WEEKDAY_NAMES
from sciatica_coach.ui.literal import Markdown, joined, literal
from sciatica_coach.ui.program.showing import PlanHistory
from sciatica_coach.ui.speaking import say, say_day, spoken

WEEKS = 12
_WEEK = timedelta(days=7)
_SIGNS: dict[DayState, Markdown] = {
    DayState.DONE: Markdown(":green-background[**✓**]"),
    DayState.PARTLY: Markdown(":orange-background[**½**]"),
    DayState.MISSED: Markdown("○"),
    DayState.REST: Markdown("·"),
    DayState.OPEN: Markdown(":blue-background[**…**]"),
    DayState.BEFORE: Markdown(" "),
}
_NAMES: dict[DayState, str] = {
    DayState.DONE: N_("all done"),
    DayState.PARTLY: N_("partly done"),
    DayState.MISSED: N_("not done"),
    DayState.REST: N_("day of rest"),
    DayState.OPEN: N_("today, still open"),
}


def first_day(history: PlanHistory) -> date:
    """The Monday with which the calendar begins: of the first plan, if that is not so long ago."""
    begun = min((each.from_day for each in history.programs), default=history.today)
    first = history.today - (WEEKS - 1) * _WEEK
    return _monday(min(max(first, begun), history.today))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def show_adherence(history: PlanHistory) -> None:
    """How many days were done, the calendar, and the same in numbers."""
    today = history.today
    found = adherence(
        history.programs, history.sessions, first=first_day(history), last=today, today=today
    )
    if not any(each.state is not DayState.BEFORE for each in found.days):
        st.markdown(say("The calendar begins with the first day of a plan."))
        return
    done = found.counts[DayState.DONE]
    st.markdown(
        say(
            "Since {day} all of it was done on {done} of {due} days with exercises.",
            day=say_day(max(found.days[0].day, min(each.from_day for each in history.programs))),
            done=done,
            due=found.days_due,
        )
    )
    calendar, numbers = st.columns([3, 2], gap="large")
    with calendar.container(key="adherence-calendar"):
        st.markdown(calendar_table(found))
        st.caption(_legend(found))
    with numbers.container(key="adherence-numbers"):
        st.markdown(f"**{say('The same in numbers')}**")
        st.markdown(numbers_table(found))


def calendar_table(found: Adherence) -> Markdown:
    """A row for each week, a column for each day of the week."""
    head = [say("Week of"), *(say(SHORT_WEEKDAY_NAMES[each]) for each in WEEKDAYS)]
    rows = [
        [literal(spoken().day_of_year(week[0].day)), *(_SIGNS[each.state] for each in week)]
        for week in _weeks(found)
    ]
    return _table(head, rows)


def numbers_table(found: Adherence) -> Markdown:
    """A row for each week with something due, with its counts."""
    head = [say("Week of"), say("All done"), say("Partly"), say("Not done")]
    rows = []
    for week in _weeks(found):
        counts = Adherence(week).counts
        if any(each.exercises for each in week):
            states = (DayState.DONE, DayState.PARTLY, DayState.MISSED)
            figures = [literal(str(counts[each])) for each in states]
            rows.append([literal(spoken().day_of_year(week[0].day)), *figures])
    return _table(head, rows)


def _weeks(found: Adherence) -> list[tuple[ScheduledDay, ...]]:
    return [found.days[start : start + 7] for start in range(0, len(found.days), 7)]


def _table(head: Sequence[Markdown], rows: Sequence[Sequence[Markdown]]) -> Markdown:
    lines = [head, [Markdown("---")] * len(head), *rows]
    whole = [[*line, *[Markdown(" ")] * (len(head) - len(line))] for line in lines]
    return joined("\n", [Markdown(f"| {joined(' | ', line)} |") for line in whole])


def _legend(found: Adherence) -> Markdown:
    """The signs that are there."""
    there = [state for state in _NAMES if found.counts[state]]
    return joined(" \u2003", [Markdown(f"{_SIGNS[each]} {say(_NAMES[each])}") for each in there])
