"""Analysis and measurement as seen on a terminal: progress, tables, sentences."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

import sciatica_coach
from sciatica_coach.capture.model import Model
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.review.batch import Outcome, Task, Tell, run_all
from sciatica_coach.review.bench import ClipResult, Error, bench_accuracy
from sciatica_coach.review.delivery import delivery
from sciatica_coach.review.speed import Speed, bench_speed

_SPEED_CLIP, _SPEED_EXERCISE = "knee_to_chest_side.mp4", "single-knee-to-chest"


def analyse_all(work: Sequence[Task], *, jobs: int) -> bool:
    """Analyse videos, show progress and a table; whether all went well."""
    outcomes = {}
    with _progress(work) as tell:
        for outcome in run_all(work, jobs=jobs, tell=tell):
            outcomes[outcome.source] = outcome
            if outcome.error:
                print(f"sciatica-coach: {outcome.error}", file=sys.stderr)
    in_order = [outcomes[task.source] for task in work]
    console = Console(soft_wrap=True)
    console.print(_summary(in_order))
    for outcome in in_order:
        for warning in outcome.warnings:
            console.print(f"{outcome.source.name}: {warning}.", markup=False, highlight=False)
    folders = sorted({str(file.parent) for each in in_order for file in each.files})
    if folders:
        console.print(f"Written to {', '.join(folders)}", markup=False, highlight=False)
    return not any(outcome.error for outcome in in_order)


@contextmanager
def _progress(work: Sequence[Task]) -> Iterator[Tell]:
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


def _summary(outcomes: Sequence[Outcome]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Video", overflow="ellipsis", no_wrap=True, max_width=28)
    table.add_column("Complete", justify="right")
    table.add_column("Not counted", justify="right")
    table.add_column("Leg")
    table.add_column("Longest hold", justify="right")
    table.add_column("Faults", overflow="fold")
    for outcome in outcomes:
        table.add_row(_name(outcome), *_cells(outcome))
    return table


def _name(outcome: Outcome) -> str:
    """The video's name, and that of its results if it could not be the same."""
    name = outcome.source.name
    written = outcome.files[0].name.removesuffix(".coach.json") if outcome.files else None
    return name if written in (None, outcome.source.stem) else f"{name} -> {written}"


def _cells(outcome: Outcome) -> tuple[str, ...]:
    if outcome.error:
        return ("failed", "", "", "", "")
    held_s = outcome.longest_hold_s
    return (
        f"{outcome.complete} of {outcome.reps_asked}",
        str(outcome.attempts),
        ", ".join(outcome.sides) or "-",
        "-" if held_s is None else f"{held_s:.1f} s",
        ", ".join(
            f"{rule.replace('_', ' ')} {times}" for rule, times in Counter(outcome.faults).items()
        )
        or "-",
    )


def bench_all(samples: Path, model: Model, target: Path | None) -> None:
    """Measure accuracy and speed, show tables, and write the figures if a file is given."""
    console = Console()
    results = []
    for result in bench_accuracy(samples, model):
        results.append(result)
        console.print(f"{result.clip}: done", style="dim", highlight=False)
    exercise = load_exercises()[_SPEED_EXERCISE]
    speed = bench_speed(samples / _SPEED_CLIP, exercise, model)
    for table in (_counts(results), _angles(results), _rates(speed), _stages(speed)):
        console.print()
        console.print(table)
    if target is not None:
        with delivery(target) as (draft,):
            figures = _plain(_figures(model, results, speed))
            draft.write_text(json.dumps(figures, indent=2, allow_nan=False) + "\n")
        console.print(f"\nWritten to {target}", markup=False, highlight=False)


def _counts(results: Sequence[ClipResult]) -> Table:
    table = Table(
        "Clip", "Repetitions", "Leg", "Hold error", "Stop faults", box=None, pad_edge=False
    )
    for each in results:
        sides = ", ".join(each.sides) or "none"
        right = "" if each.sides == (each.true_side,) else f" (true: {each.true_side})"
        table.add_row(
            each.clip,
            f"{each.reps} of {each.true_reps}",
            f"{sides}{right}",
            f"{each.hold_error_s:.2f} s",
            str(each.stop_faults),
        )
    return table


def _angles(results: Sequence[ClipResult]) -> Table:
    """Fits 80 columns: `mean` is the mean absolute error."""
    table = Table(box=None, pad_edge=False)
    table.title = "Degrees off the truth, moving leg: ours, and the pose model alone (raw)"
    table.title_justify = "left"
    for header in ("Clip", "Joint"):
        table.add_column(header, no_wrap=True)
    for header in ("bias", "spread", "mean", "raw bias", "spread", "mean"):
        table.add_column(header, justify="right")
    for each in results:
        for row, joint in enumerate(each.joints):
            name = joint.joint.split("_")[0]
            table.add_row("" if row else each.clip, name, *_three(joint.ours), *_three(joint.raw))
    return table


def _three(error: Error) -> tuple[str, ...]:
    return (f"{error.bias_deg:+.1f}", f"{error.spread_deg:.1f}", f"{error.mean_deg:.1f}")


def _rates(speed: Speed) -> Table:
    table = Table("Frames a second", "", box=None, pad_edge=False)
    table.add_row("bare MediaPipe loop", f"{speed.bare_fps:.1f}")
    table.add_row("the whole line", f"{speed.whole_fps:.1f}")
    table.add_row("share", f"{speed.share:.2f}")
    return table


def _stages(speed: Speed) -> Table:
    table = Table("Stage", "ms a frame", box=None, pad_edge=False)
    for stage, milliseconds in speed.stages_ms.items():
        table.add_row(stage, f"{milliseconds:.2f}")
    return table


def _figures(model: Model, results: Sequence[ClipResult], speed: Speed) -> dict[str, Any]:
    return {
        "schema": 1,
        "app": sciatica_coach.__version__,
        "model": model.path.stem,
        "accuracy": [asdict(each) for each in results],
        "speed": {**asdict(speed), "share": speed.share},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """Rounded, and None for what is not a number."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 3) if np.isfinite(value) else None
    return value
