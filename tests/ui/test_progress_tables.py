"""The figures of the charts as tables."""

from datetime import date, timedelta

from sciatica_coach.progress.adherence import weeks
from sciatica_coach.progress.pain import pain_over_time
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.quality import quality
from sciatica_coach.progress.range_of_motion import ranges
from sciatica_coach.ui.progress_tables import (
    fault_table,
    pain_table,
    quality_table,
    range_table,
    weeks_table,
)
from tests.past_sessions import (
    FIRST_DAY,
    KNEE_TO_CHEST,
    done_set,
    past_sessions,
    session,
)

SESSIONS = past_sessions(9)


def test_ranges_the_newest_first_with_their_sessions():
    table = range_table(ranges(SESSIONS, KNEE_TO_CHEST), Spacing.DAY)
    assert list(table.rows) == ["Day", "Side", "Furthest", "Sets", "All judged", "Pose model"]
    assert len(table.rows) == len(table.sessions) == 18
    assert table.rows["Day"][0] == "13 January 2026"
    assert table.sessions[0] == (SESSIONS[-1].id,)
    assert set(table.rows["Side"]) == {"Left", "Right"}
    assert set(table.rows["Pose model"]) == {"full"}


def test_a_week_has_all_its_sessions():
    table = range_table(ranges(SESSIONS, KNEE_TO_CHEST)[:1], Spacing.WEEK)
    assert list(table.rows["Week from"]) == [
        "12 January 2026",
        "5 January 2026",
    ]
    assert [len(each) for each in table.sessions] == [2, 7]


def test_pain():
    table = pain_table(pain_over_time(SESSIONS), Spacing.DAY)
    assert list(table.rows) == ["Day", "Leg before", "Leg after", "Back before", "Back after"]
    assert table.rows["Leg before"][0] == SESSIONS[-1].pain_before.leg
    assert table.sessions[0] == (SESSIONS[-1].id,)


def test_weeks():
    rows = weeks_table(weeks(SESSIONS, since=date.min, today=FIRST_DAY + timedelta(days=8)))
    assert list(rows["Sessions"]) == [2, 7]
    assert list(rows["Days with a session"]) == [2, 7]


def test_quality():
    partly = done_set(complete=2, attempts=1, is_fully_judged=False)
    table = quality_table(quality([session(FIRST_DAY, partly)], KNEE_TO_CHEST.id), Spacing.DAY)
    (row,) = table.rows.to_dict("records")
    assert row == {
        "Day": "5 January 2026",
        "Complete": 2,
        "Asked for": 3,
        "Attempts": 1,
        "Longest hold (s)": 21,
        "Hold asked for (s)": 20,
        "All judged": "no",
    }


def test_faults():
    done = session(FIRST_DAY, done_set(faults={"head_lifts": 3}))
    rows = fault_table(KNEE_TO_CHEST, quality([done], KNEE_TO_CHEST.id))
    assert rows.to_dict("records") == [
        {
            "What was corrected": next(
                rule.cue for rule in KNEE_TO_CHEST.rules if rule.id == "head_lifts"
            ),
            "Lately": "10.0",
            "At first": "",
        }
    ]
