"""What is measured of a picture follows what was done to it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from sciatica_coach.capture.picture_quality import about_person, brightness, picture_quality
from sciatica_coach.motion.picture import PictureFlaw
from tests.body import pose, supine
from tests.films import sample_frames

LYING = pose(supine())
"""Where somebody lies in a sample clip, roughly."""


@pytest.fixture(scope="module")
def picture():
    return sample_frames("knee_to_chest_side", 100)[1].image


def noisy(picture, sigma):
    noise = np.random.default_rng(0).normal(0, sigma, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def test_brightness_is_the_mean_grey():
    assert brightness(np.full((48, 64, 3), 77, np.uint8)) == pytest.approx(77.0)


@pytest.mark.parametrize("clip", ["knee_to_chest_side", "nerve_floss_oblique"])
def test_nothing_is_wrong_with_a_sample_clip(clip):
    for frame in sample_frames(clip, 100):
        assert picture_quality(frame.image).uncertainty_factor == 1.0


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        pytest.param(lambda p: (0.2 * p).astype(np.uint8), PictureFlaw.DARK, id="dark"),
        pytest.param(
            lambda p: np.minimum(2.1 * p, 255).astype(np.uint8), PictureFlaw.OVER_EXPOSED, id="over"
        ),
        pytest.param(lambda p: noisy(p, 25.0), PictureFlaw.NOISY, id="noisy"),
        pytest.param(lambda p: (110 + 0.3 * p).astype(np.uint8), PictureFlaw.PALE, id="pale"),
        pytest.param(
            lambda p: cv2.cvtColor(cv2.cvtColor(p, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR),
            PictureFlaw.COLOURLESS,
            id="grey",
        ),
        pytest.param(lambda p: cv2.GaussianBlur(p, (0, 0), 9), PictureFlaw.BLURRED, id="blurred"),
    ],
)
def test_what_was_done_to_a_picture_is_found(picture, change, flaw):
    made = change(picture)
    assert about_person(picture_quality(made), made, LYING).flaw is flaw


def test_contrast_is_that_about_the_person(picture):
    height, width = picture.shape[:2]
    upright = cv2.copyMakeBorder(picture, 1000, 1000, 0, 0, cv2.BORDER_CONSTANT, value=(190,) * 3)
    lying = replace(
        LYING,
        pixels=LYING.pixels * (width, height) / LYING.size_px + np.array([0.0, 1000.0]),
        size_px=(width, height + 2000),
    )
    assert picture_quality(upright).flaw is PictureFlaw.PALE
    assert picture_quality(upright, lying).flaw is None


@pytest.mark.parametrize("sigma", [3.0, 10.0])
def test_noise_is_measured_in_grey_levels(picture, sigma):
    assert picture_quality(noisy(picture, sigma)).noise == pytest.approx(sigma, rel=0.25)


def test_clipping_counts_where_the_person_is():
    wall = np.full((720, 1280, 3), 255, np.uint8)
    lying = pose(supine())
    left, top = np.nanmin(lying.pixels, axis=0).astype(int) - 20
    right, bottom = np.nanmax(lying.pixels, axis=0).astype(int) + 20
    wall[top:bottom, left:right] = 120
    assert picture_quality(wall).white_share > 0.5
    assert about_person(picture_quality(wall), wall, lying).clipped_share == 0.0


@pytest.mark.parametrize("size", [(1, 1), (3, 70), (64, 48)])
def test_the_smallest_picture_has_a_quality(size):
    picture = np.full((*size, 3), 128, np.uint8)
    quality = about_person(picture_quality(picture), picture, pose(supine()))
    assert quality.brightness == 128.0
    assert quality.noise == 0.0
