"""Whole analyses of the sample clips and of videos that hold nothing to count."""

import math

import numpy as np
import pytest

from sciatica_coach import Model, analyse, load_exercises
from sciatica_coach.errors import SourceError
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.analyse import prescribed
from tests.films import corner_picture, film

EXERCISES = load_exercises()
CLIPS = {
    "knee_to_chest": "single-knee-to-chest",
    "figure_4": "figure-4",
    "nerve_floss": "nerve-floss",
}


@pytest.mark.parametrize("view", ["side", "oblique"])
@pytest.mark.parametrize("clip", CLIPS)
def test_three_repetitions_of_the_right_side(clip, view):
    done = analyse(SAMPLES / f"{clip}_{view}.mp4", CLIPS[clip], model=Model.FULL, hold_s=1.0)
    record = done.result.record
    assert record.complete_reps == 3
    assert {rep.side for rep in record.reps if rep.complete} == {Side.RIGHT}
    assert not [fault for fault in record.faults if fault.severity == "stop"]
    assert done.warnings == record.warnings
    assert len(done.result.updates) == len(done.observations) == done.video.frames


def test_what_is_told_of_the_video_and_of_progress():
    told = []
    done = analyse(
        SAMPLES / "figure_4_side.mp4", "figure-4", model=Model.LITE, progress=told.append
    )
    video = done.video
    assert (video.width, video.height, video.frames) == (854, 480, 412)
    assert video.fps == pytest.approx(25.0)
    assert video.duration_s == pytest.approx(16.48)
    assert told == sorted(set(told))
    assert told[-1] == 1.0
    assert len(told) <= 101


def test_a_video_without_a_person(tmp_path):
    picture = corner_picture((160, 120))
    path = film(tmp_path / "empty_room.mp4", np.arange(20) / 10, picture=picture)
    done = analyse(path, "figure-4", model=Model.LITE)
    assert done.result.record.tracked_share == 0.0
    assert not done.result.record.reps
    assert done.warnings == ("nobody was found in the picture: nothing was measured",)


def test_a_video_of_one_frame(tmp_path):
    done = analyse(film(tmp_path / "one.mp4", [0.0]), "nerve-floss", model=Model.LITE)
    assert done.video.frames == 1
    assert done.video.duration_s > 0
    assert any("holds one picture only" in each for each in done.warnings)
    assert any("64 x 48 pixels is too small" in each for each in done.warnings)


def test_what_was_wrong_with_the_video_is_said(tmp_path):
    path = tmp_path / "cut.mp4"
    path.write_bytes((SAMPLES / "figure_4_side.mp4").read_bytes()[:100_000])
    done = analyse(path, EXERCISES["figure-4"], model=Model.LITE)
    assert "the video is cut off" in done.notes[0]


def test_unknown_exercise_names_the_known_ones():
    with pytest.raises(ValueError, match="no exercise 'plank'; the known ones are figure-4, nerv"):
        analyse(SAMPLES / "figure_4_side.mp4", "plank")


def test_unreadable_video(tmp_path):
    with pytest.raises(SourceError, match="does not exist"):
        analyse(tmp_path / "no.mp4", "figure-4")


def test_a_prescription_goes_before_the_dose():
    exercise = EXERCISES["single-knee-to-chest"]
    assert prescribed(exercise, hold_s=None, reps=None) == exercise.dose
    assert prescribed(exercise, hold_s=5.0, reps=7).model_dump() == {
        **exercise.dose.model_dump(),
        "hold_s": 5.0,
        "reps": 7,
    }


@pytest.mark.parametrize(
    ("hold_s", "reps"), [(-1.0, None), (601.0, None), (math.nan, None), (None, 0), (None, 101)]
)
def test_a_prescription_out_of_range(hold_s, reps):
    with pytest.raises(ValueError, match="validation error for Dose"):
        prescribed(EXERCISES["figure-4"], hold_s=hold_s, reps=reps)
