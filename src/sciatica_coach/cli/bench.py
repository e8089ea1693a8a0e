"""`sciatica-coach bench`: measures accuracy and speed."""

from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.capture.model import Model
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.terminal import complain, quiet_natives
from sciatica_coach.errors import CoachError
from sciatica_coach.paths import SAMPLES


def bench(
    clips: Annotated[
        Path | None,
        typer.Option("--set", help="Folder of clips with a NAME.truth.json beside each."),
    ] = None,
    photos: Annotated[
        Path | None,
        typer.Option(help="Folder of annotated photographs of people with a truth.json, instead."),
    ] = None,
    model: Annotated[Model, typer.Option(help="How much work per picture.")] = Model.FULL,
    json: Annotated[
        Path | None, typer.Option("--json", help="Also write the figures here.")
    ] = None,
    speed: Annotated[bool, typer.Option(help="Also measure the speed.")] = True,
) -> None:
    """Measure accuracy on the sample clips or a set of yours, and speed beside a bare pose loop.

    With --photos, on photographs of real people instead: every angle beside the pose model alone.
    """
    from sciatica_coach.cli.bench_output import bench_all
    from sciatica_coach.cli.photo_bench_output import bench_photos

    if clips and photos:
        raise typer.BadParameter(
            "cannot go with --set: measure one after the other.", param_hint="--photos"
        )
    with quiet_natives():
        try:
            if photos:
                bench_photos(photos, model, json)
            else:
                bench_all(clips or SAMPLES, model, json, speed=speed)
        except CoachError as error:
            complain(str(error))
            raise typer.Exit(ExitCode.FAILED) from error
