"""The faults of one repetition: from when to when, how much, and of which leg."""

import pytest

from sciatica_coach.coaching.faults.log import FaultLog
from sciatica_coach.exercise.movement import Coordination, Phase
from sciatica_coach.exercise.rules import (
    CoordinationRule,
    LimitRule,
    Outcome,
    OutcomeRule,
    Severity,
    SwingRule,
    TempoRule,
)
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import fault, sample

HIP, KNEE, HEAD = Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION, Quantity.NECK_FLEXION
COMMON = {"cue": "Slower.", "derived": "for this test", "severity": Severity.CORRECT}


def limit(rule: str = "lifts", **changes) -> LimitRule:
    usual = {"kind": "limit", "quantity": HIP, "above_deg": 30.0, "dwell_s": 0.0}
    return LimitRule(id=rule, **{**COMMON, **usual, **changes})


def outcome(rule: str, which: Outcome) -> OutcomeRule:
    return OutcomeRule(id=rule, kind="outcome", outcome=which, **COMMON)


TEMPO = TempoRule(id="too_fast", kind="tempo", faster_than_deg_s=100.0, **COMMON)
SWING = SwingRule(id="bounces", kind="swing", quantity=HIP, swing_deg=8.0, turns=1, **COMMON)
OPPOSED = CoordinationRule(id="pulls", kind="coordination", pattern="opposed", dwell_s=0, **COMMON)
SHORT = outcome("hold_too_short", Outcome.HOLD_TOO_SHORT)
NEAR = outcome("not_far_enough", Outcome.NOT_FAR_ENOUGH)
KNEE_AND_HEAD = Coordination(
    first={"quantity": KNEE, "at_least_deg": 20.0},
    second={"quantity": HEAD, "at_least_deg": 20.0},
    sign=1,
    opposed_from_deg=15.0,
    in_step_above=0.5,
    opposed_below=-0.3,
    derived="for this test",
)


def log_of(*rules, coordination=None, side=Side.RIGHT) -> FaultLog:
    return FaultLog(rules, coordination, side)


def watch(log: FaultLog, values, *, quantity=HIP, step_s=0.1, **changes) -> None:
    """One value after the other, a tenth of a second apart."""
    for index, value in enumerate(values):
        log.update(sample(round(index * step_s, 3), {quantity: value}, **changes))


@pytest.mark.parametrize(
    ("values", "stretches"),
    [
        pytest.param([10, 10, 10], [], id="kept"),
        pytest.param([10, 40, 45, 40, 10], [(0.1, 0.3, 45)], id="broken for a while"),
        pytest.param([40, 40], [(0.0, 0.1, 40)], id="broken to the end"),
        pytest.param(
            [40, 10, 10, 10, 50, 10], [(0.0, 0.4, 50)], id="a pause of a moment is none: it goes on"
        ),
        pytest.param(
            [40, 10, 10, 10, 10, 50, 10],
            [(0.0, 0.0, 40), (0.5, 0.5, 50)],
            id="after a longer one it is another fault",
        ),
    ],
)
def test_one_stretch_is_one_fault_with_its_worst(values, stretches):
    log = log_of(limit())
    watch(log, values)
    assert log.conclude(None, 5.0) == tuple(
        fault("lifts", start_s, end_s, worst=worst) for start_s, end_s, worst in stretches
    )


@pytest.mark.parametrize(
    ("below_deg", "values", "worst"),
    [
        pytest.param(-20.0, [-25, -60, -30], -60, id="below zero"),
        pytest.param(40.0, [39, 10, 35], 10, id="above zero"),
    ],
)
def test_of_what_is_too_low_the_lowest_is_the_worst(below_deg, values, worst):
    log = log_of(limit(above_deg=None, below_deg=below_deg))
    watch(log, values)
    assert [each.worst for each in log.conclude(None, 1.0)] == [worst]


