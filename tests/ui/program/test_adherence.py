import re

from sciatica_coach.language.catalog import ENGLISH
from sciatica_coach.program.schedule import DayState
from sciatica_coach.ui.program import adherence
from sciatica_coach.ui.program.adherence import WEEKS, first_day
from sciatica_coach.ui.program.showing import PlanHistory
from tests.program.built import EXERCISES, FIRST, dated, day, item, program, session
from tests.ui.program.showing import shown, texts


def history(*programs, today=9):
    return PlanHistory(programs, (), EXERCISES, day(today))


def table(app, number):
    """The rows of a table, without its head."""
    found = [each.value for each in app.markdown if str(each.value).startswith("|")][number]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in found.splitlines()]
    return [rows[0], *rows[2:]]


def signs(cells):
    return "".join(re.sub(r":[a-z-]+\[\*\*(.)\*\*\]", r"\1", cell) or " " for cell in cells)


def test_the_calendar_shows_each_day(records):
    records.keep_programs([dated(program(item(weekdays=("monday", "tuesday", "wednesday"))), 1)])
    records.import_sessions([session(1), session(2, reps=1), session(7)])
    app = shown()
    head, *weeks = table(app, 0)
    assert head[1:] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [(week[0], signs(week[1:])) for week in weeks] == [
        ("2 March", " ✓½····"),
        ("9 March", "✓○…    "),
    ]


def test_the_same_stands_beside_it_in_numbers(records):
    records.keep_programs([dated(program())])
    records.import_sessions([session(0), session(1, reps=1), session(9)])
    _, *weeks = table(shown(), 1)
    assert weeks == [["2 March", "1", "1", "5"], ["9 March", "1", "0", "2"]]
    assert "all of it was done on 2 of 10 days with exercises" in texts(shown())


def test_every_sign_is_explained(records):
    records.keep_programs([dated(program(item(weekdays=("monday", "wednesday"))), 0)])
    legend = next(each.value for each in shown().caption if "not done" in str(each.value))
    assert {"not done", "day of rest", "today, still open"} == {
        words.strip().split(maxsplit=1)[1] for words in legend.split("\u2003")
    }


def test_no_two_states_have_the_same_sign():
    seen = [adherence._SIGNS[state] for state in DayState]
    without_colour = [signs([each]) for each in seen]
    assert len(set(without_colour)) == len(DayState)
    assert set(adherence._NAMES) == set(DayState) - {DayState.BEFORE}


def test_it_begins_with_the_plan_but_not_more_than_twelve_weeks_ago():
    assert first_day(history(dated(program(), 3))) == FIRST
    assert first_day(history(dated(program(), 8))) == day(7)
    late = first_day(history(dated(program()), today=400))
    assert late.weekday() == 0
    assert (day(400) - late).days // 7 + 1 == WEEKS


def test_before_a_plan_there_is_no_calendar(records):
    records.keep_programs([dated(program(), 20)])
    assert "The calendar begins with the first day of a plan." in texts(shown())


def test_in_spanish(records):
    records.keep_programs([dated(program())])
    head, first, *_ = table(shown(language="es"), 0)
    assert head[:3] == ["Semana del", "lun", "mar"]
    assert first[0] == "2 de marzo"
    assert ENGLISH.day_of_year(FIRST) == "2 March"
