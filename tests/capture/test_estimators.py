"""What every pose estimator promises, and what each of them does beside it."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose, Model
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Frame
from sciatica_coach.paths import MODELS
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


class TestMediaPipe:
    @pytest.mark.parametrize("model", list(Model))
    def test_landmarks_are_pixels_of_the_picture(self, model):
        frame = sample_frames("knee_to_chest_side", every=500)[0]
        with MediaPipePose(model) as estimator:
            found = estimator.estimate(frame)
        assert found is not None
        assert found.size_px == (854, 480)
        # The truth of the clip's first frame: lying, head to the left, legs straight.
        assert found.pixels[Part.SHOULDER.of(Side.RIGHT)] == pytest.approx([313, 290], abs=45)
        assert found.pixels[Part.ANKLE.of(Side.RIGHT), 0] > 650
        assert found.visibility.min() >= 0
        assert found.visibility.max() <= 1

    @pytest.mark.parametrize("model", list(Model))
    def test_the_feet_of_the_lite_model_are_not_judged(self, model):
        frame = sample_frames("nerve_floss_side", every=500)[0]
        with MediaPipePose(model) as estimator:
            found = estimator.estimate(frame)
        toes = found.visibility[Part.FOOT_INDEX.of(Side.RIGHT)]
        assert (toes < TRUST) == (model is Model.LITE)

    def test_a_picture_of_another_size_in_mid_stream(self):
        frame = sample_frames("figure_4_side", every=500)[0]
        with MediaPipePose(Model.LITE) as estimator:
            estimator.estimate(frame)
            half = Frame(np.ascontiguousarray(frame.image[::2, ::2]), 0.04, 1)
            found = estimator.estimate(half)
        assert found is not None
        assert found.size_px == (427, 240)

    @pytest.mark.parametrize("make", [MediaPipePose, MediaPipePeople])
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            pytest.param(None, "pose_landmarker_lite.task is missing", id="missing"),
            pytest.param(b"", "pose_landmarker_lite.task is damaged", id="empty"),
            pytest.param(b"no model" * 99, "pose_landmarker_lite.task is damaged", id="rubbish"),
            pytest.param(
                (MODELS / "pose_landmarker_lite.task").read_bytes()[:99_999],
                "pose_landmarker_lite.task is damaged",
                id="cut off",
            ),
        ],
    )
    def test_model_that_will_not_load(self, tmp_path, monkeypatch, make, content, told):
        if content is not None:
            (tmp_path / "pose_landmarker_lite.task").write_bytes(content)
        monkeypatch.setattr("sciatica_coach.capture.model.MODELS", tmp_path)
        with pytest.raises(ModelError, match=told):
            make(Model.LITE)


class TestReplay:
    @pytest.mark.parametrize(
        ("time_s", "found"),
        [(4.97, False), (4.99, True), (5.02, True), (5.05, True), (5.1, False)],
    )
    def test_takes_the_nearest_moment(self, time_s, found):
        recorded = replay().estimate(Frame(BLANK, time_s=time_s, index=0))
        assert (recorded is not None) is found

    def test_times_must_rise(self):
        with pytest.raises(ValueError, match="times must rise, but 1"):
            ReplayPose([pose(supine(), 2.0), pose(supine(), 1.0)])


NOISY = """
import os, sys
import numpy as np
from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.motion.pose import Frame
def use():
    with MediaPipePose(Model.LITE) as estimator:
        estimator.estimate(Frame(np.zeros((48, 64, 3), np.uint8), 0.0, 0))
if sys.argv[1] == "silenced":
    with natives_silenced():
        use()
        print("from python", file=sys.stderr)
        os.write(2, b"from a native library")
else:
    use()
print("afterwards", file=sys.stderr)
"""


def test_native_notes_are_kept_from_the_terminal():
    def stderr_of(how):
        done = subprocess.run(
            [sys.executable, "-c", NOISY, how], capture_output=True, text=True, check=True
        )
        return done.stderr.splitlines()

    assert stderr_of("silenced") == ["from python", "afterwards"]
    assert len(stderr_of("plain")) > 1
