"""What a row of a backup must be, beyond the types of its columns: values that the coach writes."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.history import SessionSource
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.program.program import ExerciseProgram
from sciatica_coach.records.backup_rows import LineDamaged
from sciatica_coach.records.person import name_key, person_name
from sciatica_coach.records.retention import MOST_MONTHS, RETENTION
from sciatica_coach.records.samples import SampleKind
from sciatica_coach.records.set_document import SetDocument
from sciatica_coach.safety.pain import PainChange, PainRise, Place

_BASELINE: TypeAdapter[Baseline] = TypeAdapter(Baseline)
_PAIN_RISE: TypeAdapter[PainRise] = TypeAdapter(PainRise)
_MOST_OFFSET_MIN = 26 * 60
"""Between the place and UTC; a few hours more than any place has."""
_MOST_PAIN = 10

Row = dict[str, Any]


def check_row(table: str, row: Row) -> None:
    """Look at one row.

    Raises
    ------
    LineDamaged
        If the coach cannot have written it.
    """
    check = _CHECKS.get(table)
    if check is None:
        return
    try:
        check(row)
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError):
        raise LineDamaged("not a possible value") from None


def _person(row: Row) -> None:
    _require(person_name(row["name"]) == row["name"], name_key(row["name"]) == row["name_key"])


def _session(row: Row) -> None:
    SessionSource(row["source"])
    _require(isinstance(row["pain_changes"], list))
    for each in row["pain_changes"]:
        PainChange(each)
    _require(abs(row["utc_offset_min"]) <= _MOST_OFFSET_MIN)


def _pain(row: Row) -> None:
    _require(all(0 <= row[place] <= _MOST_PAIN for place in ("leg", "back")))
    if row["lowest"] is not None:
        Place(row["lowest"])


def _set(row: Row) -> None:
    _side(row)
    if row["side_asked"] is not None:
        Side(row["side_asked"])
    if row["furthest_quantity"] is not None:
        Quantity(row["furthest_quantity"])
        _require(row["furthest_deg"] is not None, row["furthest_uncertainty_deg"] is not None)
    _require(row["number"] > 0, row["complete_reps"] >= 0, row["attempts"] >= 0)
    _require(all(isinstance(each, int) for each in row["fault_counts"].values()))
    _require(isinstance(row["details"], dict))
    if row["details"]:
        SetDocument.model_validate({**row["details"], "reps": [], "faults": []})


def _repetition(row: Row) -> None:
    Side(row["side"])
    _require(all(isinstance(each, str) for each in row["rules"]))


def _fault(row: Row) -> None:
    _side(row)
    Severity(row["severity"])


def _samples(row: Row) -> None:
    SampleKind(row["kind"])
    _require(row["count"] >= 0)


def _own_range(row: Row) -> None:
    _BASELINE.validate_python(row["content"], strict=False)


def _pain_rise(row: Row) -> None:
    _PAIN_RISE.validate_python(row["content"], strict=False)


def _program(row: Row) -> None:
    ExerciseProgram.model_validate_json(json.dumps(row["content"]))


def _setting(row: Row) -> None:
    _require(isinstance(row["value"], dict))
    if row["name"] == RETENTION:
        _require(1 <= row["value"]["months"] <= MOST_MONTHS)


def _side(row: Row) -> None:
    if row["side"] is not None:
        Side(row["side"])


def _require(*conditions: bool) -> None:
    if not all(conditions):
        raise ValueError


_CHECKS: dict[str, Callable[[Row], None]] = {
    "person": _person,
    "session": _session,
    "pain": _pain,
    "exercise_set": _set,
    "repetition": _repetition,
    "fault": _fault,
    "samples": _samples,
    "own_range": _own_range,
    "pain_rise": _pain_rise,
    "program": _program,
    "setting": _setting,
    "screening": lambda row: _require(isinstance(row["answers"], dict)),
    "audit": lambda row: _require(isinstance(row["detail"], dict)),
}
