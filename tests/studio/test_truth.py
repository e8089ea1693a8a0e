"""What the truth file says, mirrored and not."""

from dataclasses import replace

import numpy as np
import pytest

from tools.studio.clips import SETS, take
from tools.studio.scene import Shown
from tools.studio.truth import COLUMNS, TruthBook

CLIPS = {clip.name: clip for clips in SETS.values() for clip in clips}
FPS = 2


def chosen(name, *, mirrored=False, seed=0):
    taken = take(CLIPS[name], seed, (640, 360))
    return replace(taken, scene=replace(taken.scene, mirrored=mirrored))


def truth_of(taken, frames=20):
    movement = taken.scene.person.movement
    book = TruthBook(taken.scene, FPS)
    for index in range(frames):
        pose = movement.pose(index / FPS)
        marks = movement.human.landmarks(movement.human.solve(pose))
        book.add(Shown(np.zeros((1, 1, 3), np.uint8), pose, marks))
    return book.document(**taken.about)


def column(truth, name):
    return np.array(truth["rows"])[:, COLUMNS.index(name)]


def test_the_working_leg_is_the_one_that_moves():
    truth = truth_of(chosen("ktc_clean"))
    assert truth["moving_side"] == "right"
    assert np.ptp(column(truth, "right_hip_flexion_deg")) > 80
    assert np.ptp(column(truth, "left_hip_flexion_deg")) < 1


def test_in_the_mirror_left_is_right():
    plain, mirrored = (truth_of(chosen("ktc_clean", mirrored=flag)) for flag in (False, True))
    assert mirrored["moving_side"] == "left"
    for angle in ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg"):
        swapped = column(mirrored, f"left_{angle}")
        assert swapped == pytest.approx(column(plain, f"right_{angle}"))
    before, after = (np.array(truth["pixels"][10]) for truth in (plain, mirrored))
    right, left = plain["landmarks"].index("right_knee"), mirrored["landmarks"].index("left_knee")
    assert after[left] == pytest.approx([640 - before[right][0], before[right][1]], abs=0.11)


@pytest.mark.parametrize(
    ("name", "complete", "attempts", "faults"),
    [
        pytest.param("ktc_clean", 3, 0, [], id="three clean"),
        pytest.param(
            "ktc_partial_and_short",
            2,
            2,
            [{"rule": "not_far_enough", "rep": 2}, {"rule": "hold_too_short", "rep": 3}],
            id="two attempts",
        ),
        pytest.param("f4_ankle_slips", 3, 0, [{"rule": "ankle_slips", "rep": 2}], id="one fault"),
        pytest.param("ktc_starts_at_once", 3, 0, [], id="without a rest"),
        pytest.param(
            "floss_seated_extension",
            3,
            0,
            [{"rule": "out_of_sync", "rep": rep} for rep in (1, 2, 3)],
            id="the knee alone",
        ),
        pytest.param("neg_bridge", 0, 0, [], id="another exercise"),
        pytest.param("neg_rowing", 0, 0, [], id="both knees straighten"),
        pytest.param("neg_uncrossed_one_thigh", 0, 0, [], id="nearly a figure-4"),
        pytest.param("neg_sitting_down", 0, 0, [], id="no exercise"),
    ],
)
def test_repetitions_attempts_and_faults(name, complete, attempts, faults):
    truth = truth_of(chosen(name), frames=1)
    assert truth["complete_reps"] == complete
    assert truth["attempts"] == attempts
    assert truth["faults"] == faults
    assert truth["negative"] is name.startswith("neg_")


@pytest.mark.parametrize("name", ["ktc_starts_at_once", "floss_starts_at_once"])
def test_the_first_repetition_begins_at_once(name):
    first = truth_of(chosen(name), frames=1)["reps"][0]
    assert first["start_s"] == 0.25


def test_the_long_hold_is_in_the_truth():
    assert truth_of(chosen("ktc_long_hold"), frames=1)["hold_s"] == 20


def test_every_row_has_every_column():
    truth = truth_of(chosen("floss_clean"), frames=3)
    assert truth["columns"] == list(COLUMNS)
    assert {len(row) for row in truth["rows"]} == {len(COLUMNS)}
    assert np.shape(truth["pixels"]) == (3, len(truth["landmarks"]), 2)


@pytest.mark.parametrize(
    "name",
    [
        "ktc_clean",
        "floss_clean",
        "neg_walking",
        "neg_rowing",
        "neg_hip_thrust",
        "neg_long_sitting_leg_lift",
        "neg_sit_ups",
        "neg_squats",
        "ktc_getting_down",
    ],
)
def test_the_person_is_in_the_picture(name):
    pixels = np.array(truth_of(chosen(name, seed=5), frames=24)["pixels"])
    assert (pixels > 0).all()
    assert (pixels < [640, 360]).all()


def test_the_same_seed_chooses_the_same_and_another_another():
    first, again, other = (truth_of(chosen("ktc_clean", seed=s), frames=2) for s in (3, 3, 4))
    assert first == again
    assert first["pixels"] != other["pixels"]


def test_each_clip_has_its_own_name():
    names = [clip.name for key in ("benchmark", "more") for clip in SETS[key]]
    assert len(names) == len(set(names))


def test_oblique_clips_are_oblique_and_others_are_not():
    for name in ("ktc_clean", "ktc_clean_oblique"):
        yaws = [abs(take(CLIPS[name], seed, (64, 36)).about["yaw_deg"]) for seed in range(3)]
        assert all((yaw >= 15) is name.endswith("oblique") for yaw in yaws)
        assert max(yaws) <= 26


def test_when_an_arm_is_held_up_is_told():
    told = truth_of(chosen("arm_lying"), frames=2)["raised_arms_s"]
    assert len(told) == 2
    assert all(end_s - start_s >= 3 for start_s, end_s in told)
    assert truth_of(chosen("ktc_clean"), frames=2)["raised_arms_s"] == []
