"""Once a day, and at each start, the records are looked after."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.deletion import SCRUB_DUE
from sciatica_coach.records.retention import keep_for
from sciatica_coach.records.settings import read_setting, write_setting
from sciatica_coach.records.upkeep import DailyUpkeep
from tests.records.built import whole_session

DAY = date(2028, 2, 29)


class Clock:
    def __init__(self):
        self.day = DAY

    def __call__(self):
        return self.day


@pytest.fixture
def year_old(ann, database):
    ann.write(*whole_session(ann.id, at=datetime(2027, 2, 28, 12, tzinfo=UTC)))
    keep_for(database, 12)
    return ann


def test_it_is_done_once_a_day_while_the_app_runs(database, year_old):
    clock = Clock()
    upkeep = DailyUpkeep(lambda: database, clock)
    assert upkeep.do_if_due()
    assert not upkeep.do_if_due()
    assert len(year_old.sessions()) == 1, "it is kept to the day"
    clock.day += timedelta(days=1)
    assert upkeep.do_if_due()
    assert year_old.sessions() == ()


def test_what_failed_is_tried_again(database, year_old, caplog):
    away = [True]

    def open_database():
        if away.pop() if away else False:
            raise RecordsError("away.")
        return database

    upkeep = DailyUpkeep(open_database, lambda: DAY + timedelta(days=1))
    assert not upkeep.do_if_due()
    assert "tried again: away." in caplog.text
    assert upkeep.do_if_due()
    assert year_old.sessions() == ()


def test_a_deletion_is_ended(database):
    with database.transaction() as connection:
        write_setting(connection, SCRUB_DUE, {})
    DailyUpkeep(lambda: database).do_if_due()
    with database.reading() as connection:
        assert read_setting(connection, SCRUB_DUE) is None


def test_it_begins_at_the_start(database, year_old):
    done = threading.Event()

    def today():
        done.set()
        return DAY + timedelta(days=1)

    upkeep = DailyUpkeep(lambda: database, today)
    upkeep.begin()
    assert done.wait(20)
    upkeep.end()
