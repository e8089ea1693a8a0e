"""Legs keep their names when the model confuses them."""

import numpy as np
import pytest

from sciatica_coach.motion.identity import LegIdentity
from sciatica_coach.motion.landmarks import Part, Side
from tests.body import Leg, pose, supine

RATE_HZ = 30


def raise_leg(seconds: float = 4.0):
    """A straight-leg raise of the right leg to 70 degrees and back, frame by frame."""
    for index in range(int(seconds * RATE_HZ)):
        time_s = index / RATE_HZ
        hip = 35 * (1 - np.cos(2 * np.pi * time_s / seconds))
        yield pose(supine(right=Leg(hip=hip)), time_s)


def right_knee(made):
    return made.pixels[Part.KNEE.of(Side.RIGHT)]


def share_right(poses, confuse):
    identity = LegIdentity()
    right = []
    for index, true in enumerate(poses):
        settled = identity.settle(true.with_legs_swapped() if confuse(index) else true)
        right.append(np.allclose(right_knee(settled), right_knee(true)))
    return np.mean(right[30:-30])


@pytest.mark.parametrize(
    "confuse",
    [
        pytest.param(lambda index: False, id="a model that is right is left alone"),
        pytest.param(lambda index: index % 2 == 1, id="every second frame"),
        pytest.param(lambda index: index in (50, 51, 70), id="now and then"),
        pytest.param(lambda index: index % 30 in (1, 2, 3), id="three frames a second"),
    ],
)
def test_legs_keep_their_names(confuse):
    assert share_right(list(raise_leg()), confuse) == 1.0


def test_a_model_that_insists_is_believed_again():
    """Our own naming must have a way back, or a wrong one would stay for ever."""
    identity = LegIdentity()
    still = pose(supine(right=Leg(hip=60.0)))
    settled = still
    for index in range(90):
        now = pose(supine(right=Leg(hip=60.0)), index / RATE_HZ)
        settled = identity.settle(now if index < 30 else now.with_legs_swapped())
    assert np.allclose(right_knee(settled), right_knee(still.with_legs_swapped()))


def test_a_leg_found_on_top_of_the_other_is_not_trusted():
    identity = LegIdentity()
    for index in range(20):
        identity.settle(pose(supine(right=Leg(hip=100.0, knee=110.0)), index / RATE_HZ))
    doubled = pose(
        supine(left=Leg(hip=100.0, knee=110.0), right=Leg(hip=100.0, knee=110.0)), 20 / RATE_HZ
    )
    settled = identity.settle(doubled)
    assert settled.visibility[Part.KNEE.of(Side.LEFT)] == 0.0
    assert settled.visibility[Part.KNEE.of(Side.RIGHT)] > 0.9


def test_a_model_that_had_the_names_wrong_from_the_start_is_put_right():
    identity = LegIdentity()
    right = []
    for true in raise_leg():
        settled = identity.settle(true.with_legs_swapped(), -2.0)
        right.append(np.allclose(right_knee(settled), right_knee(true)))
    assert all(right[5:])
