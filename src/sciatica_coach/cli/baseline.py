"""`sciatica-coach baseline`: measures a person's own range from a video, and keeps it."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.capture.model import RECORDING_MODEL
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.options import (
    ExerciseId,
    FilmedOn,
    RecordingModel,
    SideOption,
    WorkingSide,
    filming_day,
    known_exercise,
    valid_name,
)
from sciatica_coach.cli.terminal import quiet_natives
from sciatica_coach.scratch import sweep_scratch

EXAMPLE = "Example: sciatica-coach baseline clip.mp4 --exercise figure-4 --person Ann"


def baseline(  # noqa: PLR0913  # each is an option
    video: Annotated[Path, typer.Argument(metavar="VIDEO", show_default=False, readable=False)],
    *,
    exercise: ExerciseId,
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose own range it is.")],
    side: WorkingSide = SideOption.AUTO,
    model: RecordingModel = RECORDING_MODEL,
    day: FilmedOn = None,
) -> None:
    """Measure a person's own range from a video, and keep it on this computer.

    In the video the person rests, goes as far as is comfortable, stays there for a second or two,
    and comes back; twice. analyse --person NAME then judges by it.
    """
    from sciatica_coach.cli.analysis_output import baseline_of_video
    from sciatica_coach.cli.kept_people import find_person, person_for_keeping

    sweep_scratch()
    measured_on = filming_day(day) or datetime.now().date()
    asked, name = known_exercise(exercise), valid_name(person)
    known = find_person(name)
    before = known.own_ranges() if known else ()  # trouble is reported before the work is done
    with quiet_natives():
        measured = baseline_of_video(video, asked, measured_on, side.side, model, before)
    if measured is None:
        raise typer.Exit(ExitCode.FAILED)
    person_for_keeping(name).keep_own_ranges([measured])
    print(f"Kept for {name}. Delete it with: sciatica-coach forget --person {shlex.quote(name)}")
