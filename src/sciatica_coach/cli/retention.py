"""`sciatica-coach retention`: for how long sessions are kept."""

from datetime import datetime
from typing import Annotated

import typer

from sciatica_coach.cli.terminal import agrees, counted

EXAMPLE = "Example: sciatica-coach retention --months 24"


def retention(
    months: Annotated[
        int | None,
        typer.Option(min=1, max=600, help="Delete sessions that are older than so many months."),
    ] = None,
    forever: Annotated[bool, typer.Option("--forever", help="Keep all sessions.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Say for how long sessions are kept, or set it; it holds for everybody."""
    from sciatica_coach.records.opening import open_records
    from sciatica_coach.records.retention import (
        delete_what_is_too_old,
        first_kept_day,
        keep_for,
        kept_months,
        sessions_before,
    )

    if months is not None and forever:
        raise typer.BadParameter("does not go with --months.", param_hint="--forever")
    database = open_records()
    if months is not None:
        today = datetime.now().date()
        day = first_kept_day(months, today)
        old = counted(sessions_before(database, day), "session", "sessions")
        question = f"Delete what is from before {day} for good, now {old}, and so on each day?"
        if not yes and not agrees(question, instead="give --yes to do so without being asked"):
            print("Nothing was changed.")
            return
        keep_for(database, months)
        gone = delete_what_is_too_old(database, today)
        print(f"Deleted: {counted(gone, 'session', 'sessions')}.")
    elif forever:
        keep_for(database, None)
    kept = kept_months(database)
    told = "for ever" if kept is None else f"for {counted(kept, 'month', 'months')}"
    print(f"Sessions are kept {told}.")
