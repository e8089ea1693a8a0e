"""One side and movement of a set: when it may count, what ends, and what breaks it off."""

from collections.abc import Callable

import pytest

from sciatica_coach.coaching.movement.start_position import StartPosition
from sciatica_coach.coaching.sets.candidate import JudgedRep, MovementCandidate
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import measured, table
from tests.coaching.play import KNEE_TO_CHEST, course, times

NAN = float("nan")
PULL = KNEE_TO_CHEST.movements[0]
HIP, KNEE = (Quantity.HIP_FLEXION, Side.RIGHT), (Quantity.KNEE_FLEXION, Side.RIGHT)
OTHER_LEG, TRUNK = (Quantity.LEG_ELEVATION, Side.LEFT), Quantity.TRUNK_INCLINATION
RESTING = {
    Quantity.HIP_FLEXION: 10.0,
    Quantity.KNEE_FLEXION: 95.0,
    Quantity.LEG_ELEVATION: 0.0,
    TRUNK: -90.0,
    Quantity.HEAD_HEIGHT: 0.1,
}
ONCE = course((0, 10), (2, 10), (4, 100), (7, 100), (9, 10), (11, 10))


def candidate_of(exercise=KNEE_TO_CHEST, *, hold_s: float = 2.0) -> MovementCandidate:
    dose = exercise.dose.model_copy(update={"hold_s": hold_s})
    return MovementCandidate(exercise, lambda _: exercise.movements[0], Side.RIGHT, dose)


def follow(
    candidate: MovementCandidate,
    hip_at: Callable[[float], float],
    duration_s: float,
    *,
    begin_s: float = 0.0,
    rate_hz: float = 12.0,
    in_position: Callable[[float], bool] = lambda _: True,
    may_arm: Callable[[float], bool] = lambda _: True,
    trust=None,
    also: Callable[[float], dict] = lambda _: {},
) -> list[JudgedRep]:
    """What ends while a hip follows a course; `also` gives other quantities over time."""
    ended = []
    for step_s in times(duration_s - begin_s, rate_hz):
        time_s = begin_s + step_s
        hip_deg = hip_at(time_s)
        values = {**RESTING, HIP: hip_deg, **also(time_s)}
        values[(Quantity.THIGH_ELEVATION, Side.RIGHT)] = hip_deg
        measurement = measured(time_s, values, trust=trust)
        judged = candidate.update(
            measurement, in_position=in_position(time_s), may_arm=may_arm(time_s)
        )
        ended += [judged] if judged else []
    return ended


@pytest.mark.parametrize("rate_hz", [8.0, 25.0])
@pytest.mark.parametrize(
    ("hip_at", "reached", "complete", "rules"),
    [
        pytest.param(ONCE, True, True, (), id="complete"),
        pytest.param(
            course((0, 10), (2, 10), (4, 100), (4.8, 100), (7, 10), (9, 10)),
            True,
            False,
            ("hold_too_short",),
            id="held too short",
        ),
        pytest.param(
            course((0, 10), (2, 10), (4, 70), (6, 10), (9, 10)),
            False,
            False,
            ("not_far_enough",),
            id="turned back early",
        ),
    ],
)
def test_a_repetition_ends_with_what_it_lacks(hip_at, reached, complete, rules, rate_hz):
    (judged,) = follow(candidate_of(), hip_at, 11.0, rate_hz=rate_hz)
    assert (judged.rep.reached, judged.rep.complete) == (reached, complete)
    assert judged.rep.faults == tuple(fault.rule for fault in judged.faults) == rules
    assert (judged.rep.side, judged.rep.movement) == (Side.RIGHT, "pull")


def test_a_fault_is_going_on_until_it_is_mended_and_then_the_repetitions():
    candidate = candidate_of()

    def also(time_s):
        return {OTHER_LEG: 30.0 if 4.5 < time_s < 6.5 else 0.0}

    follow(candidate, ONCE, 6.0, also=also)
    assert [fault.rule for fault in candidate.faults] == ["other_leg_lifts"]
    (judged,) = follow(candidate, ONCE, 11.0, begin_s=6.0, also=also)
    assert judged.rep.faults == ("other_leg_lifts",)
    assert judged.faults[0].end_s == pytest.approx(6.5, abs=0.2)
    assert candidate.faults == ()


@pytest.mark.parametrize(
    ("changes", "armed", "advice"),
    [
        pytest.param({}, True, None, id="at rest"),
        pytest.param({"may_arm": lambda _: False}, False, None, id="another one is under way"),
        pytest.param({"in_position": lambda _: False}, False, None, id="not in position"),
        pytest.param(
            {"also": lambda _: {(Quantity.LEG_ELEVATION, Side.RIGHT): -40.0}},
            False,
            "Rest both feet on the floor to begin.",
            id="in a bridge",
        ),
        pytest.param(
            {"trust": {(Quantity.LEG_ELEVATION, Side.RIGHT): 0.1}},
            False,
            "Rest both feet on the floor to begin.",
            id="the working leg is not seen",
        ),
        pytest.param({"trust": {OTHER_LEG: 0.1}}, True, None, id="the other leg may be hidden"),
        pytest.param(
            {"also": lambda _: {TRUNK: -50.0}},
            False,
            "Rest your head and shoulders down.",
            id="what must be kept all along, too",
        ),
    ],
)
def test_it_counts_once_the_start_position_was_taken(changes, armed, advice):
    candidate = candidate_of()
    follow(candidate, lambda _: 10.0, 1.1, **changes)
    assert candidate.armed is armed
    assert (candidate.unmet.advice if candidate.unmet else None) == advice


