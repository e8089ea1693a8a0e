"""Who is there, who is the same, and who exercises."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.people import (
    PeopleSampler,
    PeopleSnapshot,
    bounding_box,
    distinct_people,
    is_continuation,
    is_same,
    likeliest_track,
    most_at_once,
    person_at,
    track_at,
    tracks,
    without_parts,
)
from sciatica_coach.motion.pose import Frame
from tests.body import Body, Leg, pose, seated, supine


def at(x_px, body=None, time_s=0.0, scale=1.0):
    """A body whose hips are at this place of a picture of 1280 by 720."""
    made = pose(replace(body or supine(), hip_px=(0.0, 0.0)), time_s)
    return replace(made, pixels=made.pixels * scale + (x_px, 400.0))


def lies(candidate):
    trunk = candidate.pixels[23] - candidate.pixels[11]
    return 1.0 if abs(trunk[0]) > abs(trunk[1]) else 0.15


@pytest.mark.parametrize(
    ("other", "count"),
    [
        pytest.param(at(300, scale=1.05), 1, id="one body found twice"),
        pytest.param(at(700), 2, id="two side by side"),
        pytest.param(at(360, seated()), 2, id="one kneels at the other's hips"),
        pytest.param(at(900, scale=0.2), 1, id="somebody far in the background"),
    ],
)
def test_distinct_people(other, count):
    assert len(distinct_people([at(300), other])) == count


def test_of_two_finds_the_clearer_one_stays():
    clear = replace(at(305), visibility=np.full(33, 1.0))
    assert distinct_people([at(300), clear]) == (clear,)
    assert distinct_people([]) == ()


@pytest.mark.parametrize(
    ("found", "left"),
    [
        pytest.param([at(305), at(430, scale=0.3)], [305], id="a leg taken for somebody"),
        pytest.param([at(430, scale=0.3)], [300], id="the body itself not found"),
        pytest.param([at(305), at(420, seated())], [305, 420], id="one sits behind"),
        pytest.param([at(305), at(900)], [305, 900], id="one beside"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_parts_of_who_is_followed_are_nobody_else(found, left):
    kept = without_parts(found, at(300))
    assert [round(float(each.pixels[[23, 24], 0].mean())) for each in kept] == left


@pytest.mark.parametrize(
    ("pose", "same"),
    [
        pytest.param(at(310, time_s=0.04), True, id="a little on"),
        pytest.param(at(400, time_s=0.04), False, id="a jump"),
        pytest.param(at(400, time_s=1.0), True, id="as far, but a second later"),
        pytest.param(at(900, time_s=60.0), False, id="too far for any time"),
        pytest.param(at(300, time_s=0.04, scale=2.5), False, id="suddenly large"),
        pytest.param(at(300, time_s=0.04, scale=0.4), False, id="suddenly small"),
    ],
)
def test_same_person(pose, same):
    assert is_same(at(300), pose) is same


@pytest.mark.parametrize(
    ("pose", "goes"),
    [
        pytest.param(at(305, time_s=0.04), True, id="a little on"),
        pytest.param(at(305, seated(), time_s=0.04), False, id="suddenly upright"),
        pytest.param(at(305, seated(), time_s=3.0), True, id="sat up meanwhile"),
        pytest.param(at(400, time_s=0.04), False, id="a jump"),
    ],
)
def test_going_on(pose, goes):
    assert is_continuation(at(300), pose) is goes


def snapshots(*people_of_each):
    return [
        PeopleSnapshot(2.0 * index, tuple(replace(each, time_s=2.0 * index) for each in people))
        for index, people in enumerate(people_of_each)
    ]


def test_tracks_follow_people_whatever_order_they_are_found_in():
    a, b = at(300), at(900, seated())
    found = tracks(snapshots((a, b), (b, a), (a,), (b, a)))
    places = [[round(pose.pixels[23, 0], -2) for pose in track.poses] for track in found]
    assert places == [[300.0] * 4, [900.0] * 3]
    assert [len(each.others) for each in found[0].sightings] == [1, 1, 0, 1]


def test_nearest_sight_in_time():
    (track,) = tracks(snapshots((at(300),), (at(300),), (at(300),)))
    assert track.nearest(2.9).pose.time_s == 2.0
    assert track.nearest(99.0).pose.time_s == 4.0


def bent(x_px, degrees):
    return at(x_px, supine(right=Leg(hip=degrees)))


@pytest.mark.parametrize(
    ("seen", "x_px"),
    [
        pytest.param(snapshots((at(300), at(900, seated()))), 300, id="who fits"),
        pytest.param(snapshots((at(300, scale=0.5), at(900, seated()))), 300, id="though smaller"),
        pytest.param(snapshots((at(900, scale=0.6), at(300))), 300, id="both fit: the larger"),
        pytest.param(
            snapshots(*((at(300, scale=1.2), bent(900, 90 * (i % 2))) for i in range(4))),
            900,
            id="both fit: who moves",
        ),
        pytest.param(
            snapshots((at(300, scale=1.1),), *[(at(900),)] * 3), 900, id="both fit: who stays"
        ),
    ],
)
def test_choice(seen, x_px):
    chosen = likeliest_track(tracks(seen), lies)
    assert chosen is not None
    assert chosen.poses[0].pixels[23, 0] == pytest.approx(x_px, abs=10)


@pytest.mark.parametrize(
    ("place", "x_px"),
    [
        pytest.param((0.24, 0.5), 300, id="on them"),
        pytest.param((0.7, 0.5), 900, id="on the other"),
        pytest.param((0.0, 0.0), 300, id="beside all: the nearest"),
    ],
)
def test_who_is_at_a_place(place, x_px):
    found = person_at([at(300), at(900, seated())], place)
    assert found.pixels[23, 0] == pytest.approx(x_px, abs=10)


def test_of_overlapping_people_the_one_in_whose_middle_it_is():
    patient, helper = at(400), at(420, seated())
    for own in (patient, helper):
        left, top, right, bottom = bounding_box(own)
        assert person_at([patient, helper], ((left + right) / 2, (top + bottom) / 2)) is own


def test_nobody_is_at_a_place_of_an_empty_room():
    assert person_at([], (0.5, 0.5)) is None


def test_the_track_of_a_place_begins_where_several_are_seen():
    alone_first = snapshots((at(900),), (at(300), at(900)), (at(310), at(900)))
    track = track_at(alone_first, (0.24, 0.5))
    assert [pose.time_s for pose in track.poses] == [2.0, 4.0]
    assert track_at(alone_first[:1], (0.24, 0.5)) is None


def test_a_box_holds_the_person_and_stays_in_the_picture():
    made = at(100)
    left, top, right, bottom = bounding_box(made)
    assert left == 0.0
    places = made.pixels[np.isfinite(made.pixels).all(axis=1)] / made.size_px
    assert np.all((places >= (-1, top)) & (places <= (right, bottom)))
    assert bottom < 0.7


def test_nobody_to_choose():
    assert likeliest_track((), lies) is None
    assert most_at_once([]) == 0
    assert most_at_once(snapshots((), (at(300), at(900)), (at(300),))) == 2


class Crowd:
    """Finds as many people as the frame's index says."""

    def find(self, frame):
        return tuple(at(300 + 400 * each, time_s=frame.time_s) for each in range(frame.index))


def test_looks_are_due_by_the_frames_own_times():
    with PeopleSampler(Crowd(), every_s=2.0) as sampler:
        for index, time_s in enumerate([0.0, 1.0, 1.9, 2.1, 4.0, 4.1, 9.0]):
            sampler.add(Frame(np.zeros((1, 1, 3), np.uint8), time_s, index))
        assert [each.time_s for each in sampler.all()] == [0.0, 2.1, 4.1, 9.0]
        assert sampler.finished() == sampler.all()
        assert [len(each.people) for each in sampler.all()][:2] == [0, 3]


def test_looks_keep_no_more_than_asked_and_leave_no_thread():
    before = threading.active_count()
    with PeopleSampler(Crowd(), every_s=0.5, memory=2) as sampler:
        for index in range(6):
            sampler.add(Frame(np.zeros((1, 1, 3), np.uint8), float(index), 1))
        assert [each.time_s for each in sampler.all()] == [4.0, 5.0]
    assert threading.active_count() == before


def test_a_body_without_all_landmarks_is_still_compared():
    assert np.isnan(pose(Body()).pixels).any()
    assert is_same(at(300), at(301))
