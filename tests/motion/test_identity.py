"""Legs keep their names when the model confuses them."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.identity import LegIdentity, NamesInHindsight
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


def test_of_a_recording_what_comes_later_names_what_was_before():
    """For two seconds the body seems to agree with the wrong names, then it clearly does not."""
    true = list(raise_leg())
    wrong = [each.with_legs_swapped() for each in true]
    names = NamesInHindsight()
    for index, each in enumerate(wrong):
        names.settle(each, 0.3 if index < 60 else -3.0)
    identity = LegIdentity(names.crossed())
    settled = [identity.settle(each) for each in wrong]
    pairs = list(zip(settled, true, strict=True))[15:-15]  # before, the legs lie side by side
    assert all(np.allclose(right_knee(ours), right_knee(theirs)) for ours, theirs in pairs)


def test_of_a_recording_names_that_change_in_it_are_followed():
    true = list(raise_leg())
    names = NamesInHindsight()
    seen = [each.with_legs_swapped() if 50 <= i < 70 else each for i, each in enumerate(true)]
    for each in seen:
        names.settle(each, 0.5)
    crossed = names.crossed()
    assert [i for i, each in enumerate(seen) if crossed[each.time_s]] == list(range(50, 70))


def test_legs_on_top_of_each_other_speak_for_no_names():
    """A model that lays both legs on one place jitters; that is no exchange of names."""
    rng = np.random.default_rng(4)
    identity = LegIdentity()
    for index in range(60):
        made = pose(supine(), index / RATE_HZ)
        made = replace(made, pixels=made.pixels + rng.normal(0, 2, made.pixels.shape))
        assert np.allclose(right_knee(identity.settle(made)), right_knee(made))