@pytest.mark.parametrize(
    ("rest_deg", "armed", "is_too_near"),
    [
        pytest.param(10.0, True, False, id="far enough"),
        pytest.param(68.0, True, False, id="just far enough"),
        pytest.param(72.0, False, True, id="too near to the target"),
        pytest.param(80.0, False, False, id="beyond what is a start at all"),
    ],
)
def test_from_where_there_is_a_way(rest_deg, armed, is_too_near):
    candidate = candidate_of()
    follow(candidate, lambda _: rest_deg, 1.5)
    assert (candidate.armed, candidate.is_too_near) == (armed, is_too_near)


def test_who_was_too_near_and_rests_further_back_may_begin():
    candidate = candidate_of()
    follow(candidate, lambda t: 72.0 if t < 1.5 else 20.0, 3.0)
    assert (candidate.armed, candidate.is_too_near) == (True, False)
    assert candidate.counter.start_deg == pytest.approx(20.0)


def test_the_first_start_position_is_remembered_with_its_time():
    candidate = candidate_of()
    before = candidate.first_start
    follow(candidate, ONCE, 11.0)
    time_s, start = candidate.first_start
    assert before is None
    assert time_s == pytest.approx(0.6, abs=0.15)
    assert start.angle_deg == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("breach_s", "reps"),
    [
        pytest.param(0.5, 1, id="for a moment: it goes on"),
        pytest.param(1.2, 0, id="for longer: something else is being done"),
    ],
)
def test_a_condition_is_broken_on_the_way(breach_s, reps):
    def also(time_s):
        return {OTHER_LEG: 60.0 if 5.0 < time_s < 5.0 + breach_s else 0.0}

    candidate = candidate_of()
    assert len(follow(candidate, ONCE, 10.0, also=also)) == reps


@pytest.mark.parametrize(
    ("away_s", "armed"),
    [
        pytest.param(8.0, True, id="back soon: it goes on"),
        pytest.param(11.0, False, id="back late: the start position is asked for again"),
    ],
)
@pytest.mark.parametrize("how", ["out of position", "unseen"])
def test_who_was_away(how, away_s, armed):
    candidate = candidate_of()
    follow(candidate, lambda _: 10.0, 2.0)
    if how == "unseen":
        follow(candidate, lambda _: NAN, 2.0 + away_s, begin_s=2.0)
    else:
        follow(candidate, lambda _: 10.0, 2.0 + away_s, begin_s=2.0, in_position=lambda _: False)
    assert candidate.armed is armed


def test_in_another_posture_the_target_is_not_reached_and_what_is_wrong_is_told_near_it():
    candidate = candidate_of()
    straight = {"also": lambda _: {KNEE: 20.0}}
    follow(candidate, ONCE, 2.9, **straight)
    assert (candidate.phase, candidate.unmet) == (Phase.OUT, None)
    follow(candidate, ONCE, 6.0, begin_s=2.95, **straight)
    assert candidate.phase is Phase.OUT
    assert candidate.unmet.advice == "Bend the knee as you pull."
    assert follow(candidate, ONCE, 11.0, begin_s=6.05, **straight) == []


def test_dropped_it_forgets_the_repetition_and_waits_for_the_next_one():
    candidate = candidate_of()
    follow(candidate, ONCE, 5.0)
    candidate.drop()
    assert (candidate.phase, candidate.faults, candidate.armed) == (Phase.START, (), True)
    candidate.disarm()
    assert not candidate.armed


@pytest.mark.parametrize(
    ("until_s", "hold_s", "is_counted"),
    [
        pytest.param(3.0, 2.0, False, id="still on the way"),
        pytest.param(4.8, 2.0, False, id="held too short"),
        pytest.param(6.8, 2.0, True, id="held as long as asked"),
        pytest.param(6.8, 0.0, False, id="a movement without a hold must come back"),
    ],
)
def test_the_repetition_that_is_under_way_at_the_end(until_s, hold_s, is_counted):
    candidate = candidate_of(hold_s=hold_s)
    follow(candidate, ONCE, until_s)
    judged = candidate.unfinished(until_s)
    assert (judged is not None) is is_counted
    assert not is_counted or judged.rep.complete


