"""One side and movement while its own range is measured: rest, the end, and back."""

import pytest

from sciatica_coach.coaching.own_range.candidate import RangeCandidate
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import measured
from tests.coaching.play import KNEE_TO_CHEST, NERVE_FLOSS, course, times

NAN = float("nan")
PULL = KNEE_TO_CHEST.movements[0]
CYCLED = NERVE_FLOSS.movements[0]
STILL_S = 2.0
RESTING = {
    Quantity.HIP_FLEXION: 10.0,
    Quantity.KNEE_FLEXION: 95.0,
    Quantity.LEG_ELEVATION: 0.0,
    Quantity.THIGH_ELEVATION: 10.0,
    Quantity.TRUNK_INCLINATION: -90.0,
}
SITTING = {
    Quantity.HIP_FLEXION: 90.0,
    Quantity.KNEE_FLEXION: 90.0,
    Quantity.LEG_ELEVATION: -60.0,
    Quantity.THIGH_ELEVATION: 0.0,
    Quantity.TRUNK_INCLINATION: 0.0,
}
HIP = (Quantity.HIP_FLEXION, Side.RIGHT)


def pulled(angle_at, duration_s, *, rate_hz=10.0, usual=RESTING, trust=None, movement=PULL, **at):
    """A candidate that has seen a course of the movement's angle, and others by their names."""
    candidate = RangeCandidate(movement, Side.RIGHT, STILL_S)
    of = (movement.quantity, Side.RIGHT)
    for time_s in times(duration_s, rate_hz):
        others = {(Quantity(name), Side.RIGHT): value(time_s) for name, value in at.items()}
        values = {**usual, **others, of: angle_at(time_s)}
        candidate.update(measured(time_s, values, trust=trust, error_deg=4.0))
    return candidate


def angles(held) -> list[float]:
    return [each.angle_deg for each in held]


ONCE = course((0, 10), (3, 10), (5, 100), (8, 100), (10, 10), (13, 10))


@pytest.mark.parametrize("rate_hz", [8.0, 25.0])
@pytest.mark.parametrize(
    ("until_s", "phase", "rests", "ends"),
    [
        pytest.param(1.5, Phase.START, [], [], id="rest is not yet long enough"),
        pytest.param(2.5, Phase.OUT, [10], [], id="rested"),
        pytest.param(6.0, Phase.OUT, [10], [], id="out, and not yet long"),
        pytest.param(7.9, Phase.TARGET, [10], [], id="held: it may go further yet"),
        pytest.param(9.6, Phase.START, [10], [100], id="on the way back the end is known"),
        pytest.param(12.9, Phase.OUT, [10, 10], [100], id="rested again"),
    ],
)
def test_from_rest_to_the_end_and_back(until_s, phase, rests, ends, rate_hz):
    candidate = pulled(ONCE, until_s, rate_hz=rate_hz)
    assert candidate.phase is phase
    assert angles(candidate.rests) == pytest.approx(rests, abs=1.0)
    assert angles(candidate.ends) == pytest.approx(ends, abs=1.0)


@pytest.mark.parametrize(
    ("stations", "ends"),
    [
        pytest.param([(5, 100), (5.6, 100)], [], id="held too short is no end"),
        pytest.param([(5, 60), (8, 60), (9, 100), (12, 100)], [100], id="of two the further one"),
        pytest.param([(5, 100), (8, 100), (9, 80), (12, 80)], [100], id="a hold that sags"),
        pytest.param(
            [(5, 100), (8, 100), (9, 50), (12, 50)], [100], id="half way back it is concluded"
        ),
        pytest.param([(5, 16), (9, 16)], [], id="who hardly left still rests"),
    ],
)
def test_the_end_is_the_furthest_that_was_held(stations, ends):
    last_s = stations[-1][0]
    way = course((0, 10), (3, 10), *stations, (last_s + 2, 10), (last_s + 3, 10))
    assert angles(pulled(way, last_s + 3).ends) == pytest.approx(ends, abs=1.0)


