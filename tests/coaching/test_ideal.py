"""The motion that follows from an exercise's file, and what it finds in a file that errs."""

import numpy as np
import pytest

from sciatica_coach.coaching.ideal import REPS, contradictions, ideal_measurements
from sciatica_coach.exercise.rules import LimitRule, Severity
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.play import EXERCISES, FIGURE_4, KNEE_TO_CHEST, NERVE_FLOSS


def with_hold(exercise, hold_s):
    """The same with another hold, of a second for one: its ideal motion is soon over."""
    hold_s = hold_s if exercise.dose.hold_s else 0.0
    dose = exercise.dose.model_copy(update={"hold_s": hold_s})
    return exercise.model_copy(update={"dose": dose})


WAYS = [
    pytest.param(with_hold(exercise, 1.0), movement, id=f"{exercise.id} {movement.id}")
    for exercise in EXERCISES.values()
    for movement in exercise.movements
]


def course(exercise, movement, side=Side.RIGHT):
    """The measurements, their times, and the movement's angle at each."""
    measurements = list(ideal_measurements(exercise, movement, side))
    leg = movement.leg.of(side)
    angles = [each.value(movement.quantity, leg) for each in measurements]
    return measurements, np.array([each.time_s for each in measurements]), np.array(angles)


def progress(movement, angles):
    return (angles - movement.start_deg) / (movement.target_deg - movement.start_deg)


@pytest.mark.parametrize(("exercise", "movement"), WAYS)
def test_it_goes_out_and_back_and_keeps_to_every_condition_where_it_is_asked(exercise, movement):
    measurements, times_s, angles = course(exercise, movement, Side.LEFT)
    shares = progress(movement, angles)
    assert np.diff(times_s) == pytest.approx(0.04)
    assert (shares[0], shares[-1]) == pytest.approx((0, 0))
    assert (shares.min(), shares.max()) == pytest.approx((0, 1.05), abs=0.001)
    assert np.sum(np.diff((shares >= 1).astype(int)) == 1) == REPS
    furthest = measurements[int(np.argmax(shares))]
    for conditions, moment in (
        (movement.start, measurements[0]),
        (movement.throughout, measurements[0]),
        (movement.throughout, furthest),
        (movement.at_target, furthest),
    ):
        for each in conditions:
            value = moment.value(each.quantity, each.leg.of(Side.LEFT))
            assert each.from_start or each.holds(value), each.advice


@pytest.mark.parametrize(
    ("exercise", "hold_s", "stays_s"),
    [
        pytest.param(KNEE_TO_CHEST, 2.0, 3.0, id="a second longer than is asked"),
        pytest.param(NERVE_FLOSS, 0.0, 0.4, id="hardly, where no hold is asked for"),
    ],
)
def test_it_stays_at_the_target(exercise, hold_s, stays_s):
    _, times_s, angles = course(with_hold(exercise, hold_s), exercise.movements[0])
    shares = progress(exercise.movements[0], angles)
    assert np.mean(shares > 1.049) * (times_s[-1] + 0.04) / REPS == pytest.approx(stays_s, abs=0.4)


@pytest.mark.parametrize(
    ("quantity", "way"),
    [
        pytest.param(Quantity.NECK_FLEXION, -1, id="the head goes back as the knee straightens"),
        pytest.param(Quantity.KNEE_FLEXION, -1, id="the knee itself"),
    ],
)
def test_what_must_move_together_does(quantity, way):
    measurements = list(ideal_measurements(NERVE_FLOSS, NERVE_FLOSS.movements[0], Side.LEFT))
    values = np.array([each.value(quantity, Side.LEFT) for each in measurements])
    furthest = values[np.argmax(np.abs(values - values[0]))]
    assert np.sign(furthest - values[0]) == way
    assert abs(furthest - values[0]) >= 20


def test_what_nobody_asks_for_is_not_measured():
    measurement = next(ideal_measurements(KNEE_TO_CHEST, KNEE_TO_CHEST.movements[0], Side.RIGHT))
    assert np.isnan(measurement.value(Quantity.ANKLE_DORSIFLEXION, Side.RIGHT))
    assert measurement.value(Quantity.HIP_FLEXION, Side.RIGHT) == 10.0
    assert (measurement.trust == np.isfinite(measurement.values)).all()


def test_the_person_lies_or_sits_as_the_exercise_asks_with_the_working_side_to_the_camera():
    for exercise in (KNEE_TO_CHEST, NERVE_FLOSS, FIGURE_4):
        seen = next(ideal_measurements(exercise, exercise.movements[0], Side.LEFT)).viewpoint
        assert (seen.position, seen.near_side, seen.yaw_deg) == (exercise.position, Side.LEFT, 0)


def fault_of_the_ideal(quantity, above_deg) -> LimitRule:
    return LimitRule(
        id="forbidden",
        kind="limit",
        severity=Severity.CORRECT,
        quantity=quantity,
        above_deg=above_deg,
        dwell_s=0.2,
        cue="Do not.",
        derived="for this test",
    )


def test_a_rule_that_forbids_the_way_is_told_for_each_side():
    rules = (fault_of_the_ideal(Quantity.HIP_FLEXION, 60.0),)
    contradictory = with_hold(KNEE_TO_CHEST, 0.1).model_copy(update={"rules": rules})
    assert contradictions(contradictory) == [
        f"movements.pull: three ideal repetitions of the {side} side are at fault by forbidden"
        for side in SIDES
    ]
