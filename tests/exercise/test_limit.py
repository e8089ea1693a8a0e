"""Limits and conditions: bounds in the quantity's own unit, the ends included."""

import math

import pytest
from pydantic import ValidationError

from sciatica_coach.exercise.limit import Condition, Leg, Limit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity

HIP = Quantity.HIP_FLEXION
HEAD = Quantity.HEAD_HEIGHT
GRIP = Quantity.WRIST_ALONG_SHIN


@pytest.mark.parametrize(
    ("leg", "working", "meant"),
    [
        (Leg.WORKING, Side.LEFT, Side.LEFT),
        (Leg.WORKING, Side.RIGHT, Side.RIGHT),
        (Leg.OTHER, Side.LEFT, Side.RIGHT),
        (Leg.OTHER, Side.RIGHT, Side.LEFT),
    ],
)
def test_the_leg_that_is_meant(leg, working, meant):
    assert leg.of(working) is meant


@pytest.mark.parametrize(
    ("quantity", "told", "within", "without"),
    [
        pytest.param(HIP, {"above_deg": 30.0}, (30.0, 500.0), (29.9,), id="from"),
        pytest.param(HIP, {"below_deg": 75.0}, (-500.0, 75.0), (75.1,), id="up to"),
        pytest.param(
            HIP, {"above_deg": 30.0, "below_deg": 75.0}, (30.0, 75.0), (29.9, 75.1), id="between"
        ),
        pytest.param(
            HIP, {"above_deg": 30.0, "below_deg": 30.0}, (30.0,), (29.9, 30.1), id="one value"
        ),
        pytest.param(HIP, {"above_deg": 0.0}, (0.0,), (-0.1,), id="a bound of 0 is one"),
        pytest.param(HIP, {"above_deg": 30.0}, (), (math.nan,), id="what is not measured"),
        pytest.param(
            HIP, {"leg": "other", "above_deg": 30.0}, (30.0,), (29.9,), id="of the other leg"
        ),
        pytest.param(HEAD, {"above_torso": 0.15}, (0.15,), (0.14,), id="in trunks"),
        pytest.param(GRIP, {"below_share": 0.2}, (0.2,), (0.21,), id="in shares"),
    ],
)
def test_a_limit_holds_within_its_bounds(quantity, told, within, without):
    limit = Limit(quantity=quantity, **told)
    assert all(limit.holds(value) for value in within)
    assert not any(limit.holds(value) for value in without)


def test_a_bound_that_is_not_given_is_infinite():
    assert Limit(quantity=HIP, above_deg=30.0).below == math.inf
    assert Limit(quantity=HIP, below_deg=30.0).above == -math.inf


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        pytest.param({"quantity": HIP}, "needs above_deg or below_deg", id="no bound"),
        pytest.param(
            {"quantity": HEAD}, "needs above_torso or below_torso", id="no bound, in its own unit"
        ),
        pytest.param(
            {"quantity": HEAD, "above_deg": 15.0},
            "head_height is counted in torso, not above_deg",
            id="wrong unit",
        ),
        pytest.param(
            {"quantity": HIP, "above_deg": 5.0, "below_torso": 0.3, "below_share": 0.3},
            "hip_flexion is counted in deg, not below_torso, below_share",
            id="other units beside the right one",
        ),
        pytest.param(
            {"quantity": HIP, "above_deg": 75.1, "below_deg": 75.0},
            "above_deg must not exceed below_deg",
            id="nothing between the bounds",
        ),
        pytest.param(
            {"quantity": HEAD, "above_torso": 0.15, "leg": "other"},
            "head_height has no side: leave leg out",
            id="the other leg's head",
        ),
        pytest.param(
            {"quantity": HIP, "above_deg": math.inf}, "finite number", id="infinite bound"
        ),
    ],
)
def test_a_limit_that_contradicts_itself_is_told(told, problem):
    with pytest.raises(ValidationError, match=problem):
        Limit.model_validate(told)


def test_a_condition_needs_advice_and_a_ground():
    told = {"quantity": HIP, "above_deg": 30.0, "advice": "Bend your hip.", "sources": ("K1",)}
    assert Condition.model_validate(told).advice == "Bend your hip."
    for key in ("advice", "sources"):
        with pytest.raises(ValidationError):
            Condition.model_validate({name: each for name, each in told.items() if name != key})
