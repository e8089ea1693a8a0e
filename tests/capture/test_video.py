"""Frames come upright, in time and complete; what is no video says what it is."""

import os
import threading
import zipfile
from fractions import Fraction

import numpy as np
import pytest

from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from sciatica_coach.paths import SAMPLES
from tests.films import corner_picture, film, sound_only

STEADY = [index / 25 for index in range(12)]
VARIABLE = [0.0, 0.033, 0.066, 0.2, 0.233, 0.7, 0.71, 0.72, 1.9]


def read(path):
    with Video(path) as video:
        frames = list(video)
    return video, frames


@pytest.mark.parametrize("times_s", [STEADY, VARIABLE], ids=["steady", "variable rate"])
@pytest.mark.parametrize("first_s", [0.0, 3.5], ids=["from 0", "begins late"])
@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_times_are_the_files_own_from_zero(tmp_path, times_s, first_s, suffix):
    _, frames = read(film(tmp_path / f"clip.{suffix}", times_s, first_s=first_s))
    assert [frame.time_s for frame in frames] == pytest.approx(times_s, abs=1e-3)
    assert [frame.index for frame in frames] == list(range(len(times_s)))


@pytest.mark.parametrize(
    ("rotation_deg", "quarters"),
    [(0, 0), (90, 1), (180, 2), (270, 3), (-90, 3)],
)
def test_rotation_flag_brings_the_picture_upright(tmp_path, rotation_deg, quarters):
    path = film(tmp_path / "turned.mp4", STEADY[:3], rotation_deg=rotation_deg)
    video, frames = read(path)
    upright = np.rot90(corner_picture(), quarters)
    assert video.size_px == upright.shape[1::-1]
    for frame in frames:
        assert frame.image.shape == upright.shape
        assert np.abs(frame.image.astype(int) - upright).mean() < 8
        assert frame.image.flags.c_contiguous


def test_pixels_come_square(tmp_path):
    path = film(tmp_path / "wide.mp4", STEADY[:3], pixel_shape=Fraction(4, 3))
    video, frames = read(path)
    assert video.size_px == (85, 48)
    assert frames[0].image.shape == (48, 85, 3)


def test_what_the_file_states():
    with Video(SAMPLES / "figure_4_side.mp4") as video:
        assert video.size_px == (854, 480)
        assert video.fps == 25.0
        assert video.duration_s == pytest.approx(16.48)
        assert video.frame_count == 412
        assert not video.warnings


def test_can_be_read_again(tmp_path):
    with Video(film(tmp_path / "clip.mp4", STEADY)) as video:
        first, again = list(video), list(video)
    assert [frame.time_s for frame in first] == [frame.time_s for frame in again]


def test_sound_beside_the_picture_does_not_matter(tmp_path):
    _, frames = read(film(tmp_path / "loud.mp4", STEADY, sound=True))
    assert len(frames) == len(STEADY)


def test_leaving_early_leaves_no_thread_behind():
    before = threading.active_count()
    with Video(SAMPLES / "figure_4_side.mp4") as video:
        frames = iter(video)
        next(frames)
        assert threading.active_count() > before
    assert threading.active_count() == before
    assert next(frames, None) is None


def test_file_that_vanishes_after_it_was_opened(tmp_path):
    path = film(tmp_path / "clip.mp4", STEADY)
    with Video(path) as video:
        path.unlink()
        with pytest.raises(SourceError, match=r"clip\.mp4: does not exist"):
            list(video)


def test_name_that_looks_like_a_protocol(tmp_path):
    _, frames = read(film(tmp_path / "a:b.mp4", STEADY))
    assert len(frames) == len(STEADY)


def no_index(tmp_path):
    path = film(tmp_path / "cut.mp4", STEADY)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"moov") - 4])
    return path


def locked_zip(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("clip.mp4", b"secret")
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag that says: encrypted
    path.write_bytes(content)
    return path


def no_pictures(tmp_path):
    path = film(tmp_path / "protected.mp4", STEADY)
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    content[start : content.index(b"moov") - 4] = bytes(content.index(b"moov") - 4 - start)
    path.write_bytes(content)
    return path


def written(content: bytes, name: str = "clip.mp4"):
    def make(tmp_path):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(lambda p: p / "no.mp4", "does not exist; check the name", id="missing"),
        pytest.param(lambda p: p, "is a folder; give the video files", id="folder"),
        pytest.param(written(b""), r"is empty \(0 bytes\)", id="empty"),
        pytest.param(no_index, "is cut off: the index at its end is missing", id="no index"),
        pytest.param(lambda p: sound_only(p / "a.mp4"), "holds sound but no picture", id="sound"),
        pytest.param(written(b"Knee to chest\n" * 99, "a.txt"), "is not a video", id="text"),
        pytest.param(written(b"Knee to chest\n" * 99), "is not a video", id="text named mp4"),
        pytest.param(written(b"%PDF-1.7\n" * 99), "is a PDF, not a video", id="pdf"),
        pytest.param(locked_zip, "zip file locked with a password", id="locked zip"),
        pytest.param(written(b"PK\x03\x04" + bytes(99)), "is a zip or office file", id="zip"),
        pytest.param(written(b"\xd0\xcf\x11\xe0" + bytes(999)), "locked with a pass", id="office"),
        pytest.param(written(b"\xff\xd8\xff" + bytes(99)), "is a picture", id="picture"),
        pytest.param(written(bytes(9999)), "is not a video", id="zeros"),
        pytest.param(no_pictures, "not one picture can be read", id="no picture"),
        pytest.param(lambda _: "/dev/null", "is not a file", id="device"),
    ],
)
def test_what_is_no_video_says_so_in_one_sentence(tmp_path, make, told):
    path = make(tmp_path)
    with pytest.raises(SourceError, match=told) as caught:
        Video(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert message.endswith(".")
    assert "\n" not in message


def test_file_without_the_right_to_read(tmp_path):
    path = film(tmp_path / "clip.mp4", STEADY)
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything
        assert len(read(path)[1]) == len(STEADY)
    else:
        with pytest.raises(SourceError, match="may not be read; give yourself the right"):
            Video(path)


def test_video_cut_in_the_middle_gives_what_is_there(tmp_path):
    path = tmp_path / "cut.mp4"
    path.write_bytes((SAMPLES / "figure_4_side.mp4").read_bytes()[:200_000])
    video, frames = read(path)
    assert 100 < len(frames) < 300
    assert len(video.warnings) == 1
    assert "the video is cut off: only the first" in video.warnings[0]
    assert "of 16.5 seconds" in video.warnings[0]


def test_damaged_pieces_are_left_out_and_told(tmp_path):
    path = tmp_path / "damaged.mp4"
    content = bytearray((SAMPLES / "figure_4_side.mp4").read_bytes())
    content[100_000:300_000:997] = bytes(len(range(100_000, 300_000, 997)))
    path.write_bytes(content)
    video, frames = read(path)
    assert 200 < len(frames) < 390
    assert any(each.startswith("left out of the video: ") for each in video.warnings)
    times_s = [frame.time_s for frame in frames]
    assert times_s == sorted(set(times_s))
