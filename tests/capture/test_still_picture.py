"""What stands still is noticed; who keeps still before a living camera is not."""

import cv2
import numpy as np
import pytest

from sciatica_coach.capture.still_picture import (
    STANDS_STILL_S,
    StillPictureDetector,
    still_stretches,
)
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.pose import Frame
from sciatica_coach.paths import SAMPLES
from tests.films import film, sample_frames, video_of

PICTURE = sample_frames("knee_to_chest_side", 100)[0].image


def noisy(seed, sigma):
    noise = np.random.default_rng(seed).normal(0, sigma, PICTURE.shape)
    return np.clip(PICTURE + noise, 0, 255).astype(np.uint8)


def longest_s(pictures, rate_hz=25.0):
    detector = StillPictureDetector()
    return max(detector.update(each, index / rate_hz) for index, each in enumerate(pictures))


def test_the_same_picture_stands_still():
    assert longest_s([PICTURE] * 100) == pytest.approx(99 / 25)


@pytest.mark.parametrize("sigma", [0.5, 2.0])
def test_a_camera_before_a_scene_without_movement_does_not(sigma):
    assert longest_s(noisy(index, sigma) for index in range(75)) == 0.0


def test_pictures_that_are_stored_twice_do_not():
    moving = [np.roll(PICTURE, 3 * index, axis=1) for index in range(50)]
    assert longest_s([each for each in moving for _ in range(2)], 30.0) < 0.1


@pytest.mark.parametrize("clip", sorted(path.name for path in SAMPLES.glob("*side.mp4")))
def test_no_sample_clip_does_although_they_have_little_noise(clip):
    assert longest_s(frame.image for frame in Video(SAMPLES / clip)) == 0.0


def test_it_is_found_in_a_film_that_was_compressed(tmp_path):
    path = film(tmp_path / "still.mp4", [index / 30 for index in range(120)], picture=PICTURE)
    frames = list(Video(path))
    detector = StillPictureDetector()
    still_s = [detector.update(frame.image, frame.time_s) for frame in frames]
    ((begin_s, end_s),) = still_stretches([frame.time_s for frame in frames], still_s)
    assert begin_s < 0.6
    assert end_s == pytest.approx(frames[-1].time_s)


def test_a_size_that_changes_is_a_change():
    small = cv2.resize(PICTURE, (320, 180))
    assert longest_s([PICTURE, small] * 30) == 0.0


def breathing(sigma, amplitude_px, count=150):
    """Somebody who holds still, and breathes: a part of the picture goes up and down."""
    height, width = PICTURE.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    chest = np.exp(-((columns - 0.4 * width) ** 2 + (rows - 0.7 * height) ** 2) / 60**2)
    for index in range(count):
        way = np.float32(amplitude_px * np.sin(index / 25 * np.pi / 2)) * chest
        moved = cv2.remap(PICTURE, columns, (rows + way).astype(np.float32), cv2.INTER_LINEAR)
        noise = np.random.default_rng(index).normal(0, sigma, PICTURE.shape)
        yield Frame(np.clip(moved + noise, 0, 255).astype(np.uint8), index / 25, index)


def test_who_only_breathes_does_not_though_compressed(tmp_path):
    path = video_of(tmp_path / "breathes.mp4", list(breathing(1.0, 2.0)))
    assert longest_s(frame.image for frame in Video(path)) < STANDS_STILL_S


def test_the_stretches_of_a_recording():
    times_s = [index / 10 for index in range(80)]
    still_s = [max(0.0, t - 1.0) if t < 5 else max(0.0, t - 5.1) for t in times_s]
    assert still_stretches(times_s, still_s) == ((1.0, 4.9), (5.1, 7.9))
    assert still_stretches(times_s, [min(t % 1.9, STANDS_STILL_S) for t in times_s]) == ()
