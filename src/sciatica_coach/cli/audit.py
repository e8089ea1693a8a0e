"""`sciatica-coach audit`: who read or changed what in a clinic's records."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.visible_text import visible

if TYPE_CHECKING:
    from sciatica_coach.records.audit import AuditEntry


def audit(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Entries of this day or later."),
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Entries of patients of this name.")
    ] = None,
    therapist: Annotated[
        str | None, typer.Option(metavar="NAME", help="What this therapist did.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="At most so many entries.")] = 500,
) -> None:
    """Show a clinic's audit log, newest first: time, who, what, of whom."""
    from sciatica_coach.records.audit import read_audit
    from sciatica_coach.records.opening import open_records

    entries = read_audit(
        open_records(),
        since=since.astimezone() if since else None,
        person=person,
        therapist=therapist,
        most=most,
    )
    for entry in entries:
        print(_line(entry))
    if not entries:
        print("There is no such entry.")


def _line(entry: "AuditEntry") -> str:
    """Columns with tabs between, to be sorted and counted by other programs."""
    detail = " ".join(f"{key}={value}" for key, value in entry.detail.items())
    at = entry.at.astimezone().isoformat(sep=" ", timespec="seconds")
    columns = (at, entry.therapist or "-", str(entry.action), entry.person or "-", detail)
    return "\t".join(map(visible, columns)).rstrip()
