"""Many videos analysed in one call: each by itself, one failure stops no other."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any
from uuid import UUID

from sciatica_coach.atomic_file import output_files
from sciatica_coach.capture.memory import limit_arenas
from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.capture.people import Point
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.comparison import Comparison
from sciatica_coach.crash_message import crash_message
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.parent_watch import end_when
from sciatica_coach.review.analyse import Analysis, analyse
from sciatica_coach.review.annotate import annotate
from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.review.keeping import keep_for_person
from sciatica_coach.review.output_check import (
    Output,
    missing_folders,
    output_problems,
    remove_if_empty,
)
from sciatica_coach.review.output_names import (
    REPORT,
    file_of,
    free_base,
    identity,
    own_files,
    unused_base,
    wanted_base,
)
from sciatica_coach.review.report import report, write_csv, write_json
from sciatica_coach.review.spreadsheet import write_xlsx
from sciatica_coach.visible_text import as_unicode

ProgressCallback = Callable[[Path, float], None]
"""Is called with a video and the share of it that has been done, 0..1."""

TABLE, SPREADSHEET, ANNOTATED = "angles.csv", "angles.xlsx", "annotated.mp4"
"""Endings of the files of a result, beside that of the report."""
_GRACE_S = 10.0
"""Time that a worker process has to clear up and end; then it is ended by force."""
_BROKE_OFF = "the analysis broke off; try it again alone, with a smaller model or --jobs 1."


@dataclass(frozen=True, slots=True)
class Task:
    """One video, and where its results go."""

    source: Path
    base: Path
    """Folder and name of the results, without their endings."""
    options: "AnalysisOptions"


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """How every video of one call is analysed."""

    exercise: Exercise | None
    """None to find out which one it is, in each video by itself."""
    side: Side | None = None
    model: Model = RECORDING_MODEL
    hold_s: float | None = None
    reps: int | None = None
    annotated: bool = False
    baselines: tuple[Baseline, ...] = ()
    """The person's own ranges."""
    person_at: Point | None = None
    """Where the person to follow is, in shares of the picture's width and height."""
    csv_decimal: DecimalMark = DecimalMark.POINT
    """Decimal mark of the table."""
    xlsx: bool = False
    """Whether a spreadsheet is written too."""
    writes_files: bool = True
    keeps_report: bool = False
    """Whether the result holds the whole report."""
    person_id: UUID | None = None
    """In whose records the session is kept."""
    filmed_on: date | None = None
    """The day on which all of them were filmed; None for what is noted in each."""

    @property
    def endings(self) -> tuple[str, ...]:
        """Of the files that are written for each video."""
        if not self.writes_files:
            return ()
        spreadsheet = (SPREADSHEET,) if self.xlsx else ()
        return (REPORT, TABLE, *spreadsheet, *((ANNOTATED,) if self.annotated else ()))


@dataclass(frozen=True, slots=True)
class VideoResult:
    """The result of one video; small enough to be sent from process to process."""

    source: Path
    error: str | None = None
    """Why there is no result, in one sentence."""
    files: tuple[Path, ...] = ()
    complete: int = 0
    attempts: int = 0
    reps_asked: int = 0
    sides: tuple[Side, ...] = ()
    """Working sides of the repetitions."""
    longest_hold_s: float | None = None
    """None without a repetition."""
    faults: tuple[str, ...] = ()
    """Rules, one for each fault."""
    tracked_share: float = 0.0
    comparisons: tuple[Comparison, ...] = ()
    """Each side's reach against the own range it was judged by."""
    warnings: tuple[str, ...] = ()
    report: dict[str, Any] | None = None
    """The report as `NAME.coach.json` holds it, if it was asked for."""
    not_kept: str | None = None
    """Why it is not in the person's records, in one sentence; None if it is, or need not be."""


