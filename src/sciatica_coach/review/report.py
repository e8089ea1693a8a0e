"""The files that are written for an analysed video: JSON for programs, CSV for tables."""

import csv
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.baseline import movement_of, own_movement
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.own_range.comparison import Comparison
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.motion.viewpoint import Viewpoint
from sciatica_coach.review.analyse import Analysis
from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.review.output_names import video_sha256
from sciatica_coach.review.tables import cell, header, rows
from sciatica_coach.review.view_notes import view_notes
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import as_unicode

SCHEMA = 1
"""Counts up when a field changes its meaning or goes away."""


def write_json(analysis: Analysis, path: Path, *, files: Sequence[str] = ()) -> None:
    """Write the report that `docs/report-format.md` describes to a file.

    Parameters
    ----------
    files
        Names of the files that are written for this video.
    """
    told = report(analysis, files=files)
    path.write_text(json_text(told) + "\n", encoding="utf-8")


def json_text(value: object, *, is_ascii: bool = False) -> str:
    """Plain values as a JSON document."""
    return json.dumps(value, indent=2, ensure_ascii=is_ascii, allow_nan=False)


def report(analysis: Analysis, *, files: Sequence[str] = ()) -> dict[str, Any]:
    """The report of one analysis as plain values, ready for JSON."""
    video, record = analysis.video, analysis.result.record
    return {
        "schema": SCHEMA,
        "app": __version__,
        "model": analysis.model.path.stem,
        "exercise": analysis.exercise.id,
        "exercise_sha256": analysis.exercise.sha256,
        "video": {
            "file": as_unicode(analysis.path.name),
            "width": video.width,
            "height": video.height,
            "fps": round(video.fps, 3),
            "duration_s": round(video.duration_s, 3),
            "frames": video.frames,
        },
        "video_sha256": video_sha256(analysis.path),
        "files": list(files),
        "dose": {"hold_s": analysis.dose.hold_s, "reps": analysis.dose.reps},
        "side": analysis.side,
        "tracked_share": round(record.tracked_share, 4),
        "viewpoint": _viewpoint(record.viewpoint, analysis.observations),
        "reps": [_rep(rep) for rep in record.reps],
        "faults": [_fault(fault) for fault in record.faults],
        "range_of_motion": _range_of_motion(record),
        "own_range": [_own_range(analysis, each) for each in analysis.comparisons],
        "no_reps_reasons": list(record.no_reps_reasons),
        "warnings": [as_unicode(each) for each in analysis.warnings],
    }


def write_csv(record: SetRecord, path: Path, *, decimal: DecimalMark = DecimalMark.POINT) -> None:
    """Write one row a frame: time, whether the person was found, and every quantity."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=decimal.separator, lineterminator="\n")
        writer.writerow(header())
        for row in rows(record):
            writer.writerow([cell(value, decimal) for value in row])


def _viewpoint(
    viewpoint: Viewpoint | None, observations: tuple[FrameObservation, ...]
) -> dict[str, Any] | None:
    if viewpoint is None:
        return None
    return {
        "yaw_deg": _number(viewpoint.yaw_deg),
        "near_side": viewpoint.near_side,
        "position": viewpoint.position,
        "notes": list(view_notes(viewpoint, observations)),
    }


def _rep(rep: Rep) -> dict[str, Any]:
    return {
        "side": rep.side,
        "movement": rep.movement,
        "start_s": round(rep.start_s, 3),
        "end_s": round(rep.end_s, 3),
        "peak_deg": _number(rep.peak_deg),
        "hold_s": round(rep.hold_s, 3),
        "reached": rep.reached,
        "complete": rep.complete,
        "faults": list(rep.faults),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "rule": fault.rule,
        "side": fault.side,
        "start_s": round(fault.start_s, 3),
        "end_s": round(fault.end_s, 3),
        "severity": fault.severity,
        "rep": fault.rep,
    }


def _range_of_motion(record: SetRecord) -> dict[str, Any]:
    return {
        side: {
            quantity: {
                "min_deg": _number(found.min_deg),
                "max_deg": _number(found.max_deg),
                "uncertainty_deg": _number(found.uncertainty_deg),
            }
            for quantity, found in ranges.items()
        }
        for side, ranges in record.range_of_motion.items()
    }


def _own_range(analysis: Analysis, comparison: Comparison) -> dict[str, Any]:
    """The own range that a side was judged by, and how far the set went against it."""
    before, now, change = comparison.before, comparison.now, comparison.change
    movement = movement_of(analysis.exercise, before)
    return {
        "side": before.side,
        "movement": before.movement,
        "quantity": before.quantity,
        "measured_on": before.measured_on.isoformat(),
        "model": before.model,
        "start_deg": _number(before.start_deg),
        "end_deg": _number(before.end_deg),
        "uncertainty_deg": _number(before.uncertainty_deg),
        "error_deg": _number(before.error_deg),
        "target_deg": _number(own_movement(movement, before).target_deg),
        "now": {
            "end_deg": _number(now.end_deg),
            "uncertainty_deg": _number(now.uncertainty_deg),
            "error_deg": _number(now.error_deg),
        },
        "change": change.verdict,
        "change_deg": _number(change.by_deg),
        "needed_deg": _number(change.needed_deg),
    }


def _number(value: float) -> float | None:
    """To a tenth; None for what was not measured, for which JSON has no number."""
    return round(value, 1) if math.isfinite(value) else None
