"""What is drawn on a frame of an analysed video, by what an update says."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.review.drawing import draw


@pytest.fixture(scope="module")
def updates(analysis):
    return analysis.result.updates


def drawn(update, size_px=(854, 480)):
    """Where the picture was changed."""
    blank = np.full((size_px[1], size_px[0], 3), 128, np.uint8)
    image = blank.copy()
    draw(image, update)
    return (image != blank).any(axis=2)


def test_measured_joint_stands_out(updates):
    update = next(each for each in updates if each.highlight and each.pose)
    image = np.full((480, 854, 3), 128, np.uint8)
    draw(image, update)
    x, y = update.pose.pixels[update.highlight[1]].round().astype(int)
    assert image[y, x].tolist() == [74, 213, 255]
    plain = drawn(replace(update, highlight=None, angle_deg=None))
    assert drawn(update).sum() > plain.sum()


def test_hold_ring_only_where_a_hold_is_asked(updates):
    update = replace(updates[0], pose=None, hold_asked_s=20.0)
    ring = drawn(update)[:110, 730:]
    assert ring.any()
    assert not drawn(replace(update, hold_asked_s=0.0))[:110, 730:].any()
    filled = np.zeros((480, 854, 3), np.uint8), np.zeros((480, 854, 3), np.uint8)
    for image, hold_s in zip(filled, (2.0, 18.0), strict=True):
        draw(image, replace(update, phase=Phase.TARGET, hold_s=hold_s))
    few, many = ((image == (74, 213, 255)).all(axis=2).sum() for image in filled)
    assert many > 4 * few > 0


@pytest.mark.parametrize(
    ("severity", "rule", "ground"),
    [
        pytest.param(Severity.STOP, "tensioner_pattern", "red", id="stop"),
        pytest.param(Severity.CORRECT, "head_lifts", "yellow", id="correct"),
        pytest.param(Severity.INFO, None, "green", id="praise"),
    ],
)
def test_message_has_the_colour_of_its_weight(updates, severity, rule, ground):
    cue = Cue("Keep the other leg down.", severity, Priority.SAFETY, rule, since_s=0.0)
    image = np.full((480, 854, 3), 128, np.uint8)
    draw(image, replace(updates[0], pose=None, cue=cue))
    blue, green, red = np.median(image[430:462, 300:550].reshape(-1, 3), axis=0)
    strongest = {
        "red": red > 2 * max(green, blue),
        "yellow": min(red, green) > 1.15 * blue,
        "green": green > red and green > blue,
    }
    assert strongest[ground]


def test_long_words_stay_within_a_narrow_picture(updates):
    words = "Turn until your side faces the camera and stay there."
    cue = Cue(words, Severity.CORRECT, Priority.SAFETY, "x", since_s=0.0)
    changed = drawn(replace(updates[0], pose=None, cue=cue), size_px=(240, 426))
    rows = np.flatnonzero(changed[200:].any(axis=1))
    assert len(rows) > 30, "more than one line"
    assert not changed[:, :2].any()
    assert not changed[:, -2:].any()


def test_a_limb_that_was_not_found_is_left_out(updates):
    update = next(each for each in updates if each.highlight and each.pose)
    pixels = update.pose.pixels.copy()
    pixels[list(update.highlight)] = np.nan
    missing = replace(update, pose=replace(update.pose, pixels=pixels))
    assert drawn(missing).sum() < drawn(update).sum()


def test_every_stage_has_words(updates):
    for stage in SetState:
        assert drawn(replace(updates[0], pose=None, stage=stage))[80:105, 20:100].any()
