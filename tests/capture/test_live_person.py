"""One person of a live stream among several, on real pictures with the real model."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.live_person import LivePersonEstimator
from sciatica_coach.capture.masking import GREY
from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.motion.pose import Frame
from tests.body import pose, supine
from tests.capture.pair import LEFT_SUPINE, RIGHT_SEATED, hips_x_px, prefers
from tests.films import sample_frames, walking_through


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
