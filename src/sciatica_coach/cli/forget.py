"""`sciatica-coach forget`: deletes all that is kept of a person."""

from typing import Annotated

import typer

from sciatica_coach.cli.options import valid_name
from sciatica_coach.cli.terminal import tell_stderr
from sciatica_coach.errors import RecordsError


def forget(
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose records are deleted.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a person, for good."""
    from sciatica_coach.cli.kept_people import forget_person

    name = valid_name(person)
    if not yes and not _agrees(f"Delete all that is kept of {name}, for good?"):
        print("Nothing was deleted.")
        return
    if not forget_person(name):
        raise RecordsError(f"nothing is kept of {name!r}.")
    print(f"All that was kept of {name} is deleted.")


def _agrees(question: str) -> bool:
    """Whether somebody is there who says yes."""
    try:
        return typer.confirm(question)
    except typer.Abort:
        tell_stderr("\nNobody answered; give --yes to delete without being asked.")
        return False
