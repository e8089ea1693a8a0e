"""The length that a file states is the one of its pictures, in every container."""

import av
import pytest

from sciatica_coach.capture.stated_length import (
    expected_frames,
    stated_length_s,
    states_no_length,
)
from sciatica_coach.paths import SAMPLES
from tests.films import film, remuxed

TIMES_S = [index / 25 for index in range(50)]


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv", "flv", "avi"])
@pytest.mark.parametrize("first_s", [0.0, 3.5], ids=["from 0", "begins late"])
def test_length_of_the_pictures(tmp_path, suffix, first_s):
    path = film(tmp_path / f"clip.{suffix}", TIMES_S, first_s=first_s if suffix != "avi" else 0)
    with av.open(path) as container:
        stream = container.streams.video[0]
        assert stated_length_s(container, stream) == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "options", "unstated"),
    [
        ("clip.mp4", {}, False),
        ("clip.mkv", {}, False),
        ("clip.mp4", {"movflags": "frag_keyframe+empty_moov"}, True),
        ("clip.ts", {}, True),
    ],
)
def test_whether_the_length_is_stated_at_all(tmp_path, name, options, unstated):
    path = remuxed(SAMPLES / "figure_4_side.mp4", tmp_path / name, options=options)
    with av.open(path) as container:
        assert states_no_length(container, path) == unstated


def test_without_any_length(tmp_path):
    path = remuxed(SAMPLES / "figure_4_side.mp4", tmp_path / "clip.mkv", options={"live": "1"})
    with av.open(path) as container:
        assert stated_length_s(container, container.streams.video[0]) is None


def test_frames_of_the_index():
    with av.open(SAMPLES / "figure_4_side.mp4") as container:
        assert expected_frames(container, container.streams.video[0]) == 412


def test_no_index_lists_the_frames(tmp_path):
    path = remuxed(SAMPLES / "figure_4_side.mp4", tmp_path / "clip.mkv")
    with av.open(path) as container:
        assert expected_frames(container, container.streams.video[0]) is None
