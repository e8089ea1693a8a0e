"""Crossed legs are told apart by their shape."""

from dataclasses import replace

import pytest

from sciatica_coach.motion.crossed_leg import CrossedLeg, crossed_side
from sciatica_coach.motion.landmarks import Part, Side
from tests.body import Leg, pose, supine
from tests.coaching.play import figure_4

CROSSED = figure_4(0.3)


@pytest.mark.parametrize(
    ("body", "side"),
    [
        pytest.param(figure_4(0.0), Side.RIGHT, id="crossed, at rest"),
        pytest.param(figure_4(1.0), Side.RIGHT, id="crossed, drawn to the chest"),
        pytest.param(supine(), None, id="both straight"),
        pytest.param(
            supine(left=Leg(hip=50, knee=95), right=Leg(hip=50, knee=95)), None, id="both feet down"
        ),
    ],
)
def test_crossed_side(body, side):
    assert crossed_side(pose(body)) is side
    mirrored_side = side.other if side else None
    assert crossed_side(pose(body, mirror=True)) is mirrored_side


def knees_of(crossed, names=Side.LEFT):
    """Places of the knee of one name while the model has the names wrong for 20 of 60 frames."""
    places = []
    for index in range(60):
        made = pose(CROSSED, index / 30)
        confused = index < 20
        seen = made.with_legs_swapped() if confused else made
        settled = crossed.settle(seen)
        places.append(tuple(settled.pixels[Part.KNEE.of(names)]))
    return places


def test_the_crossed_leg_keeps_its_first_name_and_most_frames_tell_whose_it_is():
    crossed = CrossedLeg()
    assert len(set(knees_of(crossed))) == 1
    assert crossed.side is Side.RIGHT
    assert crossed.named(Side.LEFT) is Side.RIGHT


def test_frames_whose_names_are_disputed_have_no_vote():
    crossed = CrossedLeg()
    for index in range(60):
        made = pose(CROSSED, index / 30)
        crossed.settle(replace(made.with_legs_swapped(), legs_disputed=True) if index > 5 else made)
    assert crossed.side is Side.RIGHT


def test_a_side_that_was_asked_for_keeps_its_name():
    crossed = CrossedLeg(Side.LEFT)
    assert len(set(knees_of(crossed))) == 1
    assert crossed.named(Side.LEFT) is Side.LEFT


def test_mixed_up_legs_are_not_judged():
    crossed = CrossedLeg()
    crossed.settle(pose(CROSSED, 0.0))
    made = pose(CROSSED, 0.1)
    pixels = made.pixels.copy()
    for part in (Part.KNEE, Part.ANKLE):
        both = [part.of(Side.LEFT), part.of(Side.RIGHT)]
        pixels[both] = pixels[both].mean(axis=0)
    settled = crossed.settle(replace(made, pixels=pixels))
    assert settled.visibility[Part.KNEE.of(Side.RIGHT)] == 0.0
    assert crossed.settle(pose(supine(), 5.0)).visibility[Part.KNEE.of(Side.RIGHT)] > 0.9
