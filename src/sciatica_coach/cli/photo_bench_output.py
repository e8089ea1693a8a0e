"""The benchmark of photographs as seen on a terminal."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from sciatica_coach.atomic_file import output_files
from sciatica_coach.capture.model import Model
from sciatica_coach.cli.bench_output import new_table, plain
from sciatica_coach.evaluation.photo_score import (
    WORSE_DEG,
    Group,
    Names,
    Off,
    Way,
    cases,
    groups,
    names,
)
from sciatica_coach.evaluation.photos import PhotoResult, look_at_photos, read_photos
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import visible

_WAYS: dict[str, Way] = {
    "live": lambda result: result.live,
    "recorded": lambda result: result.recorded,
}


def bench_photos(folder: Path, model: Model, target: Path | None) -> None:
    """Measure accuracy on photographs, show tables, and write the figures if a file is given.

    Raises
    ------
    SourceError
        If the photographs or their truth cannot be read.
    ModelError
        If the pose model is missing or fails.
    """
    console = Console(markup=False, emoji=False)
    photos = read_photos(folder)
    results = list(
        track(
            look_at_photos(photos, model),
            total=len(photos),
            description="photographs",
            console=console,
            disable=not console.is_terminal,
        )
    )
    found = {way: groups(cases(results, of)) for way, of in _WAYS.items()}
    named = {way: names(results, of) for way, of in _WAYS.items()}
    several = sum(photo.people > 1 for photo in photos)
    console.print(
        f"{model.value}: {len(photos)} photographs, {several} with several people left out; "
        "degrees off the annotated angle, raw is one look of the pose model alone",
        highlight=False,
    )
    for way, members in found.items():
        console.print()
        console.print(_groups(way, members))
    console.print()
    console.print(_names(named))
    worse = [(way, each) for way, members in found.items() for each in members if each.is_worse]
    console.print(
        f"\nworse than raw by over {WORSE_DEG} degrees: {_worse_groups(worse)}", highlight=False
    )
    if target is not None:
        with output_files(target) as (draft,):
            figures = plain(_figures(model, found, named, results))
            text = json.dumps(figures, indent=2, allow_nan=False)
            draft.write_text(f"{text}\n", encoding="utf-8")
        console.print(f"\nWritten to {visible(str(target))}", highlight=False)


def _groups(way: str, members: Sequence[Group]) -> Table:
    table = new_table(
        f"{way.capitalize()}: mean absolute error (bias, 95th percentile)",
        *("Joint", "Group", "angles", "refused", "raw, all", "raw, given", "ours", "within 2u"),
    )
    before = ""
    for each in members:
        joint = f"{'near' if each.near else 'far'} {each.joint}"
        table.add_row(
            "" if joint == before else joint,
            each.name,
            str(each.angles),
            str(each.refused or ""),
            _three(each.raw),
            _three(each.raw_where_given),
            _three(each.ours) + (" worse" if each.is_worse else ""),
            f"{each.covered:.0%}" if each.covered == each.covered else "",
        )
        before = joint
    return table


def _three(off: Off) -> str:
    if off.mean_deg != off.mean_deg:
        return ""
    return f"{off.mean_deg:.1f} ({off.bias_deg:+.1f}, {off.p95_deg:.0f})"


def _names(named: dict[str, Names]) -> Table:
    table = new_table("Legs named, photographs with both legs annotated", "", *named)
    rows: dict[str, Callable[[Names], int]] = {
        "photographs": lambda x: x.photos,
        "swapped by the pose model": lambda x: x.raw_swapped,
        "swapped by the coach": lambda x: x.swapped,
        "renamed wrongly": lambda x: x.renamed_wrongly,
        "renamed rightly": lambda x: x.renamed_rightly,
        "said not to be known": lambda x: x.not_given,
    }
    for name, of in rows.items():
        table.add_row(name, *(str(of(each)) for each in named.values()))
    return table


def _worse_groups(worse: Sequence[tuple[str, Group]]) -> str:
    if not worse:
        return "no group of ten angles or more"
    return "; ".join(
        f"{way}, {'near' if each.near else 'far'} {each.joint}, {each.name}" for way, each in worse
    )


def _figures(
    model: Model,
    found: dict[str, list[Group]],
    named: dict[str, Names],
    results: Sequence[PhotoResult],
) -> dict[str, Any]:
    return {
        "schema": 1,
        "app": __version__,
        "model": model.path.stem,
        "groups": {way: [asdict(each) for each in members] for way, members in found.items()},
        "names": {way: asdict(each) for way, each in named.items()},
        "angles": {way: [asdict(c) for c in cases(results, of)] for way, of in _WAYS.items()},
    }
