"""What the parts of the Progress page say; the page as a whole: test_progress.py."""

from datetime import date, timedelta

import pytest

from sciatica_coach.progress.adherence import Week
from sciatica_coach.ui.progress_sections import told_weeks

MONDAY = date(2026, 1, 5)


def a_week(number, sessions):
    return Week(MONDAY + timedelta(weeks=number), sessions, sessions)


@pytest.mark.parametrize(
    ("sessions", "told"),
    [
        ([1], "One session of any exercise. It was in one week."),
        ([3], "3 sessions of any exercise. It was in one week."),
        ([3, 0, 2], "5 sessions of any exercise. There was one in 2 of 3 weeks."),
    ],
)
def test_how_often(sessions, told):
    assert told_weeks([a_week(*each) for each in enumerate(sessions)]) == told
