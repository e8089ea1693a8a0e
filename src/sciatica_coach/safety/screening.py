"""The warning signs asked about before a session, and what the answers lock.

The words are data (`screening.toml`) and can be reviewed by a clinician. What a tier locks is code:
no edit of the words opens a lock.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import SafetyFileError
from sciatica_coach.exercise.definition import Source
from sciatica_coach.exercise.fields import Grounded, Id, Table, Text
from sciatica_coach.exercise.translation import Say
from sciatica_coach.language.catalog import ENGLISH, Language

SCREENING = Path(__file__).with_name("screening.toml")
_NUMBER = "{emergency_number}"


class Answer(StrEnum):
    """What can be answered; not sure counts as yes."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Tier(StrEnum):
    """How soon help is needed, mildest first."""

    OK = "ok"
    CLINICIAN = "clinician"
    """Exercise only after saying that a clinician will be asked."""
    URGENT = "urgent"
    """No exercise until a clinician has cleared it."""
    EMERGENCY = "emergency"
    """No exercise, and no way on."""

    @property
    def strictness(self) -> int:
        """0 for the mildest."""
        return list(Tier).index(self)


_CONFIRMED = (Tier.CLINICIAN, Tier.URGENT)


class Question(Grounded):
    """One warning sign, asked for."""

    id: Id
    text: Text
    sign: Text
    """The sign itself in a few words, for lists."""
    tier: Tier
    """What a yes or a not sure leads to."""


class TierAdvice(Grounded):
    """What a person in a tier reads."""

    title: Text
    text: Text
    confirm: Text | None = None
    """What the person must say to go on; only where a tier leaves a way on."""


class Disclaimer(Grounded):
    """What this software is not."""

    text: Text
    """Shown once, in full."""
    footer: Text
    """Shown always."""


class Emergency(Grounded):
    """Whom to call, by country."""

    default: Text
    """For people whose country is not known or not listed."""
    numbers: dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], Text]


