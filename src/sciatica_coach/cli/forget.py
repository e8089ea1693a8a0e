"""`sciatica-coach forget`: deletes all that is kept of a person."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.cli.options import valid_name
from sciatica_coach.cli.terminal import agrees, complain, counted
from sciatica_coach.errors import RecordsError

if TYPE_CHECKING:
    from sciatica_coach.records.personal_records import PersonalRecords


def forget(
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose records are deleted.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a person, for good."""
    from sciatica_coach.cli.kept_people import find_person, forget_person
    from sciatica_coach.records.deletion import ScrubPutOff

    name = valid_name(person)
    known = find_person(name)
    if known is None:
        raise RecordsError(f"nothing is kept of {name!r}.")
    question = f"Delete all that is kept of {known.name} ({_what(known)}), for good?"
    instead = "give --yes to delete without being asked"
    if not yes and not agrees(question, instead=instead):
        print("Nothing was deleted.")
        return
    try:
        forget_person(known)
    except ScrubPutOff as error:
        complain(str(error))
    print(f"All that was kept of {known.name} is deleted. Backups that you made are not.")


def _what(known: "PersonalRecords") -> str:
    sessions = counted(len(known.sessions()), "session", "sessions")
    return f"{sessions}, {counted(len(known.own_ranges()), 'own range', 'own ranges')}"
