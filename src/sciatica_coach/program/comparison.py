"""What a plan file would change, before anything is changed.

Nothing that is here is overwritten: what differs stays as it is, unless the person chooses the
file's.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.history import PastSession
from sciatica_coach.program.program import DatedProgram, ExerciseProgram
from sciatica_coach.program.program_file import ProgramFile
from sciatica_coach.program.schedule import program_on

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Difference(Generic[_T]):
    """The same thing, here and in the file, with other values."""

    here: _T
    in_file: _T


@dataclass(frozen=True, slots=True)
class Compared(Generic[_T]):
    """What is here and what is in the file, of one kind."""

    new: tuple[_T, ...]
    """Only in the file."""
    same: tuple[_T, ...]
    different: tuple[Difference[_T], ...]
    only_here: tuple[_T, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file would change of one person's records."""

    name_here: str
    name_in_file: str
    programs: Compared[DatedProgram]
    sessions: Compared[PastSession]
    own_ranges: Compared[Baseline]

    @property
    def is_another_name(self) -> bool:
        """Whether the file may be of somebody else."""
        return self.name_here.casefold().split() != self.name_in_file.casefold().split()

    @property
    def brings_nothing(self) -> bool:
        """Whether all that is in the file is here already."""
        kinds = (self.programs, self.sessions, self.own_ranges)
        return not any(each.new or each.different for each in kinds)

    def programs_to_set(self, *, take_different: bool) -> tuple[DatedProgram, ...]:
        """What to set, oldest first.

        Parameters
        ----------
        take_different
            Whether the file's programs take the place of those that begin on the same days.
        """
        taken = [each.in_file for each in self.programs.different] if take_different else []
        return tuple(sorted([*self.programs.new, *taken], key=lambda each: each.from_day))

    def own_ranges_to_keep(self, *, take_different: bool) -> tuple[Baseline, ...]:
        """What to keep; a range that is kept later goes before one of the same day."""
        taken = [each.in_file for each in self.own_ranges.different] if take_different else []
        return (*self.own_ranges.new, *taken)


def compare_with(
    content: ProgramFile,
    *,
    name: str,
    programs: Sequence[DatedProgram],
    sessions: Iterable[PastSession],
    own_ranges: Iterable[Baseline],
) -> Comparison:
    """What a file would change.

    Parameters
    ----------
    name, programs, sessions, own_ranges
        What is here of the person for whom the file was chosen.
    """
    return Comparison(
        name_here=name,
        name_in_file=content.person,
        programs=_compared(
            _holding(programs), _holding(content.programs), _from_day, lambda each: each.program
        ),
        sessions=_compared(sessions, content.sessions, _session_id, lambda each: each),
        own_ranges=_compared(own_ranges, content.own_ranges, _measurement, lambda each: each),
    )


def program_after(
    comparison: Comparison, programs: Sequence[DatedProgram], day: date, *, take_different: bool
) -> ExerciseProgram | None:
    """The program that would hold on a day after the file was taken."""
    taken = comparison.programs_to_set(take_different=take_different)
    days = {each.from_day for each in taken}
    kept = [each for each in programs if each.from_day not in days]
    dated = program_on([*kept, *taken], day)
    return dated.program if dated else None


def _compared(
    here: Iterable[_T],
    in_file: Iterable[_T],
    key: Callable[[_T], Hashable],
    content: Callable[[_T], object],
) -> Compared[_T]:
    known = {key(each): each for each in here}
    found = {key(each): each for each in in_file}
    both = [(known[each], found[each]) for each in found if each in known]
    return Compared(
        new=tuple(value for each, value in found.items() if each not in known),
        same=tuple(own for own, other in both if content(own) == content(other)),
        different=tuple(
            Difference(own, other) for own, other in both if content(own) != content(other)
        ),
        only_here=tuple(value for each, value in known.items() if each not in found),
    )


def _holding(programs: Iterable[DatedProgram]) -> list[DatedProgram]:
    """Of programs that begin on the same day only the one set last: it alone has ever held."""
    newest: dict[date, DatedProgram] = {}
    for each in sorted(programs, key=lambda each: (each.from_day, each.set_at)):
        newest[each.from_day] = each
    return list(newest.values())


def _from_day(dated: DatedProgram) -> Hashable:
    return dated.from_day


def _session_id(session: PastSession) -> Hashable:
    return session.id


def _measurement(own: Baseline) -> Hashable:
    return (own.exercise, own.movement, own.side, own.quantity, own.measured_on)