@pytest.mark.parametrize(
    ("rests_at_deg", "rests"),
    [
        pytest.param(10, 2, id="where they began"),
        pytest.param(38, 2, id="the hips have slid a little"),
        pytest.param(46, 1, id="half way back is no rest"),
    ],
)
def test_a_later_rest_lies_near_the_first_one(rests_at_deg, rests):
    way = course((0, 10), (3, 10), (5, 100), (8, 100), (10, rests_at_deg), (14, rests_at_deg))
    assert len(pulled(way, 14.0).rests) == rests


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        pytest.param(
            {"knee_flexion": lambda t: 20.0 if t > 4 else 95.0},
            "Bend the knee as you pull.",
            id="end",
        ),
        pytest.param(
            {"trunk_inclination": lambda t: -40.0 if t > 4 else -90.0},
            "Rest your head and shoulders down.",
            id="throughout",
        ),
    ],
)
def test_in_another_posture_there_is_no_end_and_what_is_wrong_is_told(changes, advice):
    candidate = pulled(ONCE, 7.9, **changes)
    assert candidate.ends == []
    assert candidate.furthest_deg == 0.0
    assert candidate.unmet.advice == advice


@pytest.mark.parametrize(
    ("lasts_s", "is_told"),
    [
        pytest.param(0.6, False, id="not for a moment"),
        pytest.param(1.5, True, id="only if it lasts"),
    ],
)
def test_what_is_wrong_is_not_told_of_the_way_there(lasts_s, is_told):
    straight = {"knee_flexion": lambda t: 20.0 if t > 5.0 else 95.0}
    candidate = pulled(ONCE, 5.0 + lasts_s, **straight)
    assert (candidate.unmet is not None) is is_told


@pytest.mark.parametrize(
    ("values", "trust"),
    [
        pytest.param({"leg_elevation": lambda _: -40.0}, None, id="in a bridge"),
        pytest.param({"leg_elevation": lambda _: NAN}, None, id="the foot is not seen"),
        pytest.param({}, {HIP: 0.1}, id="the hip is not seen"),
    ],
)
def test_there_is_no_rest_in_another_posture_or_unseen(values, trust):
    candidate = pulled(lambda _: 10.0, 5.0, trust=trust, **values)
    assert (candidate.rests, candidate.phase) == ([], Phase.START)


def test_a_moment_out_of_sight_does_not_count_as_held():
    way = course((0, 10), (3, 10), (5, 100), (6.2, 100), (7.4, 100), (9, 10), (12, 10))
    candidate = pulled(lambda t: NAN if 5.6 < t < 6.8 else way(t), 12.0)
    assert candidate.ends == []


def test_an_angle_that_falls_on_the_way_out_is_measured_as_well():
    straightens = course((0, 90), (3, 90), (5, 20), (8, 20), (10, 90), (13, 90))
    candidate = pulled(straightens, 7.9, usual=SITTING, movement=CYCLED)
    assert candidate.furthest_deg == pytest.approx(70, abs=1.0)
    assert candidate.out_deg == pytest.approx(70, abs=1.0)
    candidate = pulled(straightens, 12.9, usual=SITTING, movement=CYCLED)
    assert angles(candidate.ends) == pytest.approx([20], abs=1.0)
    assert candidate.out_deg == 0.0


def test_nine_of_ten_lie_within_twice_the_error_of_the_estimate():
    candidate = pulled(ONCE, 9.6)
    assert [each.uncertainty_deg for each in (*candidate.rests, *candidate.ends)] == [8.0, 8.0]


def test_how_far_and_how_long_is_told_on_the_way():
    candidate = pulled(ONCE, 7.6)
    assert candidate.still_s == pytest.approx(2.0, abs=0.2)
    assert candidate.furthest_deg == pytest.approx(90, abs=1.0)
    assert candidate.angle_deg(measured(8.0, {HIP: 70.0})) == 70.0
    hidden = measured(8.0, {HIP: 70.0}, trust={HIP: 0.1})
    assert candidate.angle_deg(hidden) == pytest.approx(NAN, nan_ok=True)


def test_before_anything_was_held_there_is_no_way():
    candidate = RangeCandidate(PULL, Side.LEFT, STILL_S)
    assert (candidate.furthest_deg, candidate.out_deg, candidate.still_s) == (0.0, 0.0, 0.0)
