"""Three looks at one picture: their mean, what they differ by, and which of them is believed."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from sciatica_coach.capture.averaging import AveragingEstimator, mean_pose
from sciatica_coach.capture.mediapipe_pose import MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Frame, mirrored
from sciatica_coach.paths import SAMPLES
from tests.body import SIZE_PX, Leg, pose, supine

PULLED = pose(supine(right=Leg(hip=110.0, knee=120.0)))
KNEE = Part.KNEE.of(Side.RIGHT)


def moved(made, index, by):
    pixels = made.pixels.copy()
    pixels[index] += by
    return replace(made, pixels=pixels)


def test_a_mirror_shown_to_a_mirror_is_what_it_was():
    for name in ("pixels", "world", "visibility"):
        assert np.allclose(
            getattr(mirrored(mirrored(PULLED)), name), getattr(PULLED, name), equal_nan=True
        )


def test_the_mean_lies_between_and_what_they_differ_by_is_kept():
    found = mean_pose(PULLED, moved(PULLED, KNEE, (6.0, -4.0)))
    assert found.pixels[KNEE] == pytest.approx(PULLED.pixels[KNEE] + (3.0, -2.0))
    assert found.deviation_px[KNEE] == pytest.approx((-3.0, 2.0))
    assert not found.legs_disputed


def test_a_third_look_weighs_as_much_as_each_of_the_others():
    other, third = moved(PULLED, KNEE, (6.0, -4.0)), moved(PULLED, KNEE, (3.0, 10.0))
    found = mean_pose(PULLED, other, third.with_legs_swapped())
    assert found.pixels[KNEE] == pytest.approx(PULLED.pixels[KNEE] + (3.0, 2.0))
    assert found.deviation_px[KNEE] == pytest.approx((-3.0, 2.0))
    assert not found.legs_disputed


def test_without_the_mirror_nothing_is_averaged():
    assert mean_pose(PULLED, None, moved(PULLED, KNEE, (3.0, 10.0))) is PULLED


def test_the_first_of_two_estimates_is_got_back():
    found = mean_pose(PULLED, moved(PULLED.with_legs_swapped(), KNEE, (6.0, -4.0)))
    assert np.allclose(found.first_estimate.pixels, PULLED.pixels, equal_nan=True)
    assert not found.first_estimate.legs_disputed
    assert PULLED.first_estimate is PULLED


def test_legs_by_each_others_names_are_brought_together_and_called_disputed():
    found = mean_pose(PULLED, PULLED.with_legs_swapped())
    assert np.allclose(found.pixels, PULLED.pixels, equal_nan=True)
    assert found.legs_disputed


def frames(count):
    blank = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    return [Frame(blank, index / 25, index) for index in range(count)]


def averaged(plain, reflection, detected=None):
    """What is made of one pose, of what the mirror shows of another one, and of a third."""
    opened = iter(
        ReplayPose([] if each is None else [each])
        for each in (plain, reflection and mirrored(reflection))
    )
    anew = ReplayPose([] if detected is None else [detected])
    with AveragingEstimator(lambda: next(opened), lambda: anew) as estimator:
        return estimator.estimate(frames(1)[0])


@pytest.mark.parametrize(
    "reflection",
    [
        pytest.param(None, id="nobody in the mirror"),
        pytest.param(pose(supine()), id="the same one"),
    ],
)
def test_one_is_enough(reflection):
    found = averaged(PULLED, reflection)
    assert found is not None
    assert (found.deviation_px is None) == (reflection is None)


def test_somebody_else_in_the_mirror_is_not_mixed_in():
    other = replace(PULLED, pixels=PULLED.pixels + np.array([500.0, 200.0]))
    found = averaged(PULLED, other)
    assert np.allclose(found.pixels, PULLED.pixels, equal_nan=True)
    assert found.deviation_px is None


@pytest.mark.parametrize(
    ("by_px", "mixed_in"),
    [
        pytest.param((6.0, 3.0), True, id="the same one"),
        pytest.param((500.0, 200.0), False, id="somebody else"),
    ],
)
def test_only_the_same_person_detected_anew_is_mixed_in(by_px, mixed_in):
    detected = replace(PULLED, pixels=PULLED.pixels + np.array(by_px))
    found = averaged(PULLED, PULLED, detected)
    share = np.array(by_px) / 3 if mixed_in else 0
    assert np.allclose(found.pixels, PULLED.pixels + share, equal_nan=True)


def test_nobody_is_nobody():
    assert averaged(None, PULLED, PULLED) is None


def test_on_a_real_film_the_looks_agree_about_where_the_person_is():
    with (
        Video(SAMPLES / "knee_to_chest_side.mp4") as video,
        AveragingEstimator(
            lambda: MediaPipePose(Model.LITE), lambda: MediaPipePose(Model.LITE, tracks=False)
        ) as estimator,
    ):
        found = [estimator.estimate(frame) for frame in islice(video, 5)]
    assert all(each is not None and each.deviation_px is not None for each in found)
    hips = [np.abs(each.deviation_px[Part.HIP.of(Side.RIGHT)]).max() for each in found]
    assert max(hips) < 15
