"""The result of an exercise, which the visitor sees at its end and nobody afterwards."""

from dataclasses import dataclass

from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

WENT_WELL = N_("Nothing to correct was seen.")
GO_ON = N_("A little further next time, if it feels easy.")
_GRAVEST_FIRST = (Severity.STOP, Severity.CORRECT, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Result:
    """One exercise, in what fits on one screen."""

    reps: int
    reps_asked: int
    longest_hold_s: float
    hold_asked_s: float
    remark: TranslatableText
    """The one thing that went well, or to look out for; without a repetition the likeliest
    reason."""
    is_praise: bool
    was_stopped: bool
    """Whether the visitor pressed STOP."""

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for was done."""
        return self.reps >= self.reps_asked


def result_of(exercise: Exercise, record: SetRecord, *, was_stopped: bool) -> Result:
    """The result of one set."""
    remark, is_praise = _remark(exercise, record)
    return Result(
        reps=record.complete_reps,
        reps_asked=record.reps_asked,
        longest_hold_s=max((rep.hold_s for rep in record.reps), default=0.0),
        hold_asked_s=record.hold_asked_s,
        remark=remark,
        is_praise=is_praise,
        was_stopped=was_stopped,
    )


def _remark(exercise: Exercise, record: SetRecord) -> tuple[TranslatableText, bool]:
    """The gravest thing to look out for; praise if there is none."""
    broken = {fault.rule for fault in record.faults}
    rules = [rule for rule in exercise.rules if rule.id in broken]
    if rules:
        gravest = min(rules, key=lambda rule: _GRAVEST_FIRST.index(rule.severity))
        return TranslatableText(gravest.cue), False
    if record.no_reps_reasons and not record.reps:
        return record.warnings[0], False
    if record.complete_reps:
        return TranslatableText(WENT_WELL), True
    return TranslatableText(GO_ON), False
