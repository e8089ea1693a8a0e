"""The line's speed beside a bare loop of the pose model, on a short clip."""

import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.evaluation.speed import Speed, bench_speed
from tests.coaching.play import KNEE_TO_CHEST
from tests.evaluation.built import short_clip

STAGES = {
    "decode (own thread)",
    "pose",
    "people (own thread)",
    "picture quality",
    "coach",
    "report",
    "annotate (on demand)",
}
FRAMES = 24
"""Looks at several people are timed on every twentieth frame, the first of which is left out."""


@pytest.fixture(scope="module")
def speed(tmp_path_factory):
    clip = short_clip(tmp_path_factory.mktemp("speed"), FRAMES)
    return bench_speed(clip, KNEE_TO_CHEST, Model.LITE)


@pytest.mark.parametrize(
    ("whole_fps", "bare_fps", "share"),
    [pytest.param(20.0, 40.0, 0.5, id="half"), pytest.param(60.0, 40.0, 1.5, id="quicker")],
)
def test_the_share_is_of_the_bare_loop(whole_fps, bare_fps, share):
    assert Speed("x.mp4", 100, bare_fps, whole_fps, {}).share == share


def test_it_is_of_the_clip_that_was_given(speed):
    assert (speed.clip, speed.frames) == ("knee_to_chest_side.mp4", FRAMES)


def test_every_stage_takes_time(speed):
    assert set(speed.stages_ms) == STAGES
    assert all(each_ms > 0 for each_ms in speed.stages_ms.values())
    assert speed.stages_ms["picture quality"] < speed.stages_ms["pose"]


def test_rates_are_frames_a_second(speed):
    """The bare loop does what the stage of the pose model does, and reads the pictures."""
    assert speed.stages_ms["pose"] / 20 < 1000 / speed.bare_fps < 20 * speed.stages_ms["pose"]
    assert 0.01 < speed.share < 5
