"""The picture of where camera and mat or chair go."""

import xml.etree.ElementTree as ET

import pytest

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.viewpoint import Position
from sciatica_coach.ui.camera.set_up import is_mirrored, set_up_picture


@pytest.mark.parametrize("side", Side)
def test_every_exercise_has_one_for_each_side(side):
    for exercise in load_exercises().values():
        picture = set_up_picture(exercise.position, side)
        assert picture is not None
        drawing = ET.parse(picture).getroot()
        words = "".join(drawing.itertext())
        assert "2\N{EN DASH}3 m" in words


def test_a_position_without_a_drawing_has_none():
    assert set_up_picture(Position.STANDING, Side.LEFT) is None


def test_the_sides_are_told_apart():
    for position in (Position.SUPINE, Position.SEATED):
        left, right = (set_up_picture(position, side) for side in (Side.LEFT, Side.RIGHT))
        assert left.read_text() != right.read_text()


def test_only_who_lies_is_not_shown_in_a_mirror():
    shown = {exercise.id for exercise in load_exercises().values() if is_mirrored(exercise)}
    assert shown == {"nerve-floss"}
