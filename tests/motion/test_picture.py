"""What is wrong with a picture, and how much less sure it makes angles."""

import pytest

from sciatica_coach.motion.picture import PictureFlaw, PictureQuality

GOOD = {"brightness": 130.0, "contrast": 130.0, "colourfulness": 25.0, "noise": 1.0, "blur": 0.35}


def test_a_good_picture_changes_nothing():
    assert PictureQuality(**GOOD).uncertainty_factor == 1.0
    assert PictureQuality(**GOOD).flaw is None


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        pytest.param({"brightness": 40.0, "contrast": 40.0}, PictureFlaw.DARK, id="dark"),
        pytest.param({"contrast": 40.0, "colourfulness": 6.0}, PictureFlaw.PALE, id="pale"),
        pytest.param({"clipped_share": 0.3}, PictureFlaw.OVER_EXPOSED, id="over-exposed"),
        pytest.param({"noise": 20.0}, PictureFlaw.NOISY, id="noisy"),
        pytest.param({"colourfulness": 0.0}, PictureFlaw.COLOURLESS, id="grey"),
        pytest.param({"blur": 0.6}, PictureFlaw.BLURRED, id="blurred"),
    ],
)
def test_what_is_wrong_is_named_and_makes_angles_less_sure(changes, flaw):
    poor = PictureQuality(**GOOD | changes)
    assert poor.flaw is flaw
    assert 1.05 <= poor.uncertainty_factor < 3.0


def test_of_several_flaws_the_worst_is_named():
    night = PictureQuality(**GOOD | {"brightness": 15.0, "contrast": 20.0, "noise": 4.0})
    assert night.flaw is PictureFlaw.NOISY
    dim = PictureQuality(**GOOD | {"brightness": 15.0, "contrast": 20.0, "noise": 0.2})
    assert night.uncertainty_factor > dim.uncertainty_factor


def test_a_picture_of_one_colour_has_a_factor():
    assert PictureQuality(0.0, contrast=0.0, colourfulness=0.0).uncertainty_factor > 1
