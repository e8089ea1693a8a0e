"""Many videos analysed in one call: each by itself, one failure stops no other."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children, get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from sciatica_coach.atomic_file import output_files
from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.capture.people import Point
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.comparison import Comparison
from sciatica_coach.crash_message import crash_message
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.analyse import Analysis, analyse
from sciatica_coach.review.annotate import annotate
from sciatica_coach.review.report import write_csv, write_json

ProgressCallback = Callable[[Path, float], None]
"""Is called with a video and the share of it that has been done, 0..1."""

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


def tasks(sources: Sequence[Path], options: AnalysisOptions, out: Path | None) -> list[Task]:
    """One task for each video, each with a name of its own.

    Parameters
    ----------
    out
        The folder of the results; None for beside each video.
    """
    seen: set[Path] = set()
    taken: set[Path] = set()
    found = []
    for source in sources:
        if source.resolve() in seen:
            continue
        seen.add(source.resolve())
        base = (out or source.parent) / source.stem
        number = 1
        while base in taken:
            number += 1
            base = base.with_name(f"{source.stem}-{number}")
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
    files = tuple(
        task.base.with_name(f"{task.base.name}.{ending}")
        for ending in (
            "coach.json",
            "angles.csv",
            *(["annotated.mp4"] if options.annotated else []),
        )
    )
    with output_files(*files) as drafts:
        write_json(analysis, drafts[0])
        write_csv(analysis.result.record, drafts[1])
        for draft in drafts[2:]:
            annotate(
                task.source,
                analysis.result.updates,
                draft,
                advance=lambda done: tell(share + (1 - share) * done / analysis.video.frames),
            )
    tell(1.0)
    return _result(task, analysis, files)


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
    )


def run_all(work: Sequence[Task], *, jobs: int, tell: ProgressCallback) -> Iterator[VideoResult]:
    """The results as they come, with up to `jobs` videos analysed at a time."""
    if jobs == 1 or len(work) == 1:
        for task in work:
            yield run(task, partial(tell, task.source))
        return
    yield from _run_in_processes(work, min(jobs, len(work)), tell)


def _run_in_processes(
    work: Sequence[Task], jobs: int, tell: ProgressCallback
) -> Iterator[VideoResult]:
    context = get_context("spawn")  # the pose model's threads do not survive a fork
    news: SimpleQueue[tuple[Path, float] | None] = context.SimpleQueue()
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(news,))
    with _listener(news, tell):
        try:
            pending = {pool.submit(_run_here, task): task for task in work}
            for future in as_completed(pending):
                try:
                    yield future.result()
                except BrokenExecutor:
                    source = pending[future].source
                    yield VideoResult(source, error=f"{source}: {_BROKE_OFF}")
        except BaseException:  # also Ctrl-C: let the workers clear up what they have begun
            for process in active_children():
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


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
        news.put(None)
        thread.join()


_news: "SimpleQueue[tuple[Path, float] | None] | None" = None
"""In a worker process: the queue on which it reports its progress."""
_silence = ExitStack()


def _begin(news: "SimpleQueue[tuple[Path, float] | None]") -> None:
    """Make ready a worker process: quiet, and ended by its parent alone."""
    global _news  # the one thing a worker is handed when it starts
    _news = news
    _silence.enter_context(natives_silenced())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


def _leave(*_: object) -> None:
    raise SystemExit(1)


def _run_here(task: Task) -> VideoResult:
    def tell(share: float) -> None:
        if _news is not None:
            _news.put((task.source, share))

    return run(task, tell)
