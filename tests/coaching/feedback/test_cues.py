"""Which single cue is given: the gravest, not too often, and praise when it is mended."""

from itertools import groupby

import pytest

from sciatica_coach.coaching.feedback.cues import CueGiver, rank_of
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.exercise.rules import (
    LimitRule,
    Outcome,
    OutcomeRule,
    Severity,
    StillRule,
    SwingRule,
    TempoRule,
)
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import fault
from tests.coaching.play import times

HIP = Quantity.HIP_FLEXION
STOP, CORRECT, INFO = Severity.STOP, Severity.CORRECT, Severity.INFO
_FIGURES = {
    LimitRule: {"kind": "limit", "quantity": HIP, "above_deg": 30.0, "dwell_s": 0.0},
    TempoRule: {"kind": "tempo", "faster_than_deg_s": 100.0},
    StillRule: {"kind": "still", "quantity": HIP, "within_deg": 5.0, "dwell_s": 1.0},
    SwingRule: {"kind": "swing", "quantity": HIP, "swing_deg": 8.0, "turns": 3},
    OutcomeRule: {"kind": "outcome", "outcome": Outcome.HOLD_TOO_SHORT},
}


def rule(kind, name="a_rule", severity=CORRECT, praise=None):
    return kind(
        id=name,
        severity=severity,
        cue=f"Mend {name}.",
        praise=praise,
        derived="for this test",
        **_FIGURES[kind],
    )


RULES = (
    rule(TempoRule, "tempo"),
    rule(LimitRule, "leg", praise="Good, the leg rests."),
    rule(LimitRule, "head"),
    rule(LimitRule, "danger", STOP),
    rule(LimitRule, "danger_too", STOP),
)


def given(*stretches, duration_s=30.0, rate_hz=10.0):
    """(text, from, to) of the cues, of faults that go on over stretches (rule, from, to)."""
    giver = CueGiver(RULES)
    severities = {each.id: each.severity for each in RULES}
    shown = []
    for time_s in times(duration_s, rate_hz):
        faults = tuple(
            fault(name, from_s, time_s, severity=severities[name])
            for name, from_s, to_s in stretches
            if from_s <= time_s < to_s
        )
        shown.append((time_s, giver.update(time_s, faults)))
    found = []
    for _, frames in groupby(shown, key=lambda each: each[1]):
        (first_s, cue), *_ = kept = list(frames)
        if cue is not None:
            assert cue.since_s == first_s
            found.append((cue.text, round(first_s), round(kept[-1][0] + 1 / rate_hz)))
    return found


@pytest.mark.parametrize(
    ("stretches", "cues"),
    [
        pytest.param([], [], id="nothing is wrong"),
        pytest.param(
            [("head", 1, 1.1)], [("Mend head.", 1, 4)], id="a moment's fault is shown for 3 s"
        ),
        pytest.param(
            [("head", 1, 6)], [("Mend head.", 1, 6)], id="a longer one as long as it lasts"
        ),
        pytest.param(
            [("head", 1, 20)],
            [("Mend head.", 1, 9), ("Mend head.", 9, 17), ("Mend head.", 17, 20)],
            id="the same cue is repeated every 8 s",
        ),
        pytest.param(
            [("tempo", 1, 2), ("leg", 1, 2)],
            [("Mend leg.", 1, 4), ("Good, the leg rests.", 4, 7)],
            id="posture before tempo",
        ),
        pytest.param(
            [("head", 1, 6), ("leg", 1, 6)],
            [("Mend leg.", 1, 6), ("Good, the leg rests.", 6, 9)],
            id="of two alike the first of the file",
        ),
        pytest.param(
            [("tempo", 1, 9), ("head", 2, 9)],
            [("Mend tempo.", 1, 5), ("Mend head.", 5, 9)],
            id="a graver one waits until 4 s have passed",
        ),
        pytest.param(
            [("head", 1, 9), ("danger", 2, 6)],
            [("Mend head.", 1, 2), ("Mend danger.", 2, 6)],
            id="danger does not wait",
        ),
        pytest.param(
            [("danger_too", 1, 9), ("danger", 2, 9)],
            [("Mend danger_too.", 1, 5), ("Mend danger.", 5, 9)],
            id="but for another danger",
        ),
        pytest.param(
            [("leg", 1, 6)],
            [("Mend leg.", 1, 6), ("Good, the leg rests.", 6, 9)],
            id="praise when it is mended",
        ),
        pytest.param(
            [("leg", 1, 2)],
            [("Mend leg.", 1, 4), ("Good, the leg rests.", 4, 7)],
            id="praise waits until the cue was shown",
        ),
        pytest.param(
            [("leg", 1, 6), ("head", 2, 9)],
            [("Mend leg.", 1, 6), ("Mend head.", 6, 9)],
            id="no praise while something else is wrong, nor later",
        ),
        pytest.param(
            [("leg", 1, 2), ("head", 5, 6)],
            [("Mend leg.", 1, 4), ("Good, the leg rests.", 4, 5), ("Mend head.", 5, 8)],
            id="a correction does not wait for praise",
        ),
        pytest.param(
            [("leg", 1, 2), ("leg", 6, 7)],
            [("Mend leg.", 1, 4), ("Good, the leg rests.", 4, 7)],
            id="what is back within 8 s is not said again",
        ),
    ],
)
@pytest.mark.parametrize("rate_hz", [10.0, 25.0])
def test_one_cue_after_the_other(stretches, cues, rate_hz):
    assert given(*stretches, rate_hz=rate_hz) == cues


def test_a_cue_says_what_it_corrects_and_how_grave_it_is_and_praise_corrects_nothing():
    giver = CueGiver(RULES)
    cue = giver.update(0.0, (fault("leg"),))
    assert (cue.rule, cue.severity, cue.priority) == ("leg", CORRECT, Priority.SAFETY)
    assert not cue.is_praise
    praise = giver.update(3.0, ())
    assert (praise.rule, praise.severity, praise.priority) == (None, INFO, Priority.ENCOURAGEMENT)
    assert praise.is_praise


@pytest.mark.parametrize(
    ("kind", "severity", "rank"),
    [
        pytest.param(LimitRule, STOP, Priority.STOP, id="danger"),
        pytest.param(TempoRule, STOP, Priority.STOP, id="danger of any kind"),
        pytest.param(LimitRule, CORRECT, Priority.SAFETY, id="posture"),
        pytest.param(OutcomeRule, CORRECT, Priority.RANGE, id="how far"),
        pytest.param(TempoRule, CORRECT, Priority.TEMPO, id="how fast"),
        pytest.param(StillRule, CORRECT, Priority.TEMPO, id="how still"),
        pytest.param(SwingRule, CORRECT, Priority.TEMPO, id="how calm"),
        pytest.param(LimitRule, INFO, Priority.RANGE, id="posture by the way"),
        pytest.param(OutcomeRule, INFO, Priority.RANGE, id="how far by the way"),
        pytest.param(TempoRule, INFO, Priority.TEMPO, id="how fast by the way"),
    ],
)
def test_how_much_a_rule_matters(kind, severity, rank):
    assert rank_of(rule(kind, severity=severity)) is rank
