"""A video seen through: one person is followed, and a second look is only taken if needed."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose, Model
from sciatica_coach.capture.people import PeopleSampler
from sciatica_coach.motion.pose import Frame
from sciatica_coach.review.pose_track import track_person
from tests.films import sample_frames, side_by_side

LEFT_SUPINE, RIGHT_SEATED = 470, 1175


@pytest.fixture(scope="module")
def finder():
    with MediaPipePeople() as finder:
        yield finder


@pytest.fixture(scope="module")
def pair():
    return side_by_side(
        sample_frames("knee_to_chest_side", 20), sample_frames("nerve_floss_side", 20)
    )


def see(frames, finder, x_px, person_at=None):
    told = []
    with PeopleSampler(finder, every_s=4.0) as sampler:
        watched = track_person(
            frames,
            lambda: MediaPipePose(Model.LITE),
            sampler,
            lambda pose: 1.0 if abs(hips_x_px(pose) - x_px) < 200 else 0.15,
            advance=told.append,
            person_at=person_at,
        )
    return watched, told


def hips_x_px(pose):
    return float(pose.pixels[[23, 24], 0].mean())


@pytest.mark.parametrize("x_px", [LEFT_SUPINE, RIGHT_SEATED])
def test_who_fits_is_followed_from_the_first_frame(finder, pair, x_px):
    watched, _ = see(pair, finder, x_px)
    assert watched.people == 2
    assert watched.followed is not None
    places = [hips_x_px(each.pose) for each in watched.observations]
    assert places == pytest.approx([x_px] * len(pair), abs=60)
    assert [each.time_s for each in watched.observations] == [frame.time_s for frame in pair]


def test_the_video_is_seen_twice_only_for_somebody_else(finder, pair):
    told = [see(pair, finder, x_px)[1] for x_px in (LEFT_SUPINE, RIGHT_SEATED)]
    once, twice = sorted(told, key=len)
    assert once == list(range(1, len(pair) + 1))
    assert twice == once * 2


def test_one_person_is_seen_once_and_not_spoken_of(finder):
    frames = sample_frames("figure_4_side", 40)
    watched, told = see(frames, finder, 0)
    assert (watched.people, watched.followed) == (1, None)
    assert len(told) == len(frames)
    assert all(each.pose is not None for each in watched.observations)


def test_an_empty_room(finder):
    frames = [Frame(np.full((240, 320, 3), 60, np.uint8), i / 10, i) for i in range(5)]
    watched, _ = see(frames, finder, 0)
    assert watched.people == 0
    assert [each.pose for each in watched.observations] == [None] * 5
    assert [each.picture.brightness for each in watched.observations] == pytest.approx([60.0] * 5)


class GhostFinder:
    """Sees a second person, who is not there, in its third look."""

    def __init__(self, finder):
        self._finder = finder
        self._looks = 0

    def find(self, frame):
        people = self._finder.find(frame)
        self._looks += 1
        if self._looks != 3:
            return people
        aside = replace(people[0], pixels=people[0].pixels * 0.7 + (0, 200))
        return (*people, aside)


def test_a_shadow_in_one_look_is_no_second_person(finder):
    frames = sample_frames("figure_4_side", 20)
    with PeopleSampler(GhostFinder(finder), every_s=1.6) as sampler:
        watched = track_person(
            frames,
            lambda: MediaPipePose(Model.LITE),
            sampler,
            lambda pose: 1.0,
            advance=lambda seen: None,
        )
        assert max(len(each.people) for each in sampler.all()) == 2
    assert watched.people == 1
    assert all(each.pose is not None for each in watched.observations)


class PartFinder:
    """Finds a part of the person as somebody of their own, in every look."""

    def __init__(self, finder):
        self._finder = finder

    def find(self, frame):
        people = self._finder.find(frame)
        hips = people[0].pixels[[23, 24]].mean(axis=0)
        return (*people, replace(people[0], pixels=hips + (people[0].pixels - hips) * 0.35 + 30))


def test_a_part_of_the_person_is_nobody_to_turn_to(finder):
    frames = sample_frames("figure_4_side", 20)
    told = []
    with PeopleSampler(PartFinder(finder), every_s=1.6) as sampler:
        watched = track_person(
            frames,
            lambda: MediaPipePose(Model.LITE),
            sampler,
            lambda pose: 1.0 if np.ptp(pose.pixels[:, 0]) < 250 else 0.1,
            advance=told.append,
        )
        assert {len(each.people) for each in sampler.all()} == {2}
    assert (watched.people, watched.followed) == (1, None)
    assert len(told) == len(frames)


@pytest.mark.parametrize("x_px", [LEFT_SUPINE, RIGHT_SEATED])
def test_who_was_pointed_out_is_followed_against_all_likelihood(finder, pair, x_px):
    other = LEFT_SUPINE + RIGHT_SEATED - x_px
    watched, _ = see(pair, finder, other, person_at=(x_px / 1708, 0.6))
    assert watched.as_asked
    places = [hips_x_px(each.pose) for each in watched.observations]
    assert places == pytest.approx([x_px] * len(pair), abs=60)
