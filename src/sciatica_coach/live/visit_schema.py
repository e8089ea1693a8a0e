"""A visit as a text that can be written to a file, and back."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.own_range.calibration import CalibrationResult
from sciatica_coach.coaching.session.state import SessionState
from sciatica_coach.coaching.sets.record import AngleSeries, Range, SetProgress, SetRecord
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.viewpoint import Viewpoint
from sciatica_coach.safety.pain import Pain, PainOutcome
from sciatica_coach.safety.screening import Outcome


class VisitFileDamaged(Exception):  # noqa: N818  (it names what happened)
    """A text that is no visit: says what is wrong where, never what the person has answered."""


def written(visit: Visit) -> str:
    """All that the visit needs to go on, as JSON; its token is not in it."""
    return _Visit.of(visit).model_dump_json()


def read(text: bytes, token: str) -> Visit:
    """The visit again.

    Raises
    ------
    Damaged
        If the text is not one of ours, or speaks of what is not there any more.
    """
    try:
        return _Visit.model_validate_json(text).visit(token)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        places = (f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in found)
        raise VisitFileDamaged("; ".join(places)) from None  # the error itself holds what was found


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="constants")


class _Plan(_Kept):
    """A plan, its exercise by name."""

    exercise: str
    sides: tuple[Side, ...]
    dose: Dose
    model: Model
    measures: bool

    @classmethod
    def of(cls, plan: Plan) -> Self:
        return cls(
            exercise=plan.exercise.id,
            sides=plan.sides,
            dose=plan.dose,
            model=plan.model,
            measures=plan.measures,
        )

    def plan(self) -> Plan:
        exercise = load_exercises().get(self.exercise)
        if exercise is None:
            raise VisitFileDamaged("plan.exercise: there is no such exercise")
        return Plan(exercise, self.sides, self.dose, self.model, self.measures)


class _Sentence(_Kept):
    """A sentence that can be said in any language."""

    text: str
    values: dict[str, "_Sentence | int | float | str"]

    @classmethod
    def of(cls, told: TranslatableText) -> Self:
        (text,), values = told.__getnewargs_ex__()
        return cls(
            text=text,
            values={
                name: cls.of(value) if isinstance(value, TranslatableText) else value
                for name, value in values.items()
            },
        )

    def told(self) -> TranslatableText:
        values = {
            name: value.told() if isinstance(value, _Sentence) else value
            for name, value in self.values.items()
        }
        return TranslatableText(self.text, **values)


class _Record(_Kept):
    """What remains of a set, without its frames."""

    exercise: str
    side: Side | None
    hold_asked_s: float
    reps_asked: int
    baselines: tuple[Baseline, ...]
    start_s: float
    end_s: float
    reps: tuple[Rep, ...]
    faults: tuple[Fault, ...]
    tracked_share: float
    viewpoint: Viewpoint | None
    range_of_motion: dict[Side, dict[Quantity, Range]]
    warnings: tuple[_Sentence, ...]

    @classmethod
    def of(cls, record: SetRecord) -> Self:
        same = {name: getattr(record, name) for name in cls.model_fields if name != "warnings"}
        return cls(**same, warnings=tuple(map(_Sentence.of, record.warnings)))

    def record(self) -> SetRecord:
        warnings = tuple(each.told() for each in self.warnings)
        return SetRecord(**dict(self) | {"warnings": warnings}, angle_series=AngleSeries.empty())


class _Measurement(_Kept):
    """What came of a calibration."""

    baseline: Baseline | None
    problem: _Sentence | None

    @classmethod
    def of(cls, calibration_result: CalibrationResult) -> Self:
        problem = _Sentence.of(calibration_result.problem) if calibration_result.problem else None
        return cls(baseline=calibration_result.baseline, problem=problem)

    def calibration_result(self) -> CalibrationResult:
        return CalibrationResult(self.baseline, self.problem.told() if self.problem else None)


class _Session(_Kept):
    """A session that goes on, or what came of one that has ended."""

    plan: _Plan
    time_s: float
    set_index: int
    ended: tuple[_Record, ...]
    set_progress: SetProgress
    result: tuple[_Record, ...] | _Measurement | None

    @classmethod
    def of(cls, live: LiveSession) -> Self:
        state = live.state
        return cls(
            plan=_Plan.of(live.plan),
            time_s=state.time_s,
            set_index=state.set_index,
            ended=tuple(map(_Record.of, state.ended)),
            set_progress=state.set_progress,
            result=_result_of(live),
        )

    def session(self, baselines: tuple[Baseline, ...]) -> LiveSession:
        plan = self.plan.plan()
        if not self.set_index < len(plan.set_plans):
            raise VisitFileDamaged("session.bout_index: there is no such bout")
        ended = tuple(each.record() for each in self.ended)
        state = SessionState(self.time_s, self.set_index, ended, self.set_progress)
        return LiveSession(plan, baselines=baselines, resumed=state, result=self._result())

    def _result(self) -> tuple[SetRecord, ...] | CalibrationResult | None:
        if isinstance(self.result, tuple):
            return tuple(each.record() for each in self.result)
        return self.result.calibration_result() if self.result else None


def _result_of(live: LiveSession) -> tuple[_Record, ...] | _Measurement | None:
    if live.calibration_result is not None:
        return _Measurement.of(live.calibration_result)
    return tuple(map(_Record.of, live.records)) if live.has_ended else None


class _Visit(_Kept):
    version: Literal[1] = 1
    language: str | None
    has_accepted: bool
    screening: Outcome | None
    has_confirmed: bool
    pain: Pain | None
    pain_outcome: PainOutcome | None
    plan: _Plan | None
    is_preparing: bool
    live: _Session | None
    sets: int
    clip: str | None
    own_ranges: tuple[Baseline, ...]

    @classmethod
    def of(cls, visit: Visit) -> Self:
        return cls(
            language=visit.language,
            has_accepted=visit.has_accepted,
            screening=visit.screening,
            has_confirmed=visit.has_confirmed,
            pain=visit.pain,
            pain_outcome=visit.pain_outcome,
            plan=_Plan.of(visit.plan) if visit.plan else None,
            is_preparing=visit.is_preparing,
            live=_Session.of(visit.live) if visit.live else None,
            sets=visit.sets,
            clip=visit.clip,
            own_ranges=visit.own_ranges,
        )

    def visit(self, token: str) -> Visit:
        return Visit(
            token,
            language=self.language,
            has_accepted=self.has_accepted,
            screening=self.screening,
            has_confirmed=self.has_confirmed,
            pain=self.pain,
            pain_outcome=self.pain_outcome,
            plan=self.plan.plan() if self.plan else None,
            is_preparing=self.is_preparing,
            live=self._session(),
            sets=self.sets,
            clip=self.clip,
            own_ranges=self.own_ranges,
        )

    def _session(self) -> LiveSession | None:
        """The session, by the ranges that it was begun with: a clip's person has none."""
        return self.live.session(() if self.clip else self.own_ranges) if self.live else None
