"""What is said of a change over time."""

from datetime import timedelta

import pytest

from sciatica_coach.language.catalog import language_for
from sciatica_coach.progress.pain import pain_over_time
from sciatica_coach.progress.range_of_motion import ranges
from sciatica_coach.progress.sides import compared
from sciatica_coach.progress.wording import (
    told_effect,
    told_in_short,
    told_missing,
    told_pain,
    told_point,
    told_range,
    told_sides,
    told_usual_difference,
)
from sciatica_coach.safety.pain import Pain, Place
from tests.past_sessions import (
    FIRST_DAY,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    Life,
    done_set,
    past_sessions,
    session,
)

RISING = past_sessions(28, life=Life(range_deg=lambda share: 80 + 40 * share, uncertainty_deg=0.1))
STEADY = past_sessions(28, life=Life(uncertainty_deg=0.1))
EASING = past_sessions(28, life=Life(leg_pain=lambda share: 7 - 6 * share))
FEW = past_sessions(9, life=Life(uncertainty_deg=0.1))


def left(sessions, exercise=KNEE_TO_CHEST):
    return ranges(sessions, exercise)[0].main


def test_a_range_that_has_grown():
    assert told_range(left(RISING)) == (
        "Left side: clearly more. About 110° from 19 January 2026 to 1 February 2026, about 90° "
        "from 5 January 2026 to 18 January 2026; up to 10° of change may be measurement error"
    )


def test_a_range_that_has_not():
    assert told_range(left(STEADY)).startswith("Left side: no clear change. About 90° from")


def test_too_few_sessions():
    assert told_range(left(FEW)) == (
        "Left side: too few sessions yet; one more day is needed to tell a change"
    )
    assert told_missing(3).startswith("3 more days")


def test_no_degrees_of_the_head():
    held = NERVE_FLOSS.movements[1].model_copy(update={"from_start": False})
    exercise = NERVE_FLOSS.model_copy(update={"movements": (held,)})
    head = [
        session(
            FIRST_DAY + timedelta(days=day),
            done_set(-10 if day < 14 else -40, exercise=exercise, uncertainty_deg=1),
            exercise=exercise.id,
        )
        for day in range(28)
    ]
    told = told_range(left(head, exercise))
    assert told.startswith("Left side: clearly more from 19 January 2026 to")
    assert "°" not in told


def test_pain():
    leg, back = pain_over_time(EASING).parts
    assert told_pain(leg).startswith("Leg pain before exercising: clearly less. About")
    assert "less than 2 points of change may be chance" in told_pain(leg)
    assert told_pain(back).startswith("Back pain before exercising: no clear change.")


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (3, "After exercising, leg pain is mostly lower, by about 2"),
        (5, "After exercising, leg pain is mostly the same as before"),
        (8, "After exercising, leg pain is mostly higher, by about 3"),
    ],
)
def test_what_sessions_do(after, told):
    before = Pain(5, 2, Place.THIGH)
    done = session(FIRST_DAY, done_set(), before=before, after=Pain(after, 2, Place.THIGH))
    leg, _ = pain_over_time([done] * 5).parts
    assert told_effect(leg) == told


def test_nothing_is_said_of_what_was_not_asked():
    leg, _ = pain_over_time([session(FIRST_DAY, before=Pain(5, 2, None))]).parts
    assert told_effect(leg) is None


def test_in_short():
    series = left(RISING)
    told = told_in_short(series.change, told_missing(2))
    assert told.endswith(": clearly more than from 5 January 2026 to 18 January 2026")
    assert "too few sessions yet" in told_in_short(left(FEW).change, told_missing(2))


def test_left_against_right():
    lame = past_sessions(14, life=Life(uncertainty_deg=0.1, left_less_deg=20))
    comparison = compared(*ranges(lame, KNEE_TO_CHEST))
    assert told_sides(comparison) == (
        "The right side goes clearly further: 90° against 70°; "
        "up to 12° of difference may be usual or measurement error"
    )
    assert "differ by 5° on average" in told_usual_difference()


def test_a_point_has_its_uncertainty():
    assert told_point(left(STEADY).points[0]) == "90° ± 0°"


def test_the_same_in_spanish():
    told = told_range(left(RISING)).in_(language_for("es"))
    assert told.startswith("Lado izquierdo: ")
    assert "enero de 2026" in told
