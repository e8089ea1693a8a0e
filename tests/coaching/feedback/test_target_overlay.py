"""The ghost is the limb at the target: whoever measured it would find the target's angle."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.coaching.feedback.target_overlay import TargetOverlay
from sciatica_coach.exercise.limit import Leg as WhichLeg
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.motion.angles import JOINTS, joint_angles_deg
from sciatica_coach.motion.landmarks import NOSE, Part, Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import SHANK_PX, THIGH_PX, Body, Leg, pose, seated, supine
from tests.coaching.play import KNEE_TO_CHEST, knee_to_chest

LEG_PARTS = {
    Quantity.HIP_FLEXION: (Part.HIP, Part.KNEE, Part.ANKLE, Part.FOOT_INDEX),
    Quantity.KNEE_FLEXION: (Part.KNEE, Part.ANKLE, Part.FOOT_INDEX),
    Quantity.ANKLE_DORSIFLEXION: (Part.ANKLE, Part.FOOT_INDEX),
}
ROWS = {joint.quantity: row for row, joint in enumerate(JOINTS)}
SIDES = st.sampled_from(list(Side))


def movement(quantity, leg=WhichLeg.WORKING):
    return Movement(
        id="test", name="test", quantity=quantity, leg=leg, start_deg=0, target_deg=90, derived="-"
    )


def legs(hip=(0, 120), knee=(0, 130)):
    return st.builds(Leg, hip=st.floats(*hip), knee=st.floats(*knee), ankle=st.floats(-30, 15))


def lying():
    return st.builds(Body, left=legs(), right=legs(), trunk=st.floats(-100, -80))


def sitting():
    on_chair = legs(hip=(80, 100), knee=(0, 100))
    return st.builds(seated, neck=st.floats(-40, 40), left=on_chair, right=on_chair)


def target_overlay(quantity, side, made, target_deg, *, leg=WhichLeg.WORKING):
    return TargetOverlay(movement(quantity, leg), side).at(made, target_deg)


def put_on(made, quantity, side, line):
    """The pose's pixels with the ghost's joints in place of the limb's."""
    pixels = made.pixels.copy()
    for part, point in zip(LEG_PARTS[quantity], line, strict=True):
        pixels[part.of(side)] = point
    return pixels


def facing_of(mirror):
    """Of `tests.body`: who looks to the right, or lies with the head to the left."""
    return 1 if mirror else -1


@given(
    st.one_of(lying(), sitting()),
    st.sampled_from(list(LEG_PARTS)),
    st.floats(0, 130),
    SIDES,
    st.booleans(),
)
def test_a_legs_ghost_measures_the_target(body, quantity, target_deg, side, mirror):
    made = pose(body, mirror=mirror)
    (line,) = target_overlay(quantity, side, made, target_deg)
    pixels = put_on(made, quantity, side, line)
    before, after = (joint_angles_deg(each, facing_of(mirror)) for each in (made.pixels, pixels))
    assert after[ROWS[quantity], side.column] == pytest.approx(target_deg, abs=1.0)
    for distal in list(LEG_PARTS)[list(LEG_PARTS).index(quantity) + 1 :]:
        row = ROWS[distal], side.column
        assert after[row] == pytest.approx(before[row], abs=1.0), "the rest of the leg stays"


@given(sitting(), st.floats(-50, 50), SIDES, st.booleans())
def test_the_heads_ghost_measures_the_target(body, target_deg, side, mirror):
    made = pose(body, mirror=mirror)
    (line,) = target_overlay(Quantity.NECK_FLEXION, side, made, target_deg)
    pixels = made.pixels.copy()
    for each in Side:
        pixels[Part.EAR.of(each)] = line[1]
    pixels[NOSE] = line[2]
    measured = joint_angles_deg(pixels, facing_of(mirror))[ROWS[Quantity.NECK_FLEXION]]
    assert measured.mean() == pytest.approx(target_deg, abs=1.0)


@given(lying(), st.floats(-20, 20), st.booleans())
def test_the_ghost_meets_the_limb_where_the_coach_measures_the_target(body, off_deg, mirror):
    """The coach corrects what the landmarks say: their 80 may be its 90."""
    made = pose(body, mirror=mirror)
    row = ROWS[Quantity.HIP_FLEXION], Side.RIGHT.column
    seen_deg = joint_angles_deg(made.pixels, facing_of(mirror))[row]
    drawn = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT)
    (line,) = drawn.at(made, 90.0, measured_deg=seen_deg + off_deg)
    pixels = put_on(made, Quantity.HIP_FLEXION, Side.RIGHT, line)
    assert joint_angles_deg(pixels, facing_of(mirror))[row] == pytest.approx(90 - off_deg, abs=1)


def test_the_coachs_figure_is_remembered_while_it_is_not_given():
    made = pose(supine(right=Leg(hip=40.0)))
    drawn = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT)
    (before,) = drawn.at(made, 90.0, measured_deg=60.0)
    (after,) = drawn.at(replace(made, time_s=0.1), 90.0)
    assert after == pytest.approx(before)
    (plain,) = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT).at(made, 90.0)
    assert np.linalg.norm(plain[1] - before[1]) > 20


