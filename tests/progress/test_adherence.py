"""How many sessions were done each week."""

from datetime import date, timedelta

from sciatica_coach.progress.adherence import Week, weeks
from tests.past_sessions import FIRST_DAY, done_set, session

TODAY = FIRST_DAY + timedelta(days=23)


def test_every_week_is_there_from_the_first_session_on():
    done = [
        session(FIRST_DAY + timedelta(days=2), done_set()),
        session(FIRST_DAY + timedelta(days=2), done_set(), hour=18),
        session(FIRST_DAY + timedelta(days=6), done_set()),
        session(FIRST_DAY + timedelta(days=14), done_set()),
    ]
    mondays = [FIRST_DAY + timedelta(days=7 * week) for week in range(4)]
    assert weeks(done, since=date.min, today=TODAY) == (
        Week(mondays[0], 3, 2),
        Week(mondays[1], 0, 0),
        Week(mondays[2], 1, 1),
        Week(mondays[3], 0, 0),
    )


def test_days_before_the_period_and_after_today_are_left_out():
    done = [session(FIRST_DAY + timedelta(days=day), done_set()) for day in (0, 10, 40)]
    (week, *_) = weeks(done, since=FIRST_DAY + timedelta(days=1), today=TODAY)
    assert week == Week(FIRST_DAY + timedelta(days=7), 1, 1)


def test_nothing_begun_is_no_session():
    assert weeks([session(FIRST_DAY)], since=date.min, today=TODAY) == ()
    assert weeks([], since=date.min, today=TODAY) == ()
