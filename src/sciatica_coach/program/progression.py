"""Easier and harder steps that are proposed for a program, each with its reason in words.

The words and limits are data (`progression.toml`); the order of the rules is code. Nothing here
changes a program: the person or the therapist decides. What cannot be known from what was said
and seen is not concluded: without an answer about pain there is no step more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import SafetyFileError
from sciatica_coach.exercise.definition import Dose, Source
from sciatica_coach.exercise.fields import Grounded, Id, Seconds, Table, Text
from sciatica_coach.history import PastSession
from sciatica_coach.language.translatable_text import TranslatableText, one_after_another
from sciatica_coach.program.program import (
    DatedProgram,
    ExerciseProgram,
    ProgramExercise,
    by_hand,
    same_amount,
)
from sciatica_coach.program.schedule import DueExercise, days, due_on, program_on
from sciatica_coach.safety.pain import Pain, PainChange, PainRise, half_of

PROGRESSION = Path(__file__).with_name("progression.toml")
_CALM = frozenset({PainChange.NO_RISE, PainChange.MOVED_UP})
_VALUES: dict[str, object] = {
    "day": date(2026, 1, 1),
    "days": 1,
    "pain": 1,
    "ceiling": 1,
}
"""What may stand in braces in a text of the file."""


class Reason(Grounded):
    """What is said with a proposal."""

    text: Text

    @model_validator(mode="after")
    def _can_be_filled_in(self) -> Self:
        try:
            self.text.format(**_VALUES)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise ValueError(f"text: cannot be filled in: {error}") from error
        return self


class Lasting(Reason):
    """The same, for what has to last some days."""

    days: Annotated[int, Field(ge=1, le=365)]


class PrintedDose(Grounded):
    """As much as one source prints for an exercise."""

    hold_s: Seconds
    reps: Annotated[int, Field(ge=1, le=100)]
    sets: Annotated[int, Field(ge=1, le=20)] = 1

    def holds(self, dose: Dose) -> bool:
        """Whether a dose is not more than this in any figure."""
        return dose.hold_s <= self.hold_s and dose.reps <= self.reps and dose.sets <= self.sets


class Steps(Grounded):
    """What one step of an exercise is, and how far steps may lead."""

    reps_step: Annotated[int, Field(ge=1, le=10)]
    hold_step_s: Seconds
    """0 for an exercise without a hold."""
    printed: Annotated[tuple[PrintedDose, ...], Field(min_length=1, max_length=30)]


class ProgressionRules(Table):
    """When a step is proposed, with which words, and how far."""

    ask_first: Reason
    tingling: Reason
    clear_rise: Reason
    above_ceiling: Reason
    pause: Lasting
    calm: Lasting
    exercises: dict[Id, Steps]
    """An exercise that is not here is never proposed to be done more."""
    sources: Annotated[dict[str, Source], Field(min_length=1)]

    @property
    def reasons(self) -> dict[str, Reason]:
        """All of them, by their table in the file."""
        return {
            "ask_first": self.ask_first,
            "tingling": self.tingling,
            "clear_rise": self.clear_rise,
            "above_ceiling": self.above_ceiling,
            "pause": self.pause,
            "calm": self.calm,
        }

    @model_validator(mode="after")
    def _has_the_sources_it_names(self) -> Self:
        grounded: dict[str, Grounded] = dict(self.reasons)
        for exercise, steps in self.exercises.items():
            grounded[f"exercises.{exercise}"] = steps
            for number, each in enumerate(steps.printed):
                grounded[f"exercises.{exercise}.printed.{number}"] = each
        problems = [
            f"{where}.sources: no source {key!r} in [sources]"
            for where, each in grounded.items()
            for key in each.sources
            if key not in self.sources
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self


class ProposalKind(StrEnum):
    """Where a proposal leads."""

    ASK_FIRST = "ask_first"
    """To somebody who can judge it; the dose stays."""
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one exercise that the person or the therapist may take, or not."""

    exercise: str
    kind: ProposalKind
    reason: TranslatableText
    happened_on: date
    """The day that it is about."""
    dose: Dose | None = None
    """The dose proposed; None for `ASK_FIRST`."""

    def applied_to(self, program: ExerciseProgram) -> ExerciseProgram:
        """The program with this proposal taken."""
        return program if self.dose is None else program.with_dose(self.exercise, self.dose)


@cache
def load_progression(path: Path = PROGRESSION) -> ProgressionRules:
    """The rules that ship with the product, or those of another file.

    Raises
    ------
    SafetyFileError
        With every problem in it, if the file is not TOML or lacks something.
    """
    return read_definition(path, ProgressionRules, SafetyFileError)


def worded(rules: ProgressionRules, say: Callable[[str], str]) -> None:
    """Hand each text of the rules that people read to `say`."""
    for reason in rules.reasons.values():
        say(reason.text)


