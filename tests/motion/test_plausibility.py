"""What a body cannot do is suspected; what it does is not."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import LANDMARK_COUNT, Part, Side
from sciatica_coach.motion.plausibility import Plausibility, apart
from sciatica_coach.motion.pose import Pose
from tests.body import Leg, pose, supine

CALM = np.zeros(LANDMARK_COUNT)
KNEE = Part.KNEE.of(Side.RIGHT)
M_PER_PX = 0.47 / 150


def lying(hip=5.0, time_s=0.0) -> Pose:
    """A body on its back, in depth as flat as the picture."""
    made = pose(supine(right=Leg(hip=hip)), time_s)
    flat = np.column_stack([made.pixels * M_PER_PX, np.zeros(LANDMARK_COUNT)])
    return replace(made, world=flat)


def short(made: Pose, share: float) -> Pose:
    """The pose with one shin shortened to this share of its length."""
    world = made.world.copy()
    knee, ankle = KNEE, Part.ANKLE.of(Side.RIGHT)
    world[ankle] = world[knee] + share * (world[ankle] - world[knee])
    return replace(made, world=world)


def doubted(poses, stir=CALM):
    body = Plausibility()
    return [body.update(each, stir) for each in poses]


def exercise(seconds=4.0):
    return [lying(60 - 55 * np.cos(index / 15), index / 25) for index in range(round(seconds * 25))]


def test_an_exercising_body_is_not_doubted():
    assert not any(doubted(exercise()))


@pytest.mark.parametrize("share", [0.4, 2.3])
def test_a_bone_that_changes_its_length_is_doubted_when_it_lasts(share):
    found = doubted([lying(5, 0.0), *(short(lying(5, i / 25), share) for i in range(1, 20))])
    assert not any(found[:7])
    assert all(found[10:])


def test_a_single_bad_frame_is_not_doubted():
    course = exercise()
    course[40] = short(course[40], 0.2)
    assert not any(doubted(course))


def test_a_bone_that_is_not_claimed_to_be_seen_is_not_held_against_the_pose():
    hidden = [
        replace(each, visibility=np.where(np.arange(LANDMARK_COUNT) > 26, 0.2, 0.95))
        for each in (short(lying(5, i / 25), 0.5) for i in range(20))
    ]
    assert not any(doubted(hidden))


def test_the_own_lengths_are_learnt():
    small = [replace(each, world=each.world * 0.92) for each in exercise(8.0)]
    body = Plausibility()
    before = body.off(small[0])
    for each in small:
        assert not body.update(each, CALM)
    assert body.off(small[0]) < 0.02 < before


def test_what_is_no_body_teaches_nothing():
    body = Plausibility()
    good = lying()
    fits = body.off(good)
    for index in range(250):
        body.update(replace(good, time_s=index / 25, world=good.world * 0.4), CALM)
    assert body.off(good) == fits


def test_a_joint_that_rests_while_the_picture_moves_there_is_frozen():
    stir = CALM.copy()
    stir[KNEE] = 40.0
    still = [lying(5, i / 25) for i in range(40)]
    found = doubted(still, stir)
    assert not any(found[:12])
    assert all(found[20:])
    assert not any(doubted(still))
    assert not any(doubted([lying(5 + 2 * i, i / 25) for i in range(40)], stir))


def test_after_a_gap_nothing_is_held_against_a_pose():
    bad = [short(lying(5, time_s), 0.3) for time_s in np.arange(10) * 0.6]
    assert not any(doubted(bad))


def test_of_two_poses_the_one_that_fits_is_better():
    body = Plausibility()
    unseen = replace(lying(), visibility=np.full(LANDMARK_COUNT, 0.5))
    assert body.misfit(lying()) < body.misfit(short(lying(), 0.3))
    assert body.misfit(lying()) < body.misfit(unseen)


def test_apart_does_not_ask_which_leg_is_left():
    bent = lying(90)
    assert apart(bent, bent.with_legs_swapped()) == 0
    assert apart(bent, lying(5)) > 0.5
    assert apart(bent, replace(bent, pixels=bent.pixels + 15)) == pytest.approx(0.14, abs=0.01)
