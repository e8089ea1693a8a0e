"""Many videos: each by itself, results apart, the same however many at a time."""

import json
from pathlib import Path

import numpy as np
import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.review.batch import AnalysisOptions, run, run_all, tasks
from tests.films import film, thinned_clip

OPTIONS = AnalysisOptions(
    load_exercises()["figure-4"], model=Model.FULL, hold_s=1.0, annotated=True
)


def bases(sources, out=None):
    return [str(task.base) for task in tasks([Path(each) for each in sources], OPTIONS, out)]


@pytest.mark.parametrize(
    ("sources", "out", "expected"),
    [
        pytest.param(["a/x.mp4", "b/y.mov"], None, ["a/x", "b/y"], id="beside each video"),
        pytest.param(["a/x.mp4", "b/y.mov"], "o", ["o/x", "o/y"], id="in one folder"),
        pytest.param(["a/x.mp4", "b/x.mp4"], "o", ["o/x", "o/x-2"], id="same names"),
        pytest.param(["a/x.mp4", "a/x.mov"], None, ["a/x", "a/x-2"], id="same but the ending"),
        pytest.param(
            ["a/x.mp4", "b/x.mp4", "a/x-2.mp4"], "o", ["o/x", "o/x-2", "o/x-2-2"], id="a trap"
        ),
        pytest.param(["a/x.mp4", "a/../a/x.mp4"], "o", ["o/x"], id="twice the same file"),
    ],
)
def test_every_video_has_results_of_its_own(sources, out, expected):
    assert bases(sources, Path(out) if out else None) == expected


@pytest.fixture
def videos(tmp_path):
    """The first repetition of a real clip, one that is not there, and one empty room."""
    clip = thinned_clip("figure_4_side", tmp_path / "clip.mp4", of=150)
    return [clip, tmp_path / "missing.mp4", film(tmp_path / "room.mp4", np.arange(9) / 10)]


def test_results_do_not_depend_on_how_many_are_done_at_a_time(tmp_path, videos):
    told = {}
    contents = []
    for jobs in (1, 2):
        out = tmp_path / f"jobs{jobs}"
        work = tasks(videos, OPTIONS, out)
        done = {each.source: each for each in run_all(work, jobs=jobs, tell=told.__setitem__)}
        errors = [done[video].error for video in videos]
        assert [error is None for error in errors] == [True, False, True], errors
        assert done[videos[0]].complete > 0
        assert told == {videos[0]: 1.0, videos[2]: 1.0}
        contents.append({path.name: path.read_bytes() for path in out.iterdir()})
    differing = [name for name, content in contents[0].items() if contents[1][name] != content]
    assert differing == []
    assert sorted(contents[0]) == sorted(contents[1])
    assert sorted(contents[0]) == [
        f"{name}.{ending}"
        for name in ("clip", "room")
        for ending in ("angles.csv", "annotated.mp4", "coach.json")
    ]


def test_progress_rises_over_looking_and_drawing(tmp_path):
    video = film(tmp_path / "room.mp4", np.arange(30) / 10)
    told = []
    (task,) = tasks([video], OPTIONS, None)
    assert run(task, told.append).error is None
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert sum(share > 0.75 for share in told) > 10
    assert json.loads((tmp_path / "room.coach.json").read_text())["reps"] == []


def test_what_cannot_be_written_is_an_outcome_and_nothing_is_left(tmp_path):
    video = film(tmp_path / "room.mp4", [0.0, 0.1])
    (tmp_path / "room.annotated.mp4").mkdir()
    (task,) = tasks([video], OPTIONS, None)
    result = run(task)
    assert result.error is not None
    assert "a folder has that name" in result.error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room.annotated.mp4", "room.mp4"]


def test_a_fault_of_our_own_costs_only_its_own_video(tmp_path, monkeypatch):
    videos = [film(tmp_path / f"{name}.mp4", [0.0, 0.1]) for name in "ab"]
    bare = AnalysisOptions(0, model=Model.LITE)  # an exercise that is none: a mistake of the caller
    results = [run(task) for task in tasks(videos, bare, None)]
    assert [each.source for each in results] == videos
    for each in results:
        assert "something went wrong inside the coach (AttributeError" in each.error
    monkeypatch.setenv("SCIATICA_COACH_TRACEBACK", "1")
    with pytest.raises(AttributeError, match="'int' object has no attribute"):
        run(tasks(videos, bare, None)[0])
