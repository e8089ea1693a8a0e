"""A visit as a text that can be written to a file, and back."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.baseline import Baseline
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.safety.pain import Pain, PainOutcome
from sciatica_coach.safety.screening import Outcome


class Damaged(Exception):  # noqa: N818  (it names what happened)
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
        raise Damaged("; ".join(places)) from None  # the error itself holds what was found


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


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
            raise Damaged("plan.exercise: there is no such exercise")
        return Plan(exercise, self.sides, self.dose, self.model, self.measures)


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
            sets=self.sets,
            clip=self.clip,
            own_ranges=self.own_ranges,
        )
