"""The annotated video plays in a browser, keeps its times, and shows what was said."""

from dataclasses import replace

import av
import numpy as np
import pytest

from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.annotate import annotate
from tests.films import film, two_sizes

VARIABLE = [0.0, 0.033, 0.066, 0.2, 0.233, 0.7, 0.71, 0.72, 1.9]


def written(path):
    with av.open(path) as container:
        stream = container.streams.video[0]
        told = {
            "codec": stream.codec_context.name,
            "format": stream.codec_context.pix_fmt,
            "streams": len(container.streams),
            "colours": stream.codec_context.colorspace,
        }
        pictures = list(container.decode(stream))
    return told, pictures


@pytest.fixture(scope="module")
def updates(analysis):
    return analysis.result.updates


def test_frame_times_are_the_sources(tmp_path, updates):
    source = film(tmp_path / "phone.mp4", VARIABLE, rotation_deg=90, first_s=2.0, sound=True)
    told = []
    annotate(source, updates[: len(VARIABLE)], tmp_path / "out.mp4", advance=told.append)
    kind, pictures = written(tmp_path / "out.mp4")
    assert kind == {"codec": "h264", "format": "yuv420p", "streams": 1, "colours": 1}
    assert [picture.time for picture in pictures] == pytest.approx(VARIABLE, abs=1e-3)
    assert {(picture.width, picture.height) for picture in pictures} == {(48, 64)}
    assert {picture.rotation for picture in pictures} == {0}
    assert told == list(range(1, len(VARIABLE) + 1))


def test_browsers_can_start_before_all_is_loaded(tmp_path, updates):
    source = film(tmp_path / "clip.mp4", [0.0, 0.04])
    annotate(source, updates[:2], tmp_path / "out.mp4")
    content = (tmp_path / "out.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(
    ("size_px", "written_px"),
    [
        pytest.param((65, 49), (64, 48), id="odd sides made even"),
        pytest.param((2400, 1200), (1920, 960), id="larger than browsers like"),
    ],
)
def test_size(tmp_path, updates, size_px, written_px):
    picture = np.full((size_px[1], size_px[0], 3), 90, np.uint8)
    source = tmp_path / "clip.mkv"
    with av.open(source, "w") as container:
        stream = container.add_stream("ffv1", rate=10)
        stream.width, stream.height, stream.pix_fmt = *size_px, "bgr0"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode(None))
    annotate(source, updates[:1], tmp_path / "out.mp4")
    _, (picture,) = written(tmp_path / "out.mp4")
    assert (picture.width, picture.height) == written_px


def test_a_size_that_changes_on_the_way_is_kept_in_proportion(tmp_path, updates):
    sizes = [(128, 96), (64, 96), (256, 144)]
    source = two_sizes(tmp_path / "sizes.mkv", sizes)
    bare = [replace(updates[0], advice=None, cue=None)] * len(sizes)
    annotate(source, bare, tmp_path / "out.mp4")
    _, pictures = written(tmp_path / "out.mp4")
    assert {(each.width, each.height) for each in pictures} == {(128, 96)}
    narrow = pictures[1].to_ndarray(format="gray")
    assert np.median(narrow[40:56, 8:28]) < 60, "bars at the sides, not a stretched picture"


def test_colours_stay(tmp_path, updates):
    with av.open(SAMPLES / "knee_to_chest_side.mp4") as container:
        source = next(container.decode(video=0)).to_ndarray(format="bgr24")
    silent = replace(updates[0], advice=None, cue=None)
    annotate(SAMPLES / "knee_to_chest_side.mp4", [silent], tmp_path / "out.mp4")
    _, (picture,) = written(tmp_path / "out.mp4")
    floor = slice(400, 470), slice(20, 800)
    off = picture.to_ndarray(format="bgr24")[floor].astype(int) - source[floor]
    assert np.abs(off.mean(axis=(0, 1))).max() < 4
