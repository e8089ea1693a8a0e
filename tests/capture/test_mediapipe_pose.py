"""The real models on real pictures, and models that will not load."""

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose, Model
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Frame
from sciatica_coach.paths import MODELS
from tests.films import sample_frames


@pytest.mark.parametrize("model", list(Model))
def test_landmarks_are_pixels_of_the_picture(model):
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
def test_the_feet_of_the_lite_model_are_not_judged(model):
    frame = sample_frames("nerve_floss_side", every=500)[0]
    with MediaPipePose(model) as estimator:
        found = estimator.estimate(frame)
    toes = found.visibility[Part.FOOT_INDEX.of(Side.RIGHT)]
    assert (toes < TRUST) == (model is Model.LITE)


def test_a_picture_of_another_size_in_mid_stream():
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
def test_model_that_will_not_load(tmp_path, monkeypatch, make, content, told):
    if content is not None:
        (tmp_path / "pose_landmarker_lite.task").write_bytes(content)
    monkeypatch.setattr("sciatica_coach.capture.model.MODELS", tmp_path)
    with pytest.raises(ModelError, match=told):
        make(Model.LITE)
