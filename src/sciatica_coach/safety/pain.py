"""How pain changed over a set, and what that asks for, also of the next session.

The words and the limit are data (`pain.toml`); which change ends a session is code.
"""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import SafetyFileError
from sciatica_coach.exercise.definition import Dose, Source
from sciatica_coach.exercise.fields import Grounded, Table, Text
from sciatica_coach.exercise.translation import Say
from sciatica_coach.language.catalog import ENGLISH, Language

PAIN_RULES = Path(__file__).with_name("pain.toml")


class Place(StrEnum):
    """Where pain, tingling or numbness is felt, from the back downwards."""

    BACK = "back"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    KNEE_OR_CALF = "knee_or_calf"
    FOOT = "foot"


class PainChange(StrEnum):
    """What happened to the symptoms, what matters most first."""

    MOVED_DOWN = "moved_down"
    """Felt further down the leg than before."""
    NEW_TINGLING = "new_tingling"
    CLEAR_RISE = "clear_rise"
    """More pain in leg or back, beyond the error of the scale."""
    SLIGHT_RISE = "slight_rise"
    MOVED_UP = "moved_up"
    """Felt less far down, and no more than slightly stronger."""
    NO_RISE = "no_rise"


_ENDS_SESSION = (PainChange.MOVED_DOWN, PainChange.NEW_TINGLING, PainChange.CLEAR_RISE)


@dataclass(frozen=True, slots=True)
class Pain:
    """What a person says about the pain at one moment.

    Raises
    ------
    ValueError
        If a figure is not a whole number from 0 to 10.
    """

    leg: int
    """0 (none) to 10, buttock included."""
    back: int
    """0 (none) to 10."""
    lowest: Place | None
    """The lowest place where anything is felt; None if nothing is felt, or if it was not said."""

    def __post_init__(self) -> None:
        for name, value in (("leg", self.leg), ("back", self.back)):
            if type(value) is not int or not 0 <= value <= 10:
                raise ValueError(f"{name} must be a whole number from 0 to 10, not {value!r}")


class ClearRise(Grounded):
    """From how many points on a rise is more than the error of the scale."""

    points: Annotated[int, Field(ge=1, le=10)]


class PainAdvice(Grounded):
    """What is said about one change."""

    title: Text
    text: Text


class PainRules(Table):
    """The questions about pain, the limit, and what is said about each change."""

    intensity: Text
    lowest_place: Text
    tingling: Text
    during: Text
    """What to keep to while exercising."""
    during_sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    places: dict[Place, Text]
    clear_rise: ClearRise
    advice: dict[PainChange, PainAdvice]
    sources: Annotated[dict[str, Source], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        problems = [f"places.{place}: is missing" for place in Place if place not in self.places]
        problems += [f"advice.{each}: is missing" for each in PainChange if each not in self.advice]
        named = [(f"advice.{change}.sources", each.sources) for change, each in self.advice.items()]
        named += [
            ("clear_rise.sources", self.clear_rise.sources),
            ("during_sources", self.during_sources),
        ]
        problems += [
            f"{where}: no source {key!r} in [sources]"
            for where, keys in named
            for key in keys
            if key not in self.sources
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self


@dataclass(frozen=True, slots=True)
class PainOutcome:
    """What the change in pain asks for."""

    changes: tuple[PainChange, ...]
    """All that was found, what matters most first; never empty."""
    title: str
    """Of the change that matters most."""
    texts: tuple[str, ...]
    """What is said about each change."""

    @property
    def ends_session(self) -> bool:
        """Whether nothing more should be done today."""
        return any(change in _ENDS_SESSION for change in self.changes)

    @property
    def halves_next_dose(self) -> bool:
        """Whether the next session should propose half as much; see `half_of`."""
        return PainChange.CLEAR_RISE in self.changes


@dataclass(frozen=True, slots=True)
class PainRise:
    """A set after which pain had clearly risen: the next session proposes half as much."""

    exercise: str
    """Its id."""
    dose: Dose
    """What was asked for in that set."""
    happened_on: date

    def proposal(self, exercise: str, usual: Dose) -> Dose:
        """Half of what raised the pain, or of the usual dose of another exercise."""
        return half_of(self.dose if exercise == self.exercise else usual)


def half_of(dose: Dose) -> Dose:
    """Half as much: half the repetitions, or half the hold where there is one repetition only.

    Rounded up, and never below 1. Not both are halved: that would be a quarter.
    """
    if dose.reps > 1:
        return dose.model_copy(update={"reps": math.ceil(dose.reps / 2)})
    if dose.hold_s > 1:
        return dose.model_copy(update={"hold_s": float(math.ceil(dose.hold_s / 2))})
    return dose


def load_pain_rules(path: Path = PAIN_RULES, *, language: Language = ENGLISH) -> PainRules:
    """The questions, the limit and the texts, in a language.

    Raises
    ------
    SafetyFileError
        With every problem in it, if the file is not TOML or lacks something.
    """
    return worded(read_definition(path, PainRules, SafetyFileError), language.say)


def worded(rules: PainRules, say: Say) -> PainRules:
    """The rules with each of their texts put through `say`."""
    return rules.model_copy(
        update={
            "intensity": say(rules.intensity),
            "lowest_place": say(rules.lowest_place),
            "tingling": say(rules.tingling),
            "during": say(rules.during),
            "places": {place: say(each) for place, each in rules.places.items()},
            "advice": {
                change: each.model_copy(update={"title": say(each.title), "text": say(each.text)})
                for change, each in rules.advice.items()
            },
        }
    )


def judge_pain(
    before: Pain, after: Pain, *, new_tingling: bool = False, rules: PainRules | None = None
) -> PainOutcome:
    """What the change from before to after a set asks for.

    Parameters
    ----------
    new_tingling
        Whether tingling or numbness began or grew in between.
    rules
        Those that ship with the product, unless given.
    """
    rules = rules or load_pain_rules()
    leg_rise = after.leg - before.leg
    rise = max(leg_rise, after.back - before.back)
    down = _places_down(before, after)
    clear = rise >= rules.clear_rise.points
    moved_up = down < 0 and after.lowest is not None and not clear
    found = {
        PainChange.MOVED_DOWN: down > 0 and after.lowest is not Place.BACK,
        PainChange.NEW_TINGLING: new_tingling,
        PainChange.CLEAR_RISE: clear,
        # A back that is a little more sore belongs to symptoms that move up, a leg does not.
        PainChange.SLIGHT_RISE: not clear and (leg_rise > 0 if moved_up else rise > 0),
        PainChange.MOVED_UP: moved_up,
    }
    return _outcome_of(tuple(change for change, true in found.items() if true), rules)


def reworded(outcome: PainOutcome, rules: PainRules) -> PainOutcome:
    """The outcome in the words of the same rules in another language."""
    return _outcome_of(outcome.changes, rules)


def _outcome_of(changes: tuple[PainChange, ...], rules: PainRules) -> PainOutcome:
    changes = changes or (PainChange.NO_RISE,)
    advice = [rules.advice[change] for change in changes]
    return PainOutcome(changes, advice[0].title, tuple(each.text for each in advice))


def _places_down(before: Pain, after: Pain) -> int:
    """How many places further down it is felt, negative for up; 0 if a place was not said."""
    start, end = _level(before), _level(after)
    return 0 if start is None or end is None else end - start


def _level(pain: Pain) -> int | None:
    """0 for the back, rising down the leg; -1 if nothing is felt, None if it was not said where."""
    if pain.lowest is not None:
        return list(Place).index(pain.lowest)
    return None if pain.leg or pain.back else -1
