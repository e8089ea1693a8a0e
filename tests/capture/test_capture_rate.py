"""Slow motion and time-lapse are known by the rate that the camera wrote down."""

import pytest

from sciatica_coach.capture.capture_rate import capture_rate
from sciatica_coach.capture.video import Video
from tests.films import corner_picture, film

LARGE = corner_picture((160, 120))
ANDROID = "com.android.capture.fps"


@pytest.fixture
def empty(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    ("key", "value", "played_fps", "speed"),
    [
        pytest.param(ANDROID, "120.000000", 30.0, 0.25, id="four times slower"),
        pytest.param(ANDROID, "240.0", 30.0, 0.125, id="eight times slower"),
        pytest.param(ANDROID, "60", 30.0, 0.5, id="half as fast"),
        pytest.param(ANDROID.upper(), "120", 30.0, 0.25, id="as Matroska writes it"),
        pytest.param(ANDROID, "1.0", 30.0, 30.0, id="time-lapse"),
        pytest.param(ANDROID, "0.2", 25.0, 125.0, id="a picture every five seconds"),
        pytest.param(ANDROID, "30.0", 29.83, None, id="as it plays"),
        pytest.param(ANDROID, "240.0", 239.7, None, id="240 that are played as 240"),
        pytest.param(ANDROID, "30.0", 24.1, None, id="slowed down in poor light"),
        pytest.param(ANDROID, "0", 30.0, None, id="zero"),
        pytest.param(ANDROID, "-120", 30.0, None, id="below zero"),
        pytest.param(ANDROID, "nan", 30.0, None, id="no number"),
        pytest.param(ANDROID, "inf", 30.0, None, id="endless"),
        pytest.param(ANDROID, "fast", 30.0, None, id="a word"),
        pytest.param("com.android.version", "120", 30.0, None, id="another tag"),
    ],
)
def test_speed_by_tag(empty, key, value, played_fps, speed):
    found = capture_rate(empty, {"encoder": "x", key: value}, played_fps)
    assert (found.speed if found else None) == (pytest.approx(speed) if speed else None)


@pytest.mark.parametrize("place", ["beginning", "end"])
def test_speed_by_sonys_xml(empty, place):
    xml = b'<VideoFrame videoCodec="AVC" captureFps="119.88p" formatFps="29.97p"/>'
    filling = bytes(700_000)
    empty.write_bytes(xml + filling if place == "beginning" else filling + xml)
    found = capture_rate(empty, {}, 29.97)
    assert found.speed == pytest.approx(0.25)
    assert "recorded at 120 pictures a second, played at 29.97" in found.warning


def test_slow_motion_has_real_times_and_is_told(tmp_path):
    times_s = [index / 30 for index in range(40)]
    path = film(tmp_path / "slow.mp4", times_s, tags={ANDROID: "120.0"}, picture=LARGE)
    with Video(path) as video:
        assert video.fps == pytest.approx(120, rel=0.03)
        assert video.duration_s == pytest.approx(40 / 120, abs=0.01)
        frames = list(video)
    assert frames[-1].time_s == pytest.approx(39 / 120, abs=1 / 60)
    assert video.warnings == (
        "the film is slow motion (recorded at 120 pictures a second, played at 30): "
        "times are those of the real movement",
    )


def test_time_lapse_has_real_times_and_is_told(tmp_path):
    times_s = [index / 30 for index in range(10)]
    path = film(tmp_path / "lapse.mp4", times_s, tags={ANDROID: "2.0"})
    with Video(path) as video:
        frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx([index / 2 for index in range(10)])
    assert video.duration_s == pytest.approx(5.0, abs=0.1)
    assert "the film is time-lapse (recorded at 2 pictures a second" in video.warnings[0]
