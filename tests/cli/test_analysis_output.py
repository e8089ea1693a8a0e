"""The table and the sentences at the end of an analysis."""

import numpy as np
import pytest
from rich.console import Console

from sciatica_coach.capture.model import Model
from sciatica_coach.cli import analysis_output
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.batch import AnalysisOptions, VideoResult, tasks
from tests.films import film

RESULT = VideoResult(
    "clip.mp4",
    complete=2,
    attempts=1,
    reps_asked=3,
    sides=(Side.RIGHT,),
    longest_hold_s=20.04,
    faults=("head_lifts", "too_fast", "head_lifts"),
)


def row(result):
    return analysis_output._cells(result)


def test_a_result_in_cells():
    assert row(RESULT) == ("2 of 3", "1", "right", "20.0 s", "head lifts 2, too fast 1")


def test_nothing_done_in_cells():
    assert row(VideoResult("clip.mp4", reps_asked=3)) == ("0 of 3", "0", "-", "-", "-")


def test_a_failure_leaves_the_other_cells_empty():
    assert row(VideoResult("clip.mp4", error="broken")) == ("failed", "", "", "", "")


def test_of_more_repetitions_than_asked_for_the_dose_is_named():
    assert row(VideoResult("clip.mp4", complete=5, reps_asked=3))[0] == "5 (dose 3)"


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