def test_the_limb_keeps_its_lengths():
    (line,) = target_overlay(Quantity.HIP_FLEXION, Side.RIGHT, pose(supine()), 90.0)
    lengths = np.linalg.norm(np.diff(line, axis=0), axis=1)
    assert lengths[:2] == pytest.approx([THIGH_PX, SHANK_PX])


def test_where_the_target_is_reached_the_ghost_lies_on_the_limb():
    made = pose(supine(right=Leg(hip=90.0, knee=110.0)))
    (line,) = target_overlay(Quantity.HIP_FLEXION, Side.RIGHT, made, 90.0)
    limb = made.pixels[[part.of(Side.RIGHT) for part in LEG_PARTS[Quantity.HIP_FLEXION]]]
    assert line == pytest.approx(limb, abs=4.0)


def test_the_other_leg_is_drawn_where_the_movement_is_told_by_it():
    made = pose(supine(left=Leg(hip=95.0, knee=90.0), right=Leg(hip=50.0, knee=95.0)))
    other = target_overlay(Quantity.HIP_FLEXION, Side.LEFT, made, 85.0, leg=WhichLeg.OTHER)
    (line,) = target_overlay(Quantity.HIP_FLEXION, Side.RIGHT, made, 85.0)
    assert other[0] == pytest.approx(line)
    assert line[0] == pytest.approx(made.pixels[Part.HIP.of(Side.RIGHT)])


def hidden(made, *parts):
    visibility = made.visibility.copy()
    visibility[[part.of(side) for part in parts for side in Side]] = 0.1
    return replace(made, visibility=visibility)


@pytest.mark.parametrize(
    ("quantity", "part"),
    [
        (Quantity.HIP_FLEXION, Part.HIP),
        (Quantity.HIP_FLEXION, Part.SHOULDER),
        (Quantity.HIP_FLEXION, Part.KNEE),
        (Quantity.KNEE_FLEXION, Part.KNEE),
        (Quantity.NECK_FLEXION, Part.EAR),
    ],
)
def test_what_is_not_seen_has_no_ghost(quantity, part):
    assert target_overlay(quantity, Side.RIGHT, hidden(pose(seated()), part), 60.0) is None


def test_what_lies_beyond_the_picture_has_no_ghost():
    made = pose(replace(supine(), hip_px=(1300.0, 400.0)))
    assert target_overlay(Quantity.HIP_FLEXION, Side.RIGHT, made, 90.0) is None


def test_a_hidden_foot_leaves_the_thigh():
    (line,) = target_overlay(
        Quantity.HIP_FLEXION, Side.RIGHT, hidden(pose(supine()), Part.ANKLE), 90.0
    )
    assert len(line) == 2


def test_a_movement_that_no_joint_tells_has_no_ghost():
    assert target_overlay(Quantity.TRUNK_INCLINATION, Side.RIGHT, pose(seated()), 20.0) is None


def test_a_joint_that_is_lost_for_a_moment_keeps_its_ghost():
    drawn = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT)
    made = pose(supine())
    assert drawn.at(made, 90.0) is not None
    lost = hidden(made, Part.HIP)
    assert drawn.at(replace(lost, time_s=0.4), 90.0) is not None
    assert drawn.at(replace(lost, time_s=0.6), 90.0) is None


def test_the_ghost_keeps_stiller_than_the_landmarks():
    rng = np.random.default_rng(1)
    drawn = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT)
    made = pose(supine())
    knees, target_overlays = [], []
    for index in range(150):
        noisy = made.pixels + rng.normal(0, 3, made.pixels.shape)
        (line,) = drawn.at(replace(made, pixels=noisy, time_s=index / 30), 90.0)
        knees.append(noisy[Part.KNEE.of(Side.RIGHT)])
        target_overlays.append(line[1])
    restless, still = (np.std(np.diff(each[60:], axis=0)) for each in (knees, target_overlays))
    assert still < restless / 3


def test_a_straight_leg_has_a_ghost_with_a_bent_knee():
    """A ghost of a straight-leg raise would ask for another exercise."""
    target_overlay = TargetOverlay(KNEE_TO_CHEST.movements[0], Side.RIGHT)
    lying = pose(knee_to_chest(0.0), 0.0)
    ((_, knee, ankle, *_),) = target_overlay.at(lying, 90.0)
    thigh, shank = knee - lying.pixels[24], ankle - knee
    cosine = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(100.0, abs=1.0)


def test_a_single_bad_frame_does_not_stretch_the_ghost():
    drawn = TargetOverlay(movement(Quantity.HIP_FLEXION), Side.RIGHT)
    made = pose(supine())
    for index in range(60):
        drawn.at(replace(made, time_s=index / 10), 90.0)
    astray = made.pixels.copy()
    astray[Part.KNEE.of(Side.RIGHT)] += (300.0, 0.0)
    (line,) = drawn.at(replace(made, pixels=astray, time_s=6.2), 90.0)
    assert np.linalg.norm(line[1] - line[0]) == pytest.approx(THIGH_PX, abs=1.0)
