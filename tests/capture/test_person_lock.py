"""One person of a recording among several, on real pictures with the real model."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.people import (
    PeopleSnapshot,
    PersonSighting,
    PersonTrack,
    distinct_people,
    tracks,
)
from sciatica_coach.capture.person_lock import LockedEstimator
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.motion.pose import Frame
from tests.body import pose, supine
from tests.capture.pair import LEFT_SUPINE, RIGHT_SEATED, hips_x_px
from tests.films import sample_frames, side_by_side


def test_everybody_in_the_picture_is_found(finder, frames):
    found = sorted(map(hips_x_px, distinct_people(finder.find(frames[0]))))
    assert found == pytest.approx([LEFT_SUPINE, RIGHT_SEATED], abs=40)


def test_who_is_overlooked_beside_another_is_found_too(finder):
    pair = side_by_side(
        sample_frames("knee_to_chest_side", 50), sample_frames("nerve_floss_side", 50)
    )
    assert [len(distinct_people(finder.find(frame))) for frame in pair] == [2] * len(pair)


def test_one_person_is_one_person(finder):
    for name in ("figure_4_oblique", "knee_to_chest_side", "nerve_floss_side"):
        (frame,) = sample_frames(name, every=500)
        assert len(distinct_people(finder.find(frame))) == 1


def test_nobody_is_nobody(finder):
    assert finder.find(Frame(np.full((480, 640, 3), 90, np.uint8), 0.0, 0)) == ()


@pytest.mark.parametrize("x_px", [LEFT_SUPINE, RIGHT_SEATED])
def test_recording_keeps_to_the_chosen_one(finder, frames, x_px):
    seen = tracks(
        [PeopleSnapshot(frame.time_s, distinct_people(finder.find(frame))) for frame in frames[::3]]
    )
    (chosen,) = (track for track in seen if abs(hips_x_px(track.poses[0]) - x_px) < 100)
    with LockedEstimator(MediaPipePose(Model.LITE), chosen) as estimator:
        places = [hips_x_px(pose) for frame in frames if (pose := estimator.estimate(frame))]
    assert len(places) == len(frames)
    assert places == pytest.approx([x_px] * len(frames), abs=60)


def test_recording_has_nobody_while_the_chosen_one_is_away(finder, frames):
    away = [
        replace(frame, image=np.where(np.arange(1708)[:, None] < 854, 114, frame.image))
        for frame in frames
    ]
    away = [replace(frame, image=frame.image.astype(np.uint8)) for frame in away]
    (chosen,) = (
        track
        for track in tracks([PeopleSnapshot(0.0, distinct_people(finder.find(frames[0])))])
        if hips_x_px(track.poses[0]) < 854
    )
    with LockedEstimator(MediaPipePose(Model.LITE), chosen) as estimator:
        assert all(estimator.estimate(frame) is None for frame in away)


def test_what_jumps_to_somebody_else_is_not_taken():
    def at(x_px, time_s):
        return pose(replace(supine(), hip_px=(x_px, 400.0)), time_s)

    places_px = [300, 305, 700, 700, 310, 700]
    played = ReplayPose([at(x_px, index / 25) for index, x_px in enumerate(places_px)])
    picture = np.zeros((720, 1280, 3), np.uint8)
    with LockedEstimator(
        played, PersonTrack((PersonSighting(at(300, 0.0), (at(700, 0.0),)),))
    ) as estimator:
        found = [estimator.estimate(Frame(picture, index / 25, index)) for index in range(6)]
    assert [each is not None for each in found] == [True, True, False, False, True, False]
