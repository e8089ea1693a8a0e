"""Why nothing counts is always said."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.coach import Coach
from sciatica_coach.coaching.update import Stage
from sciatica_coach.motion.landmarks import LANDMARK_COUNT
from tests.body import Body, Leg, pose, seated, supine
from tests.coaching.play import FIGURE_4, KNEE_TO_CHEST, NERVE_FLOSS


def last_update(exercise, make, *, seconds=2.0, brightness=None):
    coach = Coach(exercise)
    update = None
    for index in range(int(seconds * 30)):
        update = coach.step(make(index / 30), time_s=index / 30, brightness=brightness)
    return update


def small(made):
    return replace(made, pixels=600 + (made.pixels - 600) * 0.15)


def frontal(made):
    world = np.zeros((LANDMARK_COUNT, 3))
    world[[11, 23], 0], world[[12, 24], 0] = 0.15, -0.15
    world[[11, 12], 2] = 0.5  # the feet are towards the camera
    return replace(made, world=world)


@pytest.mark.parametrize(
    ("exercise", "make", "code", "words"),
    [
        pytest.param(KNEE_TO_CHEST, lambda t: None, "nobody", "cannot see you", id="nobody"),
        pytest.param(
            KNEE_TO_CHEST,
            lambda t: pose(replace(supine(), hip_px=(1200.0, 400.0)), t),
            "not_in_view",
            "feet|knees",
            id="feet cut off",
        ),
        pytest.param(
            KNEE_TO_CHEST, lambda t: small(pose(supine(), t)), "too_far", "closer", id="too far"
        ),
        pytest.param(
            KNEE_TO_CHEST, lambda t: pose(seated(), t), "wrong_position", "on your back", id="sits"
        ),
        pytest.param(
            NERVE_FLOSS, lambda t: pose(supine(), t), "wrong_position", "on a chair", id="lies"
        ),
        pytest.param(
            NERVE_FLOSS, lambda t: pose(Body(trunk=0.0), t), "wrong_position", "chair", id="stands"
        ),
        pytest.param(
            KNEE_TO_CHEST, lambda t: frontal(pose(supine(), t)), "not_side_on", "side", id="frontal"
        ),
        pytest.param(
            FIGURE_4, lambda t: pose(supine(), t), "start_position", "ankle", id="not crossed"
        ),
        pytest.param(
            KNEE_TO_CHEST,
            lambda t: pose(supine(left=Leg(visibility=0.1), right=Leg(visibility=0.1)), t),
            "hidden",
            "see your leg",
            id="legs hidden",
        ),
    ],
)
def test_advice(exercise, make, code, words):
    update = last_update(exercise, make)
    assert update.stage is Stage.LOOKING
    assert update.advice is not None
    assert update.advice.code == code
    assert any(word in update.advice.text for word in words.split("|"))


def test_darkness_is_blamed_only_when_it_is_dark():
    dark = last_update(KNEE_TO_CHEST, lambda t: None, brightness=15.0)
    bright = last_update(KNEE_TO_CHEST, lambda t: None, brightness=120.0)
    assert (dark.advice.code, bright.advice.code) == ("too_dark", "nobody")


def test_keep_still_then_ready():
    def fidget(t):
        leg = Leg(hip=10 + 15 * np.sin(9 * t))
        return pose(supine(left=leg, right=leg), t)

    moving = last_update(KNEE_TO_CHEST, fidget)
    assert (moving.stage, moving.advice.code) == (Stage.GET_READY, "keep_still")
    assert last_update(KNEE_TO_CHEST, lambda t: pose(supine(), t)).stage is Stage.READY


def test_a_stray_frame_raises_no_complaint():
    update = last_update(KNEE_TO_CHEST, lambda t: pose(supine(), t) if abs(t - 1.9) > 0.1 else None)
    assert update.advice is None
