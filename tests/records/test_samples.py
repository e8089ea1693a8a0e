"""Angles and poses as bytes: what comes back, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_coach.coaching.sets.record import AngleSeries
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity, Unit
from sciatica_coach.records.samples import (
    PoseSeries,
    SamplesDamaged,
    joined_angles,
    joined_poses,
    pack_angles,
    pack_poses,
    thinned,
    unpack_angles,
    unpack_poses,
)
from tests.records.built import poses, series

FIGURES = st.one_of(st.just(np.nan), st.floats(-180, 180))


@settings(max_examples=60)
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=30))
def test_every_angle_comes_back_within_half_a_step(figures):
    written = series(len(figures) / 10, rate_hz=10)
    hip, share = Quantity.HIP_FLEXION, next(q for q in Quantity if q.unit is Unit.SHARE)
    written.values[:, hip.row, 0] = [first for first, _ in figures]
    written.values[:, share.row, 0] = [second / 100 for _, second in figures]
    read = unpack_angles(pack_angles(written))
    np.testing.assert_allclose(
        read.of(hip, Side.LEFT), written.of(hip, Side.LEFT), atol=0.0501, rtol=0
    )
    np.testing.assert_allclose(
        read.of(share, Side.LEFT), written.of(share, Side.LEFT), atol=0.00501, rtol=0
    )


@pytest.mark.parametrize("rate_hz", [7.0, 10.0, 15.0, 29.97, 30.0, 240.0])
def test_at_most_ten_a_second_are_kept(rate_hz):
    kept = thinned(np.arange(int(20 * rate_hz)) / rate_hz)
    assert len(kept) == pytest.approx(20 * min(rate_hz, 10.0), abs=1)
    assert kept[0] == 0


def test_no_frame_at_all_is_no_trouble():
    assert len(unpack_angles(pack_angles(AngleSeries.empty())).time_s) == 0
    assert len(joined_angles([]).time_s) == 0


def test_poses_come_back_within_a_twentieth_of_a_pixel():
    written = poses(50)
    written.pixels[3] = np.nan
    read = unpack_poses(pack_poses(written))
    np.testing.assert_allclose(read.pixels, written.pixels, atol=0.0501, rtol=0)
    np.testing.assert_allclose(read.visibility, written.visibility, atol=0.00501, rtol=0)
    assert read.size_px == written.size_px


def test_stretches_are_joined_in_their_order():
    both = joined_poses([poses(3), poses(2, from_s=0.3)])
    assert both.time_s == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])
    assert both.pixels.shape == (5, 33, 2)
    angles = joined_angles([series(1.0), series(1.0, from_s=1.0)])
    assert angles.values.shape == (60, QUANTITY_COUNT, 2)


def test_a_body_that_moves_steadily_takes_little_room():
    assert len(pack_angles(series(60.0))) < 60 * 10 * 12, "bytes a sample"


@settings(max_examples=200)
@given(st.data())
def test_damaged_bytes_are_refused_or_have_the_right_shape(data):
    content = bytearray(pack_poses(poses(5)))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        read = unpack_poses(cut)
    except SamplesDamaged:
        return
    assert isinstance(read, PoseSeries)
    assert read.pixels.shape == (len(read.time_s), 33, 2)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff\xff", id="no header"),
        pytest.param(pack_angles(series(1.0)), id="angles for poses"),
        pytest.param(pack_poses(poses(5))[:-3], id="cut"),
        pytest.param(pack_poses(poses(5)).replace(b'"version":1', b'"version":2'), id="newer"),
    ],
)
def test_what_is_no_poses_is_refused(content):
    with pytest.raises(SamplesDamaged):
        unpack_poses(content)


def test_what_is_no_angles_is_refused():
    with pytest.raises(SamplesDamaged):
        unpack_angles(pack_poses(poses(5)))
