"""The landmarks as MediaPipe numbers them, and the person's two sides."""

import pytest

from sciatica_coach.motion.landmarks import (
    LANDMARK_COUNT,
    LEG_PARTS,
    MIRRORED,
    NOSE,
    SIDES,
    SKELETON,
    Part,
    Side,
)


@pytest.mark.parametrize(
    ("side", "other", "column"),
    [
        pytest.param(Side.LEFT, Side.RIGHT, 0, id="left comes first"),
        pytest.param(Side.RIGHT, Side.LEFT, 1, id="right comes second"),
    ],
)
def test_a_side_knows_the_other_one_and_its_column(side, other, column):
    assert (side.other, side.column) == (other, column)
    assert SIDES[column] is side


@pytest.mark.parametrize(
    ("part", "left", "right"),
    [
        pytest.param(Part.EAR, 7, 8, id="ear"),
        pytest.param(Part.SHOULDER, 11, 12, id="shoulder"),
        pytest.param(Part.ELBOW, 13, 14, id="elbow"),
        pytest.param(Part.WRIST, 15, 16, id="wrist"),
        pytest.param(Part.HIP, 23, 24, id="hip"),
        pytest.param(Part.KNEE, 25, 26, id="knee"),
        pytest.param(Part.ANKLE, 27, 28, id="ankle"),
        pytest.param(Part.HEEL, 29, 30, id="heel"),
        pytest.param(Part.FOOT_INDEX, 31, 32, id="toes"),
    ],
)
def test_a_part_is_numbered_as_mediapipe_does_and_swaps_sides_in_a_mirror(part, left, right):
    assert (part.of(Side.LEFT), part.of(Side.RIGHT)) == (left, right)
    assert (MIRRORED[left], MIRRORED[right]) == (right, left)


@pytest.mark.parametrize(
    ("index", "counterpart"),
    [
        pytest.param(NOSE, NOSE, id="the nose stays"),
        pytest.param(1, 4, id="inner corner of the eye"),
        pytest.param(2, 5, id="eye"),
        pytest.param(3, 6, id="outer corner of the eye"),
        pytest.param(9, 10, id="corner of the mouth"),
        pytest.param(17, 18, id="little finger"),
        pytest.param(21, 22, id="thumb"),
    ],
)
def test_what_is_no_part_has_its_counterpart_in_a_mirror_too(index, counterpart):
    assert (MIRRORED[index], MIRRORED[counterpart]) == (counterpart, index)


def test_a_mirror_in_a_mirror_shows_the_person_as_they_are():
    assert [MIRRORED[MIRRORED[index]] for index in range(LANDMARK_COUNT)] == list(range(33))


def test_the_parts_of_a_leg_go_from_the_hip_to_the_toes():
    assert LEG_PARTS == (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.FOOT_INDEX)


def test_the_bones_are_the_same_on_both_sides_and_each_is_drawn_once():
    bones = [frozenset(bone) for bone in SKELETON]
    assert len(set(bones)) == len(bones)
    assert {frozenset(MIRRORED[end] for end in bone) for bone in bones} == set(bones)
    assert all(0 <= end < LANDMARK_COUNT for bone in bones for end in bone)


def test_every_bone_hangs_together_with_the_nose():
    reached = {NOSE}
    for _ in SKELETON:
        reached |= {end for bone in SKELETON if reached & set(bone) for end in bone}
    assert reached == {NOSE, *(part.of(side) for part in Part for side in SIDES)}
