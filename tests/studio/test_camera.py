import numpy as np
import pytest

from tools.studio.camera import Camera
from tools.studio.shots import LYING, SITTING, STANDING, Shot

SIZE_PX = (640, 360)


def test_the_target_is_in_the_middle():
    camera = Camera((1.0, 1.2, 3.0), (0.1, 0.4, -0.2), SIZE_PX, roll_deg=7)
    assert camera.pixels(np.array([camera.target]))[0] == pytest.approx([320, 180])


def test_right_is_right_and_up_is_up():
    camera = Camera((0, 1, 3), (0, 1, 0), SIZE_PX)
    right, up = camera.pixels(np.array([[0.5, 1, 0], [0, 1.5, 0]]))
    assert right[0] > 320
    assert up[1] < 180


def test_the_edge_of_the_field_is_the_edge_of_the_picture():
    camera = Camera((0, 0, 2), (0, 0, 0), SIZE_PX, field_deg=90)
    assert camera.pixels(np.array([[2.0, 0, 0]]))[0] == pytest.approx([640, 180])


def test_from_the_camera_z_is_the_distance():
    camera = Camera((0, 1, 3), (0, 1, 0), SIZE_PX)
    assert camera.from_camera(np.array([[0.2, 1.5, 0]]))[0] == pytest.approx([0.2, -0.5, 3])


@pytest.mark.parametrize("framing", [LYING, SITTING, STANDING])
@pytest.mark.parametrize("yaw_deg", [-25, 0, 25])
def test_what_must_be_seen_is_seen(framing, yaw_deg):
    camera = Shot(yaw_deg=yaw_deg).camera(framing, SIZE_PX)
    corners = np.array(
        [
            [framing.x_m + dx * framing.half_width_m, framing.y_m + dy * framing.half_height_m, 0]
            for dx in (-0.9, 0.9)
            for dy in (-0.9, 0.9)
        ]
    )
    pixels = camera.pixels(corners)
    assert (pixels > 0).all()
    assert (pixels < SIZE_PX).all()
