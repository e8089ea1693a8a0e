"""The stack of a live session with the real models, and what it leaves open."""

import threading

import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import ModelPool
from sciatica_coach.errors import ModelError
from sciatica_coach.live.estimator import open_live_estimator
from tests.coaching.play import KNEE_TO_CHEST
from tests.films import sample_frames

FRAMES = sample_frames("knee_to_chest_side", 2)[:3]


def test_a_person_is_found_and_nothing_stays_open():
    before = threading.active_count()
    with open_live_estimator(KNEE_TO_CHEST, Model.LITE) as estimator:
        assert all(estimator.estimate(frame) is not None for frame in FRAMES)
    assert threading.active_count() == before
    with pytest.raises(ModelError, match="is closed"):
        estimator.estimate(FRAMES[0])


def test_a_pool_outlives_the_session_that_used_it():
    pool = ModelPool()
    for _ in range(2):
        with open_live_estimator(KNEE_TO_CHEST, Model.LITE, pool) as estimator:
            assert estimator.estimate(FRAMES[0]) is not None
    assert pool.finder.find(FRAMES[0])
    pool.close()


def test_a_missing_model_leaves_nothing_open(tmp_path, monkeypatch):
    before = threading.active_count()
    monkeypatch.setattr("sciatica_coach.capture.model.MODELS", tmp_path)
    with pytest.raises(ModelError, match="is missing"):
        open_live_estimator(KNEE_TO_CHEST, Model.LITE)
    assert threading.active_count() == before