@pytest.mark.parametrize(
    ("rest_deg", "start_deg"),
    [
        pytest.param(16.0, 10.0, id="shifted by a little: the way out may be beginning"),
        pytest.param(26.0, 26.0, id="shifted: rest is here now"),
        pytest.param(-15.0, -15.0, id="shifted the other way"),
    ],
)
def test_between_repetitions_the_start_is_taken_anew(rest_deg, start_deg):
    candidate = candidate_of()
    follow(candidate, course((0, 10), (2, 10), (2.5, rest_deg), (4, rest_deg)), 4.0)
    assert candidate.counter.start_deg == pytest.approx(start_deg, abs=0.5)
    assert candidate.phase is Phase.START


def test_who_stays_half_way_has_taken_a_new_start():
    candidate = candidate_of()
    follow(candidate, course((0, 10), (2, 10), (3, 45), (9, 45)), 9.0)
    assert candidate.phase is Phase.START
    assert candidate.counter.start_deg == pytest.approx(45.0, abs=1.0)


@pytest.mark.parametrize(
    ("peak_deg", "reps"),
    [
        pytest.param(100, 1, id="what reaches the target counts"),
        pytest.param(70, 0, id="an attempt does not: nobody saw from where it came"),
    ],
)
def test_a_start_that_is_only_assumed(peak_deg, reps):
    candidate = candidate_of()
    candidate.assume(StartPosition(10.0, table(RESTING)))
    assert candidate.armed
    begun = course((0, 40), (1.5, peak_deg), (4.5, peak_deg), (6, 10), (8, 10))
    assert len(follow(candidate, begun, 8.0)) == reps


def test_the_own_movement_is_asked_for_by_the_angle_at_rest():
    asked = []

    def own(start_deg):
        asked.append(start_deg)
        return PULL.model_copy(update={"target_deg": 70.0 if start_deg else 90.0})

    candidate = MovementCandidate(KNEE_TO_CHEST, own, Side.RIGHT, KNEE_TO_CHEST.dose)
    assert candidate.counter.target_deg == 90.0
    follow(candidate, lambda _: 12.0, 1.0)
    assert asked == [None, pytest.approx(12.0)]
    assert candidate.counter.target_deg == 70.0


@pytest.mark.parametrize(
    ("movements", "rules"),
    [
        pytest.param((), ("head_lifts",), id="a rule of all movements"),
        pytest.param(("pull",), ("head_lifts",), id="a rule of this one"),
        pytest.param(("another",), (), id="a rule of another one"),
    ],
)
def test_only_the_rules_of_its_own_movement_are_judged(movements, rules):
    lifts = next(rule for rule in KNEE_TO_CHEST.rules if rule.id == "head_lifts")
    rule = lifts.model_copy(update={"movements": movements})
    candidate = candidate_of(KNEE_TO_CHEST.model_copy(update={"rules": (rule,)}))
    lifted = {"also": lambda t: {Quantity.HEAD_HEIGHT: 0.5 if t > 2 else 0.1}}
    (judged,) = follow(candidate, ONCE, 11.0, **lifted)
    assert judged.rep.faults == rules


def test_the_angle_is_that_of_the_movement_where_it_can_be_trusted():
    candidate = candidate_of()
    assert candidate.angle_deg(measured(0.0, {HIP: 42.0})) == 42.0
    unseen = measured(0.0, {HIP: 42.0}, trust={HIP: 0.1})
    assert candidate.angle_deg(unseen) == pytest.approx(NAN, nan_ok=True)


@pytest.mark.parametrize(
    ("gap_s", "rules"),
    [
        pytest.param(0.5, ("hold_too_short",), id="a moment"),
        pytest.param(2.0, (), id="long: nobody knows how long it was held"),
    ],
)
def test_a_hold_that_was_not_seen_whole_is_not_called_too_short(gap_s, rules):
    (judged,) = follow(
        candidate_of(hold_s=5.0),
        ONCE,
        11.0,
        in_position=lambda t: not 4.6 <= t < 4.6 + gap_s,
    )
    assert not judged.rep.complete
    assert judged.rep.faults == rules
    assert judged.rep.hold_s < 3.5 if gap_s < 1 else judged.rep.hold_s < 1.5


def test_where_it_stands_is_told_for_the_reason_why_nothing_counted():
    candidate = candidate_of()
    before = candidate.followed(measured(0.0, {**RESTING, HIP: 10.0}))
    assert (before.side, before.movement, before.phase) == (Side.RIGHT, PULL, Phase.START)
    assert (before.angle_deg, before.progress, before.lacks) == (10.0, None, None)
    follow(candidate, ONCE, 5.0)
    held = candidate.followed(measured(5.0, {**RESTING, HIP: 100.0}))
    assert (held.phase, held.target_deg) == (Phase.TARGET, 90.0)
    assert held.progress > 1
    follow(candidate, ONCE, 7.0, begin_s=5.0, also=lambda _: {OTHER_LEG: 60.0})
    broken_off = candidate.followed(measured(7.0, RESTING))
    assert (broken_off.progress, broken_off.lacks) == (None, PULL.start[0].advice)
