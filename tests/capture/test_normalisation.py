"""A poor picture is put right, and a good one is not touched."""

import numpy as np
import pytest

from sciatica_coach.capture.normalisation import PictureNormaliser, normalised
from sciatica_coach.capture.picture_quality import picture_quality
from sciatica_coach.motion.picture import PictureQuality
from tests.films import sample_frames

PICTURE = sample_frames("knee_to_chest_side", 100)[1].image


def put_right(picture):
    return normalised(picture, picture_quality(picture))


@pytest.mark.parametrize("clip", ["figure_4_side", "figure_4_oblique", "nerve_floss_side"])
def test_a_good_picture_is_the_same_array(clip):
    for frame in sample_frames(clip, 50):
        assert put_right(frame.image) is frame.image


@pytest.mark.parametrize(
    "poor",
    [
        pytest.param((0.2 * PICTURE).astype(np.uint8), id="dark"),
        pytest.param((110 + 0.3 * PICTURE).astype(np.uint8), id="pale"),
    ],
)
def test_tones_are_spread_over_all_levels(poor):
    made = put_right(poor)
    assert picture_quality(made).contrast > 2 * picture_quality(poor).contrast
    assert np.percentile(made, 1) < 20
    assert np.percentile(made, 99.5) > 235


def test_noise_is_taken_away():
    noise = np.random.default_rng(0).normal(0, 25, PICTURE.shape)
    made = put_right(np.clip(PICTURE + noise, 0, 255).astype(np.uint8))
    off = np.abs(made.astype(float) - PICTURE).mean()
    assert off < 0.4 * np.abs(noise).mean()


def test_a_grey_picture_gets_the_colours_of_warm_light():
    grey = np.repeat(PICTURE.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    made = put_right(grey)
    blue, green, red = made.reshape(-1, 3).mean(axis=0)
    assert blue < green < red
    assert made.mean() == pytest.approx(grey.mean(), rel=0.1)


def test_what_is_lost_in_white_is_not_stretched():
    white = np.minimum(2.1 * PICTURE, 255).astype(np.uint8)
    assert put_right(white) is white


def test_a_picture_of_one_grey_is_not_torn_apart():
    flat = np.full((48, 64, 3), 90, np.uint8)
    made = normalised(flat, PictureQuality(90.0, contrast=0.0, colourfulness=0.0))
    assert (np.ptp(made, axis=(0, 1)) == 0).all()


def test_a_picture_that_is_poor_for_a_moment_is_left_alone():
    dark = (0.2 * PICTURE).astype(np.uint8)
    normaliser = PictureNormaliser()
    seen = [
        normaliser.shown(image, picture_quality(image), time_s) is image
        for image, time_s in [(dark, 0.0), (dark, 0.4), (PICTURE, 0.6), (dark, 0.8), (dark, 1.4)]
    ]
    assert seen == [True, True, True, True, False]
