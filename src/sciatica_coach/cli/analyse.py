"""`sciatica-coach analyse`: judges recorded videos."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.capture.model import RECORDING_MODEL
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.options import (
    DecimalMarkOption,
    ExerciseOrAuto,
    FilmedOn,
    RecordingModel,
    SideOption,
    WorkingSide,
    exercise_or_auto,
    filming_day,
    possible_exercises,
    valid_name,
)
from sciatica_coach.cli.terminal import complain, quiet_natives
from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.scratch import sweep_scratch

if TYPE_CHECKING:
    from sciatica_coach.coaching.movement.baseline import Baseline
    from sciatica_coach.exercise.definition import Exercise
    from sciatica_coach.records.personal_records import PersonalRecords


EXAMPLE = "Example: sciatica-coach analyse clip.mp4 --exercise figure-4 --annotated"


def analyse(  # noqa: PLR0913  # each is an option
    videos: Annotated[
        # Whether it can be read is found out for each video by itself.
        list[Path], typer.Argument(metavar="VIDEO...", show_default=False, readable=False)
    ],
    *,
    exercise: ExerciseOrAuto,
    side: WorkingSide = SideOption.AUTO,
    model: RecordingModel = RECORDING_MODEL,
    hold_s: Annotated[
        float | None, typer.Option(min=0, max=600, help="Seconds to hold, in place of the dose's.")
    ] = None,
    reps: Annotated[
        int | None, typer.Option(min=1, max=100, help="Repetitions, in place of the dose's.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the results; else beside each video."),
    ] = None,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Also write the video with the findings drawn on.")
    ] = False,
    csv_decimal: DecimalMarkOption = DecimalMark.POINT,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Also write a spreadsheet (needs XlsxWriter).")
    ] = False,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print one JSON document in place of the table. Files are then written only "
            "with --out.",
        ),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Videos analysed at a time.")] = 1,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Judge by this person's own range, and keep the session in their records.",
        ),
    ] = None,
    day: FilmedOn = None,
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

    sweep_scratch()
    asked = exercise_or_auto(exercise)
    possible = possible_exercises(asked)
    try:
        for each in possible:
            prescribed(each, hold_s=hold_s, reps=reps)
    except ValueError as error:
        raise typer.BadParameter(
            "must be a number from 0 to 600.", param_hint="--hold-s"
        ) from error
    writes_files = not json or out is not None
    _check_files_asked_for(writes_files=writes_files, annotated=annotated, xlsx=xlsx)
    if day is not None and person is None:
        raise typer.BadParameter("goes with --person.", param_hint="--date")
    filmed_on = filming_day(day)
    records = _records_of(person) if person is not None else None
    own = tuple(own for each in possible if records for own in _own_ranges(records, each))
    place = _place(person_at) if person_at is not None else None
    options = AnalysisOptions(
        asked,
        side=side.side,
        model=model,
        hold_s=hold_s,
        reps=reps,
        annotated=annotated,
        baselines=own,
        person_at=place,
        csv_decimal=csv_decimal,
        xlsx=xlsx,
        writes_files=writes_files,
        keeps_report=json,
        person_id=records.id if records else None,
        filmed_on=filmed_on,
    )
    with quiet_natives():
        done = analyse_all(
            tasks(videos, options, out),
            jobs=jobs,
            as_json=json,
            kept_for=records.name if records else None,
        )
    raise typer.Exit(ExitCode.DONE if done else ExitCode.FAILED)


def _check_files_asked_for(*, writes_files: bool, annotated: bool, xlsx: bool) -> None:
    if (annotated or xlsx) and not writes_files:
        raise typer.BadParameter(
            "writes files only with --out: say where they are to go.", param_hint="--json"
        )
    if xlsx:
        from sciatica_coach.review.spreadsheet import require_spreadsheets

        require_spreadsheets()


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


def _records_of(person: str) -> "PersonalRecords":
    """What is kept of the person; of a stranger something is kept from now on, and stderr says so.

    A name that was mistyped is seen there.
    """
    from sciatica_coach.cli.kept_people import find_person, person_for_keeping

    name = valid_name(person)
    known = find_person(name)
    if known is not None:
        return known
    complain(f"'{name}' is new in the records: sessions are kept under that name from now on.")
    return person_for_keeping(name)


def _own_ranges(records: "PersonalRecords", exercise: "Exercise") -> "tuple[Baseline, ...]":
    """The person's own ranges in an exercise; if there are none, stderr says so."""
    own = [each for each in records.own_ranges() if each.exercise == exercise.id]
    if not own:
        complain(
            f"nothing is kept of '{records.name}' for {exercise.id}: the usual target is used. "
            "Measure the own range with: sciatica-coach baseline."
        )
    return tuple(own)
