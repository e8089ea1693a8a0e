"""Analysis and measurement as seen on a terminal: progress, tables, sentences."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from sciatica_coach.capture.model import Model
from sciatica_coach.cli.result_table import print_results
from sciatica_coach.cli.terminal import complain
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.comparison import told_range, told_since
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.analyse import measure_baseline
from sciatica_coach.review.batch import ProgressCallback, Task, VideoResult, run_all
from sciatica_coach.review.report import SCHEMA, json_text
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import as_unicode, visible

_NAME_COLUMNS = 40
"""Of a terminal: more of a file's name beside a progress bar would leave no room for the bar."""


def analyse_all(
    work: Sequence[Task], *, jobs: int, as_json: bool = False, kept_for: str | None = None
) -> bool:
    """Analyse videos, show progress and a table; whether all went well.

    Parameters
    ----------
    as_json
        Print one JSON document in place of the table and the sentences.
    kept_for
        In whose records the sessions are kept.
    """
    results: dict[Path, VideoResult] = {}
    told: set[str] = set()
    with _progress([task.source for task in work]) as tell:
        for result in run_all(work, jobs=jobs, tell=tell):
            results[result.source] = result
            for problem in filter(None, (result.error, result.not_kept)):
                if problem not in told:
                    told.add(problem)
                    complain(problem)
    in_order = [results[task.source] for task in work]
    if as_json:
        print(json_text(_document(in_order), is_ascii=True))
    else:
        _print(in_order)
        if kept_for is not None:
            _tell_kept(in_order, kept_for)
    return not any(result.error or result.not_kept for result in in_order)


def _print(results: Sequence[VideoResult]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    print_results(console, results)
    for line in _sentences(results):
        console.print(visible(line), soft_wrap=True)


def _tell_kept(results: Sequence[VideoResult], name: str) -> None:
    kept = sum(not (result.error or result.not_kept) for result in results)
    if kept:
        print(f"Kept in the records of {name}: {kept} {'session' if kept == 1 else 'sessions'}.")


def _sentences(results: Sequence[VideoResult]) -> Iterator[str]:
    """What is to be known about each video, and where its results are."""
    for result in results:
        sentences: Iterable[str] = (each.sentence for each in result.comparisons)
        for sentence in (*sentences, *result.warnings, *_told_of_name(result)):
            yield f"{visible(result.source.name)}: {sentence}."
    folders = sorted({str(file.parent) for each in results for file in each.files})
    if folders:
        yield f"Written to {', '.join(map(visible, folders))}"


def _told_of_name(result: VideoResult) -> Iterator[str]:
    """The name of the results, if it could not be that of the video."""
    if not result.files:
        return
    written = result.files[0].name.removesuffix(".coach.json")
    stem = result.source.stem
    if written == stem:
        return
    if stem.startswith(written):
        yield f"the results are called {visible(written)}, as a longer name cannot be written"
    else:
        yield (
            f"the results are called {visible(written)}: under the name of the video there are "
            "files that are not its own results"
        )


def _document(results: Sequence[VideoResult]) -> dict[str, Any]:
    return {"schema": SCHEMA, "app": __version__, "results": list(map(_entry, results))}


def _entry(result: VideoResult) -> dict[str, Any]:
    return {
        "path": as_unicode(str(result.source)),
        "error": result.error and as_unicode(result.error),
        "not_kept": result.not_kept and as_unicode(result.not_kept),
        "written": [as_unicode(str(file)) for file in result.files],
        **(result.report or {}),
    }


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
    for note in measurement.notes:
        complain(f"{video}: {note}.")
    found = measurement.baseline
    if found is None:
        complain(f"{video}: {measurement.problem}")
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
    # What stands in brackets in a file's name is no mark-up.
    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bars = {}

        def tell(source: Path, share: float) -> None:
            if source not in bars:
                bars[source] = progress.add_task(_short(source.name), total=1.0)
            progress.update(bars[source], completed=share, visible=share < 1)

        yield tell


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _NAME_COLUMNS else f"{shown[: _NAME_COLUMNS - 3]}..."
