import numpy as np
import pytest

from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Pose
from tests.body import Leg, pose, supine


def test_arrays_cannot_be_written():
    made = pose(supine())
    with pytest.raises(ValueError, match="read-only"):
        made.pixels[0, 0] = 1.0


@pytest.mark.parametrize(
    ("name", "shape"),
    [("pixels", (33, 3)), ("world", (33, 2)), ("visibility", (32,))],
)
def test_a_wrong_shape_is_named(name, shape):
    arrays = {
        "pixels": np.zeros((33, 2)),
        "world": np.zeros((33, 3)),
        "visibility": np.zeros(33),
        name: np.zeros(shape),
    }
    with pytest.raises(ValueError, match=rf"{name} must be .* but is"):
        Pose(time_s=0.0, size_px=(640, 480), **arrays)


def test_swapping_the_legs_leaves_the_arms_alone():
    made = pose(supine(right=Leg(hip=100.0)))
    swapped = made.with_legs_swapped()
    knee = Part.KNEE
    assert swapped.pixels[knee.of(Side.LEFT)] == pytest.approx(made.pixels[knee.of(Side.RIGHT)])
    wrist = Part.WRIST.of(Side.LEFT)
    assert swapped.pixels[wrist] == pytest.approx(made.pixels[wrist])
