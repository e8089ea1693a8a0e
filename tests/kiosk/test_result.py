from dataclasses import replace

import pytest

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.kiosk.result import GO_ON, WENT_WELL, result_of
from tests.live.scene import PLAN, captures, session, show


@pytest.fixture(scope="module")
def record() -> SetRecord:
    """Three complete repetitions."""
    live = session()
    lease = live.take_over()
    for capture in captures():
        show(live, lease, capture)
    return live.finish()[0]


def fault(rule: str) -> Fault:
    return Fault(rule, None, 1.0, 2.0, Severity.CORRECT, 3.0, 1)


def test_all_that_was_asked_for_is_praised(record):
    result = result_of(PLAN.exercise, replace(record, faults=()), was_stopped=False)
    assert (result.reps, result.is_done, result.remark) == (3, True, WENT_WELL)
    assert result.is_praise
    assert result.longest_hold_s == max(rep.hold_s for rep in record.reps)


def test_of_several_faults_the_gravest_is_mentioned(record):
    rules = {rule.id: rule for rule in PLAN.exercise.rules}
    faults = tuple(fault(rule) for rule in rules)
    result = result_of(PLAN.exercise, replace(record, faults=faults), was_stopped=True)
    gravest_first = [Severity.STOP, Severity.CORRECT, Severity.INFO]
    gravest = min((rule.severity for rule in rules.values()), key=gravest_first.index)
    assert result.remark in {rule.cue for rule in rules.values() if rule.severity is gravest}
    assert not result.is_praise
    assert result.was_stopped


def test_a_set_without_a_repetition_says_why():
    """Somebody who lies still: rest was seen, and nothing after it."""
    live = session()
    lease = live.take_over()
    for capture in captures(end_s=1.7):
        show(live, lease, capture)
    result = result_of(PLAN.exercise, live.finish()[0], was_stopped=False)
    assert (result.reps, result.longest_hold_s, result.is_done) == (0, 0.0, False)
    assert result.remark.startswith("the movement never went far enough")
    assert not result.is_praise


def test_attempts_alone_are_encouraged(record):
    reps = tuple(replace(rep, complete=False) for rep in record.reps)
    attempts = replace(record, reps=reps, faults=())
    assert result_of(PLAN.exercise, attempts, was_stopped=False).remark == GO_ON
