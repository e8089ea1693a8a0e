"""`sciatica-coach restore`: puts a backup into the records."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.cli.terminal import agrees, counted

if TYPE_CHECKING:
    from sciatica_coach.records.restore import RestorePlan

EXAMPLE = "Example: sciatica-coach restore records-2027-03-01.zip"
_MOST_NAMES = 5
"""People who are told by name; of a clinic there may be hundreds."""


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Made by sciatica-coach backup.", readable=False)
    ],
    missing_only: Annotated[
        bool, typer.Option("--missing-only", help="Leave all as it is that is known already.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Replace what is known already without asking.")
    ] = False,
) -> None:
    """Put a backup into the records: all of it, or nothing if anything is wrong with it."""
    from sciatica_coach.records.backup_file import opened_backup
    from sciatica_coach.records.opening import open_records
    from sciatica_coach.records.restore import plan_restore
    from sciatica_coach.records.restore import restore as put_back

    if missing_only and yes:
        raise typer.BadParameter("does not go with --missing-only.", param_hint="--yes")
    with opened_backup(file) as backup:
        database = open_records()
        plan = plan_restore(database, backup)
        replaces = plan.has_known and not missing_only
        _tell_known(plan)
        if replaces and not yes and not _wants_to_replace():
            print("Nothing was changed.")
            return
        put_back(database, backup, plan, replaces=replaces)
    _tell_done(plan, replaces=replaces)


def _tell_known(plan: "RestorePlan") -> None:
    if not plan.has_known:
        return
    names = ", ".join(plan.known_people[:_MOST_NAMES])
    more = len(plan.known_people) - _MOST_NAMES
    others = f" and {counted(more, 'other', 'others')}" if more > 0 else ""
    sessions = counted(plan.known_sessions, "session", "sessions")
    print(f"Known here already: {names}{others}; {sessions} of those in the file.")


def _wants_to_replace() -> bool:
    return agrees(
        "Put what the file holds in their place? (--missing-only adds only the rest)",
        instead="give --yes to replace, or --missing-only to add the rest",
    )


def _tell_done(plan: "RestorePlan", *, replaces: bool) -> None:
    people = counted(len(plan.new_people), "person", "people")
    sessions = counted(plan.new_sessions, "session", "sessions")
    print(f"Added: {people}, {sessions}.")
    if plan.has_known:
        known = counted(plan.known_sessions, "session", "sessions")
        print(f"Known before: {known}, {'replaced' if replaces else 'left as they were'}.")