def tasks(sources: Sequence[Path], options: AnalysisOptions, out: Path | None) -> list[Task]:
    """One task for each video, each with a name of its own.

    Parameters
    ----------
    out
        The folder of the results; None for beside each video.
    """
    inputs = {identity(source): source for source in reversed(sources)}
    taken: set[Path] = set()
    found = []
    for source in reversed(inputs.values()):
        folder = out or source.parent
        endings = options.endings or (REPORT,)
        wanted = wanted_base(source, folder, endings)
        base = free_base(source, wanted, endings, inputs=inputs.keys(), taken=taken)
        taken.add(base)
        found.append(Task(source, base, options))
    return found


def run(task: Task, tell: Callable[[float], None] = lambda share: None) -> VideoResult:
    """Analyse one video and write its results, all of them or none."""
    try:
        return _run(task, tell)
    except CoachError as error:
        return VideoResult(task.source, error=str(error))
    except Exception as error:  # must not cost the other videos their results
        return VideoResult(task.source, error=f"{task.source}: {crash_message(error)}")


def _run(task: Task, tell: Callable[[float], None]) -> VideoResult:
    options = task.options
    # Drawing takes less time than the pose model: about a quarter of the whole.
    share = 0.75 if options.annotated else 1.0
    analysis = analyse(
        task.source,
        options.exercise,
        side=options.side,
        model=options.model,
        hold_s=options.hold_s,
        reps=options.reps,
        baselines=options.baselines,
        person_at=options.person_at,
        progress=lambda done: tell(share * done),
    )
    files = _write(task, analysis, lambda done: tell(share + (1 - share) * done))
    not_kept = _keep(task, analysis)
    tell(1.0)
    return replace(_result(task, analysis, files), not_kept=not_kept)


def _keep(task: Task, analysis: Analysis) -> str | None:
    """Keep the session in the person's records; why that failed, if it did.

    The files are written by then, and stay.
    """
    options = task.options
    if options.person_id is None:
        return None
    try:
        keep_for_person(analysis, options.person_id, options.filmed_on)
    except CoachError as error:
        told = str(error)
        is_named = told.startswith(str(task.source))
        return told if is_named else f"{task.source}: {told}"
    return None


def _write(task: Task, analysis: Analysis, tell: Callable[[float], None]) -> tuple[Path, ...]:
    """Write the files of one video, all of them or none."""
    options = task.options
    if not options.writes_files:
        return ()
    base, files = _targets(task)
    older = {each for each in own_files(task.source, base) if (base.parent / each).exists()}
    names = sorted(older.union(as_unicode(each.name) for each in files))
    with output_files(*files) as drafts:
        for ending, draft in zip(options.endings, drafts, strict=True):
            if ending == REPORT:
                write_json(analysis, draft, files=names)
            elif ending == TABLE:
                write_csv(analysis.result.record, draft, decimal=options.csv_decimal)
            elif ending == SPREADSHEET:
                write_xlsx(analysis, draft)
            else:
                _annotate(task.source, analysis, draft, tell)
    return files


def _targets(task: Task) -> tuple[Path, tuple[Path, ...]]:
    """The base and the files to write: looked at again, as another run may have come before."""
    endings = task.options.endings
    base = free_base(task.source, task.base, endings)
    if base != task.base:
        base = unused_base(task.base, endings)
    return base, tuple(file_of(base, ending) for ending in endings)


def _annotate(
    source: Path, analysis: Analysis, target: Path, tell: Callable[[float], None]
) -> None:
    def advance(frames: int) -> None:
        tell(frames / analysis.video.frames)

    annotate(source, analysis.result.updates, target, advance=advance)


def _result(task: Task, analysis: Analysis, files: tuple[Path, ...]) -> VideoResult:
    record = analysis.result.record
    return VideoResult(
        task.source,
        files=files,
        complete=record.complete_reps,
        attempts=len(record.reps) - record.complete_reps,
        reps_asked=record.reps_asked,
        sides=tuple(dict.fromkeys(rep.side for rep in record.reps)),
        longest_hold_s=max((rep.hold_s for rep in record.reps), default=None),
        faults=tuple(fault.rule for fault in record.faults),
        tracked_share=record.tracked_share,
        comparisons=analysis.comparisons,
        warnings=analysis.warnings,
        report=report(analysis) if task.options.keeps_report else None,
    )


