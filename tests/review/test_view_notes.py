"""What a recording's view is said to have cost."""

from dataclasses import replace

import pytest

from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.viewpoint import Position, Viewpoint
from sciatica_coach.review.view_notes import view_notes
from tests.body import pose, supine

SIDE_ON = Viewpoint(
    yaw_deg=4.0,
    turn_deg=4.0,
    near_side=Side.RIGHT,
    position=Position.SUPINE,
    share_of_width=0.5,
)


def recording(hip_px=(640.0, 400.0), count=10):
    made = pose(replace(supine(), hip_px=hip_px))
    return [FrameObservation(index / 25, made) for index in range(count)]


def turned(turn_deg, position=Position.SUPINE):
    return replace(SIDE_ON, yaw_deg=abs(turn_deg), turn_deg=turn_deg, position=position)


@pytest.mark.parametrize(
    ("viewpoint", "observations", "words"),
    [
        pytest.param(turned(25), recording(), "25 degrees off the side, towards the feet", id="f"),
        pytest.param(turned(-25), recording(), "towards the head: angles are less", id="h"),
        pytest.param(turned(25, Position.SEATED), recording(), "towards the front", id="front"),
        pytest.param(
            replace(turned(5), yaw_deg=70.0), recording(), "the side, high above", id="above"
        ),
        pytest.param(turned(40), recording(), "not to be relied on", id="too far round"),
        pytest.param(
            replace(SIDE_ON, share_of_width=0.2), recording(), "filled 20% of the", id="small"
        ),
        pytest.param(
            SIDE_ON, recording((1150.0, 400.0)), "feet went beyond the right edge", id="feet"
        ),
        pytest.param(SIDE_ON, recording((120.0, 400.0)), "head went beyond the left", id="head"),
    ],
)
def test_what_is_noted(viewpoint, observations, words):
    (note,) = view_notes(viewpoint, observations)
    assert words in note


def test_nothing_is_noted_of_a_right_view_nor_of_a_moment():
    assert view_notes(SIDE_ON, recording()) == ()
    passing = [*recording(count=95), *recording((1150.0, 400.0), count=5)]
    assert view_notes(SIDE_ON, passing) == ()
    assert view_notes(SIDE_ON, [FrameObservation(0.0, None)]) == ()
