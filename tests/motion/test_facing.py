"""Which way the person faces: told by face, toes, knees and hips, not by left and right."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.motion.facing import Facing, evidence_of_front
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, SIDES, Part
from tests.body import Leg, mirrored, pose, seated, supine

ANTICLOCKWISE, CLOCKWISE = -1, 1
HUGGED = supine(left=Leg(hip=110.0, knee=120.0), right=Leg(hip=110.0, knee=120.0))


def facing_backwards(made):
    """The nose on the other side of the ears, as a model has it that takes back for front."""
    pixels = made.pixels.copy()
    ears = np.mean([pixels[Part.EAR.of(side)] for side in SIDES], axis=0)
    shoulders = np.mean([pixels[Part.SHOULDER.of(side)] for side in SIDES], axis=0)
    along = (ears - shoulders) / np.linalg.norm(ears - shoulders)
    ahead = pixels[NOSE] - ears
    pixels[NOSE] = ears + 2 * (ahead @ along) * along - ahead
    return replace(made, pixels=pixels)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(supine(), id="lying straight"),
        pytest.param(HUGGED, id="both knees drawn up"),
        pytest.param(seated(), id="seated"),
        pytest.param(replace(seated(neck=-40.0), trunk=30.0), id="bent to the front, looking up"),
    ],
)
def test_the_front_is_found_in_the_picture_and_in_a_mirror(body):
    made = pose(body)
    assert Facing().update(made) == ANTICLOCKWISE
    assert Facing().update(mirrored(made)) == CLOCKWISE


def test_legs_under_each_others_names_change_nothing():
    made = pose(supine(right=Leg(hip=100.0, knee=110.0)))
    exchanged = evidence_of_front(made.with_legs_swapped())
    assert exchanged == pytest.approx(evidence_of_front(made), abs=0.01)


def test_a_face_that_is_taken_for_the_back_of_the_head_is_outvoted():
    made = pose(HUGGED)
    misread = facing_backwards(made)
    assert evidence_of_front(made) < evidence_of_front(misread) < 0


def test_what_is_guessed_has_as_little_to_say_as_what_is_missing():
    made = facing_backwards(pose(supine()))
    visibility, pixels = made.visibility.copy(), made.pixels.copy()
    visibility[NOSE], pixels[NOSE] = 0.0, np.nan
    guessed = evidence_of_front(replace(made, visibility=visibility))
    assert guessed == pytest.approx(evidence_of_front(replace(made, pixels=pixels)))
    assert guessed < evidence_of_front(made)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"pixels": np.full((LANDMARK_COUNT, 2), np.nan)}, id="no landmarks"),
        pytest.param({"visibility": np.zeros(LANDMARK_COUNT)}, id="nothing visible"),
    ],
)
def test_of_one_who_is_not_seen_nothing_is_known_and_the_front_stays(changes):
    unseen = replace(mirrored(pose(supine(), 0.5)), **changes)
    assert np.isnan(evidence_of_front(unseen))
    facing = Facing()
    facing.update(mirrored(pose(supine(), 0.0)))
    assert facing.update(unseen) == CLOCKWISE


@pytest.mark.parametrize("rate_hz", [5.0, 30.0])
@pytest.mark.parametrize(
    ("misread_s", "told"),
    [
        pytest.param(0.4, ANTICLOCKWISE, id="a moment of the other way is not believed"),
        pytest.param(1.5, CLOCKWISE, id="who has turned round is believed soon"),
    ],
)
def test_the_front_is_gathered_over_a_second_at_any_frame_rate(rate_hz, misread_s, told):
    facing = Facing()
    for time_s in np.arange(0, 3, 1 / rate_hz):
        facing.update(pose(supine(), float(time_s)))
    for time_s in np.arange(3, 3 + misread_s, 1 / rate_hz):
        found = facing.update(mirrored(pose(supine(), float(time_s))))
    assert found == told
