"""A tracker that is stuck starts anew: on real pictures with the real model, and by itself."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.errors import ModelError
from sciatica_coach.motion.plausibility import apart
from sciatica_coach.motion.pose import Frame
from tests.films import sample_frames
from tests.motion.test_plausibility import lying, short

BEGIN, MEND_S = 25, 1.2
"""Frames that are disturbed, and how long after them the person must be found again."""


def on_its_head(frame):
    return replace(frame, image=cv2.rotate(frame.image, cv2.ROTATE_180))


def half_hidden(frame):
    image = frame.image.copy()
    image[:, : image.shape[1] // 2] = (90, 110, 140)
    return replace(frame, image=image)


def disturbed(disturb):
    """A second in which the picture shows something else, then the clip as it is."""
    frames = sample_frames("knee_to_chest_side", 1)[60:130]
    return [disturb(frame) if index < BEGIN else frame for index, frame in enumerate(frames)]


def wrong_s(estimator, frames):
    """Seconds after the disturbance for which the pose is not the one found in the clip."""
    with MediaPipePose(Model.FULL) as plain:
        expected = [plain.estimate(frame) for frame in frames[BEGIN:]]
    found = [estimator.estimate(frame) for frame in frames][BEGIN:]
    off = [
        one is None or apart(one, other) > 0.35 for one, other in zip(found, expected, strict=True)
    ]
    return sum(off) / 25


@pytest.mark.parametrize("disturb", [on_its_head, half_hidden])
def test_a_stuck_tracker_finds_the_person_again(disturb):
    frames = disturbed(disturb)
    with MediaPipePose(Model.FULL) as plain:
        assert wrong_s(plain, frames) > MEND_S
    with RedetectingEstimator(lambda: MediaPipePose(Model.FULL)) as fresh:
        assert wrong_s(fresh, frames) < MEND_S
        assert 1 <= fresh.restarts <= 2  # one look may come while the body is half hidden still


def test_a_tracker_that_is_right_is_left_alone():
    frames = sample_frames("figure_4_side", 2)[:110]
    with MediaPipePose(Model.FULL) as plain:
        expected = [plain.estimate(frame) for frame in frames]
    with RedetectingEstimator(lambda: MediaPipePose(Model.FULL)) as fresh:
        found = [fresh.estimate(frame) for frame in frames]
        assert fresh.restarts == 0
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


class Sticky:
    """Sees one pose until an empty picture makes it look; then what is there."""

    def __init__(self, stuck_on, there):
        self._sees, self._there = stuck_on, there
        self.frames = 0
        self.is_closed = False

    def estimate(self, frame):
        self.frames += 1
        if not frame.image.std():
            self._sees = self._there
            return None
        return replace(self._sees, time_s=frame.time_s)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.is_closed = True


def picture(index, rate_hz=25):
    noise = np.random.default_rng(index).integers(100, 104, (48, 64, 3), dtype=np.uint8)
    return Frame(noise, index / rate_hz, index)


def followed(stuck_on, there, *, frames=80, rate_hz=25):
    opened = [Sticky(stuck_on, there), Sticky(there, there)]
    waiting = iter(opened)
    with RedetectingEstimator(lambda: next(waiting)) as fresh:
        found = [fresh.estimate(picture(index, rate_hz)) for index in range(frames)]
    assert all(each.is_closed for each in opened if each.frames)
    return found, fresh.restarts


GOOD = lying(30)
BAD = replace(short(GOOD, 0.3), pixels=GOOD.pixels + np.array([0, 90]))


def test_what_does_not_fit_is_left_within_a_second_whatever_the_frame_rate():
    for rate_hz in (10, 25, 60):
        found, restarts = followed(BAD, GOOD, frames=2 * rate_hz, rate_hz=rate_hz)
        assert restarts == 1
        np.testing.assert_array_equal(found[rate_hz].pixels, GOOD.pixels)


@pytest.mark.parametrize(
    ("tracked", "there"),
    [
        pytest.param(GOOD, BAD, id="the fresh one is worse"),
        pytest.param(BAD, short(GOOD, 0.29), id="no better"),
        pytest.param(GOOD, replace(GOOD, pixels=GOOD.pixels + 20), id="hardly elsewhere"),
        pytest.param(GOOD, GOOD.with_legs_swapped(), id="only named otherwise"),
    ],
)
def test_no_restart_where_it_does_not_help(tracked, there):
    found, restarts = followed(tracked, there, frames=150)
    assert restarts == 0
    assert {each.pixels.tobytes() for each in found} == {tracked.pixels.tobytes()}


def test_who_looks_sound_is_looked_at_every_two_seconds():
    opened = [Sticky(GOOD, GOOD), Sticky(GOOD, GOOD)]
    waiting = iter(opened)
    with RedetectingEstimator(lambda: next(waiting)) as fresh:
        for index in range(210):
            fresh.estimate(picture(index))
    # At 2, 4, 6 and 8 s; each but the first costs an empty picture besides.
    assert opened[1].frames == 1 + 3 * 2


def test_a_look_that_fails_is_told():
    class Broken(Sticky):
        def estimate(self, frame):
            raise ModelError("the pose model failed")

    waiting = iter([Sticky(BAD, GOOD), Broken(GOOD, GOOD)])
    with (
        pytest.raises(ModelError, match="the pose model failed"),
        RedetectingEstimator(lambda: next(waiting)) as fresh,
    ):
        _ = [fresh.estimate(picture(index)) for index in range(80)]
