"""Places on the body, of landmarks that are set by hand."""

import numpy as np
import pytest

from sciatica_coach.motion.body_geometry import (
    along_limb,
    ankle_on_other_thigh,
    head_height_torso,
    middle,
    profile_share,
    trunk_length_px,
    wrist_along_shin,
)
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, Part, Side

NAN = float("nan")


def landmarks(places) -> np.ndarray:
    """(33, 2) pixels; a part without a side is in the same place on both."""
    pixels = np.full((LANDMARK_COUNT, 2), np.nan)
    for key, place in places.items():
        if isinstance(key, Part):
            pixels[[key.of(side) for side in Side]] = place
        else:
            pixels[key] = place
    return pixels


def left(part: Part) -> int:
    return part.of(Side.LEFT)


def right(part: Part) -> int:
    return part.of(Side.RIGHT)


def test_the_trunk_goes_from_the_middle_of_the_hips_to_that_of_the_shoulders():
    pixels = landmarks(
        {
            left(Part.SHOULDER): (10, 0),
            right(Part.SHOULDER): (-10, 0),
            left(Part.HIP): (40, 30),
            right(Part.HIP): (20, 50),
        }
    )
    assert trunk_length_px(pixels) == pytest.approx(50)


@pytest.mark.parametrize(
    ("ear_px", "hip_px", "torso"),
    [
        pytest.param((0, 80), (200, 100), 0.2, id="lying: the ear a little above the hip"),
        pytest.param((0, 120), (200, 100), -0.2, id="lying with the head down"),
        pytest.param((100, -35), (100, 100), 1.35, id="upright: over the shoulders"),
    ],
)
def test_the_head_is_as_high_as_the_ears_are_over_the_hips(ear_px, hip_px, torso):
    pixels = landmarks({Part.EAR: ear_px, Part.HIP: hip_px, Part.SHOULDER: (100, 100)})
    pixels[[left(Part.SHOULDER), right(Part.SHOULDER)]] = np.add(hip_px, (0, -100))
    assert head_height_torso(pixels) == pytest.approx(torso)


@pytest.mark.parametrize(
    ("nose_px", "ears_apart_px", "share"),
    [
        pytest.param((40, 0), 10, 0.8, id="in profile"),
        pytest.param((0, 30), 70, 0.3, id="facing the camera"),
        pytest.param((30, 40), 50, 0.5, id="half turned"),
        pytest.param((0, 0), 0, NAN, id="all in one place tells nothing"),
        pytest.param((NAN, NAN), 10, NAN, id="no nose tells nothing"),
    ],
)
def test_how_much_of_a_profile_the_head_is(nose_px, ears_apart_px, share):
    ears = {left(Part.EAR): (0, ears_apart_px / 2), right(Part.EAR): (0, -ears_apart_px / 2)}
    assert profile_share(landmarks({NOSE: nose_px, **ears})) == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize(
    ("point", "along", "off"),
    [
        pytest.param((0, 0), 0.0, 0.0, id="its start"),
        pytest.param((60, 80), 1.0, 0.0, id="its end"),
        pytest.param((30, 40), 0.5, 0.0, id="half way"),
        pytest.param((30 - 16, 40 + 12), 0.5, 0.2, id="beside the middle"),
        pytest.param((30 + 16, 40 - 12), 0.5, 0.2, id="off to either side is as far"),
        pytest.param((-30, -40), -0.5, 0.0, id="before the start"),
        pytest.param((NAN, NAN), NAN, NAN, id="a point that is not known"),
    ],
)
def test_along_a_limb_and_off_it_in_its_own_lengths(point, along, off):
    found = along_limb(np.array(point), np.array([0.0, 0.0]), np.array([60.0, 80.0]))
    assert found == pytest.approx((along, off), nan_ok=True)


def test_a_limb_without_length_has_no_places():
    place = np.array([5.0, 5.0])
    assert np.isnan(along_limb(np.array([1.0, 2.0]), place, place)).all()


@pytest.mark.parametrize(
    ("left_wrist", "right_wrist", "along"),
    [
        pytest.param((60, 0), (500, 500), 0.6, id="one hand holds"),
        pytest.param((500, 500), (60, 0), 0.6, id="the other hand holds as well"),
        pytest.param((20, 10), (70, 10), 0.7, id="of two the one nearer to the ankle"),
        pytest.param((50, 34), (500, 500), 0.5, id="as far off as a hand may be"),
        pytest.param((50, 36), (500, 500), NAN, id="too far off the shin"),
        pytest.param((-29, 0), (500, 500), -0.29, id="just behind the knee"),
        pytest.param((-31, 0), (500, 500), NAN, id="on the thigh"),
        pytest.param((109, 0), (500, 500), 1.09, id="at the ankle"),
        pytest.param((111, 0), (500, 500), NAN, id="on the foot"),
        pytest.param((NAN, NAN), (40, 0), 0.4, id="a hidden hand does not hide the other"),
        pytest.param((NAN, NAN), (NAN, NAN), NAN, id="no hand is seen"),
    ],
)
def test_where_a_hand_holds_the_shin(left_wrist, right_wrist, along):
    pixels = landmarks(
        {
            right(Part.KNEE): (0, 0),
            right(Part.ANKLE): (100, 0),
            left(Part.WRIST): left_wrist,
            right(Part.WRIST): right_wrist,
        }
    )
    assert wrist_along_shin(pixels, Side.RIGHT) == pytest.approx(along, nan_ok=True)
    assert np.isnan(wrist_along_shin(pixels, Side.LEFT))


def test_an_ankle_is_placed_on_the_thigh_of_the_other_leg():
    pixels = landmarks(
        {
            left(Part.HIP): (0, 0),
            left(Part.KNEE): (100, 0),
            right(Part.HIP): (0, 200),
            right(Part.KNEE): (0, 300),
            left(Part.ANKLE): (300, 300),
            right(Part.ANKLE): (75, -10),
        }
    )
    assert ankle_on_other_thigh(pixels, Side.RIGHT) == pytest.approx((0.75, 0.1))
    assert ankle_on_other_thigh(pixels, Side.LEFT) == pytest.approx((1.0, 3.0))


def test_the_middle_lies_between_both_sides():
    points = np.zeros((2, LANDMARK_COUNT, 3))
    points[:, Part.HIP.of(Side.LEFT)], points[:, Part.HIP.of(Side.RIGHT)] = (1, 2, 3), (3, 2, -1)
    points[1, Part.HIP.of(Side.LEFT)] = np.nan
    np.testing.assert_array_equal(middle(points, Part.HIP), [(2, 2, 1), (np.nan,) * 3])
