import dataclasses

import pytest
from pydantic import ValidationError

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.history import FurthestAngle, PastSession, PastSet
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.program.file_entries import (
    PainEntry,
    ProgramEntry,
    RangeEntry,
    SessionEntry,
    SetEntry,
)
from sciatica_coach.program.program import DatedProgram
from sciatica_coach.safety.pain import Pain, Place
from tests.program.built import FIRST, KNEE, dated, program, session

PAST_SET = PastSet(
    number=2,
    movement="pull",
    side=Side.LEFT,
    reps_asked=3,
    hold_asked_s=20.0,
    complete_reps=2,
    attempts=1,
    longest_hold_s=21.5,
    furthest=FurthestAngle(Quantity.HIP_FLEXION, 112.5, 9.0),
    fault_counts={"head_lifts": 2},
    is_fully_judged=False,
)
OWN = Baseline(KNEE, "pull", Side.RIGHT, Quantity.HIP_FLEXION, 12.0, 110.0, 9.0, 4.0, "full", FIRST)


def whole_session():
    usual = session(0, pain=3)
    return dataclasses.replace(
        usual, sets=(PAST_SET,), pain_before=Pain(4, 1, Place.FOOT), has_ended=False
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(ProgramEntry, dated(program(note="Slowly.")), id="program"),
        pytest.param(SessionEntry, whole_session(), id="session"),
        pytest.param(SetEntry, PAST_SET, id="set"),
        pytest.param(PainEntry, Pain(3, 0, None), id="pain"),
        pytest.param(RangeEntry, OWN, id="own range"),
    ],
)
def test_nothing_is_lost_on_the_way(kind, value):
    entry = kind.of(value)
    assert entry.value() == value
    assert kind.model_validate_json(entry.model_dump_json(), strict=True).value() == value


@pytest.mark.parametrize(
    ("kind", "entry"),
    [(PastSession, SessionEntry), (PastSet, SetEntry), (Baseline, RangeEntry), (Pain, PainEntry)],
)
def test_a_new_field_of_the_history_needs_its_place_in_the_file(kind, entry):
    assert {each.name for each in dataclasses.fields(kind)} == set(entry.model_fields)


def test_of_a_dated_program_all_is_in_the_file():
    fields = {each.name for each in dataclasses.fields(DatedProgram)}
    assert fields == set(ProgramEntry.model_fields)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"number": 0}, id="set 0"),
        pytest.param({"complete_reps": -1}, id="less than none"),
        pytest.param({"attempts": 10**9}, id="too many"),
        pytest.param({"longest_hold_s": -1.0}, id="negative hold"),
        pytest.param({"furthest": {"quantity": "hip_flexion", "deg": 999}}, id="no angle"),
        pytest.param({"movement": "../x"}, id="no id"),
        pytest.param({"side": "up"}, id="no side"),
    ],
)
def test_what_cannot_be_is_refused(values):
    usual = SetEntry.of(PAST_SET).model_dump()
    with pytest.raises(ValidationError):
        SetEntry.model_validate(usual | values)


def test_unknown_keys_are_left_out():
    values = SetEntry.of(PAST_SET).model_dump() | {"colour": "red"}
    assert SetEntry.model_validate(values).value() == PAST_SET
