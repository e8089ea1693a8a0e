"""One person among several, on real pictures with the real model."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.live_person import LivePersonEstimator
from sciatica_coach.capture.masking import GREY
from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose, Model
from sciatica_coach.capture.people import (
    PeopleSnapshot,
    PersonSighting,
    PersonTrack,
    distinct_people,
    tracks,
)
from sciatica_coach.capture.person_lock import LockedEstimator
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.motion.pose import Frame
from tests.body import pose, supine
from tests.films import sample_frames, side_by_side, walking_through

LEFT_SUPINE, RIGHT_SEATED = 470, 1175
"""Where the hips of both are, in pixels."""


@pytest.fixture(scope="module")
def frames():
    return side_by_side(
        sample_frames("knee_to_chest_side", 20), sample_frames("nerve_floss_side", 20)
    )


@pytest.fixture(scope="module")
def finder():
    with MediaPipePeople() as finder:
        yield finder


def hips_x_px(pose):
    return float(pose.pixels[[23, 24], 0].mean())


def prefers(x_px):
    return lambda pose: 1.0 if abs(hips_x_px(pose) - x_px) < 200 else 0.15


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


class PartFinder:
    """Finds the body that is played, and a leg of it as somebody small."""

    def find(self, frame):
        body = replace(pose(replace(supine(), hip_px=(500, 400.0))), time_s=frame.time_s)
        return body, replace(body, pixels=(body.pixels - (500, 400)) * 0.3 + (630, 400))


def test_live_a_leg_that_is_taken_for_somebody_is_nobody():
    picture = np.zeros((720, 1280, 3), np.uint8)
    played = ReplayPose(
        [pose(replace(supine(), hip_px=(500, 400.0)), index / 25) for index in range(100)]
    )
    with LivePersonEstimator(played, PartFinder(), prefers(630)) as estimator:
        for index in range(100):
            assert estimator.estimate(Frame(picture, index / 25, index)) is not None
        assert len(estimator.bystanders.boxes) == 1
    assert estimator.people == 1


@pytest.mark.parametrize("x_px", [LEFT_SUPINE, RIGHT_SEATED])
def test_live_stream_turns_to_who_fits(finder, frames, x_px):
    with LivePersonEstimator(MediaPipePose(Model.LITE), finder, prefers(x_px)) as estimator:
        places = [hips_x_px(pose) for frame in frames if (pose := estimator.estimate(frame))]
    assert estimator.people == 2
    # One look, which runs beside the stream, and the seconds until the next one is due.
    assert places[5:] == pytest.approx([x_px] * len(places[5:]), abs=60)


def test_live_stream_of_one_person_is_the_plain_estimator(finder):
    alone = sample_frames("figure_4_side", 40)
    with LivePersonEstimator(MediaPipePose(Model.LITE), finder, prefers(0)) as watched:
        found = [watched.estimate(frame) for frame in alone]
    with MediaPipePose(Model.LITE) as plain:
        expected = [plain.estimate(frame) for frame in alone]
    assert watched.people == 1
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


@pytest.mark.parametrize("x_px", [LEFT_SUPINE, RIGHT_SEATED])
def test_who_was_pointed_out_is_followed_against_all_likelihood(finder, frames, x_px):
    other = LEFT_SUPINE + RIGHT_SEATED - x_px
    with LivePersonEstimator(MediaPipePose(Model.LITE), finder, prefers(other)) as estimator:
        for frame in frames[:4]:
            estimator.estimate(frame)
        estimator.select_person((x_px / 1708, 0.6))
        places = [hips_x_px(pose) for frame in frames[4:] if (pose := estimator.estimate(frame))]
        bystanders = estimator.bystanders
    assert len(bystanders.boxes) == 2
    assert bystanders.followed == int(x_px == RIGHT_SEATED)
    assert bystanders.is_chosen
    assert len(places) > 10
    assert places[3:] == pytest.approx([x_px] * len(places[3:]), abs=60)


@pytest.mark.parametrize(
    ("scale", "top_px", "lost_s"),
    [
        pytest.param(0.6, 0, 0.0, id="behind"),
        pytest.param(1.0, 60, 2.5, id="in front, hiding the whole trunk"),
    ],
)
def test_who_walks_through_does_not_take_over(finder, scale, top_px, lost_s):
    passing = walking_through(
        sample_frames("knee_to_chest_side", 2)[:110],
        sample_frames("nerve_floss_side", 2)[:110],
        scale=scale,
        top_px=top_px,
    )
    with LivePersonEstimator(
        RedetectingEstimator(lambda: MediaPipePose(Model.FULL)), finder, prefers(LEFT_SUPINE)
    ) as estimator:
        found = [estimator.estimate(frame) for frame in passing]
    off = [each is None or abs(hips_x_px(each) - LEFT_SUPINE) > 80 for each in found]
    assert sum(off) / 12.5 <= lost_s
    assert not any(off[-12:])


class Unpainted:
    """Sees the first of these people who is not painted over."""

    def __init__(self, people):
        self._people = people

    def estimate(self, frame):
        for each in self._people(frame.time_s):
            x_px, y_px = each.pixels[[23, 24]].mean(axis=0).astype(int)
            if frame.image[y_px, x_px, 0] != GREY:
                return each
        return None

    def find(self, frame):
        return tuple(self._people(frame.time_s))

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass


def test_who_was_pointed_out_and_has_left_is_let_go():
    def people(time_s):
        one, other = (
            pose(replace(supine(), hip_px=(x_px, 400.0)), time_s) for x_px in (300.0, 900.0)
        )
        return [one, other] if time_s < 4 else [other]

    seen = Unpainted(people)
    picture = np.full((720, 1280, 3), 60, np.uint8)
    found = {}
    with LivePersonEstimator(seen, seen, prefers(900)) as estimator:
        estimator.select_person((300 / 1280, 400 / 720))
        for index in range(20 * 25):
            at = estimator.estimate(Frame(picture, index / 25, index))
            found[index / 25] = hips_x_px(at) if at else None
        assert not estimator.bystanders.is_chosen
    assert found[3.0] == pytest.approx(300, abs=5)
    assert {found[4.0 + second] for second in range(1, 9)} == {None}
    assert found[19.0] == pytest.approx(900, abs=5)
