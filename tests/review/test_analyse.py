"""Whole analyses of the sample clips and of videos that hold nothing to count."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sciatica_coach import Model, analyse, load_exercises
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.errors import SourceError
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.analyse import (
    Seen,
    VideoInfo,
    judge,
    look,
    measure_baseline,
    prescribed,
    recognised,
)
from sciatica_coach.review.report import report
from tests.body import pose
from tests.coaching.play import course, knee_to_chest, times
from tests.films import corner_picture, film, sample_frames, thinned_clip, video_of

EXERCISES = load_exercises()
CLIPS = {
    "knee_to_chest": "single-knee-to-chest",
    "figure_4": "figure-4",
    "nerve_floss": "nerve-floss",
}


@pytest.mark.parametrize("view", ["side", "oblique"])
@pytest.mark.parametrize("clip", CLIPS)
def test_three_repetitions_of_the_right_side(tmp_path, clip, view):
    path = thinned_clip(f"{clip}_{view}", tmp_path / "clip.mp4")
    done = analyse(path, CLIPS[clip], model=Model.FULL, hold_s=1.0)
    record = done.result.record
    assert record.complete_reps == 3
    assert {rep.side for rep in record.reps if rep.complete} == {Side.RIGHT}
    assert not [fault for fault in record.faults if fault.severity == "stop"]
    assert done.warnings == record.warnings
    assert len(done.result.updates) == len(done.observations) == done.video.frames


def test_what_is_told_of_the_video_and_of_progress(tmp_path):
    """Of an empty room, which takes the least time a frame."""
    told = []
    times_s = np.arange(120) * 0.08
    clip = film(tmp_path / "room.mp4", times_s, picture=corner_picture((854, 480)))
    done = analyse(clip, "figure-4", model=Model.LITE, progress=told.append)
    video = done.video
    assert (video.width, video.height, video.frames) == (854, 480, 120)
    assert video.fps == pytest.approx(12.5)
    assert video.duration_s == pytest.approx(9.6)
    assert told == sorted(set(told))
    assert told[-1] == 1.0
    assert len(told) <= 101


def test_who_listens_ends_it_by_raising_at_any_frame(tmp_path):
    frames = []
    clip = film(tmp_path / "long.mp4", np.arange(300) / 30)

    def end_soon():
        frames.append(1)
        if len(frames) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        look(clip, None, model=Model.LITE, on_frame=end_soon)
    assert len(frames) == 2


def test_a_video_without_a_person(tmp_path):
    picture = corner_picture((160, 120))
    path = film(tmp_path / "empty_room.mp4", np.arange(20) / 10, picture=picture)
    done = analyse(path, "figure-4", model=Model.LITE)
    assert done.result.record.tracked_share == 0.0
    assert not done.result.record.reps
    assert done.warnings[0] == "nobody was found in the picture: nothing was measured"


def test_who_measures_a_range_is_told_what_is_wrong_with_the_video(tmp_path):
    path = film(tmp_path / "tiny.mp4", np.arange(20) / 10, picture=corner_picture((64, 48)))
    measured = measure_baseline(
        path, EXERCISES["figure-4"], measured_on=date(2026, 10, 3), model=Model.LITE
    )
    assert measured.baseline is None
    assert any("is too small to judge a movement" in note for note in measured.notes)


def test_a_video_of_one_frame(tmp_path):
    done = analyse(film(tmp_path / "one.mp4", [0.0]), "nerve-floss", model=Model.LITE)
    assert done.video.frames == 1
    assert done.video.duration_s > 0
    assert any("holds one picture only" in each for each in done.warnings)
    assert any("64 x 48 pixels is too small" in each for each in done.warnings)


def test_what_was_wrong_with_the_video_is_said(tmp_path):
    path = tmp_path / "cut.mp4"
    path.write_bytes((SAMPLES / "figure_4_side.mp4").read_bytes()[:40_000])
    done = analyse(path, EXERCISES["figure-4"], model=Model.LITE)
    assert "the video is cut off" in done.notes[0]


def seen(body_at, duration_s=11.0):
    """What was seen of a stick figure."""
    observations = tuple(
        FrameObservation(time_s, pose(body_at(time_s), time_s))
        for time_s in times(duration_s, 10.0)
    )
    video = VideoInfo(1280, 720, 10.0, duration_s, len(observations))
    return Seen(Path("stick.mp4"), Model.FULL, video, observations, ())


def pulled(time_s):
    return knee_to_chest(course((0, 0), (2, 0), (4, 1), (7, 1), (9, 0), (11, 0))(time_s))


def test_what_was_seen_is_judged_as_often_as_wanted():
    """By another dose, another leg, another exercise."""
    observed, exercise = seen(pulled), EXERCISES["single-knee-to-chest"]
    assert recognised(observed) == exercise
    assert judge(observed, exercise, hold_s=1.0).result.record.complete_reps == 1
    told = {
        judge(observed, exercise).result.record.no_reps_reasons,
        judge(observed, exercise, side=Side.LEFT).result.record.no_reps_reasons,
        judge(observed, EXERCISES["figure-4"]).result.record.no_reps_reasons,
    }
    assert told == {("held_too_short",), ("other_leg",), ("other_exercise",)}


def test_why_nothing_counted_is_a_warning_and_in_the_report():
    done = judge(seen(pulled), EXERCISES["nerve-floss"])
    assert done.warnings == ('another exercise was seen: choose "Single knee-to-chest"',)
    assert report(done)["no_reps_reasons"] == ["other_exercise"]


def test_a_person_who_is_cut_off_is_told(tmp_path):
    """The picture ends at the knees of one who lies."""
    frames = [
        replace(frame, image=np.ascontiguousarray(frame.image[:, :660]))
        for frame in sample_frames("knee_to_chest_side", 5)
        if frame.time_s < 7
    ]
    video = video_of(tmp_path / "cut.mp4", frames)
    record = analyse(video, "single-knee-to-chest", model=Model.FULL).result.record
    assert record.complete_reps == 0
    assert "wrong_view" in record.no_reps_reasons
    assert any("was not wholly in the picture for" in each for each in record.warnings)


def test_the_exercise_is_found_out(tmp_path):
    clip = thinned_clip("nerve_floss_side", tmp_path / "clip.mp4", of=150)
    done = analyse(clip, None, model=Model.FULL)
    assert done.exercise.id == "nerve-floss"
    assert done.notes == ('the exercise was found out by what is seen: "Nerve floss (slider)"',)


def test_where_no_exercise_is_recognised_it_must_be_named(tmp_path):
    room = film(tmp_path / "room.mp4", np.arange(5) / 10)
    with pytest.raises(SourceError, match="none of the known exercises was recognised; name the"):
        analyse(room, None, model=Model.LITE)


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
