"""`sciatica-coach baseline`: measures a person's own range from a video, and keeps it."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.capture.model import RECORDING_MODEL
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.options import (
    RecordingModel,
    SideOption,
    WorkingSide,
    known_exercise,
    valid_name,
)


def baseline(  # noqa: PLR0913  # each is an option
    video: Annotated[Path, typer.Argument(metavar="VIDEO", show_default=False)],
    *,
    exercise: Annotated[str, typer.Option(metavar="ID", help="What is done in the video.")],
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose own range it is.")],
    side: WorkingSide = SideOption.AUTO,
    model: RecordingModel = RECORDING_MODEL,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", metavar="DATE", formats=["%Y-%m-%d"], help="When it was filmed; else today."
        ),
    ] = None,
) -> None:
    """Measure a person's own range from a video, and keep it on this computer.

    In the video the person rests, goes as far as is comfortable, stays there for a second or two,
    and comes back; twice. analyse --person NAME then judges by it.
    """
    from sciatica_coach.cli.analysis_output import baseline_of_video
    from sciatica_coach.records.store import Records

    asked, name, records = known_exercise(exercise), valid_name(person), Records()
    before = records.baselines(name)  # a damaged file is reported before the work is done
    with natives_silenced():
        measured = baseline_of_video(
            video, asked, (day or datetime.now()).date(), side.side, model, before
        )
    if measured is None:
        raise typer.Exit(ExitCode.FAILED)
    records.keep(name, [measured])
    print(f"Kept for {name}. Delete it with: sciatica-coach forget --person {shlex.quote(name)}")
