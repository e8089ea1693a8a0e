"""A raised arm is told in every position of the body, once, and nothing else is taken for it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.motion.gesture import RAISED_S, RaisedArm, raised_arms
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, Part, Side
from sciatica_coach.motion.pose import Pose
from tests.body import Body, Leg, mirrored, pose, seated, supine

UP = {Side.RIGHT: (4.0, -6.0)}
BOTH_UP = {Side.LEFT: (-8.0, 5.0), Side.RIGHT: (4.0, -6.0)}
STANDING = Body(trunk=0.0)
KNEE_PULLED = supine(right=Leg(hip=115.0, knee=120.0))
FPS = 15


def course(*spells):
    """Bodies that are held for so many seconds each, as poses with their times; None is nobody."""
    bodies = [body for body, length_s in spells for _ in range(round(length_s * FPS))]
    return [(body and pose(body, index / FPS), index / FPS) for index, body in enumerate(bodies)]


def given_at_s(poses):
    arm = RaisedArm()
    return [time_s for made, time_s in poses if arm.update(made, time_s)]


@pytest.mark.parametrize("mirror", [False, True], ids=["as is", "mirrored"])
@pytest.mark.parametrize(
    "body", [supine(), seated(), STANDING, KNEE_PULLED], ids=["lies", "sits", "stands", "pulls"]
)
def test_an_arm_points_up_in_every_position(body, mirror):
    made = pose(replace(body, arms=UP), mirror=mirror)
    assert raised_arms(made) == ((Side.LEFT,) if mirror else (Side.RIGHT,))
    assert raised_arms(pose(body, mirror=mirror)) == ()


def test_both_arms_are_told():
    arm = RaisedArm()
    arm.update(pose(replace(supine(), arms=BOTH_UP)), 0.0)
    assert arm.sides == (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(
    ("body", "arms"),
    [
        pytest.param(KNEE_PULLED, (60.0, 50.0), id="holds behind the thigh"),
        pytest.param(supine(right=Leg(hip=85.0)), (45.0, 45.0), id="towel about a raised leg"),
        pytest.param(supine(), (-85.0, -90.0), id="overhead on the mat"),
        pytest.param(supine(), (10.0, -120.0), id="pillow"),
        pytest.param(seated(), (80.0, -40.0), id="scratches the head"),
        pytest.param(seated(), (90.0, 90.0), id="reaches forward"),
        pytest.param(STANDING, (75.0, 0.0), id="forearm alone is up"),
        pytest.param(STANDING, (10.0, 75.0), id="upper arm alone is up"),
        pytest.param(STANDING, (175.0, 178.0), id="hangs"),
    ],
)
@pytest.mark.parametrize("mirror", [False, True], ids=["as is", "mirrored"])
def test_busy_hands_are_not_taken_for_it(body, arms, mirror):
    made = pose(replace(body, arms=dict.fromkeys(Side, arms)), mirror=mirror)
    assert raised_arms(made) == ()


def test_a_hand_that_is_not_seen_raises_nothing():
    made = pose(replace(supine(), arms=UP))
    visibility = made.visibility.copy()
    visibility[Part.WRIST.of(Side.RIGHT)] = 0.3
    assert raised_arms(replace(made, visibility=visibility)) == ()


def test_a_missing_landmark_raises_nothing():
    made = pose(replace(supine(), arms=UP))
    pixels = made.pixels.copy()
    pixels[Part.ELBOW.of(Side.RIGHT)] = np.nan
    assert raised_arms(replace(made, pixels=pixels)) == ()


@given(size=st.floats(0.2, 3.0), shift_px=st.floats(-300, 300))
def test_size_and_place_do_not_matter(size, shift_px):
    made = pose(replace(seated(), arms=UP))
    assert raised_arms(replace(made, pixels=made.pixels * size + shift_px)) == (Side.RIGHT,)


# No limit of the sign ends in a third of a degree: at a limit, rounding decides.
OFF_LIMITS_DEG = st.integers(-540, 539).map(lambda thirds: (thirds + 0.4) / 3)


@given(upper_deg=OFF_LIMITS_DEG, forearm_deg=OFF_LIMITS_DEG)
def test_a_mirror_changes_only_the_side(upper_deg, forearm_deg):
    made = pose(replace(supine(), arms={Side.RIGHT: (upper_deg, forearm_deg)}))
    assert raised_arms(mirrored(made)) == tuple(side.other for side in raised_arms(made))


def test_the_sign_is_given_once_after_two_seconds():
    up = replace(supine(), arms=UP)
    assert given_at_s(course((supine(), 1.0), (up, 6.0))) == pytest.approx([1.0 + RAISED_S])


def test_it_can_be_given_again_only_when_the_arm_was_lowered():
    up = replace(supine(), arms=UP)
    assert len(given_at_s(course((up, 3.0), (supine(), 0.3), (up, 4.0)))) == 1
    assert len(given_at_s(course((up, 3.0), (None, 5.0), (up, 4.0)))) == 1
    assert len(given_at_s(course((up, 3.0), (supine(), 1.0), (up, 4.0)))) == 2


def test_a_wave_is_too_short():
    up = replace(seated(), arms=UP)
    assert given_at_s(course((seated(), 1.0), (up, 1.8), (seated(), 1.0), (up, 1.8))) == []


@pytest.mark.parametrize("nothing", [None, supine()], ids=["nobody", "arm lost"])
def test_short_gaps_are_bridged_and_long_ones_are_not(nothing):
    up = replace(supine(), arms=UP)
    assert len(given_at_s(course((up, 1.2), (nothing, 0.4), (up, 1.0)))) == 1
    assert given_at_s(course((up, 1.2), (nothing, 1.0), (up, 1.2))) == []


def test_a_lost_connection_is_not_time_held():
    up = replace(supine(), arms=UP)
    arm = RaisedArm()
    assert not arm.update(pose(up, 0.0), 0.0)
    assert not arm.update(pose(up, 30.0), 30.0)
    assert arm.held_s == 0.0


def test_an_arm_may_sag_and_be_lost_from_sight_while_it_is_held():
    up, sagging = (replace(supine(), arms={Side.RIGHT: (turn, turn)}) for turn in (20.0, 40.0))
    hidden = pose(sagging)
    hidden = replace(hidden, visibility=np.zeros_like(hidden.visibility))
    assert raised_arms(hidden) == ()
    arm = RaisedArm()
    assert not arm.update(pose(up, 0.0), 0.0)
    given = [arm.update(hidden, index / FPS) for index in range(1, 3 * FPS)]
    assert sum(given) == 1


@given(fps=st.floats(5, 60))
def test_the_frame_rate_does_not_matter(fps):
    arm, up = RaisedArm(), pose(replace(supine(), arms=UP))
    first = next(i for i in range(1000) if arm.update(up, i / fps))
    assert RAISED_S <= first / fps < RAISED_S + 1.01 / fps


def test_held_time_grows_and_ends():
    arm = RaisedArm()
    up = replace(supine(), arms=UP)
    held = []
    for made, time_s in course((up, 1.0), (supine(), 1.0)):
        arm.update(made, time_s)
        held.append(arm.held_s)
    assert held[FPS - 1] == pytest.approx(1.0 - 1 / FPS)
    assert held[-1] == 0.0
    assert arm.sides == ()


def seen_poses(name):
    """What a pose model saw of a rendered person, 480x270: shoulders, arms and hips.

    Made by `python -m tools.studio clips --set arms --seed 31`; lying and head with the model
    `lite`, pulling (in the hold of knee-to-chest) and standing with `full`.
    """
    with np.load(Path(__file__).with_name("raised_arms.npz")) as seen:
        marks = seen["landmarks"]
        times_s, points, visibilities = (
            seen[f"{name}_{what}"].astype(float) for what in ("time_s", "pixels", "visibility")
        )
        raised_s = seen[f"{name}_raised_s"].tolist()
    poses = []
    for time_s, point, visibility in zip(times_s.tolist(), points, visibilities, strict=True):
        pixels, seen_well = np.full((LANDMARK_COUNT, 2), np.nan), np.zeros(LANDMARK_COUNT)
        pixels[marks], seen_well[marks] = point, visibility
        world = np.zeros((LANDMARK_COUNT, 3))
        poses.append((Pose(time_s, pixels, world, seen_well, (480, 270)), time_s))
    return poses, raised_s


@pytest.mark.parametrize("name", ["lying", "pulling", "standing", "head"])
def test_what_a_pose_model_sees_is_told_as_it_was(name):
    poses, raised_s = seen_poses(name)
    told_s = given_at_s(poses)
    assert len(told_s) == len(raised_s)
    for at_s, (begin_s, end_s) in zip(told_s, raised_s, strict=True):
        assert begin_s + RAISED_S - 0.6 < at_s < min(begin_s + RAISED_S + 0.5, end_s + 0.3)
