"""What is cut off, and how camera and person must move, in the person's own directions."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.camera_placement import (
    CutOff,
    Edge,
    Standpoint,
    cut_off,
    how_to_show,
    how_to_turn,
    sentences,
    where_it_stood,
)
from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.viewpoint import Position
from tests.body import pose, supine
from tests.coaching.built import viewpoint

NAN = float("nan")
MIDDLE = np.array([640.0, 360.0])


def lying(hip_px=(640.0, 400.0), *, scale=1.0, missing=()):
    """One who lies with the head to the left."""
    made = pose(replace(supine(), hip_px=hip_px))
    pixels = (made.pixels - MIDDLE) * scale + MIDDLE
    pixels[list(missing)] = np.nan
    return replace(made, pixels=pixels)


EAR, ANKLE = Part.EAR.of(Side.RIGHT), Part.ANKLE.of(Side.RIGHT)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        pytest.param(lying(), None, id="all in view"),
        pytest.param(lying((1150, 400)), (Part.ANKLE, {Edge.RIGHT}, False), id="the feet"),
        pytest.param(lying((1200, 400)), (Part.ANKLE, {Edge.RIGHT}, False), id="the legs"),
        pytest.param(lying((120, 400)), (Part.EAR, {Edge.LEFT}, False), id="head and shoulders"),
        pytest.param(lying((640, 740)), (Part.EAR, {Edge.BOTTOM}, False), id="below"),
        pytest.param(lying((640, -20)), (Part.EAR, {Edge.TOP}, False), id="above"),
        pytest.param(
            lying((120, 740)), (Part.EAR, {Edge.LEFT, Edge.BOTTOM}, False), id="in a corner"
        ),
        pytest.param(
            lying(scale=3.5), (Part.EAR, {Edge.LEFT, Edge.RIGHT}, True), id="too near to fit in"
        ),
        pytest.param(lying(missing=[ANKLE]), (Part.ANKLE, set(), True), id="not found at all"),
        pytest.param(
            lying((120, 400), missing=[ANKLE]),
            (Part.EAR, {Edge.LEFT}, False),
            id="where something is beyond an edge, that is what counts",
        ),
        pytest.param(lying(missing=[EAR + 1, ANKLE - 1]), None, id="the other side may be hidden"),
    ],
)
def test_what_is_cut_off(made, found):
    cut = cut_off(made, Side.RIGHT)
    if found is None:
        assert cut is None
    else:
        part, edges, is_too_near = found
        assert cut == CutOff(part, frozenset(edges), is_too_near)


@pytest.mark.parametrize(
    ("edges", "is_too_near", "text"),
    [
        pytest.param({Edge.LEFT}, False, "Turn the camera towards your {}.", id="left"),
        pytest.param({Edge.RIGHT}, False, "Turn the camera towards your {}.", id="right"),
        pytest.param({Edge.TOP}, False, "Tilt the camera up to show your {}.", id="top"),
        pytest.param({Edge.BOTTOM}, False, "Tilt the camera down to show your {}.", id="bottom"),
        pytest.param(
            {Edge.LEFT, Edge.TOP}, False, "Tilt the camera up to show your {}.", id="up first"
        ),
        pytest.param(
            {Edge.LEFT}, True, "Move the camera back to show your {}.", id="too near before all"
        ),
        pytest.param(set(), True, "Move the camera back to show your {}.", id="not found"),
    ],
)
@pytest.mark.parametrize(
    ("part", "name"),
    [
        pytest.param(Part.EAR, "head", id="head"),
        pytest.param(Part.ANKLE, "feet", id="feet"),
        pytest.param(Part.KNEE, "knees", id="knees"),
        pytest.param(Part.SHOULDER, "shoulders", id="shoulders"),
        pytest.param(Part.HIP, "hips", id="hips"),
    ],
)
def test_one_instruction_brings_it_into_view(part, name, edges, is_too_near, text):
    said = how_to_show(CutOff(part, frozenset(edges), is_too_near))
    assert said == text.format(name)
    assert said in sentences()


@pytest.mark.parametrize(
    ("position", "turn_deg", "near", "text"),
    [
        pytest.param("supine", 20, "right", "Put the camera lower, beside you.", id="not turned"),
        pytest.param("supine", NAN, None, "Put the camera lower, beside you.", id="not known"),
        pytest.param(
            "supine", 40, "left", "Move the camera one step towards your head.", id="at the feet"
        ),
        pytest.param(
            "supine", 50, "left", "Move the camera two steps towards your head.", id="further"
        ),
        pytest.param(
            "supine", -40, "right", "Move the camera one step towards your feet.", id="at the head"
        ),
        pytest.param(
            "supine", -50, "right", "Move the camera two steps towards your feet.", id="beyond it"
        ),
        pytest.param(
            "supine", 65, "left", "Move the camera round to your left side.", id="right at the feet"
        ),
        pytest.param(
            "supine", -65, None, "Move the camera round to your right side.", id="no side is nearer"
        ),
        pytest.param(
            "seated", 40, "right", "Turn a little to your left.", id="before one who sits"
        ),
        pytest.param("seated", 70, "right", "Turn a quarter to your left.", id="right before them"),
        pytest.param(
            "seated", 40, "left", "Turn a little to your right.", id="their left side is nearer"
        ),
        pytest.param("seated", -40, "left", "Turn a little to your left.", id="behind them"),
        pytest.param("standing", -70, "right", "Turn a quarter to your right.", id="who stands"),
    ],
)
def test_one_instruction_brings_the_side_before_the_camera(position, turn_deg, near, text):
    seen = viewpoint(
        position=Position(position), turn_deg=turn_deg, near_side=Side(near) if near else None
    )
    said = how_to_turn(seen, off_deg=30.0)
    assert said == text
    assert said in sentences()


@pytest.mark.parametrize(
    ("position", "turn_deg", "yaw_deg", "standpoint"),
    [
        pytest.param("supine", 40, 40, Standpoint.FEET, id="at the feet"),
        pytest.param("supine", -40, 40, Standpoint.HEAD, id="at the head"),
        pytest.param("seated", 40, 40, Standpoint.FRONT, id="before"),
        pytest.param("standing", -40, 40, Standpoint.BACK, id="behind"),
        pytest.param("supine", 30, 70, Standpoint.ABOVE, id="rather above than at the feet"),
        pytest.param("supine", 36, 70, Standpoint.FEET, id="rather at the feet than above"),
        pytest.param("supine", NAN, NAN, None, id="not known"),
    ],
)
def test_where_the_camera_stood(position, turn_deg, yaw_deg, standpoint):
    seen = viewpoint(position=Position(position), turn_deg=turn_deg, yaw_deg=yaw_deg)
    assert where_it_stood(seen) is standpoint


def test_every_sentence_is_short_and_none_is_there_twice():
    assert len(set(sentences())) == len(sentences()) == 31
    assert all(len(each.split()) <= SPOKEN_WORDS for each in sentences())
