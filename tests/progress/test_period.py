"""How far back one looks, and what is thinned for it."""

from datetime import date, timedelta

import pytest

from sciatica_coach.progress.period import Period, Spacing, grouped, spacing_of

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("period", "since"),
    [
        (Period.FOUR_WEEKS, date(2028, 2, 2)),
        (Period.THREE_MONTHS, date(2027, 12, 1)),
        (Period.ONE_YEAR, date(2027, 3, 2)),
        (Period.ALL, date.min),
    ],
)
def test_first_day(period, since):
    assert period.since(TODAY) == since


@pytest.mark.parametrize(
    ("spacing", "start"),
    [
        (Spacing.DAY, date(2028, 2, 29)),
        (Spacing.WEEK, date(2028, 2, 28)),
        (Spacing.MONTH, date(2028, 2, 1)),
    ],
)
def test_first_day_of_a_stretch(spacing, start):
    assert spacing.start_of(TODAY) == start


@pytest.mark.parametrize(
    ("days", "spacing"),
    [
        pytest.param(0, Spacing.DAY, id="none"),
        pytest.param(45, Spacing.DAY, id="six weeks"),
        pytest.param(46, Spacing.WEEK, id="a day more"),
        pytest.param(365, Spacing.WEEK, id="a year"),
        pytest.param(3652, Spacing.MONTH, id="ten years"),
    ],
)
def test_spacing(days, spacing):
    assert spacing_of(TODAY + timedelta(days=each) for each in range(days)) is spacing


def test_items_of_a_stretch_are_together():
    days = [date(2026, 1, 5), date(2026, 1, 11), date(2026, 1, 12)]
    assert grouped(days, lambda day: day, Spacing.WEEK) == [
        (date(2026, 1, 5), days[:2]),
        (date(2026, 1, 12), days[2:]),
    ]
