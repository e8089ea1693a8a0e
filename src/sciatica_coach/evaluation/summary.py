"""Many clips in a few figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sciatica_coach.evaluation.score import JOINTS, ClipScore, JointError
from sciatica_coach.motion.quantities import Quantity


@dataclass(frozen=True, slots=True)
class JointSummary:
    """One joint of the moving leg over all clips; each clip weighs the same."""

    joint: Quantity
    ours_deg: float
    """Mean absolute error."""
    raw_deg: float
    """The same of the pose model alone, on the same frames' clips."""
    given: float
    """Share of the frames in which the angle was given."""
    covered: float
    """Of those, the share within the stated uncertainty."""


@dataclass(frozen=True, slots=True)
class Summary:
    """All clips of a set, as live or as recorded."""

    clips: int
    """With an exercise in them."""
    right: int
    """Of those, how many have exactly the right count, attempts apart, and side."""
    wrong: tuple[str, ...]
    """The others' names."""
    mean_count_error: float
    hold_error_s: float
    negatives: int
    """Clips without an exercise, times the exercises they were judged as."""
    false_reps: int
    """Repetitions and attempts counted in those."""
    negative_minutes: float
    joints: tuple[JointSummary, ...]
    peak_bias_deg: float
    """Mean over clips of the absolute bias at the peaks of the repetitions."""
    worst_peak_bias_deg: float
    raw_peak_bias_deg: float
    swapped: float
    """Share of the frames in which legs are swapped."""
    raw_swapped: float
    seeded: int
    """Faults that are truly there, each once a repetition."""
    found: int
    """Of those, how many were told in that repetition."""
    told: int
    """Faults told, rightly or not."""
    clean_reps: int
    faulted_clean_reps: int
    by_rule: dict[str, tuple[int, int, int]]
    """Rule: truly there, of those found, told wrongly."""


def summarise(scores: Sequence[ClipScore]) -> Summary:
    """The figures of a set of clips."""
    positives = [each for each in scores if each.true_reps + each.true_attempts]
    negatives = [each for each in scores if not each.true_reps + each.true_attempts]
    peaks = [each.peaks for each in positives if each.peaks]
    return Summary(
        clips=len(positives),
        right=sum(each.right for each in positives),
        wrong=tuple(each.clip for each in positives if not each.right),
        mean_count_error=_mean(abs(each.reps - each.true_reps) for each in positives),
        hold_error_s=_mean(each.hold_error_s for each in positives),
        negatives=len(negatives),
        false_reps=sum(each.reps + each.attempts for each in negatives),
        negative_minutes=sum(each.duration_s for each in negatives) / 60,
        joints=tuple(_joint(joint, positives) for joint in JOINTS),
        peak_bias_deg=_mean(abs(peak.ours_bias_deg) for peak in peaks),
        worst_peak_bias_deg=max((abs(peak.ours_bias_deg) for peak in peaks), default=np.nan),
        raw_peak_bias_deg=_mean(abs(peak.raw_bias_deg) for peak in peaks),
        swapped=_mean(each.swapped for each in positives),
        raw_swapped=_mean(each.raw_swapped for each in positives),
        seeded=sum(len(each.true_faults) for each in positives),
        found=sum(len(set(each.true_faults) & set(each.found_faults)) for each in positives),
        told=sum(len(each.found_faults) for each in positives),
        clean_reps=sum(each.clean_reps for each in positives),
        faulted_clean_reps=sum(each.faulted_clean_reps for each in positives),
        by_rule=_by_rule(positives),
    )


def _joint(joint: Quantity, scores: Sequence[ClipScore]) -> JointSummary:
    errors: list[JointError] = [
        each for score in scores for each in score.joints if each.joint is joint
    ]
    return JointSummary(
        joint,
        _mean(each.ours.mean_deg for each in errors),
        _mean(each.raw.mean_deg for each in errors),
        _mean(each.given for each in errors),
        _mean(each.covered for each in errors),
    )


def _by_rule(scores: Sequence[ClipScore]) -> dict[str, tuple[int, int, int]]:
    rules = sorted(
        {told.rule for each in scores for told in (*each.true_faults, *each.found_faults)}
    )
    table = {}
    for rule in rules:
        there = found = wrong = 0
        for each in scores:
            true = {told for told in each.true_faults if told.rule == rule}
            told = {told for told in each.found_faults if told.rule == rule}
            there += len(true)
            found += len(true & told)
            wrong += len(told - true)
        table[rule] = there, found, wrong
    return table


def _mean(values: Iterable[float]) -> float:
    """Of those that are numbers; NaN if none is."""
    numbers = [value for value in values if np.isfinite(value)]
    return float(np.mean(numbers)) if numbers else np.nan
