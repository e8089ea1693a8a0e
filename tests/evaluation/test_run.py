"""Clips of a folder, each scored live and recorded; what cannot be scored is named."""

import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.run import bench_clips
from sciatica_coach.exercise.catalog import load_exercises
from tests.evaluation.built import short_clip


def test_a_clip_is_judged_as_the_exercise_that_it_shows(tmp_path):
    short_clip(tmp_path, 12, complete_reps=0)
    (result,) = bench_clips(tmp_path, Model.LITE)
    for way in (result.live, result.recorded):
        assert (way.clip, way.exercise) == ("knee_to_chest_side", "single-knee-to-chest")
        assert way.duration_s == pytest.approx(11 / 25, abs=0.01)


def test_a_clip_without_an_exercise_is_judged_as_each(tmp_path):
    short_clip(tmp_path, 12, negative=True)
    found = list(bench_clips(tmp_path, Model.LITE))
    assert {each.live.exercise for each in found} == set(load_exercises())
    assert all(each.live.reps == each.recorded.reps == 0 for each in found)


def test_a_folder_without_clips_is_told(tmp_path):
    with pytest.raises(SourceError, match=r"no clip with a \.truth\.json beside it"):
        list(bench_clips(tmp_path, Model.LITE))


def test_an_exercise_that_is_not_there_is_told(tmp_path):
    short_clip(tmp_path, 2, exercise="plank")
    with pytest.raises(SourceError, match="there is no exercise 'plank'"):
        list(bench_clips(tmp_path, Model.LITE))
