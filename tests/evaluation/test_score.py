"""The benchmark measures what it says."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.recording import FrameObservation, judge_recording
from sciatica_coach.evaluation.score import Seen, Told, error, raw_course, score, swapped_share
from sciatica_coach.evaluation.truth import read_truth
from sciatica_coach.exercise.definition import Dose
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import Leg, pose, supine
from tests.coaching.play import KNEE_TO_CHEST, NERVE_FLOSS, held_floss, knee_to_chest, reps

RATE_HZ = 30.0
HIP_START_DEG, HIP_END_DEG = 5.0, 110.0
MARKS = [[part.of(side) for part in (Part.KNEE, Part.ANKLE)] for side in SIDES]


@pytest.mark.parametrize(
    ("measured", "bias", "spread", "mean"),
    [
        pytest.param([10.0, 20.0, 30.0], 0.0, 0.0, 0.0, id="right"),
        pytest.param([15.0, 25.0, 35.0], 5.0, 0.0, 5.0, id="off by as much"),
        pytest.param([7.0, 20.0, 33.0], 0.0, math.sqrt(6), 2.0, id="to either side"),
        pytest.param([math.nan, 22.0, math.nan], 2.0, 0.0, 2.0, id="where it was measured"),
    ],
)
def test_error(measured, bias, spread, mean):
    found = error(np.array(measured), np.array([10.0, 20.0, 30.0]))
    assert (found.bias_deg, found.spread_deg, found.mean_deg) == pytest.approx((bias, spread, mean))


def test_error_of_what_was_never_measured():
    assert math.isnan(error(np.full(3, np.nan), np.zeros(3)).mean_deg)


def test_raw_angles_keep_the_models_own_sides():
    lifted = pose(supine(right=Leg(hip=90.0)), 0.0)
    seen = (
        FrameObservation(0.0, lifted),
        FrameObservation(0.1, None),
        FrameObservation(0.2, lifted.with_legs_swapped()),
    )
    hips_deg = raw_course(seen)[:, Quantity.HIP_FLEXION.row]
    assert hips_deg[0, Side.RIGHT.column] == pytest.approx(90.0, abs=2)
    assert np.isnan(hips_deg[1]).all()
    assert hips_deg[2, Side.LEFT.column] == pytest.approx(90.0, abs=4)


def test_raw_is_one_look_of_several():
    one = pose(supine(right=Leg(hip=90.0)))
    mean = replace(one, pixels=pose(supine()).pixels, first_px=one.pixels)
    course = raw_course([FrameObservation(0.0, mean)])
    assert course[0, Quantity.HIP_FLEXION.row, Side.RIGHT.column] == pytest.approx(90, abs=1)


def test_swapped_legs_are_counted():
    made = pose(supine(right=Leg(hip=90.0, knee=100.0)), 0.0)
    true_px = np.array([made.pixels[MARKS]] * 4)
    hidden = made.with_legs_swapped().with_legs_hidden(SIDES)
    seen = (made, made.with_legs_swapped(), None, hidden)
    assert swapped_share(seen, true_px) == 0.5  # nobody and hidden legs are not judged
    assert math.isnan(swapped_share(seen, None))


def three_reps():
    """Times, numbers of repetitions and progress of every frame."""
    progress, duration_s = reps(3)
    times_s = np.arange(0, duration_s, 1 / RATE_HZ)
    numbers = np.minimum((times_s / (duration_s - 1.5) * 3).astype(int), 2)
    return times_s, numbers, np.array([progress(t) for t in times_s])


def clip(tmp_path, body=knee_to_chest, **changes):
    """Truth of three pulls of the right knee as the stick figure does them, and what was seen."""
    times_s, numbers, shares = three_reps()
    observations = [
        FrameObservation(t, pose(body(share), t)) for t, share in zip(times_s, shares, strict=True)
    ]
    hips_deg = HIP_START_DEG + (HIP_END_DEG - HIP_START_DEG) * shares
    told = {
        "name": "pulls",
        "exercise": "single-knee-to-chest",
        "moving_side": "right",
        "complete_reps": 3,
        "hold_s": 2.0,
        "columns": ["time_s", "rep", "progress", "right_hip_flexion_deg"],
        "rows": np.column_stack([times_s, numbers, shares, hips_deg]).tolist(),
        "landmarks": [f"{side}_{joint}" for side in SIDES for joint in ("knee", "ankle")],
        "pixels": [each.pose.pixels[np.ravel(MARKS)].tolist() for each in observations],
    }
    path = tmp_path / "pulls.truth.json"
    path.write_text(json.dumps(told | changes), encoding="utf-8")
    return read_truth(path), observations


def scored(truth, observations, exercise=KNEE_TO_CHEST):
    dose = Dose.model_validate(
        exercise.dose.model_dump() | {"hold_s": truth.hold_asked_s, "reps": 3}
    )
    judged = judge_recording(exercise, observations, dose=dose)
    poses = tuple(update.pose for update in judged.updates)
    return score(truth, exercise, observations, Seen(judged.record, poses))


def test_a_clip_that_is_judged_rightly(tmp_path):
    found = scored(*clip(tmp_path))
    assert found.right
    assert (found.reps, found.attempts, found.swapped) == (3, 0, 0.0)
    hip = found.joints[0]
    assert hip.ours.mean_deg < 2
    assert (hip.given, hip.covered) == (1.0, 1.0)
    assert abs(found.peaks.ours_bias_deg) < 1
    assert (found.clean_reps, found.faulted_clean_reps) == (3, 0)
    assert found.hold_error_s < 0.7


def test_peaks_are_those_of_the_movement_that_was_done(tmp_path):
    """The held floss is told by the head, not by the knee, which stays where it is."""
    times_s, numbers, shares = three_reps()
    rows = [times_s, numbers, shares, np.full_like(shares, 12.0), 22.0 - 45.0 * shares]
    columns = ["time_s", "rep", "progress", "right_knee_flexion_deg", "neck_flexion_deg"]
    truth, observations = clip(
        tmp_path,
        held_floss,
        exercise="nerve-floss",
        hold_s=0.0,
        columns=columns,
        rows=np.column_stack(rows).tolist(),
    )
    found = scored(truth, observations, NERVE_FLOSS)
    assert found.reps == 3
    assert found.peaks.joint is Quantity.NECK_FLEXION
    assert abs(found.peaks.ours_bias_deg) < 3


def test_what_is_wrong_with_a_clip_shows(tmp_path):
    truth, observations = clip(tmp_path, moving_side="left", complete_reps=2)
    found = scored(truth, observations)
    assert not found.sides_right
    assert not found.right
    assert (found.reps, found.true_reps) == (3, 2)


def test_faults_are_matched_by_repetition(tmp_path):
    truth, observations = clip(tmp_path)
    with_fault = replace(truth.reps[1], faults=frozenset({"head_lifts"}))
    truth = replace(truth, reps=(truth.reps[0], with_fault, truth.reps[2]))
    found = scored(truth, observations)
    assert found.true_faults == (Told("head_lifts", 2),)
    assert found.clean_reps == 2


def test_a_clip_without_an_exercise_counts_what_was_made_up(tmp_path):
    truth, observations = clip(tmp_path, negative=True, exercise="something-else")
    found = scored(truth, observations)
    assert (found.true_reps, found.true_attempts, found.reps) == (0, 0, 3)
