"""Whether a change is told: with made-up figures whose truth is known."""

import random
from datetime import date, timedelta

import pytest

from sciatica_coach.progress.change import DayValue, Trend, change_of, ends
from sciatica_coach.progress.range_of_motion import SHARED_IN_WEEK
from tests.past_sessions import FIRST_DAY, OF_90_PERCENT

SMALLEST = 10.0


def values(figures, *, every=1, bound=6.0, first_day=FIRST_DAY):
    return [
        DayValue(first_day + timedelta(days=every * number), figure, bound)
        for number, figure in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("figures", "trend"),
    [
        pytest.param([90] * 5 + [101] * 5, Trend.MORE, id="more"),
        pytest.param([90] * 5 + [79] * 5, Trend.LESS, id="less"),
        pytest.param([90] * 5 + [99] * 5, Trend.NO_CLEAR_CHANGE, id="within the error"),
        pytest.param([90] * 5 + [100] * 5, Trend.MORE, id="just the smallest one"),
        pytest.param([90] * 9, Trend.TOO_FEW_DAYS, id="one day missing"),
        pytest.param([], Trend.TOO_FEW_DAYS, id="nothing"),
        pytest.param([90] * 9 + [150], Trend.NO_CLEAR_CHANGE, id="one odd day at the end"),
        pytest.param([20] + [90] * 9, Trend.NO_CLEAR_CHANGE, id="one odd day at the beginning"),
        pytest.param([90, 20, 90, 20] + [90] * 6, Trend.NO_CLEAR_CHANGE, id="two odd days"),
    ],
)
def test_trends(figures, trend):
    assert change_of(values(figures), SMALLEST).trend is trend


def test_where_falling_is_more():
    straightened = values([60] * 5 + [40] * 5)
    assert change_of(straightened, 8.0, direction=-1).trend is Trend.MORE
    assert change_of(straightened, 8.0, direction=-1).by == 20


@pytest.mark.parametrize(("days", "missing"), [(0, 10), (1, 9), (9, 1), (10, 0)])
def test_how_many_days_are_missing(days, missing):
    assert change_of(values([90] * days), SMALLEST).missing_days == missing


def test_the_days_are_told():
    change = change_of(values([90] * 28), SMALLEST)
    assert (change.before.first_day, change.before.last_day) == (FIRST_DAY, date(2026, 1, 18))
    assert (change.now.first_day, change.now.last_day) == (date(2026, 1, 19), date(2026, 2, 1))
    assert change.before.days == change.now.days == 14


@pytest.mark.parametrize(
    ("days", "every", "first", "last"),
    [
        pytest.param(10, 1, 5, 5, id="ten days: halves"),
        pytest.param(28, 1, 14, 14, id="four weeks"),
        pytest.param(365, 1, 14, 14, id="a year: a fortnight of each end"),
        pytest.param(30, 7, 5, 5, id="once a week: more than a fortnight"),
        pytest.param(60, 3, 5, 5, id="every third day"),
    ],
)
def test_which_days_stand_for_the_ends(days, every, first, last):
    found = ends(values([0] * days, every=every))
    assert tuple(map(len, found)) == (first, last)
    assert not set(found[0]) & set(found[1])


def test_what_scatters_more_than_it_is_said_to_needs_more():
    calm = change_of(values([90] * 28, bound=1), SMALLEST)
    restless = change_of(values([90, 130] * 14, bound=1), SMALLEST)
    assert calm.needed == SMALLEST
    assert restless.needed > 2 * SMALLEST


def test_what_the_days_of_a_week_have_in_common_needs_more():
    known = values([90] * 28, bound=14)
    assert judged(known).needed > 1.3 * change_of(known, 0.0).needed


def test_a_large_stated_error_needs_more():
    assert change_of(values([90] * 5 + [105] * 5, bound=26), SMALLEST).trend is (
        Trend.NO_CLEAR_CHANGE
    )
    assert change_of(values([90] * 5 + [105] * 5, bound=4), SMALLEST).trend is Trend.MORE


@pytest.mark.parametrize("bound", [6.0, 14.0, 26.0])
@pytest.mark.parametrize(
    ("days", "every"),
    [
        pytest.param(10, 1, id="ten days"),
        pytest.param(14, 2, id="every other day"),
        pytest.param(28, 1, id="four weeks"),
        pytest.param(13, 7, id="once a week"),
    ],
)
@pytest.mark.parametrize("shared", [False, True], ids=["each day anew", "half of it by weeks"])
def test_noise_as_large_as_stated_is_seldom_called_a_change(days, every, bound, shared):
    alarms = sum(judged(noise(days, every, bound, shared, seed)).is_clear for seed in range(600))
    assert alarms / 600 < 0.065, "4.7 % at most in 4,000, of 600 some more by chance"


def judged(known):
    """As ranges are."""
    return change_of(known, SMALLEST, shared_in_week=SHARED_IN_WEEK)


def noise(days, every, bound, shared, seed):
    dice = random.Random(seed)
    of_week = [dice.gauss(0, 1) for _ in range(days * every // 7 + 1)]
    drawn = [dice.gauss(0, 1) for _ in range(days)]
    if shared:
        drawn = [
            (of_week[number * every // 7] + each) / 2**0.5 for number, each in enumerate(drawn)
        ]
    sd = bound / OF_90_PERCENT
    return values([90 + sd * each for each in drawn], every=every, bound=bound)


def test_a_change_of_thirty_degrees_in_three_months_is_found():
    found = 0
    for seed in range(100):
        drift = [30 * day / 90 for day in range(91)]
        known = noise(91, 1, 14.0, False, seed)
        moved = [
            DayValue(each.day, each.value + more, each.bound_90)
            for each, more in zip(known, drift, strict=True)
        ]
        found += judged(moved).trend is Trend.MORE
    assert found >= 97
