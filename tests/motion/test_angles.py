"""Angles on the picture, of a stick figure and of landmarks that are set by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_coach.motion.angles import (
    HEAD,
    JOINTS,
    THIGH,
    joint_angles_deg,
    leg_elevations_deg,
    thigh_elevations_deg,
    trunk_inclination_deg,
    turn_deg,
)
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, Part, Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import Leg, mirrored, pose, seated, supine

NAN = float("nan")
ANTICLOCKWISE, CLOCKWISE = -1, 1
"""Where the stick figure has its front, and where its mirror image has it."""
HIP, KNEE, ANKLE, NECK = (
    [joint.quantity for joint in JOINTS].index(quantity)
    for quantity in (
        Quantity.HIP_FLEXION,
        Quantity.KNEE_FLEXION,
        Quantity.ANKLE_DORSIFLEXION,
        Quantity.NECK_FLEXION,
    )
)


@pytest.mark.parametrize(
    ("a", "b", "degrees"),
    [
        pytest.param((1, 0), (1, 0), 0, id="none"),
        pytest.param((1, 0), (0, 1), 90, id="right to down is clockwise"),
        pytest.param((1, 0), (0, -1), -90, id="right to up is anticlockwise"),
        pytest.param((0, -2), (3, -3), 45, id="lengths do not matter"),
        pytest.param((1, 0), (-1, 0), 180, id="back is 180"),
        pytest.param((-1, 0), (1, -0.0), 180, id="back is never -180"),
        pytest.param((0, 0), (1, 0), NAN, id="no length, no turn"),
        pytest.param((1, 0), (NAN, 1), NAN, id="unknown, no turn"),
    ],
)
def test_the_turn_from_one_way_to_another(a, b, degrees):
    turn = float(turn_deg(np.array(a, dtype=float), np.array(b, dtype=float)))
    assert turn == pytest.approx(degrees, nan_ok=True)


def test_turns_of_many_at_once_are_those_of_each():
    ways = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    assert turn_deg(np.array([1.0, 0.0]), ways).tolist() == [0.0, 90.0, 180.0]


@pytest.mark.parametrize(
    ("joint", "leg", "degrees"),
    [
        pytest.param(HIP, Leg(hip=0.0), 0, id="hip straight"),
        pytest.param(HIP, Leg(hip=110.0), 110, id="hip bent"),
        pytest.param(HIP, Leg(hip=-15.0), -15, id="hip extended"),
        pytest.param(HIP, Leg(hip=200.0), 200, id="a thigh at the chest does not jump to -160"),
        pytest.param(HIP, Leg(hip=-119.0), -119, id="as far back as an angle goes"),
        pytest.param(KNEE, Leg(knee=0.0), 0, id="knee straight"),
        pytest.param(KNEE, Leg(knee=130.0), 130, id="knee bent"),
        pytest.param(KNEE, Leg(knee=-8.0), -8, id="knee overextended"),
        pytest.param(ANKLE, Leg(ankle=0.0), 0, id="foot square to the shank"),
        pytest.param(ANKLE, Leg(ankle=15.0), 15, id="toes up"),
        pytest.param(ANKLE, Leg(ankle=-40.0), -40, id="toes pointed"),
    ],
)
def test_the_angle_of_a_leg_on_its_own_side_in_the_picture_and_in_a_mirror(joint, leg, degrees):
    made = pose(supine(right=leg, left=Leg(hip=30.0, knee=40.0, ankle=-30.0)))
    angles = joint_angles_deg(made.pixels, ANTICLOCKWISE)
    seen_in_mirror = joint_angles_deg(mirrored(made).pixels, CLOCKWISE)
    assert angles[joint, Side.RIGHT.column] == pytest.approx(degrees)
    assert angles[joint, Side.LEFT.column] != pytest.approx(degrees)
    assert seen_in_mirror[joint, Side.LEFT.column] == pytest.approx(degrees)


@pytest.mark.parametrize("neck", [-30.0, 0.0, 25.0])
def test_the_neck_bends_forward_as_the_nose_goes_down(neck):
    angles = joint_angles_deg(pose(seated(neck=neck)).pixels, ANTICLOCKWISE)
    assert np.mean(angles[NECK]) == pytest.approx(neck, abs=0.5)


def test_one_landmark_that_is_missing_costs_only_the_angles_made_of_it():
    pixels = pose(supine()).pixels.copy()
    pixels[Part.ANKLE.of(Side.RIGHT)] = np.nan
    angles = joint_angles_deg(pixels, ANTICLOCKWISE)
    assert np.argwhere(np.isnan(angles)).tolist() == [[KNEE, 1], [ANKLE, 1]]


@settings(max_examples=30)
@given(
    turn=st.floats(-180, 180),
    scale=st.floats(0.2, 5.0),
    hip=st.floats(-60, 200),
    knee=st.floats(-10, 150),
    ankle=st.floats(-60, 40),
)
def test_however_the_picture_is_turned_or_scaled_the_joints_are_the_same(
    turn, scale, hip, knee, ankle
):
    made = pose(supine(right=Leg(hip=hip, knee=knee, ankle=ankle)))
    angle = np.radians(turn)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned = joint_angles_deg(made.pixels @ rotation * scale, ANTICLOCKWISE)
    assert turned == pytest.approx(joint_angles_deg(made.pixels, ANTICLOCKWISE), abs=1e-6)


@pytest.mark.parametrize(
    ("body", "degrees"),
    [
        pytest.param(supine(), -90, id="on the back"),
        pytest.param(seated(), 0, id="upright"),
        pytest.param(replace(seated(), trunk=25.0), 25, id="leaning to the front"),
        pytest.param(replace(seated(), trunk=-20.0), -20, id="leaning back"),
    ],
)
def test_the_trunk_leans_to_the_persons_front_whichever_way_they_face(body, degrees):
    made = pose(body)
    assert trunk_inclination_deg(made.pixels, ANTICLOCKWISE) == pytest.approx(degrees)
    assert trunk_inclination_deg(mirrored(made).pixels, CLOCKWISE) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("body", "degrees"),
    [
        pytest.param(supine(right=Leg(hip=0.0)), 0, id="lying flat"),
        pytest.param(supine(right=Leg(hip=60.0)), 60, id="knee above the hip"),
        pytest.param(supine(right=Leg(hip=125.0)), 125, id="drawn beyond upright goes on rising"),
        pytest.param(supine(right=Leg(hip=-10.0)), -10, id="knee below the hip"),
        pytest.param(seated(right=Leg(hip=90.0)), 0, id="level on a chair"),
        pytest.param(seated(right=Leg(hip=110.0)), 20, id="lifted off the chair"),
    ],
)
def test_the_thigh_rises_with_the_knee(body, degrees):
    made = pose(body)
    found = thigh_elevations_deg(made.pixels, ANTICLOCKWISE)[Side.RIGHT.column]
    assert found == pytest.approx(degrees, abs=1e-6)
    seen_in_mirror = thigh_elevations_deg(mirrored(made).pixels, CLOCKWISE)
    assert seen_in_mirror[Side.LEFT.column] == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    ("ankle_px", "degrees"),
    [
        pytest.param((100, 0), 0, id="level"),
        pytest.param((100, -100), 45, id="above, to the right"),
        pytest.param((-100, -100), 45, id="above, to the left: the same"),
        pytest.param((0, -100), 90, id="straight up"),
        pytest.param((50, 50), -45, id="below"),
        pytest.param((NAN, NAN), NAN, id="not seen"),
    ],
)
def test_the_leg_rises_with_the_ankle_from_the_middle_of_the_hips(ankle_px, degrees):
    pixels = np.full((LANDMARK_COUNT, 2), np.nan)
    pixels[Part.HIP.of(Side.LEFT)], pixels[Part.HIP.of(Side.RIGHT)] = (0, 20), (0, -20)
    pixels[Part.ANKLE.of(Side.LEFT)] = ankle_px
    found = leg_elevations_deg(pixels)[Side.LEFT.column]
    assert found == pytest.approx(degrees, nan_ok=True)


def test_a_segment_ends_at_its_own_sides_landmarks_and_the_head_at_the_nose():
    assert THIGH.indices(Side.LEFT) == (Part.HIP.of(Side.LEFT), Part.KNEE.of(Side.LEFT))
    assert HEAD.indices(Side.RIGHT) == (Part.EAR.of(Side.RIGHT), NOSE)
    knee = JOINTS[KNEE].landmarks(Side.RIGHT)
    assert sorted(knee) == [part.of(Side.RIGHT) for part in (Part.HIP, Part.KNEE, Part.ANKLE)]
