"""Analysis and measurement as seen on a terminal: progress, tables, sentences."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.comparison import told_range, told_since
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.analyse import measure_baseline
from sciatica_coach.review.batch import ProgressCallback, Task, VideoResult, run_all


def analyse_all(work: Sequence[Task], *, jobs: int) -> bool:
    """Analyse videos, show progress and a table; whether all went well."""
    results = {}
    with _progress([task.source for task in work]) as tell:
        for result in run_all(work, jobs=jobs, tell=tell):
            results[result.source] = result
            if result.error:
                print(f"sciatica-coach: {result.error}", file=sys.stderr)
    in_order = [results[task.source] for task in work]
    console = Console(soft_wrap=True)
    console.print(_summary(in_order))
    for result in in_order:
        told = [each.sentence for each in result.comparisons]
        for line in (*told, *result.warnings):
            console.print(f"{result.source.name}: {line}.", markup=False, highlight=False)
    folders = sorted({str(file.parent) for each in in_order for file in each.files})
    if folders:
        console.print(f"Written to {', '.join(folders)}", markup=False, highlight=False)
    return not any(result.error for result in in_order)


def baseline_of_video(  # noqa: PLR0913, PLR0917  # each is an option of the command line
    video: Path,
    exercise: Exercise,
    measured_on: date,
    side: Side | None,
    model: Model,
    before: Sequence[Baseline],
) -> Baseline | None:
    """Measure an own range, show it and its change since the last one; None if there is none."""
    with _progress([video]) as tell:
        measurement = measure_baseline(
            video,
            exercise,
            measured_on=measured_on,
            side=side,
            model=model,
            progress=partial(tell, video),
        )
    found = measurement.baseline
    if found is None:
        print(f"sciatica-coach: {video}: {measurement.problem}", file=sys.stderr)
        return None
    print(f"{told_range(exercise, found)}.")
    if since := told_since(before, exercise, found):
        print(f"{since}.")
    return found


@contextmanager
def _progress(videos: Sequence[Path]) -> Iterator[ProgressCallback]:
    """A bar for each video on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda source, share: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        bars = {}

        def tell(source: Path, share: float) -> None:
            if source not in bars:
                bars[source] = progress.add_task(source.name[:40], total=1.0)
            progress.update(bars[source], completed=share, visible=share < 1)

        yield tell


def _summary(results: Sequence[VideoResult]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Video", overflow="ellipsis", no_wrap=True, max_width=28)
    table.add_column("Complete", justify="right")
    table.add_column("Not counted", justify="right")
    table.add_column("Leg")
    table.add_column("Longest hold", justify="right")
    table.add_column("Faults", overflow="fold")
    if any(result.comparisons for result in results):
        table.add_column("Against own range", overflow="fold")
    for result in results:
        table.add_row(_name(result), *_cells(result), *_changes(result)[: len(table.columns) - 6])
    return table


def _changes(result: VideoResult) -> tuple[str, ...]:
    return (", ".join(each.change.verdict for each in result.comparisons) or "-",)


def _name(result: VideoResult) -> str:
    """The video's name, and that of its results if it could not be the same."""
    name = result.source.name
    written = result.files[0].name.removesuffix(".coach.json") if result.files else None
    return name if written in (None, result.source.stem) else f"{name} -> {written}"


def _cells(result: VideoResult) -> tuple[str, ...]:
    if result.error:
        return ("failed", "", "", "", "")
    held_s = result.longest_hold_s
    return (
        _complete(result),
        str(result.attempts),
        ", ".join(result.sides) or "-",
        "-" if held_s is None else f"{held_s:.1f} s",
        ", ".join(
            f"{rule.replace('_', ' ')} {times}" for rule, times in Counter(result.faults).items()
        )
        or "-",
    )


def _complete(result: VideoResult) -> str:
    """A video may show more than the dose, asked for or the exercise's own."""
    done, asked = result.complete, result.reps_asked
    return f"{done} of {asked}" if done <= asked else f"{done} (dose {asked})"
