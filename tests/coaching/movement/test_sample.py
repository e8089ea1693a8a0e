"""A measurement as one side sees it: whose quantity is meant, and when it cannot be judged."""

import pytest

from sciatica_coach.coaching.movement.sample import TRUST, first_unmet
from sciatica_coach.exercise.limit import Condition, Leg
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import sample

NAN = float("nan")
HIP, KNEE = Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION
VALUES = {(HIP, Side.RIGHT): 80.0, (HIP, Side.LEFT): 5.0, Quantity.HEAD_HEIGHT: 0.1}
START = {(HIP, Side.RIGHT): 10.0, (HIP, Side.LEFT): 7.0}


def condition(advice: str, **bounds) -> Condition:
    given = {"quantity": HIP, "advice": advice, "derived": "for this test", **bounds}
    return Condition(**given)


@pytest.mark.parametrize(
    ("side", "leg", "value", "change"),
    [
        pytest.param(Side.RIGHT, Leg.WORKING, 80.0, 70.0, id="right works: its own"),
        pytest.param(Side.RIGHT, Leg.OTHER, 5.0, -2.0, id="right works: the left is the other"),
        pytest.param(Side.LEFT, Leg.WORKING, 5.0, -2.0, id="left works: its own"),
        pytest.param(Side.LEFT, Leg.OTHER, 80.0, 70.0, id="left works: the right is the other"),
    ],
)
def test_a_quantity_is_that_of_the_leg_which_is_meant(side, leg, value, change):
    seen = sample(0.0, VALUES, side=side, start=START)
    assert seen.value(HIP, leg) == value
    assert seen.change(HIP, leg) == change


@pytest.mark.parametrize(
    ("trust", "value"),
    [
        pytest.param(1.0, 80.0, id="seen"),
        pytest.param(TRUST, 80.0, id="just seen enough"),
        pytest.param(TRUST - 0.01, NAN, id="guessed"),
        pytest.param(0.0, NAN, id="hidden"),
    ],
)
def test_what_is_hardly_seen_is_not_judged(trust, value):
    seen = sample(0.0, VALUES, trust={(HIP, Side.RIGHT): trust})
    assert seen.value(HIP) == pytest.approx(value, nan_ok=True)
    assert seen.value(HIP, Leg.OTHER) == 5.0


@pytest.mark.parametrize(
    ("values", "start"),
    [
        pytest.param(VALUES, {}, id="the start was not seen"),
        pytest.param({}, START, id="it is not seen now"),
    ],
)
def test_a_change_needs_both_its_ends(values, start):
    assert sample(0.0, values, start=start).change(HIP) == pytest.approx(NAN, nan_ok=True)


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        pytest.param({"below_deg": 85.0}, 80.0, id="the angle"),
        pytest.param({"below_deg": 85.0, "from_start": True}, 70.0, id="its change"),
        pytest.param({"below_deg": 85.0, "leg": "other"}, 5.0, id="of the other leg"),
        pytest.param(
            {"below_deg": 85.0, "leg": "other", "from_start": True}, -2.0, id="and its change"
        ),
    ],
)
def test_a_limit_is_about_the_angle_or_its_change(limit, value):
    assert sample(0.0, VALUES, start=START).of(condition("Rest.", **limit)) == value


KEPT = condition("kept", below_deg=90.0)
BROKEN = condition("broken", above_deg=90.0)
BROKEN_TOO = condition("broken too", below_deg=60.0)
UNSEEN = condition("unseen", quantity=KNEE, above_deg=50.0)
UNSEEN_OTHER = condition("unseen other", quantity=KNEE, leg="other", above_deg=50.0)


@pytest.mark.parametrize(
    ("conditions", "unmet", "unmet_if_it_must_be_seen"),
    [
        pytest.param((), None, None, id="nothing is asked"),
        pytest.param((KEPT,), None, None, id="kept"),
        pytest.param((KEPT, BROKEN, BROKEN_TOO), BROKEN, BROKEN, id="the first that is broken"),
        pytest.param((UNSEEN,), None, UNSEEN, id="the working leg may have to be seen"),
        pytest.param((UNSEEN_OTHER,), None, None, id="the other leg never has to be seen"),
        pytest.param((UNSEEN, BROKEN), BROKEN, UNSEEN, id="what is not seen hides nothing else"),
    ],
)
def test_the_first_condition_that_is_not_kept(conditions, unmet, unmet_if_it_must_be_seen):
    seen = sample(0.0, VALUES, start=START)
    assert first_unmet(seen, conditions) is unmet
    assert first_unmet(seen, conditions, unseen_is_unmet=True) is unmet_if_it_must_be_seen


def test_a_sample_has_the_time_of_its_measurement():
    seen = sample(2.5, VALUES, phase=Phase.TARGET)
    assert (seen.time_s, seen.phase, seen.out_speed_deg_s) == (2.5, Phase.TARGET, None)
    assert seen.in_posture