def proposals(
    programs: Sequence[DatedProgram],
    sessions: Sequence[PastSession],
    today: date,
    *,
    rules: ProgressionRules | None = None,
) -> tuple[Proposal, ...]:
    """What is proposed today, at most one change an exercise; empty without a program.

    Parameters
    ----------
    rules
        Those that ship with the product, unless given.
    """
    dated = program_on(programs, today)
    if dated is None:
        return ()
    past = sorted(
        (each for each in sessions if each.day <= today), key=lambda each: each.started_at
    )
    by_day = defaultdict[date, list[PastSession]](list)
    for each in past:
        by_day[each.day].append(each)
    judge = _Judge(programs, past, by_day, today, rules or load_progression(), dated.program)
    current = [each for each in dated.program.exercises if not _has_ended(each, today)]
    found = (judge.proposal(item) for item in current)
    return tuple(each for each in found if each is not None)


def first_day(proposal: Proposal, *, is_begun_today: bool, today: date) -> date:
    """The day from which a proposal that is taken today holds.

    Less holds at once. More holds from tomorrow if today's exercises are begun: what was done as
    it was asked for is done.
    """
    waits = proposal.kind is ProposalKind.MORE and is_begun_today
    return today + timedelta(days=1) if waits else today


def last_pain_rise(sessions: Sequence[PastSession]) -> tuple[PastSession, PainRise] | None:
    """The last session if pain had clearly risen in it, and what was done; None if it had not.

    A session that was stopped for another reason says nothing about how much was done, so it does
    not count as the last one.
    """
    for session in sorted(sessions, key=lambda each: each.started_at, reverse=True):
        if PainChange.CLEAR_RISE in session.pain_changes:
            dose = _dose_of(session)
            return (session, PainRise(session.exercise, dose, session.day)) if dose else None
        if session.pain_changes and not _stopped(session):
            return None
    return None


def _stopped(session: PastSession) -> bool:
    return bool({PainChange.MOVED_DOWN, PainChange.NEW_TINGLING} & set(session.pain_changes))


def _dose_of(session: PastSession) -> Dose | None:
    """What was asked for in a session, as far as it is known; None if no set was begun."""
    if not session.sets:
        return None
    return Dose(
        hold_s=max(each.hold_asked_s for each in session.sets),
        reps=max(max(each.reps_asked for each in session.sets), 1),
        derived="what was asked for in a session",
    )


def _has_ended(item: ProgramExercise, today: date) -> bool:
    return item.end_day is not None and item.end_day < today


