"""Clips analysed for the benchmark, each in the coach's two ways: live and recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sciatica_coach.capture.model import Model
from sciatica_coach.coaching.recording import FrameObservation, judge_recording
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.score import ClipScore, Seen, first_estimate, score
from sciatica_coach.evaluation.truth import Truth, read_truth
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.review.analyse import analyse, prescribed


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip, judged as one exercise."""

    live: ClipScore
    """Frame by frame, as in a session."""
    recorded: ClipScore
    """Looking both ways in time."""


def bench_clips(folder: Path, model: Model) -> Iterator[ClipResult]:
    """Score every clip of a folder that has a `.truth.json` beside it.

    A clip in which no exercise of ours is done is judged as each of them.

    Raises
    ------
    SourceError
        If there is no such clip, or a clip or its truth cannot be read.
    """
    paths = sorted(folder.glob("*.truth.json"))
    if not paths:
        raise SourceError(f"{folder}: there is no clip with a .truth.json beside it.")
    exercises = load_exercises()
    for path in paths:
        truth = read_truth(path)
        yield from _results(truth, _judged_as(truth, exercises), model)


def _judged_as(truth: Truth, exercises: dict[str, Exercise]) -> list[Exercise]:
    if truth.exercise is None:
        return list(exercises.values())
    if truth.exercise not in exercises:
        raise SourceError(f"{truth.clip.name}: there is no exercise {truth.exercise!r}.")
    return [exercises[truth.exercise]]


def _results(truth: Truth, exercises: Sequence[Exercise], model: Model) -> Iterator[ClipResult]:
    hold_s = truth.hold_asked_s
    analysis = analyse(truth.clip, exercises[0], model=model, hold_s=hold_s)
    for exercise in exercises:
        dose = prescribed(exercise, hold_s=hold_s, reps=None)
        seen = (
            _live(exercise, dose, analysis.observations),
            _recorded(exercise, dose, analysis.observations),
        )
        yield ClipResult(*(score(truth, exercise, analysis.observations, each) for each in seen))


def _live(exercise: Exercise, dose: Dose, observations: Sequence[FrameObservation]) -> Seen:
    """As it would be live, where there is no time to look at a picture twice."""
    coach = Coach(exercise, dose=dose)
    updates = [
        coach.step(
            first_estimate(each),
            time_s=each.time_s,
            picture=each.picture,
        )
        for each in observations
    ]
    return Seen(coach.finish(), tuple(update.pose for update in updates))


def _recorded(exercise: Exercise, dose: Dose, observations: Sequence[FrameObservation]) -> Seen:
    result = judge_recording(exercise, observations, dose=dose)
    return Seen(result.record, tuple(update.pose for update in result.updates))
