from dataclasses import replace

import numpy as np
import pytest

from tests.studio.people import person
from tools.studio.body import blend, stored_body
from tools.studio.geometry import rotation, unit
from tools.studio.human import Human
from tools.studio.movements.seated import SEATED
from tools.studio.pose import SIDES, Arm, Leg, Pose, other_side

STRAIGHT_DOWN = -SEATED[:, 1]


def between_deg(first, second):
    return np.degrees(np.arccos(np.clip(unit(first) @ unit(second), -1, 1)))


@pytest.fixture(params=["male", "female", "between"])
def human(request):
    if request.param == "between":
        return Human(blend(stored_body("male"), stored_body("female"), 0.4).scaled(1.05))
    return person(request.param)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("hip_deg", [-10, 0, 60, 125])
@pytest.mark.parametrize("knee_deg", [0, 45, 140])
def test_joints_have_the_angles_that_were_asked(human, side, hip_deg, knee_deg):
    pose = Pose(pelvis=SEATED).with_leg(side, Leg(hip_deg, 0, 0, knee_deg, 10))
    marks = human.landmarks(human.solve(pose))
    hip, knee, ankle = (marks[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    assert between_deg(knee - hip, STRAIGHT_DOWN) == pytest.approx(abs(hip_deg), abs=1e-4)
    assert between_deg(ankle - knee, knee - hip) == pytest.approx(knee_deg, abs=1e-4)
    forward = (knee - hip) @ SEATED[:, 2]
    assert np.sign(forward) == np.sign(hip_deg) or abs(forward) < 1e-9


@pytest.mark.parametrize("ankle_deg", [-30, 0, 20])
def test_toes_turn_up_by_the_dorsiflexion(ankle_deg):
    human = person()
    flat, turned = (
        human.landmarks(human.solve(Pose(pelvis=SEATED).with_leg("left", Leg(0, 0, 0, 0, deg))))
        for deg in (0, ankle_deg)
    )
    feet = [marks["left_foot_index"] - marks["left_ankle"] for marks in (flat, turned)]
    assert between_deg(*feet) == pytest.approx(abs(ankle_deg), abs=0.3)  # toes point out a little
    assert np.sign(feet[1][1] - feet[0][1]) == np.sign(ankle_deg)


def test_abduction_moves_each_knee_to_its_own_side():
    human = person()
    pose = Pose(pelvis=SEATED, legs=dict.fromkeys(SIDES, Leg(0, 20)))
    marks = human.landmarks(human.solve(pose))
    left = SEATED[:, 0]
    assert (marks["left_knee"] - marks["left_hip"]) @ left > 0.1
    assert (marks["right_knee"] - marks["right_hip"]) @ left < -0.1


def test_bones_keep_their_length():
    human = person()
    poses = [
        Pose(pelvis=SEATED).with_leg("right", Leg(hip, 10, 20, knee))
        for hip, knee in ((0, 0), (120, 130))
    ]
    lengths = []
    for pose in poses:
        marks = human.landmarks(human.solve(pose))
        lengths.append(np.linalg.norm(marks["right_knee"] - marks["right_ankle"]))
    assert lengths[0] == pytest.approx(lengths[1])
    assert lengths[0] == pytest.approx(human.shank_m, abs=0.002)


def test_a_leg_alone_is_where_the_whole_person_has_it():
    human = person("female")
    pose = Pose(pelvis=rotation([1, 2, 3], 70), root=np.array([1.0, 2.0, 3.0]))
    pose = pose.with_leg("left", Leg(70, 12, -9, 40, 5))
    marks, leg = human.landmarks(human.solve(pose)), human.leg(pose, "left")
    for name, place in (("hip", leg.hip), ("knee", leg.knee), ("ankle", leg.ankle)):
        assert place == pytest.approx(marks[f"left_{name}"], abs=0.003)


@pytest.mark.parametrize("side", SIDES)
def test_a_hand_gets_where_it_is_wanted(side):
    human = person()
    shoulder = human.landmark(Pose(pelvis=SEATED), f"{side}_shoulder")
    wrist = shoulder + np.array([0.25, -0.2, 0.05])
    arm = Arm(wrist, np.array([0, -1.0, 0]), np.array([1.0, 0, 0]), np.array([0, -1.0, 0]))
    pose = Pose(pelvis=SEATED).with_arm(side, arm)
    assert human.landmark(pose, f"{side}_wrist") == pytest.approx(wrist, abs=1e-6)


def test_the_shoulder_follows_a_hand_that_is_out_of_reach():
    human = person()
    rest = human.landmark(Pose(pelvis=SEATED), "left_shoulder")
    far = Arm(rest + np.array([0.6, -0.1, 0]), -SEATED[:, 1], SEATED[:, 2], SEATED[:, 1])
    stays = human.landmark(Pose(pelvis=SEATED).with_arm("left", far), "left_shoulder")
    follows = human.landmark(
        Pose(pelvis=SEATED).with_arm("left", replace(far, shoulder_deg=20)), "left_shoulder"
    )
    assert stays == pytest.approx(rest)
    assert 0.02 < np.linalg.norm(follows - rest) < 0.08


def test_the_mirrored_pose_has_the_mirrored_joints():
    human = person()
    legs = {"left": Leg(80, 10, 15, 60, 5), "right": Leg(5, 3, 0, 8, -10)}
    pose = Pose(pelvis=np.eye(3), neck_flexion_deg=20, head_turn_deg=15, legs=legs)
    mirrored = replace(
        pose, head_turn_deg=-15, legs={side: legs[other_side(side)] for side in SIDES}
    )
    marks, swapped = (human.landmarks(human.solve(each)) for each in (pose, mirrored))
    for side in SIDES:
        for name in ("hip", "knee", "ankle", "heel", "foot_index", "ear", "eye"):
            expected = marks[f"{other_side(side)}_{name}"] * [-1, 1, 1]
            assert swapped[f"{side}_{name}"] == pytest.approx(expected, abs=0.01), name