def test_what_is_not_mended_is_going_on_in_the_order_of_the_rules():
    log = log_of(limit("first"), limit("second", quantity=KNEE))
    log.update(sample(0.0, {KNEE: 50.0, HIP: 10.0}))
    log.update(sample(0.1, {KNEE: 50.0, HIP: 50.0}))
    assert [(each.rule, each.start_s) for each in log.going_on] == [("first", 0.1), ("second", 0.0)]
    log.update(sample(0.5, {KNEE: 10.0, HIP: 50.0}))
    assert [each.rule for each in log.going_on] == ["first"]


def test_concluded_faults_come_in_the_order_of_time_and_none_goes_on():
    log = log_of(limit("first"), limit("second", quantity=KNEE))
    log.update(sample(0.0, {KNEE: 50.0, HIP: 10.0}))
    log.update(sample(0.1, {KNEE: 50.0, HIP: 50.0}))
    assert [each.rule for each in log.conclude(None, 1.0)] == ["second", "first"]
    assert log.going_on == ()


@pytest.mark.parametrize(
    ("ended", "rules"),
    [
        pytest.param(None, [], id="complete"),
        pytest.param(Outcome.HOLD_TOO_SHORT, ["hold_too_short"], id="held too short"),
        pytest.param(Outcome.NOT_FAR_ENOUGH, ["not_far_enough"], id="turned back early"),
    ],
)
def test_an_outcome_is_a_fault_of_the_moment_at_the_end(ended, rules):
    log = log_of(SHORT, NEAR)
    watch(log, [50, 60])
    found = log.conclude(ended, 4.0)
    assert [each.rule for each in found] == rules
    assert all((each.start_s, each.end_s, each.worst) == (4.0, 4.0, 0.0) for each in found)


@pytest.mark.parametrize(
    ("rule", "side"),
    [
        pytest.param(limit(), Side.LEFT, id="the working leg"),
        pytest.param(limit(leg="other"), Side.RIGHT, id="the other leg"),
        pytest.param(limit(quantity=HEAD), None, id="the head has no side"),
        pytest.param(
            limit(quantity=Quantity.TRUNK_INCLINATION), None, id="the trunk has none either"
        ),
        pytest.param(SHORT, Side.LEFT, id="an outcome is that of the working leg"),
    ],
)
def test_whose_fault_it_is(rule, side):
    log = log_of(rule, side=Side.LEFT)
    log.update(sample(0.0, dict.fromkeys(Quantity, 50.0), side=Side.LEFT))
    assert [each.side for each in log.conclude(Outcome.HOLD_TOO_SHORT, 1.0)] == [side]


@pytest.mark.parametrize("severity", Severity)
def test_a_fault_is_as_grave_as_its_rule_and_its_repetition_is_not_known_yet(severity):
    log = log_of(limit(severity=severity))
    watch(log, [50])
    assert [(each.severity, each.rep) for each in log.going_on] == [(severity, None)]


def test_each_rule_is_judged_by_its_own_detector():
    log = log_of(TEMPO, SWING)
    watch(log, [50, 50, 50, 70, 70, 70, 50, 50, 50], phase=Phase.TARGET, out_speed_deg_s=150.0)
    assert {(each.rule, each.worst) for each in log.going_on} == {("too_fast", 150), ("bounces", 1)}


@pytest.mark.parametrize(
    ("coordination", "rules"),
    [
        pytest.param(KNEE_AND_HEAD, ["pulls"], id="with what must move together"),
        pytest.param(None, [], id="a movement in which nothing must: not judged"),
    ],
)
def test_signals_that_are_opposed_are_nobodys_side(coordination, rules):
    log = log_of(OPPOSED, coordination=coordination)
    for index in range(20):
        log.update(sample(index / 10, {KNEE: 3.0 * index, HEAD: -3.0 * index}))
    assert [(each.rule, each.side) for each in log.going_on] == [(rule, None) for rule in rules]
