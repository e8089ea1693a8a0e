"""What is printed at the end of an analysis, and while it goes on."""

import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from sciatica_coach.capture.model import Model
from sciatica_coach.cli import analysis_output
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.comparison import Comparison, compare
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.review.batch import AnalysisOptions, VideoResult, tasks
from tests.films import film

RESULT = VideoResult(
    Path("clip.mp4"),
    complete=2,
    attempts=1,
    reps_asked=3,
    sides=(Side.RIGHT,),
    longest_hold_s=20.04,
    faults=("head_lifts", "too_fast", "head_lifts"),
)
OWN = Baseline(
    exercise="figure-4",
    movement="draw",
    side=Side.RIGHT,
    quantity=Quantity.HIP_FLEXION,
    start_deg=10.0,
    end_deg=90.0,
    uncertainty_deg=8.0,
    error_deg=4.0,
    model="stick",
    measured_on=date(2026, 10, 3),
)
COMPARED = VideoResult(
    Path("later.mp4"),
    complete=1,
    reps_asked=1,
    comparisons=(Comparison(OWN, OWN, compare(OWN, OWN)),),
)


def named(name, **values):
    return VideoResult(Path(name), reps_asked=3, **values)


@pytest.fixture
def work(tmp_path):
    room = film(tmp_path / "room.mp4", np.arange(6) / 10)
    options = AnalysisOptions(load_exercises()["figure-4"], model=Model.LITE)
    return tasks([room, tmp_path / "missing.mp4"], options, tmp_path / "out")


def test_failures_go_to_stderr_and_results_to_stdout(capsys, work, tmp_path):
    assert not analysis_output.analyse_all(work, jobs=1)
    told = capsys.readouterr()
    assert told.err.startswith("sciatica-coach: ")
    assert "missing.mp4: does not exist" in told.err
    assert f"Written to {tmp_path / 'out'}" in told.out
    assert "room.mp4: nobody was found in the picture" in told.out
    assert Console(stderr=True).is_terminal is False


def sentences(*results):
    return list(analysis_output._sentences(results))


def test_a_name_that_was_not_free_is_told():
    (said, folder) = sentences(named("in/x.mp4", files=(Path("out/x-2.coach.json"),)))
    assert said == (
        "x.mp4: the results are called x-2: under the name of the video there are files that are "
        "not its own results."
    )
    assert folder == "Written to out"
    long = sentences(named("in/xyz.mp4", files=(Path("out/xy.coach.json"),)))
    assert "called xy, as a longer name cannot be written" in long[0]
    assert sentences(named("in/x.mp4", files=(Path("out/x.coach.json"),))) == ["Written to out"]


def test_sentences_about_videos_obey_nothing():
    name = os.fsdecode(b"\x1b[2Jcaf\xe9 [b].mp4")
    assert sentences(named(name, warnings=("it is dark",))) == [
        r"\x1b[2Jcaf\xe9 [b].mp4: it is dark."
    ]
    assert "later.mp4: " in sentences(COMPARED)[0]


def test_a_document_names_results_errors_and_files():
    found = analysis_output._document(
        [
            named(os.fsdecode(b"in/caf\xe9.mp4"), report={"reps": []}, files=(Path("o/x.json"),)),
            named("in/y.mp4", error="it is damaged"),
        ]
    )
    text = json.dumps(found)
    assert json.loads(text) == found
    assert found["results"] == [
        {
            "path": "in/caf\\xe9.mp4",
            "error": None,
            "not_kept": None,
            "written": ["o/x.json"],
            "reps": [],
        },
        {"path": "in/y.mp4", "error": "it is damaged", "not_kept": None, "written": []},
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("[red]x[/red].mp4", "[red]x[/red].mp4"),
        ("\x1b]0;title\x07.mp4", r"\x1b]0;title\x07.mp4"),
        ("x" * 60, "x" * 37 + "..."),
    ],
)
def test_names_beside_a_progress_bar(name, shown):
    assert analysis_output._short(name) == shown
