"""Pain over time, leg and back apart."""

from datetime import timedelta

import pytest

from sciatica_coach.progress.change import Trend
from sciatica_coach.progress.pain import SMALLEST_CHANGE_POINTS, pain_over_time, thinned
from sciatica_coach.progress.period import Spacing
from sciatica_coach.safety.pain import Pain, PainChange, Place, load_pain_rules
from tests.past_sessions import FIRST_DAY, Life, done_set, past_sessions, session


def pain(leg, back=2):
    return Pain(leg, back, Place.THIGH)


def days(*legs, start=0):
    return [
        session(FIRST_DAY + timedelta(days=start + day), done_set(), before=pain(leg))
        for day, leg in enumerate(legs)
    ]


@pytest.mark.parametrize(
    ("legs", "trend"),
    [
        pytest.param([5] * 7 + [3] * 7, Trend.LESS, id="two points"),
        pytest.param([5] * 7 + [4] * 7, Trend.NO_CLEAR_CHANGE, id="one point"),
        pytest.param([2] * 7 + [6] * 7, Trend.MORE, id="more"),
        pytest.param([5] * 7 + [5] * 6 + [0], Trend.NO_CLEAR_CHANGE, id="one odd day"),
        pytest.param([5] * 4, Trend.TOO_FEW_DAYS, id="too few"),
    ],
)
def test_leg_and_back_are_told_apart(legs, trend):
    found = pain_over_time(days(*legs))
    assert found.leg.change.trend is trend
    assert found.back.change.trend in (Trend.NO_CLEAR_CHANGE, Trend.TOO_FEW_DAYS)


def test_the_limit_is_that_of_a_session():
    assert load_pain_rules().clear_rise.points == SMALLEST_CHANGE_POINTS


def test_a_day_begins_with_its_first_answer_and_ends_with_its_last():
    morning = session(FIRST_DAY, done_set(), before=pain(5), after=pain(4), hour=8)
    evening = session(FIRST_DAY, done_set(), before=pain(3), after=pain(2), hour=18)
    (point,) = pain_over_time([morning, evening]).leg.points
    assert (point.before, point.after) == (5, 2)
    assert point.sessions == (morning.id, evening.id)


def test_what_was_not_said_is_not_there():
    silent = session(FIRST_DAY, done_set())
    assert pain_over_time([silent]).is_empty
    assert pain_over_time([]).is_empty
    found = pain_over_time([silent, *days(3, start=1)])
    ((point,), _) = (each.points for each in found.parts)
    assert (point.before, point.after) == (3, None)
    assert found.leg.session_effect is None
    assert found.answered_sessions == 0


def test_what_sessions_do_to_pain():
    sessions = [
        session(FIRST_DAY, done_set(), before=pain(5), after=pain(after), number=number)
        for number, after in enumerate((4, 4, 4, 9, 9))
    ]
    found = pain_over_time(sessions)
    assert found.leg.session_effect == -1
    assert found.back.session_effect == 0
    assert found.answered_sessions == 5
    assert pain_over_time(sessions[1:]).leg.session_effect is None


def test_endings_that_ask_to_stop_are_counted():
    rise = [PainChange.MOVED_DOWN, PainChange.CLEAR_RISE]
    sessions = [
        session(FIRST_DAY, before=pain(5), after=pain(8), changes=rise),
        session(FIRST_DAY, before=pain(5), after=pain(7), changes=rise[1:], number=1),
        session(FIRST_DAY, before=pain(5), after=pain(5), changes=[PainChange.NO_RISE], number=2),
    ]
    assert pain_over_time(sessions).grave_endings == {
        PainChange.MOVED_DOWN: 1,
        PainChange.CLEAR_RISE: 2,
    }


def test_thinned():
    points = pain_over_time(days(*[2] * 4, *[6] * 3, 1)).leg.points
    weeks = thinned(points, Spacing.WEEK)
    assert [(each.day, each.before, each.after) for each in weeks] == [
        (FIRST_DAY, 2, None),
        (FIRST_DAY + timedelta(days=7), 1, None),
    ]
    assert [len(each.sessions) for each in weeks] == [7, 1]


def test_answers_that_scatter_as_much_as_the_scale_are_seldom_called_a_change():
    alarms = sum(
        part.change.is_clear
        for seed in range(300)
        for part in pain_over_time(past_sessions(28, life=Life(), seed=seed)).parts
    )
    assert alarms / 600 < 0.05
