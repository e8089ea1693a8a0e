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
from sciatica_coach.paths import SAMPLES
from tests.films import film, sample_frames

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
    assert longest_s([each for each in moving for _ in range(2)], 30.0) == 0.0


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


def test_a_picture_drawn_anew_does_not_end_a_stretch():
    times_s = [index / 10 for index in range(80)]
    still_s = [min(t, 4.0) if t < 4 else max(0.0, t - 4.2) for t in times_s]
    assert still_stretches(times_s, still_s) == ((0.0, times_s[-1]),)
    assert still_stretches(times_s, [min(t % 1.9, STANDS_STILL_S) for t in times_s]) == ()
