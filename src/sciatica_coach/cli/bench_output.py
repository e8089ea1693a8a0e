"""The benchmark as seen on a terminal."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from sciatica_coach.atomic_file import output_files
from sciatica_coach.capture.model import Model
from sciatica_coach.evaluation.run import ClipResult, bench_clips
from sciatica_coach.evaluation.score import ClipScore, Error
from sciatica_coach.evaluation.speed import Speed, bench_speed
from sciatica_coach.evaluation.summary import Summary, summarise
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.paths import SAMPLES
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import visible

_SPEED_CLIP, _SPEED_EXERCISE = "knee_to_chest_side.mp4", "single-knee-to-chest"


def bench_all(clips: Path, model: Model, target: Path | None, *, speed: bool) -> None:
    """Measure accuracy and speed, show tables, and write the figures if a file is given.

    Raises
    ------
    SourceError
        If a clip or its truth cannot be read, or there is none.
    """
    console = Console(markup=False, emoji=False)
    results = []
    for result in bench_clips(clips, model):
        results.append(result)
        console.print(f"{visible(result.live.clip)}: done", style="dim", highlight=False)
    live, recorded = [each.live for each in results], [each.recorded for each in results]
    summaries = summarise(live), summarise(recorded)
    tables = [
        _counts(live, recorded),
        _angles(live, recorded),
        _summary(*summaries),
        _rules(*summaries),
    ]
    rates = None
    if speed:
        exercise = load_exercises()[_SPEED_EXERCISE]
        rates = bench_speed(SAMPLES / _SPEED_CLIP, exercise, model)
        tables += [_rates(rates), _stages(rates)]
    for table in tables:
        console.print()
        console.print(table)
    if target is not None:
        with output_files(target) as (draft,):
            figures = plain(_figures(model, results, summaries, rates))
            text = json.dumps(figures, indent=2, allow_nan=False)
            draft.write_text(f"{text}\n", encoding="utf-8")
        console.print(f"\nWritten to {visible(str(target))}", highlight=False)


def _counts(live: Sequence[ClipScore], recorded: Sequence[ClipScore]) -> Table:
    table = new_table(
        "Repetitions + attempts, and faults told", "Clip", "true", "live", "recorded", "faults live"
    )
    for one, other in zip(live, recorded, strict=True):
        true = f"{one.true_reps} + {one.true_attempts}"
        faults = ", ".join(f"{fault.rule} {fault.rep}" for fault in one.found_faults)
        table.add_row(_named(one), true, _counted(one), _counted(other), faults)
    return table


def _named(score: ClipScore) -> str:
    """The clip, and what it was judged as where it has no exercise in it."""
    nothing = score.true_reps + score.true_attempts == 0
    clip = visible(score.clip)
    return f"{clip} as {score.exercise}" if nothing else clip


def _counted(score: ClipScore) -> str:
    wrong_side = "" if score.sides_right else " wrong leg"
    return f"{score.reps} + {score.attempts}{wrong_side}"


def _angles(live: Sequence[ClipScore], recorded: Sequence[ClipScore]) -> Table:
    table = new_table(
        "Degrees off the truth, moving leg: bias / spread / mean absolute error",
        *("Clip", "Joint", "live", "recorded", "raw model"),
    )
    for one, other in zip(live, recorded, strict=True):
        for row, (joint, both) in enumerate(zip(one.joints, other.joints, strict=True)):
            name = joint.joint.split("_")[0]
            errors = _three(joint.ours), _three(both.ours), _three(joint.raw)
            table.add_row("" if row else visible(one.clip), name, *errors)
    return table


def _three(error: Error) -> str:
    return f"{error.bias_deg:+.1f} / {error.spread_deg:.1f} / {error.mean_deg:.1f}"


def _summary(live: Summary, recorded: Summary) -> Table:
    table = new_table("All clips", "", "live", "recorded", "raw model")
    both = live, recorded
    table.add_row("count, attempts and side right", *(f"{x.right} of {x.clips}" for x in both))
    table.add_row(
        "counted where nothing is done",
        *(f"{x.false_reps} in {x.negative_minutes:.1f} min" for x in both),
    )
    table.add_row("hold error", *(f"{x.hold_error_s:.2f} s" for x in both))
    for one, other in zip(live.joints, recorded.joints, strict=True):
        name = one.joint.split("_")[0]
        errors = one.ours_deg, other.ours_deg, one.raw_deg
        table.add_row(f"{name}, mean absolute error", *(f"{each:.1f} deg" for each in errors))
        table.add_row(f"{name}, angle given", *(f"{x.given:.0%}" for x in (one, other)))
        table.add_row(f"{name}, within 2u", *(f"{x.covered:.0%}" for x in (one, other)))
    peaks = live.peak_bias_deg, recorded.peak_bias_deg, live.raw_peak_bias_deg
    table.add_row("bias at the peaks, absolute", *(f"{each:.1f} deg" for each in peaks))
    table.add_row("worst clip's", *(f"{x.worst_peak_bias_deg:.1f} deg" for x in both))
    swaps = live.swapped, recorded.swapped, live.raw_swapped
    table.add_row("frames with swapped legs", *(f"{each:.2%}" for each in swaps))
    table.add_row("seeded faults found", *(f"{x.found} of {x.seeded}" for x in both))
    table.add_row(
        "clean repetitions faulted", *(f"{x.faulted_clean_reps} of {x.clean_reps}" for x in both)
    )
    return table


def _rules(live: Summary, recorded: Summary) -> Table:
    table = new_table(
        "Rules: found of those there, and told wrongly", "Rule", "live", "", "recorded", ""
    )
    for rule in sorted({*live.by_rule, *recorded.by_rule}):
        cells: list[str] = []
        for each in (live, recorded):
            there, found, wrong = each.by_rule.get(rule, (0, 0, 0))
            cells += [f"{found} of {there}", f"{wrong} wrong" if wrong else ""]
        table.add_row(rule, *cells)
    return table


def _rates(speed: Speed) -> Table:
    table = new_table(None, "Frames a second", "")
    table.add_row("bare MediaPipe loop", f"{speed.bare_fps:.1f}")
    table.add_row("the whole line", f"{speed.whole_fps:.1f}")
    table.add_row("share", f"{speed.share:.2f}")
    return table


def _stages(speed: Speed) -> Table:
    table = new_table(None, "Stage", "ms a frame")
    for stage, milliseconds in speed.stages_ms.items():
        table.add_row(stage, f"{milliseconds:.2f}")
    return table


def new_table(title: str | None, *headers: str) -> Table:
    """A plain table as all of the benchmark's are."""
    table = Table(*headers, box=None, pad_edge=False)
    table.title, table.title_justify = title, "left"
    return table


def _figures(
    model: Model,
    results: Sequence[ClipResult],
    summaries: tuple[Summary, Summary],
    speed: Speed | None,
) -> dict[str, Any]:
    live, recorded = summaries
    return {
        "schema": 2,
        "app": __version__,
        "model": model.path.stem,
        "summary": {"live": asdict(live), "recorded": asdict(recorded)},
        "clips": [asdict(each) for each in results],
        "speed": {**asdict(speed), "share": speed.share} if speed else None,
    }


def plain(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """The same value for JSON: rounded, and None for what is not a number."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 3) if np.isfinite(value) else None
    return value