class Screening(Table):
    """All that the page of warning signs needs."""

    title: Text
    introduction: Text
    caveats: Annotated[tuple[Text, ...], Field(min_length=1)]
    caveat_sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    answers: dict[Answer, Text]
    """What stands on the three buttons."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    tiers: dict[Tier, TierAdvice]
    disclaimer: Disclaimer
    emergency: Emergency
    sources: Annotated[dict[str, Source], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        problems = [f"answers.{each}: is missing" for each in Answer if each not in self.answers]
        problems += [f"tiers.{tier}: is missing" for tier in Tier if tier not in self.tiers]
        problems += [*self._twins(), *self._confirmations(), *self._unknown_sources()]
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def _twins(self) -> list[str]:
        ids = [question.id for question in self.questions]
        twins = sorted({each for each in ids if ids.count(each) > 1})
        return [f"questions: the id {each!r} is given twice" for each in twins]

    def _confirmations(self) -> list[str]:
        wrong = [
            (tier, "is missing" if tier in _CONFIRMED else f"{tier} leaves nothing to confirm")
            for tier, advice in self.tiers.items()
            if (advice.confirm is not None) != (tier in _CONFIRMED)
        ]
        return [f"tiers.{tier}.confirm: {what}" for tier, what in wrong]

    def _unknown_sources(self) -> list[str]:
        named = [(f"questions.{each.id}.sources", each.sources) for each in self.questions]
        named += [(f"tiers.{tier}.sources", each.sources) for tier, each in self.tiers.items()]
        named += [
            ("caveat_sources", self.caveat_sources),
            ("disclaimer.sources", self.disclaimer.sources),
            ("emergency.sources", self.emergency.sources),
        ]
        return [
            f"{where}: no source {key!r} in [sources]"
            for where, keys in named
            for key in keys
            if key not in self.sources
        ]


@dataclass(frozen=True, slots=True)
class ScreeningOutcome:
    """What the answers lead to."""

    tier: Tier
    title: str
    text: str
    questions: tuple[Question, ...]
    """Those answered with yes or not sure, in the order of the page."""
    confirm: str | None
    """What the person must say to go on; None where nothing is to be said."""
    watch_for: tuple[str, ...]
    """The signs to stop for, if none was reported; else empty."""

    @property
    def locked(self) -> bool:
        """Whether no exercise may begin as things stand."""
        return self.tier in (Tier.URGENT, Tier.EMERGENCY)

    def may_exercise(self, *, confirmed: bool = False) -> bool:
        """Whether exercise may begin; `confirmed` once the person has said `confirm`."""
        return self.tier is Tier.OK or (confirmed and self.tier in _CONFIRMED)


def load_screening(
    path: Path = SCREENING, *, locale: str | None = None, language: Language = ENGLISH
) -> Screening:
    """The warning signs and their texts, with the emergency number of a country in them.

    Parameters
    ----------
    locale
        As a browser or system gives it: "en-GB", "de_AT.UTF-8". None if not known.
    language
        Of the texts.

    Raises
    ------
    SafetyFileError
        With every problem in it, if the file is not TOML or lacks something.
    """
    screening = worded(read_definition(path, Screening, SafetyFileError), language.say)
    number = emergency_number(screening.emergency, locale)
    return worded(screening, lambda text: text.replace(_NUMBER, number))


def worded(screening: Screening, say: Say) -> Screening:
    """The warning signs with each of their texts put through `say`."""
    return screening.model_copy(
        update={
            "title": say(screening.title),
            "introduction": say(screening.introduction),
            "caveats": tuple(map(say, screening.caveats)),
            "answers": {key: say(each) for key, each in screening.answers.items()},
            "questions": tuple(
                each.model_copy(update={"text": say(each.text), "sign": say(each.sign)})
                for each in screening.questions
            ),
            "tiers": {tier: _advice(each, say) for tier, each in screening.tiers.items()},
            "disclaimer": screening.disclaimer.model_copy(
                update={
                    "text": say(screening.disclaimer.text),
                    "footer": say(screening.disclaimer.footer),
                }
            ),
            "emergency": screening.emergency.model_copy(
                update={"default": say(screening.emergency.default)}
            ),
        }
    )


def _advice(advice: TierAdvice, say: Say) -> TierAdvice:
    confirm = say(advice.confirm) if advice.confirm else None
    return advice.model_copy(
        update={"title": say(advice.title), "text": say(advice.text), "confirm": confirm}
    )


def emergency_number(emergency: Emergency, locale: str | None) -> str:
    """The number to call where `locale` belongs, or words for it if that is not known."""
    countries = (part.upper() for part in re.split(r"[-_.@]", locale or "")[1:])
    return next(
        (emergency.numbers[each] for each in countries if each in emergency.numbers),
        emergency.default,
    )


def assess(screening: Screening, answers: Mapping[str, Answer]) -> ScreeningOutcome:
    """What the answers lead to: the strictest tier of the questions not answered with no.

    Parameters
    ----------
    answers
        By the questions' ids; every question must be answered.

    Raises
    ------
    ValueError
        If a question is not answered, or an answer belongs to no question or is none of the three.
    """
    asked = {question.id for question in screening.questions}
    if missing := sorted(asked - answers.keys()):
        raise ValueError(f"not answered: {', '.join(missing)}")
    if unknown := sorted(answers.keys() - asked):
        raise ValueError(f"not asked: {', '.join(unknown)}")
    reported = {each for each, answer in answers.items() if Answer(answer) is not Answer.NO}
    tiers = (each.tier for each in screening.questions if each.id in reported)
    return _outcome_of(
        screening, max(tiers, key=lambda tier: tier.strictness, default=Tier.OK), reported
    )


def reworded(outcome: ScreeningOutcome, screening: Screening) -> ScreeningOutcome:
    """The outcome in the words of the same warning signs in another language.

    Its tier stays, should the questions have become others since.
    """
    return _outcome_of(screening, outcome.tier, {question.id for question in outcome.questions})


def _outcome_of(screening: Screening, tier: Tier, reported: Set[str]) -> ScreeningOutcome:
    advice = screening.tiers[tier]
    return ScreeningOutcome(
        tier=tier,
        title=advice.title,
        text=advice.text,
        questions=tuple(each for each in screening.questions if each.id in reported),
        confirm=advice.confirm,
        watch_for=() if reported else tuple(each.sign for each in screening.questions),
    )
