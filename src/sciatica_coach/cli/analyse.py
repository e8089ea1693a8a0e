"""`sciatica-coach analyse`: judges recorded videos."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.capture.model import RECORDING_MODEL
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.options import (
    RecordingModel,
    SideOption,
    WorkingSide,
    exercise_or_auto,
    possible_exercises,
    valid_name,
)

if TYPE_CHECKING:
    from sciatica_coach.coaching.movement.baseline import Baseline
    from sciatica_coach.exercise.definition import Exercise


def analyse(  # noqa: PLR0913  # each is an option
    videos: Annotated[list[Path], typer.Argument(metavar="VIDEO...", show_default=False)],
    *,
    exercise: Annotated[str, typer.Option(metavar="ID", help="What is done in them, or auto.")],
    side: WorkingSide = SideOption.AUTO,
    model: RecordingModel = RECORDING_MODEL,
    hold_s: Annotated[
        float | None, typer.Option(min=0, max=600, help="Seconds to hold, in place of the dose's.")
    ] = None,
    reps: Annotated[
        int | None, typer.Option(min=1, max=100, help="Repetitions, in place of the dose's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; else beside each video.")
    ] = None,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Also write the video with the findings drawn on.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Videos analysed at a time.")] = 1,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Judge by this person's own range.")
    ] = None,
    person_at: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y",
            help="Of several people, follow who is here when they are first seen together: shares "
            "of the picture's width and height, such as 0.4,0.6.",
        ),
    ] = None,
) -> None:
    """Analyse recorded videos: repetitions, holds, faults, angles."""
    from sciatica_coach.cli.analysis_output import analyse_all
    from sciatica_coach.review.analyse import prescribed
    from sciatica_coach.review.batch import AnalysisOptions, tasks

    asked = exercise_or_auto(exercise)
    possible = possible_exercises(asked)
    try:
        for each in possible:
            prescribed(each, hold_s=hold_s, reps=reps)
    except ValueError as error:
        raise typer.BadParameter(
            "must be a number from 0 to 600.", param_hint="--hold-s"
        ) from error
    own = tuple(own for each in possible if person is not None for own in _own_ranges(person, each))
    place = _place(person_at) if person_at is not None else None
    options = AnalysisOptions(asked, side.side, model, hold_s, reps, annotated, own, place)
    with natives_silenced():
        done = analyse_all(tasks(videos, options, out), jobs=jobs)
    raise typer.Exit(ExitCode.DONE if done else ExitCode.FAILED)


def _place(written: str) -> tuple[float, float]:
    """A place in the picture, as shares of its width and height."""
    try:
        x, y = (float(part) for part in written.split(","))
    except ValueError:
        x = y = -1.0
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise typer.BadParameter(
            "must be two numbers from 0 to 1, such as 0.4,0.6.", param_hint="--person-at"
        )
    return x, y


def _own_ranges(person: str, exercise: "Exercise") -> "tuple[Baseline, ...]":
    """The person's own ranges in an exercise; if there are none, stderr says so."""
    from sciatica_coach.records.store import Records

    name = valid_name(person)
    own = [each for each in Records().baselines(name) if each.exercise == exercise.id]
    if not own:
        print(
            f"sciatica-coach: nothing is kept of {name!r} for {exercise.id}: the usual target is "
            "used. Measure the own range with: sciatica-coach baseline.",
            file=sys.stderr,
        )
    return tuple(own)
