"""The ideal motion of an exercise, made from its definition alone.

Whoever writes or changes an exercise file learns from it whether the file holds together: the
motion must count exactly, or conditions, target and rules contradict each other.
"""

import math
from collections.abc import Iterator

import numpy as np

from sciatica_coach.coaching.movement.reps import REACH
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.limit import Condition, Leg
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, SIDES, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import MIDLINE, QUANTITY_COUNT, Quantity, Unit
from sciatica_coach.motion.viewpoint import Viewpoint

REPS = 3
_RATE_HZ = 25.0
_REST_S, _OUT_S, _BACK_S, _LINGER_S = 1.5, 2.4, 2.4, 0.4
_LONGEST_HOLD_S = 30.0
"""Longer holds are tried for so long: what contradicts itself does so within it, and to try all of
ten minutes in every movement would itself take minutes."""
_BEYOND = REACH + 0.05
"""The motion goes a little beyond the target, as people do."""
_SIZE_PX = (640, 480)
_MARGIN = {Unit.DEG: 5.0, Unit.TORSO: 0.05, Unit.SHARE: 0.05}
_USUAL = {Unit.DEG: 20.0, Unit.TORSO: 0.0, Unit.SHARE: 0.5}


def coach_ideal(exercise: Exercise, movement: Movement, side: Side) -> SetRecord:
    """What the coach makes of three ideal repetitions."""
    hold_s = min(exercise.dose.hold_s, _LONGEST_HOLD_S)
    dose = exercise.dose.model_copy(update={"hold_s": hold_s})
    coach = Coach(exercise, dose=dose)
    for measurement in ideal_measurements(
        exercise.model_copy(update={"dose": dose}), movement, side
    ):
        coach.take(measurement)
    return coach.finish()


def contradictions(exercise: Exercise) -> list[str]:
    """What an exercise asks for that cannot be had together: a line for each movement and side."""
    found = []
    for movement in exercise.movements:
        for side in SIDES:
            record = coach_ideal(exercise, movement, side)
            where = f"movements.{movement.id}: three ideal repetitions of the {side} side"
            if record.complete_reps != REPS or len(record.reps) != REPS:
                found.append(f"{where} count as {record.complete_reps}")
            rules = sorted({fault.rule for fault in record.faults})
            if rules:
                found.append(f"{where} are at fault by {', '.join(rules)}")
    return found


def ideal_measurements(
    exercise: Exercise, movement: Movement, side: Side
) -> Iterator[PoseMeasurement]:
    """Three ideal repetitions of one movement, held as long as the exercise's dose asks."""
    viewpoint = Viewpoint(
        yaw_deg=0.0,
        turn_deg=0.0,
        near_side=side,
        position=exercise.position,
        share_of_width=0.6,
    )
    linger_s = exercise.dose.hold_s + 1.0 if exercise.dose.hold_s else _LINGER_S
    rep_s = _REST_S + _OUT_S + linger_s + _BACK_S
    for index in range(int((REPS * rep_s + _REST_S) * _RATE_HZ)):
        time_s = index / _RATE_HZ
        progress = _progress(time_s % rep_s, linger_s) if time_s < REPS * rep_s else 0.0
        values = _values(exercise, movement, side, progress)
        trust = np.isfinite(values).astype(np.float64)
        exact_deg = np.zeros_like(values)
        yield PoseMeasurement(time_s, values, trust, exact_deg, _pose(time_s), viewpoint)


def _progress(time_s: float, linger_s: float) -> float:
    """0 at rest, then smoothly out, staying, and back."""
    out = (time_s - _REST_S) / _OUT_S
    back = (time_s - _REST_S - _OUT_S - linger_s) / _BACK_S
    return _BEYOND * (_ease(out) - _ease(back))


def _ease(share: float) -> float:
    return (1 - math.cos(math.pi * min(max(share, 0.0), 1.0))) / 2


def _values(exercise: Exercise, movement: Movement, side: Side, progress: float) -> FloatArray:
    """(quantity, side) what is measured so far along the way; NaN where nothing is asked."""
    values = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    for (quantity, leg), (start, end) in _courses(movement).items():
        _put(values, quantity, leg, side, start + (end - start) * progress)
    way_deg = movement.target_deg - movement.start_deg
    for quantity, leg, swing_deg in _partners(exercise, movement, movement.direction):
        _put(values, quantity, leg, side, swing_deg * progress)
    driver_deg = movement.start_deg + way_deg * progress
    _put(values, movement.quantity, movement.leg, side, driver_deg)
    return values


def _put(values: FloatArray, quantity: Quantity, leg: Leg, side: Side, value: float) -> None:
    if quantity in MIDLINE:
        values[quantity.row] = value
    else:
        column = leg.of(side).column
        values[quantity.row, column] = value


def _courses(movement: Movement) -> dict[tuple[Quantity, Leg], tuple[float, float]]:
    """For every quantity that conditions are about, a value at the start and one at the target."""
    asked = (*movement.start, *movement.throughout, *movement.at_target)
    keys = {(each.quantity, each.leg) for each in asked if not each.from_start}
    return {
        key: (
            _within(key, (*movement.start, *movement.throughout)),
            _within(key, (*movement.throughout, *movement.at_target)),
        )
        for key in keys
    }


def _within(key: tuple[Quantity, Leg], conditions: tuple[Condition, ...]) -> float:
    """A value that keeps all these conditions, as near to the usual one as they allow."""
    unit = key[0].unit
    value = _USUAL[unit]
    for each in conditions:
        if (each.quantity, each.leg) == key and not each.from_start:
            value = min(max(value, each.above + _MARGIN[unit]), each.below - _MARGIN[unit])
    return value


def _partners(
    exercise: Exercise, movement: Movement, heading: float
) -> Iterator[tuple[Quantity, Leg, float]]:
    """What must move together with the movement's angle, and how far it swings."""
    coordination = exercise.coordination_of(movement.id)
    if coordination is None:
        return
    for sweep, other in (
        (coordination.first, coordination.second),
        (coordination.second, coordination.first),
    ):
        if other.quantity is movement.quantity:
            swing_deg = 1.6 * sweep.at_least_deg * coordination.sign * heading
            yield sweep.quantity, sweep.leg, swing_deg


def _pose(time_s: float) -> Pose:
    centre = np.asarray(_SIZE_PX) / 2
    return Pose(
        time_s,
        pixels=np.tile(centre, (LANDMARK_COUNT, 1)),
        world=np.zeros((LANDMARK_COUNT, 3)),
        visibility=np.ones(LANDMARK_COUNT),
        size_px=_SIZE_PX,
    )