@dataclass(frozen=True)
class _Judge:
    """What is known on one day, and what follows for each exercise."""

    programs: Sequence[DatedProgram]
    sessions: Sequence[PastSession]
    """Up to today, oldest first."""
    by_day: Mapping[date, Sequence[PastSession]]
    """The same."""
    today: date
    rules: ProgressionRules
    program: ExerciseProgram
    """The one of today."""

    @property
    def ceiling(self) -> int:
        """More pain than this asks for less."""
        return self.program.pain_ceiling

    @cached_property
    def last_rise(self) -> tuple[PastSession, PainRise] | None:
        """The last session, if pain had clearly risen in it."""
        return last_pain_rise(self.sessions)

    def proposal(self, item: ProgramExercise) -> Proposal | None:
        """What is proposed for one exercise."""
        less = self._after_a_rise(item) or self._above_ceiling(item) or self._after_a_pause(item)
        ask = self._ask_first(item)
        if less and ask:
            return replace(less, reason=one_after_another(ask.reason, less.reason))
        return less or ask or self._more(item)

    def _after_a_rise(self, item: ProgramExercise) -> Proposal | None:
        if self.last_rise is None:
            return None
        session, rise = self.last_rise
        if item.exercise == rise.exercise:
            is_answered = _load(item.dose) < _load(rise.dose)
        else:
            is_answered = not self._was_asked(item, session)
        dose = _halved(item.dose, rise.proposal(item.exercise, item.dose))
        if is_answered or same_amount(dose, item.dose):
            return None
        return self._less(item, dose, self.rules.clear_rise, session.day)

    def _above_ceiling(self, item: ProgramExercise) -> Proposal | None:
        last = next((each for each in self._newest_first(item) if each.pain_after), None)
        if last is None or last.pain_after is None or not self._was_asked(item, last):
            return None
        pain = _strongest(last.pain_after)
        easier = self._easier(item)
        if pain <= self.ceiling or easier is None:
            return None
        reason = self.rules.above_ceiling
        return self._less(item, easier, reason, last.day, pain=pain, ceiling=self.ceiling)

    def _after_a_pause(self, item: ProgramExercise) -> Proposal | None:
        last = next(self._newest_first(item), None)
        if last is None or not self._was_asked(item, last):
            return None
        dose = _halved(item.dose, item.dose)
        if (self.today - last.day).days < self.rules.pause.days or same_amount(dose, item.dose):
            return None
        return self._less(item, dose, self.rules.pause, last.day)

    def _ask_first(self, item: ProgramExercise) -> Proposal | None:
        own = self._newest_first(item)
        last = next((each for each in own if each.pain_changes), None)
        if last is None or not _stopped(last):
            return None
        went_down = PainChange.MOVED_DOWN in last.pain_changes
        text = (self.rules.ask_first if went_down else self.rules.tingling).text
        reason = TranslatableText(text, day=last.day)
        return Proposal(item.exercise, ProposalKind.ASK_FIRST, reason, last.day)

    def _more(self, item: ProgramExercise) -> Proposal | None:
        harder = self._harder(item)
        wanted = self.rules.calm.days
        if harder is None or self._calm_days(item, most=wanted) < wanted:
            return None
        reason = TranslatableText(self.rules.calm.text, days=wanted)
        return Proposal(item.exercise, ProposalKind.MORE, reason, self.today, harder)

    def _calm_days(self, item: ProgramExercise, *, most: int) -> int:
        """On how many days in a row, up to now, all of it was done and pain stayed calm."""
        calm = 0
        for day in reversed(tuple(days(self._held_since(item), self.today))):
            if calm == most or not all(map(self._stayed_calm, self.by_day.get(day, ()))):
                break
            due = self._due(item, day)
            if due is None or (day == self.today and not due.is_done):
                continue
            if not due.is_done or not self._is_known(item, day):
                break
            calm += 1
        return calm

    def _due(self, item: ProgramExercise, day: date) -> DueExercise | None:
        due = due_on(self.programs, self.by_day.get(day, ()), day)
        return next((each for each in due if each.item.exercise == item.exercise), None)

    def _less(
        self, item: ProgramExercise, dose: Dose, reason: Reason, day: date, **values: object
    ) -> Proposal:
        said = TranslatableText(reason.text, day=day, **values)
        return Proposal(item.exercise, ProposalKind.LESS, said, day, dose)

    def _easier(self, item: ProgramExercise) -> Dose | None:
        """One step less; None if there is none."""
        steps = self.rules.exercises.get(item.exercise)
        reps_step, hold_step_s = (steps.reps_step, steps.hold_step_s) if steps else (1, 5.0)
        if item.dose.reps > 1:
            return by_hand(item.dose, reps=max(item.dose.reps - reps_step, 1))
        if hold_step_s > 0 and item.dose.hold_s > hold_step_s:
            return by_hand(item.dose, hold_s=item.dose.hold_s - hold_step_s)
        return None

    def _harder(self, item: ProgramExercise) -> Dose | None:
        """One step more, within what a source prints; repetitions before the hold."""
        steps = self.rules.exercises.get(item.exercise)
        if steps is None:
            return None
        ways = [by_hand(item.dose, reps=item.dose.reps + steps.reps_step)]
        if steps.hold_step_s > 0:
            ways.append(by_hand(item.dose, hold_s=item.dose.hold_s + steps.hold_step_s))
        printed = (way for way in ways if any(each.holds(way) for each in steps.printed))
        return next(printed, None)

    def _newest_first(self, item: ProgramExercise) -> Iterator[PastSession]:
        return (each for each in reversed(self.sessions) if each.exercise == item.exercise)

    def _was_asked(self, item: ProgramExercise, session: PastSession) -> bool:
        """Whether a session was done while the program asked for the dose of today."""
        dated = self._setting(item)
        return session.day >= dated.from_day and session.started_at >= dated.set_at

    def _held_since(self, item: ProgramExercise) -> date:
        dated = self._setting(item)
        return min(max(dated.from_day, dated.set_at.date()), self.today)

    def _setting(self, item: ProgramExercise) -> DatedProgram:
        """The program that has brought the dose of today: those after it did not change it."""
        begun = [each for each in self.programs if each.from_day <= self.today]
        begun.sort(key=lambda each: (each.from_day, each.set_at), reverse=True)
        setting = begun[0]
        for dated in begun:
            before = dated.program.of(item.exercise)
            if before is None or not same_amount(before.dose, item.dose):
                break
            setting = dated
        return setting

    def _is_known(self, item: ProgramExercise, day: date) -> bool:
        """Whether enough was said and seen on a day to conclude something."""
        own = [each for each in self.by_day.get(day, ()) if each.exercise == item.exercise]
        is_said = all(each.pain_after is not None for each in own)
        return is_said and all(each.is_fully_judged for session in own for each in session.sets)

    def _stayed_calm(self, session: PastSession) -> bool:
        after = session.pain_after
        is_low = after is None or _strongest(after) <= self.ceiling
        return is_low and _CALM.issuperset(session.pain_changes)


def _halved(usual: Dose, proposed: Dose) -> Dose:
    """No figure more than usual or than proposed; half of the usual where that changes nothing."""
    hold_s = min(usual.hold_s, proposed.hold_s) or usual.hold_s
    dose = by_hand(usual, reps=min(usual.reps, proposed.reps), hold_s=hold_s)
    if not same_amount(dose, usual):
        return dose
    half = half_of(usual)
    return by_hand(usual, reps=half.reps, hold_s=half.hold_s)


def _strongest(pain: Pain) -> int:
    return max(pain.leg, pain.back)


def _load(dose: Dose) -> float:
    """How much a dose is on one side, to be compared with another of the same exercise."""
    return dose.reps * max(dose.hold_s, 1.0)
