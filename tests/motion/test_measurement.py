"""Angles of a stick figure whose angles are known, whichever way it is looked at."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.motion.angles import turn_deg
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, Part, Side
from sciatica_coach.motion.measurement import PoseMeasurer, measure
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import mirrored
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.viewpoint import Position
from tests.body import SIZE_PX, TRUNK_PX, Body, Leg, pose, seated, supine

KNEE_PULLED = supine(right=Leg(hip=110.0, knee=120.0, ankle=0.0))
LEG_STRAIGHT = seated(neck=-25.0, right=Leg(hip=88.0, knee=15.0, ankle=10.0))


def read(made):
    return PoseMeasurer().read(made, made.time_s)


@pytest.mark.parametrize(
    ("body", "quantity", "side", "degrees"),
    [
        pytest.param(KNEE_PULLED, Quantity.HIP_FLEXION, Side.RIGHT, 110.0, id="pulled hip"),
        pytest.param(KNEE_PULLED, Quantity.KNEE_FLEXION, Side.RIGHT, 120.0, id="pulled knee"),
        pytest.param(KNEE_PULLED, Quantity.HIP_FLEXION, Side.LEFT, 5.0, id="resting hip"),
        pytest.param(KNEE_PULLED, Quantity.ANKLE_DORSIFLEXION, Side.LEFT, -20.0, id="toes point"),
        pytest.param(KNEE_PULLED, Quantity.TRUNK_INCLINATION, Side.LEFT, -90.0, id="lies"),
        pytest.param(KNEE_PULLED, Quantity.NECK_FLEXION, Side.LEFT, 10.0, id="chin tucked"),
        pytest.param(LEG_STRAIGHT, Quantity.KNEE_FLEXION, Side.RIGHT, 15.0, id="knee extended"),
        pytest.param(LEG_STRAIGHT, Quantity.KNEE_FLEXION, Side.LEFT, 90.0, id="knee on chair"),
        pytest.param(LEG_STRAIGHT, Quantity.NECK_FLEXION, Side.LEFT, -25.0, id="looks up"),
        pytest.param(LEG_STRAIGHT, Quantity.ANKLE_DORSIFLEXION, Side.RIGHT, 10.0, id="toes up"),
        pytest.param(LEG_STRAIGHT, Quantity.TRUNK_INCLINATION, Side.LEFT, 0.0, id="sits tall"),
        pytest.param(
            replace(LEG_STRAIGHT, trunk=20.0),
            Quantity.TRUNK_INCLINATION,
            Side.LEFT,
            20.0,
            id="leans forward",
        ),
        pytest.param(
            supine(left=Leg(hip=-12.0)), Quantity.HIP_FLEXION, Side.LEFT, -12.0, id="hip extended"
        ),
        pytest.param(LEG_STRAIGHT, Quantity.THIGH_ELEVATION, Side.RIGHT, -2.0, id="thigh level"),
        pytest.param(
            supine(right=Leg(hip=125.0, knee=130.0)),
            Quantity.THIGH_ELEVATION,
            Side.RIGHT,
            125.0,
            id="thigh beyond upright",
        ),
    ],
)
@pytest.mark.parametrize("mirror", [False, True], ids=["as is", "mirrored"])
def test_angle_is_the_bodys_own(body, quantity, side, degrees, mirror):
    measurement = read(pose(body, mirror=mirror))
    shown = side.other if mirror else side
    assert measurement.value(quantity, shown) == pytest.approx(degrees, abs=2.0)


@given(
    hip=st.floats(-20, 140),
    knee=st.floats(0, 140),
    scale=st.floats(0.2, 3.0),
    shift=st.floats(-300, 300),
)
def test_size_and_place_in_the_picture_change_nothing(hip, knee, scale, shift):
    made = pose(supine(right=Leg(hip=hip, knee=knee)))
    here, there = measure(made.pixels, -1), measure(made.pixels * scale + shift, -1)
    assert here == pytest.approx(there, abs=1e-6, nan_ok=True)


@given(hip=st.floats(-20, 140), knee=st.floats(0, 140), ankle=st.floats(-50, 20))
def test_a_mirror_only_exchanges_the_sides(hip, knee, ankle):
    made = pose(supine(right=Leg(hip=hip, knee=knee, ankle=ankle)))
    here, there = read(made), read(mirrored(made))
    assert here.values == pytest.approx(there.values[:, ::-1], abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(
    ("body", "position"),
    [
        pytest.param(supine(), Position.SUPINE, id="on the back"),
        pytest.param(KNEE_PULLED, Position.SUPINE, id="on the back, knee pulled"),
        pytest.param(seated(), Position.SEATED, id="on a chair"),
        pytest.param(LEG_STRAIGHT, Position.SEATED, id="on a chair, leg straight"),
        pytest.param(Body(trunk=0.0), Position.STANDING, id="standing"),
        pytest.param(Body(trunk=90.0), Position.UNKNOWN, id="on the belly is none of them"),
    ],
)
def test_position(body, position):
    viewpoint = read(pose(body)).viewpoint
    assert viewpoint.position is position
    assert viewpoint.near_side is Side.RIGHT
    assert viewpoint.yaw_deg == pytest.approx(0.0, abs=1e-6)


def test_head_height_rises_with_the_head():
    rest, lifted = read(pose(supine())), read(pose(replace(supine(), head_lift=0.3)))
    rise = lifted.value(Quantity.HEAD_HEIGHT, Side.LEFT) - rest.value(
        Quantity.HEAD_HEIGHT, Side.LEFT
    )
    assert rise == pytest.approx(0.3, abs=0.01)


def test_hidden_and_cut_off_landmarks_are_not_trusted():
    made = pose(supine(right=Leg(visibility=0.2)))
    measurement = read(made)
    assert not measurement.trusted(Quantity.HIP_FLEXION, Side.RIGHT, 0.5)
    assert measurement.trusted(Quantity.HIP_FLEXION, Side.LEFT, 0.5)
    pixels = made.pixels.copy()
    pixels[Part.KNEE.of(Side.LEFT), 0] = SIZE_PX[0] * 1.1
    assert not read(replace(made, pixels=pixels)).trusted(Quantity.HIP_FLEXION, Side.LEFT, 0.5)


def test_a_missing_landmark_is_nan_and_hurts_nothing_else():
    made = pose(supine())
    pixels = made.pixels.copy()
    pixels[[Part.KNEE.of(Side.LEFT), NOSE]] = np.nan
    measurement = read(replace(made, pixels=pixels))
    assert math.isnan(measurement.value(Quantity.HIP_FLEXION, Side.LEFT))
    assert math.isnan(measurement.value(Quantity.NECK_FLEXION, Side.LEFT))
    assert measurement.value(Quantity.HIP_FLEXION, Side.RIGHT) == pytest.approx(5.0, abs=2.0)


def test_wrist_on_the_shin_is_told_by_its_share():
    made = pose(replace(KNEE_PULLED))
    knee, ankle = (made.pixels[part.of(Side.RIGHT)] for part in (Part.KNEE, Part.ANKLE))
    shin = replace(KNEE_PULLED, wrists={Side.RIGHT: knee + 0.5 * (ankle - knee)})
    assert read(pose(shin)).value(Quantity.WRIST_ALONG_SHIN, Side.RIGHT) == pytest.approx(
        0.5, abs=0.05
    )
    assert math.isnan(read(made).value(Quantity.WRIST_ALONG_SHIN, Side.RIGHT))


@pytest.mark.parametrize(
    ("a", "b", "degrees"),
    [
        pytest.param((1, 0), (1, 0), 0.0, id="same way"),
        pytest.param((1, 0), (0, 1), 90.0, id="clockwise as it is looked at"),
        pytest.param((1, 0), (0, -1), -90.0, id="anticlockwise"),
        pytest.param((1, 0), (-1, 0), 180.0, id="half turn is +180, never -180"),
        pytest.param((1, 0), (-1, -0.0), 180.0, id="from the other side too"),
        pytest.param((0, 0), (1, 0), math.nan, id="no length, no angle"),
        pytest.param((math.nan, 0), (1, 0), math.nan, id="not seen"),
    ],
)
def test_turn(a, b, degrees):
    turn = turn_deg(np.array(a, float), np.array(b, float))
    assert float(turn) == pytest.approx(degrees, nan_ok=True)


def test_trunk_length_is_what_the_figure_has():
    made = pose(seated())
    shoulder, hip = made.pixels[Part.SHOULDER.of(Side.LEFT)], made.pixels[Part.HIP.of(Side.LEFT)]
    assert np.linalg.norm(shoulder - hip) == pytest.approx(TRUNK_PX)


def test_what_two_estimates_differ_by_is_added_to_the_uncertainty():
    made = pose(KNEE_PULLED)
    aside = np.zeros((LANDMARK_COUNT, 2))
    aside[Part.KNEE.of(Side.RIGHT)] = 10.0, 0.0
    one, agreeing, apart = (
        read(each).standard_error_deg[Quantity.KNEE_FLEXION.row]
        for each in (
            made,
            replace(made, deviation_px=0 * aside),
            replace(made, deviation_px=aside),
        )
    )
    near, far = Side.RIGHT.column, Side.LEFT.column
    assert agreeing[near] < one[near]  # two estimates that agree are surer than one
    assert apart[near] > agreeing[near] + 1
    assert apart[far] == agreeing[far] > agreeing[near]


def test_an_angle_on_which_two_estimates_disagree_widely_is_not_given():
    made = pose(KNEE_PULLED)
    aside = np.zeros((LANDMARK_COUNT, 2))
    aside[Part.ANKLE.of(Side.RIGHT)] = 45.0, 45.0
    measurement = read(replace(made, deviation_px=aside))
    assert math.isnan(measurement.value(Quantity.KNEE_FLEXION, Side.RIGHT))
    assert measurement.trusted(Quantity.HIP_FLEXION, Side.RIGHT, 0.5)


@pytest.mark.parametrize(
    ("picture", "is_measured"),
    [
        pytest.param(None, True, id="not looked at"),
        pytest.param(PictureQuality(120.0), True, id="good"),
        pytest.param(PictureQuality(120.0, colourfulness=0.0), False, id="grey"),
        pytest.param(PictureQuality(120.0, noise=20.0), False, id="noisy"),
    ],
)
def test_head_and_hands_are_measured_in_good_pictures_only(picture, is_measured):
    measured = read(replace(pose(KNEE_PULLED), picture=picture))
    for quantity in (Quantity.HEAD_HEIGHT, Quantity.WRIST_ALONG_SHIN):
        assert (measured.trust[quantity.row, Side.RIGHT.column] > 0) == is_measured
    assert measured.trusted(Quantity.HIP_FLEXION, Side.RIGHT, 0.5)
