"""When a video was filmed: what cameras note of it, and what is believed."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sciatica_coach.capture.filmed_at import filmed_at, moment_told, on_day
from tests.films import film

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
APPLE, COMMON = "com.apple.quicktime.creationdate", "creation_time"


@pytest.fixture
def in_madrid(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        pytest.param({}, None, id="nothing noted"),
        pytest.param(
            {COMMON: "2026-07-03T22:30:00.000000Z"}, "2026-07-04T00:30:00+02:00", id="in summer"
        ),
        pytest.param(
            {COMMON: "2027-01-03T22:30:00.000000Z"}, "2027-01-03T23:30:00+01:00", id="in winter"
        ),
        pytest.param(
            {APPLE: "2026-10-03T10:12:44+0900", COMMON: "2026-10-03T01:12:44Z"},
            "2026-10-03T10:12:44+09:00",
            id="a phone knows the place",
        ),
        pytest.param({COMMON: "2024-02-29 08:00:00"}, "2024-02-29T09:00:00+01:00", id="leap day"),
        pytest.param({COMMON: "1904-01-01T00:00:00Z"}, None, id="a clock that was never set"),
        pytest.param({COMMON: "2036-01-01T00:00:00Z"}, None, id="still to come"),
        pytest.param({COMMON: "last summer"}, None, id="words"),
        pytest.param({COMMON: "0001-01-01T00:00:00+14:00"}, None, id="before all years"),
        pytest.param({COMMON: "9999-12-31T23:59:59-14:00"}, None, id="after all years"),
        pytest.param(
            {APPLE: "nonsense", COMMON: "2026-07-03T10:00:00Z"},
            "2026-07-03T12:00:00+02:00",
            id="the other one is believed",
        ),
    ],
)
def test_a_moment_is_believed_if_it_can_be(in_madrid, tags, told):
    moment = moment_told(tags, now=NOW)
    assert (moment and moment.isoformat()) == told


def test_the_moment_is_read_from_a_film(tmp_path):
    path = film(tmp_path / "a.mp4", [0.0, 0.1], tags={COMMON: "2026-07-03T10:00:00.000000Z"})
    assert filmed_at(path, now=NOW) == datetime(2026, 7, 3, 10, tzinfo=UTC)
    path = film(tmp_path / "b.mov", [0.0, 0.1], tags={APPLE: "2026-07-03T10:00:00-0400"})
    assert filmed_at(path, now=NOW).utcoffset() == timedelta(hours=-4)
    assert filmed_at(film(tmp_path / "c.mp4", [0.0, 0.1]), now=NOW) is None


def test_a_day_that_is_given_goes_before():
    tokyo = timezone(timedelta(hours=9))
    noted = datetime(2026, 7, 4, 1, tzinfo=tokyo)
    assert on_day(date(2026, 7, 4), noted) == noted, "the day is the same, the hour is noted"
    other = on_day(date(2026, 7, 3), noted)
    assert (other.date(), other.hour) == (date(2026, 7, 3), 12)
    assert other.tzinfo is not None
