"""Whoever comes back sees what is due today, how it went lately, and one button to start."""

from collections.abc import Callable, Mapping

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.people import Person
from sciatica_coach.ui.people import show_who


def show_home(
    visit: Visit,
    person: Person,
    exercises: Mapping[str, Exercise],
    *,
    on_start: Callable[[Plan], None],
) -> None:
    """The first page of who has chosen to be remembered."""
    show_who(visit, person)
