"""Pictures come upright and unmirrored, whatever the file's display matrix or tag says."""

import gc

import av
import numpy as np
import pytest

from sciatica_coach.capture.orientation import Orientation, OrientationReader, orientation_of
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


def pictures_in_memory():
    return sum(isinstance(each, av.VideoFrame) for each in gc.get_objects())


def test_pictures_are_let_go_without_a_search_for_circles_of_references(tmp_path):
    path = film(tmp_path / "turned.mp4", np.arange(40) / 10, rotation_deg=90)
    gc.collect()
    before = pictures_in_memory()
    gc.disable()
    try:
        with av.open(path) as container:
            orientation = OrientationReader({})
            pictures = (picture for picture in container.decode(video=0))
            found = {orientation.read(picture) for picture in pictures}
        kept = pictures_in_memory() - before
    finally:
        gc.enable()
    assert len(found) == 1
    assert found != {Orientation()}
    assert kept <= 2


def test_a_turn_that_changes_on_the_way_is_followed(tmp_path):
    orientation = OrientationReader({})
    found = []
    for degrees in (0, 90, 180, 90):
        path = film(tmp_path / f"{degrees}.mp4", [0.0, 0.1], rotation_deg=degrees)
        with av.open(path) as container:
            found += [orientation.read(picture) for picture in container.decode(video=0)]
    assert len(set(found)) == 3
    assert found[2:4] == found[6:8]


def test_a_matrix_without_a_turn_is_read(tmp_path):
    path = film(tmp_path / "zeros.mp4", [0.0, 0.04], matrix=[0] * 9)
    with av.open(path) as container:
        orientation = OrientationReader({})
        assert {orientation.read(each) for each in container.decode(video=0)} == {Orientation()}
