"""Pictures in square pixels, without comb lines, and all of one size."""

from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from sciatica_coach.capture.picture_shape import one_field, square_width, within
from sciatica_coach.capture.video import Video
from tests.films import film, two_sizes


@pytest.mark.parametrize(
    ("shape", "width"),
    [
        pytest.param(None, 64, id="not stated"),
        pytest.param(Fraction(1), 64, id="square"),
        pytest.param(Fraction(4, 3), 85, id="wide"),
        pytest.param(Fraction(1, 2), 32, id="narrow"),
        pytest.param(Fraction(854, 1), 64, id="damaged: wider than any pixel"),
        pytest.param(Fraction(1, 5000), 64, id="damaged: narrower than any pixel"),
    ],
)
def test_width_in_square_pixels(shape, width):
    assert square_width(av.VideoFrame(64, 48, "yuv420p"), shape) == width


@pytest.mark.parametrize("size_px", [(100, 100), (64, 200), (400, 30), (1, 1)])
def test_another_size_is_kept_in_proportion(size_px):
    disc = np.zeros((60, 80, 3), np.uint8)
    cv2.circle(disc, (40, 30), 25, (255, 255, 255), cv2.FILLED)
    fitted = within(disc, size_px)
    assert fitted.shape == (size_px[1], size_px[0], 3)
    rows, columns = (np.flatnonzero(fitted[..., 0].max(axis=axis) > 127) for axis in (1, 0))
    if min(size_px) > 20:
        assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=2)
        assert rows.mean() == pytest.approx(size_px[1] / 2, abs=1.5)
        assert columns.mean() == pytest.approx(size_px[0] / 2, abs=1.5)


def test_the_right_size_is_not_touched():
    image = np.zeros((4, 6, 3), np.uint8)
    assert within(image, (6, 4)) is image


def test_one_field_has_no_comb_lines():
    comb = np.zeros((48, 64, 3), np.uint8)
    comb[::2, 10:20] = 255
    comb[1::2, 30:40] = 255
    field = one_field(comb)
    assert field.shape == comb.shape
    assert field[:, 12:18].min() > 250
    assert field[:, 30:40].max() == 0


def test_a_picture_of_one_line_is_left_alone():
    image = np.zeros((1, 6, 3), np.uint8)
    assert one_field(image) is image


def test_interlaced_film_comes_without_comb_lines(tmp_path):
    comb = np.zeros((96, 128, 3), np.uint8)
    comb[::2, 20:40] = 255
    comb[1::2, 60:80] = 255
    path = tmp_path / "interlaced.mkv"
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme"})
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv422p"
        stream.codec_context.qmin = stream.codec_context.qmax = 1
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(comb, format="bgr24")))
        container.mux(stream.encode(None))
    with av.open(path) as container:
        assert next(container.decode(video=0)).interlaced_frame
    with Video(path) as video:
        image = next(iter(video)).image.astype(int)
    assert np.abs(np.diff(image.mean(axis=(1, 2)))).max() < 20


def test_every_frame_of_a_file_has_the_same_size_and_a_disc_stays_round(tmp_path):
    path = two_sizes(tmp_path / "sizes.mkv", [(128, 96), (128, 96), (64, 96), (256, 144)])
    with Video(path) as video:
        frames = list(video)
    assert len(frames) == 4
    assert {frame.image.shape for frame in frames} == {(96, 128, 3)}
    for frame in frames:
        rows, columns = (np.flatnonzero(frame.image[..., 0].max(axis=i) > 127) for i in (1, 0))
        assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=3)


@pytest.mark.parametrize("size_px", [(65, 49), (64, 47), (33, 130)])
def test_odd_sides(tmp_path, size_px):
    image = np.full((size_px[1], size_px[0], 3), 90, np.uint8)
    path = tmp_path / "odd.mkv"
    with av.open(path, "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size_px, "yuv420p"
        for _ in range(2):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    with Video(path) as video:
        assert [frame.image.shape for frame in video] == [image.shape] * 2


def test_wide_pixels_in_a_turned_picture(tmp_path):
    path = film(tmp_path / "turned.mp4", [0.0, 0.04], rotation_deg=90, pixel_shape=Fraction(4, 3))
    with Video(path) as video:
        assert video.size_px == (48, 85)
