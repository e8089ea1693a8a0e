"""Each movement is plausible, and each fault's movement shows the fault in numbers."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from tests.studio.people import person
from tools.studio import other_plans, plans
from tools.studio.geometry import rotation
from tools.studio.movements.arm_gestures import ArmGesture, Gesture, WithArmGestures
from tools.studio.movements.figure_four import FigureFour
from tools.studio.movements.grips import Grip
from tools.studio.movements.knee_to_chest import KneeToChest, KneeToChestStyle
from tools.studio.movements.movement import moments_s
from tools.studio.movements.seated import Cycle, FlossPlan, FlossStyle, NerveFloss
from tools.studio.movements.supine import MAT_M, with_planted_feet
from tools.studio.movements.transitions import WithGettingDown
from tools.studio.timing import Fault, Rep, Timeline

MOVEMENTS = {
    "knee to chest": plans.knee_to_chest,
    "hands on the knee": lambda human, rng: plans.knee_to_chest(
        human, rng, style=KneeToChestStyle(grip=Grip.KNEE)
    ),
    "figure-4": plans.figure_four,
    "ankle slips": lambda human, rng: plans.figure_four(
        human, rng, (Fault.ANKLE_SLIPS, Fault.NONE)
    ),
    "floss": plans.floss,
    "held floss": lambda human, rng: plans.floss(human, rng, held=True),
    "seated extension": plans.seated_extension,
    "seated figure-4": plans.seated_figure_four,
    "straight-leg raise": plans.straight_leg_raise,
    "bridge": plans.bridge,
    "both knees": plans.both_knees,
    "straight-leg raise, other leg bent": other_plans.straight_leg_raise_other_bent,
    "hip thrust": other_plans.hip_thrust,
    "both knees hugged": other_plans.both_knees_hugged,
    "sit-ups": other_plans.sit_ups,
    "crunches": other_plans.crunches,
    "one thigh, uncrossed": other_plans.one_thigh_uncrossed,
    "both thighs, uncrossed": other_plans.both_thighs_uncrossed,
    "long-sitting knee bend": other_plans.long_sitting,
    "long-sitting leg lift": partial(other_plans.long_sitting, lifts=True),
    "rowing": other_plans.rowing,
    "seated leaning": other_plans.seated_leaning,
    "seated marching": other_plans.seated_marching,
    "seated knee lift": partial(other_plans.seated_marching, alternating=False),
    "sit-to-stand": other_plans.sit_to_stand,
    "squats": other_plans.squats,
    "idle": plans.idle,
    "walking": plans.walking,
    "onto the mat": plans.down_and_up,
    "onto the chair": plans.sitting_down_and_up,
    "standing": plans.standing,
    "arm up while lying": partial(plans.with_arm_up, act=plans.idle, starts_s=(1.5, 8.5)),
    "arm up in a hold": partial(
        plans.with_arm_up, act=partial(plans.knee_to_chest, hold_s=9.0), starts_s=(7.0,)
    ),
    "arm up while standing": partial(plans.with_arm_up, act=plans.standing, starts_s=(4.0,)),
    "hands at the head": partial(plans.with_busy_hands, act=plans.idle, kind=Gesture.HEAD),
}


@pytest.fixture(params=MOVEMENTS.values(), ids=MOVEMENTS.keys())
def movement(request):
    return request.param(person("female"), np.random.default_rng(3))


def test_nobody_sinks_into_the_floor(movement):
    for time_s in np.linspace(0, movement.duration_s, 9):
        assert movement.human.lowest_m(movement.pose(time_s)) > -0.03


def test_nobody_jumps(movement):
    start_s = movement.duration_s * 0.3
    moments_s = np.arange(start_s, start_s + 2.5, 1 / 15)
    marks = [
        np.array(list(movement.human.landmarks(movement.human.solve(movement.pose(t))).values()))
        for t in moments_s
    ]
    speed_m_s = np.linalg.norm(np.diff(marks, axis=0), axis=-1) * 15
    assert speed_m_s.max() < 5


def test_repetitions_come_one_after_the_other_within_the_clip(movement):
    times_s = [t for rep in movement.true_reps() for t in (rep.start_s, rep.end_s)]
    assert times_s == sorted(times_s)
    assert all(0 <= t <= movement.duration_s for t in times_s)


AT_A_BRISK_PACE = (
    "straight-leg raise, other leg bent",
    "hip thrust",
    "both knees hugged",
    "sit-ups",
    "crunches",
    "one thigh, uncrossed",
    "both thighs, uncrossed",
    "long-sitting knee bend",
    "long-sitting leg lift",
    "rowing",
    "seated leaning",
    "seated marching",
    "seated knee lift",
    "sit-to-stand",
    "squats",
)
OTHERS = (
    *AT_A_BRISK_PACE,
    "straight-leg raise",
    "bridge",
    "both knees",
    "idle",
    "walking",
    "onto the chair",
)


@pytest.mark.parametrize("name", OTHERS)
def test_other_exercises_have_no_repetition_that_counts(name):
    movement = done(name)
    assert not movement.counts
    assert not any(rep.complete for rep in movement.true_reps())


@pytest.mark.parametrize("name", AT_A_BRISK_PACE)
def test_a_coach_has_time_to_get_ready_for_what_it_must_not_count(name):
    movement = done(name)
    assert 1.0 <= movement.true_reps()[0].start_s <= 1.5
    assert 8 <= movement.duration_s <= 16
    assert change_between(movement, 0.0, 1.0) < 0.001


def done(name, seed=1):
    return MOVEMENTS[name](person(), np.random.default_rng(seed))


def change_between(movement, start_s, end_s):
    """The furthest way of a landmark from one moment to the other, in metres."""
    before, after = (
        np.array(list(person().landmarks(person().solve(movement.pose(t))).values()))
        for t in (start_s, end_s)
    )
    return np.linalg.norm(after - before, axis=-1).max()


FEET = ("left_ankle", "right_ankle", "left_heel", "right_heel", "left_foot_index")


@pytest.mark.parametrize(
    ("name", "landmarks"),
    [
        pytest.param("hip thrust", FEET, id="hip thrust: both feet"),
        pytest.param("sit-ups", FEET, id="sit-ups: both feet"),
        pytest.param("crunches", (*FEET, "left_hip", "left_knee"), id="crunches: both legs"),
        pytest.param("one thigh, uncrossed", ("right_ankle", "right_knee"), id="uncrossed leg"),
        pytest.param("long-sitting knee bend", ("left_ankle", "left_hip", "left_wrist"), id="long"),
        pytest.param("rowing", FEET, id="rowing: both feet"),
        pytest.param("seated leaning", (*FEET, "left_knee", "left_hip"), id="leaning: both legs"),
        pytest.param("seated knee lift", ("left_ankle", "left_hip", "nose"), id="other leg"),
        pytest.param("sit-to-stand", FEET, id="sit-to-stand: both feet"),
        pytest.param("squats", FEET, id="squats: both feet"),
    ],
)
def test_what_stays_stays(name, landmarks):
    movement = done(name)
    moments_s = np.linspace(0, movement.duration_s, 25)
    poses = [person().landmarks(person().solve(movement.pose(t))) for t in moments_s]
    for landmark in landmarks:
        places = np.array([pose[landmark] for pose in poses])
        assert np.ptp(places, axis=0).max() < 0.03, landmark


RIGHT, LEFT = "right", "left"


@pytest.mark.parametrize(
    ("name", "side", "angle", "low_deg", "high_deg"),
    [
        pytest.param("squats", RIGHT, "knee_flexion_deg", 4, 115, id="squats: knees bend"),
        pytest.param("squats", LEFT, "hip_flexion_deg", 2, 122, id="squats: hips bend"),
        pytest.param("sit-to-stand", LEFT, "knee_flexion_deg", 6, 98, id="standing: straight"),
        pytest.param("rowing", RIGHT, "knee_flexion_deg", 14, 103, id="rowing: right knee"),
        pytest.param("rowing", LEFT, "knee_flexion_deg", 14, 103, id="rowing: left knee"),
        pytest.param("seated marching", LEFT, "hip_flexion_deg", 90, 115, id="marching: thigh"),
        pytest.param("seated marching", LEFT, "knee_flexion_deg", 90, 95, id="marching: knee"),
        pytest.param("seated knee lift", LEFT, "hip_flexion_deg", 90, 90, id="other thigh stays"),
        pytest.param("seated leaning", RIGHT, "knee_flexion_deg", 90, 90, id="leaning: knee"),
        pytest.param("both knees hugged", LEFT, "hip_flexion_deg", 0, 117, id="hugged: left"),
        pytest.param("both knees hugged", RIGHT, "hip_flexion_deg", 0, 117, id="hugged: right"),
        pytest.param("one thigh, uncrossed", LEFT, "hip_flexion_deg", 47, 68, id="a little"),
        pytest.param("both thighs, uncrossed", LEFT, "hip_flexion_deg", 47, 90, id="both: left"),
        pytest.param("long-sitting knee bend", RIGHT, "knee_flexion_deg", 5, 107, id="bends"),
        pytest.param("long-sitting leg lift", RIGHT, "knee_flexion_deg", 5, 5, id="straight"),
        pytest.param("hip thrust", LEFT, "hip_flexion_deg", 12, 95, id="thrust: hips open"),
    ],
)
def test_joints_go_where_the_exercise_takes_them(name, side, angle, low_deg, high_deg):
    movement = done(name)
    moments_s = np.arange(0, movement.duration_s, 0.1)
    angles = [getattr(movement.pose(t).legs[side], angle) for t in moments_s]
    assert min(angles) == pytest.approx(low_deg, abs=8)
    assert max(angles) == pytest.approx(high_deg, abs=16)


@pytest.mark.parametrize(
    "name", ["sit-ups", "crunches", "long-sitting knee bend", "long-sitting leg lift"]
)
def test_the_pelvis_stays_on_the_mat(name):
    movement = done(name)
    for time_s in np.linspace(0, movement.duration_s, 13):
        low_m = person().lowest_m(movement.pose(time_s), "pelvis", "spine", "thigh", percent=1.0)
        assert low_m == pytest.approx(MAT_M, abs=0.02)


def test_who_does_hip_thrusts_lifts_the_pelvis_and_keeps_the_back_on_the_bench():
    movement = done("hip thrust")
    rep = movement.true_reps()[0]
    down, up = movement.pose(0.0), movement.pose(rep.start_s + 0.5 * (rep.end_s - rep.start_s))
    low_m, high_m = (person().lowest_m(pose, "pelvis", percent=1.0) for pose in (down, up))
    assert low_m == pytest.approx(MAT_M + 0.02, abs=0.01)
    assert high_m > low_m + 0.15
    (_, bench_m, _) = movement.boxes[0][1]
    assert person().landmark(up, "left_shoulder")[1] > bench_m


@pytest.mark.parametrize("turn_deg", [20, 40, 60])
def test_feet_stay_planted_however_far_the_trunk_turns(turn_deg):
    movement = done("hip thrust")
    rep = movement.true_reps()[0]
    level = movement.pose(0.5 * (rep.start_s + rep.end_s))
    turn = rotation([0, 0, 1], -turn_deg)
    pivot = person().landmark(level, "left_shoulder")
    root = pivot + turn @ (level.root - pivot)
    after = with_planted_feet(
        person(), level, replace(level, root=root, pelvis=turn @ level.pelvis)
    )
    for side in ("left", "right"):
        before_m, after_m = (person().leg(pose, side).ankle for pose in (level, after))
        assert after_m[:2] == pytest.approx(before_m[:2], abs=0.001)
        assert 0 < after.legs[side].knee_flexion_deg < 150


def test_the_uncrossed_foot_stands_on_the_mat_beside_the_other_one():
    pose = done("one thigh, uncrossed").pose(0.0)
    left, right = (person().leg(pose, side) for side in ("left", "right"))
    assert right.ankle[1] == pytest.approx(left.ankle[1], abs=0.02)
    assert np.linalg.norm(right.ankle - left.ankle) < 0.13
    assert np.linalg.norm(right.knee - left.knee) > 0.25


def knee_to_chest(fault, **style):
    reps = [Rep(), Rep(fault=fault, hold_s=4.0), Rep()]
    return KneeToChest(person(), Timeline(reps), KneeToChestStyle(**style))


def course(movement, measure, rep, step_s=0.1):
    """What is measured of the pose, through one repetition (from 0)."""
    times = movement.true_reps()[rep]
    moments_s = np.arange(times.start_s, times.end_s, step_s)
    return np.array([measure(movement.pose(t)) for t in moments_s])


def change(movement, measure, rep):
    values = course(movement, measure, rep)
    return values.max() - values.min()


def nose_height_m(pose):
    return person().landmark(pose, "nose")[1]


def test_the_other_leg_lifts_in_its_repetition_only():
    movement = knee_to_chest(Fault.OTHER_LEG_LIFTS)
    lifts = [change(movement, lambda pose: pose.legs["left"].hip_flexion_deg, i) for i in range(3)]
    assert lifts == pytest.approx([0, 30, 0])


@pytest.mark.parametrize("exercise", [KneeToChest, FigureFour])
def test_the_head_lifts_in_its_repetition_only(exercise):
    movement = exercise(person(), Timeline([Rep(), Rep(fault=Fault.HEAD_LIFTS)]))
    clean, faulty = (change(movement, nose_height_m, i) for i in range(2))
    assert clean < 0.05
    assert faulty > 0.1


def test_hands_hold_the_middle_of_the_shin_where_that_is_the_fault():
    movement = knee_to_chest(Fault.PULLS_ON_SHIN)

    def along_shin(pose):
        leg, wrist = person().leg(pose, "right"), person().landmark(pose, "right_wrist")
        return (wrist - leg.knee) @ leg.shank[:, 1] / person().shank_m

    def before_shin_m(pose):
        leg, wrist = person().leg(pose, "right"), person().landmark(pose, "right_wrist")
        return (wrist - leg.knee) @ leg.shank[:, 2]

    holding = movement.pose(9.3 + 1.3 + 3.0 + 2.0)
    assert along_shin(holding) == pytest.approx(0.58, abs=0.06)
    assert before_shin_m(holding) > 0.03
    assert before_shin_m(movement.pose(1.3 + 3.0 + 1.0)) < 0


def test_hands_hold_the_thigh_else():
    pose = knee_to_chest(Fault.NONE).pose(1.3 + 3.0 + 1.0)
    leg = person().leg(pose, "right")
    for side in ("left", "right"):
        wrist = person().landmark(pose, f"{side}_wrist")
        assert 0.3 < (wrist - leg.hip) @ leg.thigh[:, 1] / person().thigh_m < 0.9
        assert (wrist - leg.hip) @ leg.thigh[:, 2] < 0


def test_who_is_too_fast_jerks():
    timeline = Timeline([Rep(), Rep(fault=Fault.TOO_FAST, up_s=0.4)])
    movement = KneeToChest(person(), timeline)
    speeds = [
        np.abs(np.diff(course(movement, lambda pose: pose.legs["right"].hip_flexion_deg, i))).max()
        for i in range(2)
    ]
    assert speeds[0] * 10 < 150
    assert speeds[1] * 10 > 280


def test_the_slipped_ankle_leaves_the_thigh_and_lands_on_the_mat():
    reps = [Rep(), Rep(fault=Fault.ANKLE_SLIPS, hold_s=2.6), Rep(rest_s=3.2)]
    movement = FigureFour(person(), Timeline(reps))

    def gap_m(pose):
        leg = person().leg(pose, "left")
        ankle = person().leg(pose, "right").ankle
        along = np.clip((ankle - leg.hip) @ leg.thigh[:, 1], 0, person().thigh_m)
        return np.linalg.norm(ankle - leg.hip - along * leg.thigh[:, 1])

    assert max(course(movement, gap_m, 0, 0.4)) < 0.16
    slipped = course(movement, gap_m, 1, 0.4)
    assert slipped[0] < 0.16
    assert slipped[-1] > 0.3
    assert max(course(movement, gap_m, 2, 0.4)) < 0.16
    lowest = min(course(movement, lambda pose: person().leg(pose, "right").ankle[1], 1, 0.4))
    assert lowest == pytest.approx(MAT_M + 0.075, abs=0.02)


def floss(*faults, held=False, **changes):
    cycles = [replace(Cycle(fault=fault), **changes) if fault else Cycle() for fault in faults]
    return NerveFloss(person(), FlossPlan(cycles, held=held), FlossStyle(held=held))


def agreement(movement, rep):
    """1 where neck and knee move together as in the slider, -1 as in the tensioner."""
    neck = course(movement, lambda pose: pose.neck_flexion_deg, rep)
    knee = course(movement, lambda pose: pose.legs["right"].knee_flexion_deg, rep)
    return np.corrcoef(neck, knee)[0, 1]


def test_the_slider_looks_up_while_the_knee_straightens():
    assert agreement(floss(Fault.NONE), 0) > 0.99


def test_the_tensioner_looks_down_while_the_knee_straightens():
    movement = floss(Fault.NONE, Fault.TENSIONER_PATTERN, Fault.NONE)
    assert [round(agreement(movement, i)) for i in range(3)] == [1, -1, 1]


def test_the_seated_extension_moves_the_knee_alone():
    movement = plans.seated_extension(person(), np.random.default_rng(1))
    for rep in range(3):
        assert change(movement, lambda pose: pose.legs["right"].knee_flexion_deg, rep) > 65
        assert change(movement, lambda pose: pose.neck_flexion_deg, rep) < 0.1
        assert change(movement, lambda pose: pose.legs["right"].ankle_dorsiflexion_deg, rep) < 0.1


def test_out_of_sync_is_neither():
    movement = floss(Fault.NONE, Fault.OUT_OF_SYNC, Fault.NONE)
    assert abs(agreement(movement, 1)) < 0.6
    assert agreement(movement, 2) > 0.9


@pytest.mark.parametrize(
    ("fault", "held", "measure", "size_deg"),
    [
        pytest.param(
            Fault.SLUMPS, False, lambda pose: pose.spine_flexion_deg, 32, id="trunk bends"
        ),
        pytest.param(
            Fault.THIGH_LIFTS,
            False,
            lambda pose: pose.legs["right"].hip_flexion_deg,
            25,
            id="thigh rises",
        ),
        pytest.param(
            Fault.KNEE_BENDS,
            True,
            lambda pose: pose.legs["right"].knee_flexion_deg,
            28,
            id="straight knee bends",
        ),
    ],
)
def test_the_fault_shows_in_its_cycle_only(fault, held, measure, size_deg):
    movement = floss(Fault.NONE, fault, Fault.NONE, held=held)
    clean, faulty, after = (change(movement, measure, i) for i in range(3))
    assert clean < 12
    assert after < 12
    assert faulty > size_deg - 12


def test_who_holds_at_the_end_is_still_there():
    movement = floss(Fault.NONE, Fault.HOLDS_AT_END, hold_s=4.0)
    knee = course(movement, lambda pose: pose.legs["right"].knee_flexion_deg, 1)
    assert (knee < knee.min() + 0.5).sum() * 0.1 > 4.0


def test_the_held_knee_stays_straight_while_foot_and_head_move():
    movement = floss(Fault.NONE, held=True)
    assert change(movement, lambda pose: pose.legs["right"].knee_flexion_deg, 0) < 1
    assert change(movement, lambda pose: pose.legs["right"].ankle_dorsiflexion_deg, 0) > 30
    assert change(movement, lambda pose: pose.neck_flexion_deg, 0) > 50


def test_the_left_leg_works_as_the_right_one_does():
    right, left = (
        KneeToChest(person(), Timeline([Rep()]), working=side) for side in ("right", "left")
    )
    for time_s in (0.0, 2.0, 3.5, 5.0):
        mirrored = left.pose(time_s).legs["left"]
        original = right.pose(time_s).legs["right"]
        assert mirrored.hip_flexion_deg == pytest.approx(original.hip_flexion_deg, abs=0.5)
        assert mirrored.knee_flexion_deg == pytest.approx(original.knee_flexion_deg, abs=0.5)


def test_the_crossed_ankle_lies_on_the_other_thigh_on_either_side():
    for side, other in (("right", "left"), ("left", "right")):
        movement = FigureFour(person(), Timeline([Rep()]), working=side)
        pose = movement.pose(5.0)
        leg, ankle = person().leg(pose, other), person().leg(pose, side).ankle
        along = (ankle - leg.hip) @ leg.thigh[:, 1] / person().thigh_m
        assert 0.7 < along < 0.95
        assert 0.08 < np.linalg.norm(ankle - leg.hip - leg.thigh[:, 1] * along * 0.42) < 0.2


def test_getting_down_begins_standing_and_ends_in_the_first_pose():
    inner = knee_to_chest(Fault.NONE)
    movement = WithGettingDown(inner)
    standing = person().landmark(movement.pose(0.0), "nose")[1]
    assert standing > 1.4
    way_s = movement.true_reps()[0].start_s - inner.true_reps()[0].start_s
    reached, first = movement.pose(way_s - 0.01), inner.pose(0.0)
    for name in ("nose", "left_hip", "right_ankle", "left_wrist"):
        assert person().landmark(reached, name) == pytest.approx(
            person().landmark(first, name), abs=0.02
        )


def test_feet_stay_where_they_are_while_somebody_gets_down():
    movement = WithGettingDown(knee_to_chest(Fault.NONE))
    places = [person().leg(movement.pose(t), "right").ankle[0] for t in np.linspace(0, 7.5, 12)]
    assert max(places) - min(places) < 0.03


def test_a_straight_leg_lies_with_its_heel_on_the_mat():
    movement = KneeToChest(person(), Timeline([Rep()]))
    heel = person().landmark(movement.pose(0.0), "left_heel")
    assert heel[1] == pytest.approx(MAT_M + 0.012, abs=0.002)


UPRIGHT_OR_NOT = ("idle", "standing", "floss", "knee to chest")


def raised(name, *sides, **style):
    """Somebody who holds their arms up from 3 s to 6 s."""
    movement = MOVEMENTS[name](person(), np.random.default_rng(2))
    gesture = ArmGesture(Gesture.RAISED, 2.0, 3.0, sides, **style)
    return WithArmGestures(movement, [gesture])


def off_vertical_deg(movement, time_s, start, end):
    marks = movement.human.landmarks(movement.human.solve(movement.pose(time_s)))
    limb = marks[end] - marks[start]
    return np.degrees(np.arccos(limb[1] / np.linalg.norm(limb)))


@pytest.mark.parametrize("name", UPRIGHT_OR_NOT)
def test_a_raised_arm_points_up_as_long_as_it_is_held(name):
    movement = raised(name, "left")
    assert movement.raised_arms_s == ((3.0, 6.0),)
    for time_s in (3.0, 4.5, 6.0):
        assert off_vertical_deg(movement, time_s, "left_shoulder", "left_wrist") < 8
    for time_s in (1.0, 8.0):
        assert off_vertical_deg(movement, time_s, "left_shoulder", "left_wrist") > 30
    assert off_vertical_deg(movement, 4.5, "right_shoulder", "right_wrist") > 30


@pytest.mark.parametrize("name", UPRIGHT_OR_NOT)
def test_the_body_does_what_it_did_while_an_arm_is_up(name):
    movement = raised(name, "left", "right")
    plain = MOVEMENTS[name](person(), np.random.default_rng(2))
    assert movement.pose(4.5).legs == plain.pose(4.5).legs
    assert movement.true_reps() == plain.true_reps()
    assert plain.raised_arms_s == ()


def test_a_hand_at_the_head_is_not_told_as_raised():
    movement = MOVEMENTS["hands at the head"](person(), np.random.default_rng(2))
    assert movement.raised_arms_s == ()
    marks = movement.human.landmarks(movement.human.solve(movement.pose(3.5)))
    assert np.linalg.norm(marks["right_wrist"] - marks["right_ear"]) < 0.2


def test_start_middle_and_peak_of_a_movement():
    movement = plans.knee_to_chest(person(), np.random.default_rng(0))
    shares = [movement.progress(time_s)[0] for time_s in moments_s(movement).values()]
    assert shares == pytest.approx([0, 0.5, 1], abs=0.12)
