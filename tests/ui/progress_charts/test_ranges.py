"""How far a side went over time, and left against right."""

from datetime import timedelta

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.range_of_motion import ranges
from sciatica_coach.progress.sides import compared
from sciatica_coach.ui.progress_charts.parts import TimeAxis
from sciatica_coach.ui.progress_charts.ranges import range_chart, range_span, sides_chart
from tests.past_sessions import (
    FIRST_DAY,
    FULL,
    HEAVY,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    Life,
    done_set,
    past_sessions,
    session,
)

AXIS = TimeAxis(FIRST_DAY, FIRST_DAY + timedelta(days=40), Spacing.DAY)


def rows(chart):
    return [row for table in chart.to_dict()["datasets"].values() for row in table]


def points(chart):
    return {row["key"]: row for row in rows(chart) if "key" in row}


def left(sessions, exercise=KNEE_TO_CHEST):
    return ranges(sessions, exercise)[0]


def test_every_day_has_a_point_with_its_error():
    drawn = points(range_chart(left(past_sessions(20)), AXIS))
    assert len(drawn) == 20
    first = drawn[f"{FIRST_DAY.isoformat()} {FULL}"]
    assert first["high"] - first["low"] == 28
    assert first["told"].endswith("° ± 14°")


def test_what_was_not_judged_is_hollow():
    side = left([session(FIRST_DAY, done_set(is_fully_judged=False))])
    (point,) = points(range_chart(side, AXIS)).values()
    assert point["filled"] is False


def test_another_model_has_squares():
    other = past_sessions(5, first_day=FIRST_DAY + timedelta(days=20), model=HEAVY, seed=1)
    drawn = points(range_chart(left((*past_sessions(20), *other)), AXIS))
    assert {(each["shape"], each["main"]) for each in drawn.values()} == {
        ("circle", True),
        ("square", False),
    }
    assert sum(key.endswith(HEAVY) for key in drawn) == 5


def test_weeks_have_their_median():
    axis = TimeAxis(FIRST_DAY, FIRST_DAY + timedelta(days=400), Spacing.WEEK)
    assert len(points(range_chart(left(past_sessions(70)), axis))) == 10


def test_further_is_up():
    straightened = past_sessions(
        20, exercise=NERVE_FLOSS, life=Life(range_deg=lambda share: 60 - 30 * share)
    )
    scales = [
        layer["encoding"]["y"]["scale"]["reverse"]
        for layer in range_chart(left(straightened, NERVE_FLOSS), AXIS).to_dict()["layer"]
        if "scale" in layer["encoding"].get("y", {})
    ]
    assert set(scales) == {True}


def test_the_span_holds_all_sides_and_the_strip():
    life = Life(left_less_deg=20, uncertainty_deg=1.0)
    sides = ranges(past_sessions(20, life=life), KNEE_TO_CHEST)
    low, high = range_span(*sides)
    assert low < 60
    assert high > 100


def test_left_and_right_have_their_own_shapes():
    comparison = compared(*ranges(past_sessions(20), KNEE_TO_CHEST))
    drawn = rows(sides_chart(comparison))
    assert [(row["side"], row["shape"]) for row in drawn] == [
        ("Left side", "triangle-left"),
        ("Right side", "triangle-right"),
    ]
    assert comparison.left.side is Side.LEFT
