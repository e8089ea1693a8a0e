"""Turns a visit into a text that can be written to a file, and back.

Each class here names what is stored of one type, and checks it when it is read. `from_attributes`
fills them from the visit itself, so that only the way back is written out.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, PlainSerializer, PlainValidator, ValidationError

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.calibration import CalibrationResult
from sciatica_coach.coaching.session.state import SessionState
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.records.people import Person
from sciatica_coach.records.session_log import SessionBegun
from sciatica_coach.records.set_document import SetDocument, Stored, StoredSentence
from sciatica_coach.safety.pain import Pain, PainOutcome, PainRise
from sciatica_coach.safety.screening import ScreeningOutcome


class VisitFileDamaged(Exception):  # noqa: N818  (it names what happened)
    """A text is no visit: says what is wrong where, never what the person has answered."""


def to_json(visit: Visit) -> str:
    """All that the visit needs to go on, as JSON; its token is not in it."""
    return _Visit.model_validate(visit).model_dump_json()


def from_json(text: bytes, token: str) -> Visit:
    """The visit again.

    Raises
    ------
    VisitFileDamaged
        If the text is not one of ours, or names an exercise or a set that does not exist any more.
    """
    try:
        return _Visit.model_validate_json(text).visit(token)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        places = (f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in found)
        raise VisitFileDamaged("; ".join(places)) from None  # the error itself holds what was found


def _exercise(value: object) -> Exercise:
    """The exercise itself, or the one with this id."""
    if isinstance(value, Exercise):
        return value
    exercise = load_exercises().get(str(value))
    if exercise is None:
        raise ValueError("there is no such exercise")
    return exercise


_ExerciseById = Annotated[
    Exercise, PlainValidator(_exercise), PlainSerializer(lambda exercise: exercise.id)
]


class _Plan(Stored):
    exercise: _ExerciseById
    sides: tuple[Side, ...]
    dose: Dose
    model: Model
    measures: bool

    def plan(self) -> Plan:
        return Plan(**dict(self))


class _CalibrationResult(Stored):
    baseline: Baseline | None
    problem: StoredSentence | None

    def calibration_result(self) -> CalibrationResult:
        return CalibrationResult(self.baseline, self.problem)


class _State(Stored):
    time_s: float
    set_index: int
    ended: tuple[SetDocument, ...]
    set_progress: SetProgress

    def state(self) -> SessionState:
        ended = tuple(each.record() for each in self.ended)
        return SessionState(self.time_s, self.set_index, ended, self.set_progress)


class _Session(Stored):
    """A session that goes on, or the result of one that has ended."""

    plan: _Plan
    state: _State
    result: tuple[SetDocument, ...] | _CalibrationResult | None

    def session(self, baselines: tuple[Baseline, ...]) -> LiveSession:
        plan = self.plan.plan()
        if not self.state.set_index < len(plan.set_plans):
            raise VisitFileDamaged("live.state.set_index: there is no such set")
        return LiveSession(
            plan, baselines=baselines, resumed=self.state.state(), result=self._result()
        )

    def _result(self) -> tuple[SetRecord, ...] | CalibrationResult | None:
        if isinstance(self.result, tuple):
            return tuple(each.record() for each in self.result)
        return self.result.calibration_result() if self.result else None


class _Visit(Stored):
    version: Literal[3] = 3
    language: str | None
    has_accepted: bool
    screening: ScreeningOutcome | None
    screening_id: UUID | None = None
    has_confirmed: bool
    pain: Pain | None
    pain_after: Pain | None = None
    pain_outcome: PainOutcome | None
    plan: _Plan | None
    is_preparing: bool
    live: _Session | None
    sets: int
    clip: str | None
    own_ranges: tuple[Baseline, ...]
    person: Person | None = None
    recording: SessionBegun | None = None
    pain_rise: PainRise | None = None
    is_let_in: bool = False
    sign_in_asked_at: AwareDatetime | None = None

    def visit(self, token: str) -> Visit:
        same = dict(self) | {
            "plan": self.plan.plan() if self.plan else None,
            # A sample clip shows somebody else, to whom the own ranges do not belong.
            "live": self.live.session(() if self.clip else self.own_ranges) if self.live else None,
        }
        del same["version"]
        return Visit(token, **same)