def run_all(work: Sequence[Task], *, jobs: int, tell: ProgressCallback) -> Iterator[VideoResult]:
    """The results as they come, with up to `jobs` videos analysed at a time.

    Whether the results can be written is found out before the first video is analysed.
    """
    folders = dict.fromkeys(task.base.parent for task in work if task.options.writes_files)
    made = [folder for each in folders for folder in missing_folders(each)]
    try:
        problems = output_problems(filter(None, map(_output, work)))
        yield from (VideoResult(source, error=problem) for source, problem in problems.items())
        possible = [task for task in work if task.source not in problems]
        if min(jobs, len(possible)) <= 1:
            for task in possible:
                yield run(task, partial(tell, task.source))
        else:
            yield from _run_in_processes(possible, min(jobs, len(possible)), tell)
    finally:
        remove_if_empty(made)


def _output(task: Task) -> Output | None:
    files = tuple(file_of(task.base, ending) for ending in task.options.endings)
    return Output(task.source, files, task.options.annotated) if files else None


def _run_in_processes(
    work: Sequence[Task], jobs: int, tell: ProgressCallback
) -> Iterator[VideoResult]:
    context = get_context("spawn")  # the pose model's threads do not survive a fork
    news: SimpleQueue[tuple[Path, float] | None] = context.SimpleQueue()
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(news,))
    with _listener(news, tell):
        try:
            pending = _submitted(pool, work)
            for future in as_completed(pending):
                try:
                    yield future.result()
                except BrokenExecutor:
                    source = pending[future].source
                    yield VideoResult(source, error=f"{source}: {_BROKE_OFF}")
        except BaseException:  # also Ctrl-C: let the workers clear up what they have begun
            _end(each for each in active_children() if each not in others)
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Sequence[Task]) -> dict[Future[VideoResult], Task]:
    """Hand out the work. The workers start now: they inherit that a terminal's signals are blocked.

    Ctrl-C reaches all processes of a terminal. It is for the parent to end the workers, which would
    show a traceback if it met them while they import.
    """
    if sys.platform == "win32":
        return {pool.submit(_run_here, task): task for task in work}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        return {pool.submit(_run_here, task): task for task in work}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(processes: Iterator[BaseProcess]) -> None:
    """End processes: by request first, then by force."""
    ending = list(processes)
    for process in ending:
        process.terminate()
    for process in ending:
        process.join(_GRACE_S)
        if process.is_alive():
            process.kill()


@contextmanager
def _listener(
    news: "SimpleQueue[tuple[Path, float] | None]", tell: ProgressCallback
) -> Iterator[None]:
    def listen() -> None:
        while (item := news.get()) is not None:
            tell(*item)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield
    finally:
        # A worker that was killed may have taken the queue's lock with it: nobody waits for that.
        threading.Thread(target=news.put, args=(None,), daemon=True).start()
        thread.join(_GRACE_S)


_news: "SimpleQueue[tuple[Path, float] | None] | None" = None
"""In a worker process: the queue on which it reports its progress."""
_silence = ExitStack()


def _begin(news: "SimpleQueue[tuple[Path, float] | None]") -> None:
    """Make ready a worker process: quiet, ended by its parent alone, and never without it."""
    global _news  # the one thing a worker is handed when it starts
    _news = news
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    parent = parent_process()
    if parent is not None:
        end_when(lambda: wait([parent.sentinel]))
    limit_arenas()
    _silence.enter_context(natives_silenced())


def _leave(*_: object) -> None:
    """Clear up and end; a second request would only disturb that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _run_here(task: Task) -> VideoResult:
    def tell(share: float) -> None:
        if _news is not None:
            _news.put((task.source, share))

    try:
        return run(task, tell)
    except SystemExit:  # all is cleared up; the pool would take the next video
        os._exit(1)
