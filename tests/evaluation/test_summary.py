"""Many clips in a few figures: each clip weighs the same, and clips without an exercise apart."""

import math

import pytest

from sciatica_coach.evaluation.score import JOINTS, Peaks, Told
from sciatica_coach.evaluation.summary import summarise
from sciatica_coach.motion.quantities import Quantity
from tests.evaluation.built import clip_score, error, joint_error

NOTHING = {"true_reps": 0, "duration_s": 90.0, "joints": (), "peaks": None}


def test_counts_sides_and_the_names_of_what_is_wrong():
    summary = summarise(
        [
            clip_score(),
            clip_score(clip="one too few", reps=2),
            clip_score(clip="an attempt too many", attempts=1),
            clip_score(clip="the other leg", sides_right=False),
        ]
    )
    assert (summary.clips, summary.right) == (4, 1)
    assert summary.wrong == ("one too few", "an attempt too many", "the other leg")
    assert summary.mean_count_error == 0.25


def test_clips_without_an_exercise_stand_apart():
    summary = summarise([clip_score(), clip_score(reps=2, attempts=1, **NOTHING)])
    assert (summary.clips, summary.right, summary.wrong) == (1, 1, ())
    assert (summary.negatives, summary.false_reps, summary.negative_minutes) == (1, 3, 1.5)


def test_attempts_alone_are_an_exercise():
    assert summarise([clip_score(reps=0, true_reps=0, attempts=2, true_attempts=2)]).right == 1


def test_a_joint_is_the_mean_over_the_clips_that_tell_it():
    hip = Quantity.HIP_FLEXION
    one = joint_error(hip, ours=error(2.0), raw=error(5.0), given=1.0, covered=0.9)
    other = joint_error(hip, ours=error(4.0), raw=error(9.0), given=0.5, covered=0.8)
    unseen = joint_error(hip, ours=error(math.nan), raw=error(math.nan), covered=math.nan)
    summary = summarise([clip_score(joints=(each,)) for each in (one, other, unseen)])
    assert [each.joint for each in summary.joints] == list(JOINTS)
    found = summary.joints[0]
    assert (found.ours_deg, found.raw_deg) == (3.0, 7.0)
    assert found.given == pytest.approx(2.5 / 3)
    assert found.covered == pytest.approx(0.85)
    assert math.isnan(summary.joints[1].ours_deg)


def test_peaks_count_by_their_size_whichever_way_they_are_off():
    biases_deg = ((2.0, -8.0), (-4.0, 4.0))
    peaks = [Peaks(Quantity.HIP_FLEXION, ours, raw) for ours, raw in biases_deg]
    summary = summarise([clip_score(peaks=each) for each in (*peaks, None)])
    assert (summary.peak_bias_deg, summary.worst_peak_bias_deg) == (3.0, 4.0)
    assert summary.raw_peak_bias_deg == 6.0


def test_faults_are_matched_by_rule_and_repetition():
    head, fast = "head_lifts", "too_fast"
    summary = summarise(
        [
            clip_score(
                true_faults=(Told(head, 1), Told(head, 2)),
                found_faults=(Told(head, 2), Told(head, 3), Told(fast, 1)),
                clean_reps=1,
                faulted_clean_reps=1,
            ),
            clip_score(true_faults=(Told(fast, 1),), found_faults=(Told(fast, 1),), clean_reps=2),
        ]
    )
    assert (summary.seeded, summary.found, summary.told) == (3, 2, 4)
    assert summary.by_rule == {head: (2, 1, 1), fast: (1, 1, 1)}
    assert (summary.clean_reps, summary.faulted_clean_reps) == (3, 1)


def test_holds_and_swapped_legs_are_means_of_what_is_known():
    scores = [
        clip_score(hold_error_s=0.2, swapped=0.0, raw_swapped=0.3),
        clip_score(hold_error_s=0.6, swapped=0.1, raw_swapped=math.nan),
        clip_score(hold_error_s=math.nan, swapped=math.nan, raw_swapped=math.nan),
    ]
    summary = summarise(scores)
    assert summary.hold_error_s == pytest.approx(0.4)
    assert (summary.swapped, summary.raw_swapped) == (0.05, 0.3)


def test_nothing_has_no_figures():
    summary = summarise([])
    assert (summary.clips, summary.seeded, summary.by_rule) == (0, 0, {})
    assert math.isnan(summary.hold_error_s)
    assert math.isnan(summary.worst_peak_bias_deg)
