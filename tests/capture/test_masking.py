"""People painted out of a picture, by the stick figure."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.capture.masking import GREY, only_about, without_bodies, without_boxes
from tests.body import SIZE_PX, pose, supine

WHITE = np.full((SIZE_PX[1], SIZE_PX[0], 3), 255, np.uint8)


def at(x_px: float):
    return pose(replace(supine(), hip_px=(x_px, 400.0)))


def hip(image, person) -> int:
    x_px, y_px = person.pixels[23].round().astype(int)
    return int(image[y_px, x_px, 0])


ONE, OTHER = at(300.0), at(900.0)


def test_only_one_person_is_left():
    painted = only_about(WHITE, ONE, margin=0.1)
    assert (hip(painted, ONE), hip(painted, OTHER)) == (255, GREY)


@pytest.mark.parametrize("margin", [0.0, 0.5])
def test_the_margin_is_in_lengths_of_the_body(margin):
    painted = only_about(WHITE, OTHER, margin=margin)
    left_px = np.flatnonzero((painted[:, :, 0] == 255).any(axis=0)).min()
    low_px, high_px = np.nanmin(OTHER.pixels, axis=0), np.nanmax(OTHER.pixels, axis=0)
    room_px = margin * (high_px - low_px).max()
    assert left_px == pytest.approx(low_px[0] - room_px, abs=2)


def test_boxes_of_several_people_are_painted_over():
    painted = without_boxes(WHITE, [ONE, OTHER], margin=0.0)
    assert (hip(painted, ONE), hip(painted, OTHER)) == (GREY, GREY)
    assert painted[5, 5, 0] == 255


def test_a_body_that_touches_the_person_is_painted_only_beside_them():
    near = at(340.0)
    painted = without_bodies(WHITE, [near], but=ONE)
    assert hip(painted, ONE) == 255
    assert (painted == GREY).any()
    assert (without_bodies(WHITE, [ONE], but=ONE) == 255).all()


def test_the_picture_itself_is_left_as_it_is():
    for painted in (only_about(WHITE, ONE, margin=0.1), without_boxes(WHITE, [ONE], margin=0.1)):
        assert not np.shares_memory(painted, WHITE)
    assert (WHITE == 255).all()
