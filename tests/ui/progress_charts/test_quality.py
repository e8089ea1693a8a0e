"""Repetitions, holds, and what was to be corrected, as charts."""

from datetime import timedelta

from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.quality import quality
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from sciatica_coach.ui.progress_charts.quality import fault_chart, hold_chart, reps_chart
from tests.past_sessions import FIRST_DAY, KNEE_TO_CHEST, done_set, session

AXIS = TimeAxis(FIRST_DAY, FIRST_DAY + timedelta(days=40), Spacing.DAY)


def days(number, *sets, start=0):
    return [session(FIRST_DAY + timedelta(days=start + day), *sets) for day in range(number)]


def rows(chart, column):
    tables = chart.to_dict()["datasets"].values()
    return [row for table in tables for row in table if column in row]


def of(sessions):
    return quality(sessions, KNEE_TO_CHEST.id)


def test_attempts_stand_above_the_complete_ones():
    done = of(days(1, done_set(complete=2, attempts=1, asked=4)))
    (row,) = rows(reps_chart(done, AXIS), "complete")
    assert (row["complete"], row["begun"], row["asked"]) == (2, 3, 4)


def test_the_longest_hold_has_a_point():
    done = of(days(3, done_set(longest_hold_s=17.4, is_fully_judged=False)))
    drawn = {row["key"]: row for row in rows(hold_chart(done, AXIS), "hold_s")}
    assert len(drawn) == 3
    assert {(row["told"], row["filled"]) for row in drawn.values()} == {("17 s", False)}


def test_faults_are_told_by_their_cue():
    before = days(14, done_set(faults={"head_lifts": 3}))
    now = days(14, done_set(faults={"too_fast": 1}), start=14)
    drawn = rows(fault_chart(KNEE_TO_CHEST, of([*before, *now])), "cue")
    cues = {rule.id: rule.cue for rule in KNEE_TO_CHEST.rules}
    assert [(row["cue"], row["now"], row["before"]) for row in drawn] == [
        (cues["too_fast"], 3.3, 0.0),
        (cues["head_lifts"], 0.0, 10.0),
    ]


def test_a_rule_that_is_no_more_keeps_its_name():
    (row,) = rows(fault_chart(KNEE_TO_CHEST, of(days(1, done_set(faults={"gone": 1})))), "cue")
    assert row["cue"] == "gone"


def test_without_a_fault_there_is_no_chart():
    assert fault_chart(KNEE_TO_CHEST, of(days(1, done_set()))) is None
    assert fault_chart(KNEE_TO_CHEST, of([])) is None
