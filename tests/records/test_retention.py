"""Sessions are kept for ever, or for some months."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from sciatica_coach.records.retention import (
    delete_what_is_too_old,
    first_kept_day,
    keep_for,
    kept_months,
    sessions_before,
)
from sciatica_coach.records.tables import PainRow, ScreeningRow
from tests.records.built import whole_session

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        pytest.param(date(2027, 3, 31), 1, date(2027, 2, 28), id="a shorter month"),
        pytest.param(date(2028, 3, 31), 1, date(2028, 2, 29), id="in a leap year"),
        pytest.param(date(2028, 2, 29), 12, date(2027, 2, 28), id="from a leap day"),
        pytest.param(date(2028, 2, 29), 48, date(2024, 2, 29), id="to a leap day"),
        pytest.param(date(2027, 1, 15), 1, date(2026, 12, 15), id="over new year"),
        pytest.param(date(2027, 12, 15), 600, date(1977, 12, 15), id="fifty years"),
    ],
)
def test_months_are_counted_by_the_calendar(today, months, day):
    assert first_kept_day(months, today) == day


def test_all_is_kept_for_ever_until_somebody_says_otherwise(database, ann):
    ann.write(*whole_session(ann.id, at=datetime(1999, 1, 1, tzinfo=UTC)))
    assert kept_months(database) is None
    assert delete_what_is_too_old(database, TODAY) == 0
    assert len(ann.sessions()) == 1


def test_what_is_older_goes_and_the_rest_stays(database, ann):
    days = [date(2027, 2, 27), date(2027, 2, 28), date(2028, 2, 29)]
    for day in days:
        ann.write(*whole_session(ann.id, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)))
    keep_for(database, 12)
    assert kept_months(database) == 12
    assert sessions_before(database, first_kept_day(12, TODAY)) == 1
    assert delete_what_is_too_old(database, TODAY) == 1
    assert [each.day for each in ann.sessions()] == days[1:]
    assert delete_what_is_too_old(database, TODAY) == 0
    keep_for(database, None)
    assert kept_months(database) is None


@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_the_day_is_that_of_the_place(database, ann, hours):
    place = timezone(timedelta(hours=hours))
    last_minute = datetime(2027, 2, 27, 23, 59, tzinfo=place)
    ann.write(*whole_session(ann.id, at=last_minute))
    ann.write(*whole_session(ann.id, at=last_minute + timedelta(minutes=1)))
    keep_for(database, 12)
    assert delete_what_is_too_old(database, TODAY) == 1
    assert [each.day for each in ann.sessions()] == [date(2027, 2, 28)]


def test_answers_go_with_their_time(database, ann):
    old, new = (datetime(year, 6, 1, tzinfo=UTC) for year in (2020, 2028))
    with database.transaction() as connection:
        for at in (old, new):
            of_ann = {"person_id": ann.id}
            connection.execute(
                insert(ScreeningRow).values(
                    id=uuid4(),
                    answered_at=at,
                    tier="open",
                    answers={},
                    has_confirmed=True,
                    **of_ann,
                )
            )
            connection.execute(
                insert(PainRow).values(moment="before", said_at=at, leg=1, back=1, **of_ann)
            )
    keep_for(database, 12)
    delete_what_is_too_old(database, TODAY)
    with database.reading() as connection:
        assert connection.execute(select(ScreeningRow.answered_at)).scalars().all() == [new]
        assert connection.execute(select(PainRow.said_at)).scalars().all() == [new]


def test_ten_years_at_once(database, ann):
    for number in range(520):
        at = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=number)
        ann.write(whole_session(ann.id, at=at)[0])
    keep_for(database, 120)
    assert delete_what_is_too_old(database, TODAY) == 520


@pytest.mark.parametrize("months", [0, -1, 601])
def test_a_time_that_is_none_is_refused(database, months):
    with pytest.raises(ValueError, match="from 1 to 600"):
        keep_for(database, months)
    assert kept_months(database) is None
