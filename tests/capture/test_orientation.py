"""Pictures come upright and unmirrored, whatever the file's display matrix or tag says."""

import av
import numpy as np
import pytest

from sciatica_coach.capture.orientation import Orientation, orientation_of
from sciatica_coach.capture.video import Video
from tests.films import corner_picture, film

ONE = 1 << 16
ALL = [
    pytest.param((1, 0, 0, 1), lambda image: image, id="as stored"),
    pytest.param((0, 1, -1, 0), lambda image: np.rot90(image, -1), id="quarter to the right"),
    pytest.param((-1, 0, 0, -1), lambda image: np.rot90(image, 2), id="upside down"),
    pytest.param((0, -1, 1, 0), lambda image: np.rot90(image, 1), id="quarter to the left"),
    pytest.param((-1, 0, 0, 1), np.fliplr, id="mirrored"),
    pytest.param((1, 0, 0, -1), np.flipud, id="mirrored and upside down"),
    pytest.param((0, 1, 1, 0), lambda image: image.transpose(1, 0, 2), id="mirrored, quarter left"),
    pytest.param(
        (0, -1, -1, 0),
        lambda image: np.rot90(image, 2).transpose(1, 0, 2),
        id="mirrored, quarter right",
    ),
]


def matrix(a, b, c, d):
    return [round(a * ONE), round(b * ONE), 0, round(c * ONE), round(d * ONE), 0, 0, 0, 1 << 30]


@pytest.mark.parametrize(("entries", "upright"), ALL)
@pytest.mark.parametrize("suffix", ["mp4", "mov"])
def test_all_eight_display_matrices(tmp_path, entries, upright, suffix):
    path = film(tmp_path / f"turned.{suffix}", [0.0, 0.04], matrix=matrix(*entries))
    with Video(path) as video:
        (first, _) = video
    expected = upright(corner_picture())
    assert video.size_px == expected.shape[1::-1]
    assert first.image.shape == expected.shape
    assert np.abs(first.image.astype(int) - expected).mean() < 8
    assert first.image.flags.c_contiguous


@pytest.mark.parametrize("degrees", [-40, -12, 7, 44])
@pytest.mark.parametrize(("entries", "upright"), ALL)
def test_an_odd_angle_is_the_nearest_quarter_turn(tmp_path, degrees, entries, upright):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    odd = np.array(entries).reshape(2, 2) @ turn
    path = film(tmp_path / "odd.mp4", [0.0, 0.04], matrix=matrix(*odd.ravel()))
    with av.open(path) as container:
        found = orientation_of(next(container.decode(video=0)), {})
    picture = corner_picture()
    assert np.array_equal(found.upright(picture), upright(picture))


def test_a_matrix_of_zeros_turns_nothing(tmp_path):
    path = film(tmp_path / "zeros.mp4", [0.0, 0.04], matrix=[0] * 9)
    with av.open(path) as container:
        assert orientation_of(next(container.decode(video=0)), {}) == Orientation()


@pytest.mark.parametrize(
    ("tag", "quarters"),
    [("90", -1), ("180", 2), ("270", 1), ("-90", 1), ("0", 0), ("upright", 0), ("nan", 0)],
)
def test_a_tag_counts_where_there_is_no_matrix(tmp_path, tag, quarters):
    path = film(tmp_path / "plain.mp4", [0.0, 0.04])
    with av.open(path) as container:
        found = orientation_of(next(container.decode(video=0)), {"ROTATE": tag})
    picture = corner_picture()
    assert np.array_equal(found.upright(picture), np.rot90(picture, quarters))
