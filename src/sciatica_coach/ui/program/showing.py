"""How the pages name the exercises of a plan, and say how much is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.history import PastSession
from sciatica_coach.program.program import DatedProgram, ProgramExercise
from sciatica_coach.program.schedule import program_on
from sciatica_coach.program.wording import amount, times
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.speaking import in_words, spoken

_READ_BACK = timedelta(days=2 * 365)
"""Sessions that are read: older ones change nothing of what is shown of a plan."""


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """What a page knows of one person's plan on one day."""

    programs: Sequence[DatedProgram]
    sessions: Sequence[PastSession]
    exercises: Mapping[str, Exercise]
    """Those that this computer has a file for, by id."""
    today: date
    """Where the person is."""

    @property
    def current(self) -> DatedProgram | None:
        """The program that holds today."""
        return program_on(self.programs, self.today)


def read_history(
    records: PersonalRecords, exercises: Mapping[str, Exercise], today: date
) -> PlanHistory:
    """What is kept of a person's plan.

    Raises
    ------
    RecordsError
        If the records cannot be read.
    """
    sessions = records.sessions(since=today - _READ_BACK)
    return PlanHistory(records.programs(), sessions, exercises, today)


def name_of(exercise: str, exercises: Mapping[str, Exercise]) -> Markdown:
    """What an exercise is called; its id if this computer has no file for it."""
    known = exercises.get(exercise)
    return literal(in_words(known).name if known else exercise)


def amount_of(item: ProgramExercise) -> Markdown:
    """How much is asked for each time."""
    return literal(_capital(amount(item, spoken())))


def amount_with(item: ProgramExercise, dose: Dose) -> Markdown:
    """How much that would be with another dose."""
    return amount_of(item.model_copy(update={"dose": dose}))


def times_of(item: ProgramExercise) -> Markdown:
    """How often, and on which days."""
    return literal(_capital(times(item, spoken())))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
