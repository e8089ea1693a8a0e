"""What every pose estimator promises, by one contract for all."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.pose import Frame
from tests.body import pose, supine
from tests.films import sample_frames

BLANK = np.full((480, 854, 3), 128, np.uint8)


def mediapipe():
    return MediaPipePose(Model.LITE)


def replay():
    return ReplayPose([pose(supine(), 5.0), pose(supine(), 5.04)])


def fresh():
    return RedetectingEstimator(replay)


@pytest.fixture(params=[mediapipe, replay, fresh], ids=lambda make: make.__name__)
def estimator(request):
    with request.param() as estimator:
        yield estimator


class TestEveryEstimator:
    def test_nobody_in_the_picture_is_none_not_an_error(self, estimator):
        assert estimator.estimate(Frame(BLANK, time_s=0.0, index=0)) is None

    def test_frames_of_one_moment_are_taken(self, estimator):
        for index in range(3):
            assert estimator.estimate(Frame(BLANK, time_s=1.0, index=index)) is None

    def test_pose_carries_the_time_of_its_frame(self, estimator):
        frame = sample_frames("figure_4_side", every=500)[0]
        found = estimator.estimate(replace(frame, time_s=5.001))
        assert found is not None
        assert found.time_s == 5.001

    def test_after_it_is_closed_it_says_so(self, estimator):
        estimator.close()
        estimator.close()
        with pytest.raises(ModelError, match="the pose estimator is closed"):
            estimator.estimate(Frame(BLANK, time_s=0.0, index=0))
