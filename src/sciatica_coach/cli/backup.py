"""`sciatica-coach backup`: all that is kept, or all of one person, as one file."""

from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.cli.options import valid_name
from sciatica_coach.cli.terminal import counted
from sciatica_coach.errors import OutputError, RecordsError

EXAMPLE = "Example: sciatica-coach backup records-2027-03-01.zip"


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, a .zip.")],
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is kept of this person.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Replace a file of that name.")] = False,
) -> None:
    """Save all records in one file; the coach may run meanwhile."""
    from sciatica_coach.cli.kept_people import find_person
    from sciatica_coach.records.backup import write_backup
    from sciatica_coach.records.opening import open_records

    if file.exists() and not yes:
        raise OutputError(f"{file}: is there already; give another name, or --yes to replace it.")
    person_id = None
    if person is not None:
        name = valid_name(person)
        known = find_person(name)
        if known is None:
            raise RecordsError(f"nothing is kept of {name!r}.")
        person_id = known.id
    made = write_backup(open_records(), file, person_id=person_id)
    people = counted(made.people, "person", "people")
    sessions = counted(made.sessions, "session", "sessions")
    print(f"{file}: {people}, {sessions}, {file.stat().st_size / 1e6:.1f} MB.")
    print("Keep it where nobody else reads it. Put it back with: sciatica-coach restore FILE")
