"""`docs/report-format.md` describes every field that an analysis writes."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sciatica_coach.cli.analysis_output import _document
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.paths import ROOT
from sciatica_coach.review.batch import VideoResult
from sciatica_coach.review.report import SCHEMA, report, write_csv

TEXT = (ROOT / "docs" / "report-format.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (`[^|]+) \|", TEXT, re.MULTILINE)
NAMED = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row)}
BY_SIDE_AND_QUANTITY = {*Side, *Quantity}


@pytest.fixture(scope="module")
def judged_by_an_own_range(analysis):
    """The analysis as if the right leg had been judged by an own range: every list has entries."""
    baseline = Baseline(
        exercise="single-knee-to-chest",
        movement="pull",
        side=Side.RIGHT,
        quantity=Quantity.HIP_FLEXION,
        start_deg=5.0,
        end_deg=110.0,
        uncertainty_deg=10.0,
        error_deg=3.0,
        model="pose_landmarker_full",
        measured_on=date(2026, 11, 1),
    )
    record = replace(analysis.result.record, baselines=(baseline,))
    return replace(analysis, result=replace(analysis.result, record=record))


def fields_of(value):
    """The names of all fields, at every depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from fields_of(inner)
    elif isinstance(value, list):
        for each in value:
            yield from fields_of(each)


def test_every_field_is_described(judged_by_an_own_range):
    told = report(judged_by_an_own_range)
    assert all(told[name] for name in ("reps", "faults", "range_of_motion", "own_range"))
    assert set(fields_of(told)) - BY_SIDE_AND_QUANTITY <= NAMED


def test_quantities_with_a_range_of_motion_are_named(judged_by_an_own_range):
    ranges = report(judged_by_an_own_range)["range_of_motion"]
    for quantity in {name for side in ranges.values() for name in side}:
        assert f"`{quantity}`" in TEXT


def test_every_column_is_described(analysis, tmp_path):
    path = tmp_path / "clip.angles.csv"
    write_csv(analysis.result.record, path)
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    assert [name for name in columns if name not in NAMED] == []


def test_version(analysis):
    assert f"`schema` is {SCHEMA}." in TEXT


def test_the_document_on_standard_output_is_described():
    entry = VideoResult(Path("clip.mp4"), error="it is damaged")
    assert set(fields_of(_document([entry]))) <= NAMED
