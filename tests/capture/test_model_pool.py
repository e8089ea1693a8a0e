"""Models that several streams use in turn: nobody is remembered, and no more are opened."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import ModelPool
from sciatica_coach.errors import ModelError
from tests.films import sample_frames

LYING = sample_frames("knee_to_chest_side", 2)[:20]
SEATED = sample_frames("nerve_floss_side", 2)[:20]


class Opener:
    """Opens real models, which may be told to fail, and keeps them."""

    def __init__(self):
        self.opened = []

    def __call__(self, model):
        self.opened.append(MediaPipePose(model))
        return self.opened[-1]


@pytest.fixture
def opener():
    return Opener()


@pytest.fixture
def model_pool(opener):
    model_pool = ModelPool(opener)
    yield model_pool
    model_pool.close()


def watch(estimator, frames):
    with estimator as pose:
        return [pose.estimate(frame) for frame in frames]


# A new model smooths its second frame otherwise if the first one is of the moment 0.
@pytest.mark.parametrize("begin_s", [0.04, 1000.0], ids=["its clock begins anew", "it goes on"])
def test_the_next_stream_sees_what_a_new_model_would(model_pool, opener, begin_s):
    frames = [replace(frame, time_s=begin_s + frame.time_s) for frame in SEATED]
    expected = watch(MediaPipePose(Model.LITE), frames)
    watch(model_pool.estimator(Model.LITE), LYING)
    found = watch(model_pool.estimator(Model.LITE), frames)
    assert len(opener.opened) == 1
    assert [pose.time_s for pose in found] == [frame.time_s for frame in frames]
    for one, other in zip(found, expected, strict=True):
        assert np.abs(one.pixels - other.pixels).max() < 0.1


def test_streams_at_the_same_time_have_a_model_each_and_the_next_ones_too(model_pool, opener):
    for _ in range(3):
        with model_pool.estimator(Model.LITE) as one, model_pool.estimator(Model.LITE) as other:
            one.estimate(LYING[0])
            other.estimate(SEATED[0])
    assert len(opener.opened) == 2
    assert model_pool.finder is model_pool.finder


def test_what_was_put_back_is_used_no_more(model_pool):
    lent = model_pool.estimator(Model.LITE)
    watch(lent, LYING[:1])
    with pytest.raises(ModelError, match="is closed"):
        lent.estimate(LYING[1])


def test_a_model_that_fails_is_not_lent_again(model_pool, opener):
    with model_pool.estimator(Model.LITE):
        opener.opened[0].close()
    watch(model_pool.estimator(Model.LITE), LYING[:1])
    assert len(opener.opened) == 2


def test_a_closed_shelf_has_closed_all(model_pool, opener):
    lent = model_pool.estimator(Model.LITE)
    watch(model_pool.estimator(Model.LITE), LYING[:1])
    model_pool.close()
    for model in opener.opened:
        with pytest.raises(ModelError, match="is closed"):
            model.estimate(LYING[0])
    lent.__exit__(None, None, None)
