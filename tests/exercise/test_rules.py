"""Rules are told apart by their kind, and each has what its kind needs."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import (
    CoordinationRule,
    LimitRule,
    OutcomeRule,
    Rule,
    Severity,
    StillRule,
    SwingRule,
    TempoRule,
)

COMMON = {"id": "x", "severity": "correct", "cue": "Slower.", "sources": ("K1",)}
OF_KIND: dict[str, dict[str, Any]] = {
    "limit": {"quantity": "hip_flexion", "above_deg": 20.0, "dwell_s": 0.7},
    "tempo": {"faster_than_deg_s": 80.0},
    "still": {"quantity": "hip_flexion", "within_deg": 5.0, "dwell_s": 1.0},
    "swing": {"quantity": "hip_flexion", "swing_deg": 8.0, "turns": 2},
    "outcome": {"outcome": "not_far_enough"},
    "coordination": {"pattern": "opposed", "dwell_s": 0.5},
}
READER: TypeAdapter[Rule] = TypeAdapter(Rule)


def rule(kind: str, /, **changes) -> Rule:
    return READER.validate_python({"kind": kind, **COMMON, **OF_KIND[kind], **changes})


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("limit", LimitRule),
        ("tempo", TempoRule),
        ("still", StillRule),
        ("swing", SwingRule),
        ("outcome", OutcomeRule),
        ("coordination", CoordinationRule),
    ],
)
def test_the_kind_says_which_rule_it_is(kind, made):
    assert type(rule(kind)) is made


@pytest.mark.parametrize("kind", OF_KIND)
def test_what_a_rule_says_of_itself(kind):
    made = rule(kind)
    assert made.severity is Severity.CORRECT
    assert made.praise is None
    assert made.movements == ()  # of all movements


def test_a_limit_is_kept_to_on_the_way_not_at_rest():
    assert rule("limit").during == (Phase.OUT, Phase.TARGET, Phase.BACK)


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind, keys in OF_KIND.items() for key in keys]
)
def test_each_kind_needs_its_own_keys(kind, key):
    told = {"kind": kind, **COMMON, **OF_KIND[kind]}
    del told[key]
    with pytest.raises(ValidationError, match=rf"{key}|needs {key}"):
        READER.validate_python(told)


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        pytest.param("tempo", {"kind": "swung"}, "swung", id="unknown kind"),
        pytest.param("tempo", {"dwell_s": 1.0}, "not permitted", id="key of another kind"),
        pytest.param("tempo", {"severity": "loud"}, "severity", id="unknown severity"),
        pytest.param("tempo", {"faster_than_deg_s": 0.0}, "greater than 0", id="no speed"),
        pytest.param("tempo", {"cue": "a b c d e f g h i"}, "at most 8 words", id="long cue"),
        pytest.param("tempo", {"praise": "a b c d e f g h i"}, "at most 8 words", id="long praise"),
        pytest.param("still", {"within_deg": 45.1}, "less than or equal to 45", id="not still"),
        pytest.param("swing", {"turns": 0}, "greater than or equal to 1", id="no turn"),
        pytest.param("swing", {"swing_deg": 90.1}, "less than or equal to 90", id="wide swing"),
        pytest.param("outcome", {"outcome": "done"}, "outcome", id="unknown outcome"),
        pytest.param("coordination", {"pattern": "odd"}, "pattern", id="unknown pattern"),
        pytest.param("limit", {"during": ("up",)}, "during", id="unknown phase"),
        pytest.param("limit", {"sources": ()}, "needs sources", id="no ground"),
    ],
)
def test_a_rule_that_is_none_is_told(kind, changes, problem):
    with pytest.raises(ValidationError, match=problem):
        rule(kind, **changes)
