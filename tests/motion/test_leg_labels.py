"""Legs keep their names when the model confuses them."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.leg_labels import OfflineLegLabeler, OnlineLegLabeler
from tests.body import Leg, pose, seated, supine

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
    identity = OnlineLegLabeler()
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
    identity = OnlineLegLabeler()
    still = pose(supine(right=Leg(hip=60.0)))
    settled = still
    for index in range(12 * RATE_HZ):
        now = pose(supine(right=Leg(hip=60.0)), index / RATE_HZ)
        settled = identity.settle(now if index < 30 else now.with_legs_swapped())
    assert np.allclose(right_knee(settled), right_knee(still.with_legs_swapped()))


def test_a_person_who_keeps_still_is_never_renamed():
    rng = np.random.default_rng(3)
    for body in (supine(right=Leg(hip=100.0, knee=110.0)), supine(), seated()):
        identity = OnlineLegLabeler()
        for index in range(10 * RATE_HZ):
            made = pose(body, index / RATE_HZ)
            made = replace(made, pixels=made.pixels + rng.normal(0, 3, made.pixels.shape))
            assert np.allclose(right_knee(identity.settle(made)), right_knee(made))


def test_legs_whose_names_are_disputed_from_the_start_are_not_judged():
    identity = OnlineLegLabeler()
    made = replace(pose(supine(right=Leg(hip=100.0, knee=110.0))), legs_disputed=True)
    settled = identity.settle(made)
    assert settled.visibility[Part.KNEE.of(Side.RIGHT)] == 0.0
    assert settled.visibility[Part.HIP.of(Side.RIGHT)] > 0.9


def test_legs_that_were_known_are_followed_while_their_names_are_disputed():
    identity = OnlineLegLabeler()
    for index, true in enumerate(raise_leg()):
        disputed = 40 <= index < 80
        seen = true.with_legs_swapped() if disputed and index % 3 else true
        settled = identity.settle(replace(seen, legs_disputed=disputed))
        if index > 15:  # before, the legs lie over each other
            assert np.allclose(right_knee(settled), right_knee(true))
            assert settled.visibility[Part.KNEE.of(Side.RIGHT)] > 0.9


def test_after_the_legs_have_met_the_models_names_are_taken():
    """While the leg comes down the model exchanges the legs, and at rest it has them right again:
    whoever kept to the exchange would call the next repetition the other leg's.
    """
    identity = OnlineLegLabeler()
    for index, true in enumerate([*raise_leg(), *raise_leg()]):
        made = replace(true, time_s=index / RATE_HZ)
        settled = identity.settle(made.with_legs_swapped() if 108 <= index < 116 else made)
        if index > 140:
            assert np.allclose(right_knee(settled), right_knee(made))


def test_a_leg_found_on_top_of_the_other_is_not_trusted():
    identity = OnlineLegLabeler()
    for index in range(20):
        identity.settle(pose(supine(right=Leg(hip=100.0, knee=110.0)), index / RATE_HZ))
    doubled = pose(
        supine(left=Leg(hip=100.0, knee=110.0), right=Leg(hip=100.0, knee=110.0)), 20 / RATE_HZ
    )
    settled = identity.settle(doubled)
    assert settled.visibility[Part.KNEE.of(Side.LEFT)] == 0.0
    assert settled.visibility[Part.KNEE.of(Side.RIGHT)] > 0.9


def settled_in_hindsight(seen):
    names = OfflineLegLabeler()
    for each in seen:
        names.settle(each)
    identity = OnlineLegLabeler(names.odds())
    return [identity.settle(each) for each in seen]


@pytest.mark.parametrize(
    ("confused", "seconds"),
    [
        pytest.param(range(50, 70), 4.0, id="in the middle"),
        pytest.param(range(15, 50), 4.0, id="at first, more than a second long"),
        pytest.param(range(80, 105), 4.0, id="on the way back"),
        pytest.param(range(60, 64), 2.5, id="for some frames"),
    ],
)
def test_of_a_recording_what_comes_later_names_what_was_before(confused, seconds):
    true = list(raise_leg(seconds))
    seen = [each.with_legs_swapped() if i in confused else each for i, each in enumerate(true)]
    pairs = list(zip(settled_in_hindsight(seen), true, strict=True))[15:-15]
    assert all(np.allclose(right_knee(ours), right_knee(theirs)) for ours, theirs in pairs)


def test_names_in_hindsight_start_anew_at_a_cut():
    """After the cut another leg is up: that is no exchange of names."""
    first = list(raise_leg())[: 2 * RATE_HZ]
    away = [
        pose(replace(supine(left=Leg(hip=70.0)), hip_px=(300.0, 600.0)), 2.0 + index / RATE_HZ)
        for index in range(2 * RATE_HZ)
    ]
    seen = [*first, *away]
    pairs = list(zip(settled_in_hindsight(seen), seen, strict=True))
    assert all(np.allclose(right_knee(ours), right_knee(theirs)) for ours, theirs in pairs)


def test_legs_on_top_of_each_other_speak_for_no_names():
    """A model that lays both legs on one place jitters; that is no exchange of names."""
    rng = np.random.default_rng(4)
    identity = OnlineLegLabeler()
    for index in range(60):
        made = pose(supine(), index / RATE_HZ)
        made = replace(made, pixels=made.pixels + rng.normal(0, 2, made.pixels.shape))
        assert np.allclose(right_knee(identity.settle(made)), right_knee(made))
