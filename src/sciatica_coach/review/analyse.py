"""One recorded video analysed: who moves how, what counts, and what was wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from sciatica_coach.capture.averaging import AveragingEstimator
from sciatica_coach.capture.mediapipe_pose import MediaPipePeople, MediaPipePose
from sciatica_coach.capture.memory import give_back
from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.people import PeopleSampler, Point, Score
from sciatica_coach.capture.position_score import position_of, position_score
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.capture.video import Video
from sciatica_coach.coaching.alternatives import best_fit, with_alternatives
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.calibration import CalibrationResult, measure_recording
from sciatica_coach.coaching.own_range.comparison import Comparison, comparisons
from sciatica_coach.coaching.recording import FrameObservation, RecordingResult, judge_recording
from sciatica_coach.errors import SourceError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import Position
from sciatica_coach.review.bystanders import snapshot_every_s
from sciatica_coach.review.pose_track import PoseTrack, track_person

Progress = Callable[[float], None]

_FOLLOWED = {
    (Position.SUPINE, "left"): N_("the one who lies, on the left,"),
    (Position.SUPINE, "right"): N_("the one who lies, on the right,"),
    (Position.SUPINE, "middle"): N_("the one who lies, in the middle,"),
    (Position.SEATED, "left"): N_("the one who sits, on the left,"),
    (Position.SEATED, "right"): N_("the one who sits, on the right,"),
    (Position.SEATED, "middle"): N_("the one who sits, in the middle,"),
    (Position.STANDING, "left"): N_("the one who stands, on the left,"),
    (Position.STANDING, "right"): N_("the one who stands, on the right,"),
    (Position.STANDING, "middle"): N_("the one who stands, in the middle,"),
    (Position.UNKNOWN, "left"): N_("the one whose position fits best, on the left,"),
    (Position.UNKNOWN, "right"): N_("the one whose position fits best, on the right,"),
    (Position.UNKNOWN, "middle"): N_("the one whose position fits best, in the middle,"),
}
_AS_ASKED = N_("{people} people were in the picture: {who} was followed, as asked for")
_BY_POSITION = N_(
    "{people} people were in the picture: {who} was followed; if that is the wrong one, "
    "point out the right one (--person-at)"
)
_RECOGNISED = N_('the exercise was found out by what is seen: "{name}"')
_NOT_RECOGNISED = N_(
    "{path}: none of the known exercises was recognised; name the one that was done (--exercise)."
)


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """The video as it was read."""

    width: int
    height: int
    fps: float
    """Frames a second, on average."""
    duration_s: float
    frames: int


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was seen in one video, before anything is made of it."""

    path: Path
    model: Model
    video: VideoInfo
    observations: tuple[FrameObservation, ...]
    """One a frame."""
    notes: tuple[TranslatableText, ...]
    """What was wrong with the video, and who was followed in it, in sentences."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What was made of one video."""

    path: Path
    exercise: Exercise
    dose: Dose
    side: Side | None
    """The working side asked for; None if it was to be found out."""
    model: Model
    video: VideoInfo
    observations: tuple[FrameObservation, ...]
    """What was seen, one a frame: to judge again by another definition or dose."""
    result: RecordingResult
    notes: tuple[TranslatableText, ...]
    """What was wrong with the video, and who was followed in it, in sentences."""

    @property
    def warnings(self) -> tuple[TranslatableText, ...]:
        """Everything the reader must know, in sentences: the notes, and what was not judged."""
        return (*self.notes, *self.result.record.warnings)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each side's reach against the own range it was judged by."""
        return comparisons(self.exercise, self.result.record, model=self.model.path.stem)


def analyse(  # noqa: PLR0913  # public: each is an option of the command line
    path: str | Path,
    exercise: Exercise | str | None,
    *,
    side: Side | None = None,
    model: Model = RECORDING_MODEL,
    hold_s: float | None = None,
    reps: int | None = None,
    baselines: Sequence[Baseline] = (),
    person_at: Point | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a recorded video.

    Parameters
    ----------
    exercise
        The exercise, or the id of one of those that are shipped; None to find out which of those
        it is.
    side
        The working side; None to find out which one it is.
    hold_s, reps
        A prescription that goes before the exercise's own dose.
    baselines
        The person's own ranges, whose start and target go before the exercise's own.
    person_at
        Whom to follow of several people: who is at this place, in shares of the picture's width
        and height, when several are first seen. None for who fits the exercise best.
    progress
        Is called with the share that has been done, 0..1. With several people in the picture the
        video may have to be read twice: then it begins again.

    Raises
    ------
    SourceError
        If the video cannot be read, or the exercise cannot be found out.
    ModelError
        If the pose model is missing or fails.
    ValueError
        If there is no such exercise, or the prescription is out of range.
    """
    if isinstance(exercise, str):
        exercise = _known(exercise)
    if exercise is not None:
        prescribed(exercise, hold_s=hold_s, reps=reps)  # what is wrong is said before the work
    seen = look(path, exercise, model=model, person_at=person_at, progress=progress)
    if exercise is None:
        exercise = recognised(seen)
        if exercise is None:
            raise SourceError(TranslatableText(_NOT_RECOGNISED, path=Path(path)))
        note = TranslatableText(_RECOGNISED, name=TranslatableText(exercise.name))
        seen = replace(seen, notes=(*seen.notes, note))
    return judge(seen, exercise, side=side, hold_s=hold_s, reps=reps, baselines=baselines)


def recognised(seen: Seen) -> Exercise | None:
    """Which of the exercises that are shipped was done; None if it was none of them."""
    return best_fit(load_exercises().values(), seen.observations)


def judge(  # noqa: PLR0913  # public: each is an option of the command line
    seen: Seen,
    exercise: Exercise,
    *,
    side: Side | None = None,
    hold_s: float | None = None,
    reps: int | None = None,
    baselines: Sequence[Baseline] = (),
) -> Analysis:
    """Judge what was seen in a video; without the pose model, so that it can be done again.

    Parameters
    ----------
    side, hold_s, reps, baselines
        As for `analyse`.

    Raises
    ------
    ValueError
        If the prescription is out of range.
    """
    dose = prescribed(exercise, hold_s=hold_s, reps=reps)
    own = tuple(each for each in baselines if each.exercise == exercise.id)
    result = judge_recording(exercise, seen.observations, side=side, dose=dose, baselines=own)
    record = with_alternatives(
        result.record,
        exercise,
        seen.observations,
        others=load_exercises().values(),
        baselines=own,
    )
    return Analysis(
        seen.path,
        exercise,
        dose,
        side,
        seen.model,
        seen.video,
        seen.observations,
        replace(result, record=record),
        seen.notes,
    )


def measure_baseline(  # noqa: PLR0913  # as above
    path: str | Path,
    exercise: Exercise,
    *,
    measured_on: date,
    side: Side | None = None,
    model: Model = RECORDING_MODEL,
    progress: Progress | None = None,
) -> CalibrationResult:
    """Measure the own range of the person in a recorded video.

    Parameters
    ----------
    measured_on
        The day that the baseline is given.
    side
        The working side; None to find out which one it is.
    progress
        Is called with the share that has been done, 0..1.

    Raises
    ------
    SourceError
        If the video cannot be read.
    ModelError
        If the pose model is missing or fails.
    """
    seen = look(path, exercise, model=model, progress=progress)
    result = measure_recording(
        exercise, seen.observations, measured_on=measured_on, model=model.path.stem, side=side
    )
    return replace(result, notes=seen.notes)


def look(  # noqa: PLR0913  # as above
    path: str | Path,
    exercise: Exercise | None,
    *,
    model: Model,
    person_at: Point | None = None,
    progress: Progress | None = None,
    on_frame: Callable[[], None] | None = None,
) -> Seen:
    """Find the person who does the exercise in every frame of a video.

    Parameters
    ----------
    exercise
        Whose position says whom to follow of several people; None for any of those that are
        shipped.
    person_at
        Whom to follow of several people; None for who fits the exercise best.
    on_frame
        Is called after every frame; it ends the work by raising. Of a long video a percent takes
        too long for whoever wants to end it.

    Raises
    ------
    SourceError
        If the video cannot be read.
    ModelError
        If the pose model is missing or fails.
    """
    try:
        with (
            Video(path) as video,
            MediaPipePeople() as finder,
            PeopleSampler(finder, every_s=snapshot_every_s(video.duration_s)) as sampler,
        ):
            track = track_person(
                video,
                lambda: recording_estimator(model),
                sampler,
                _score(exercise),
                advance=_reporter(video.frame_count, progress, on_frame),
                person_at=person_at,
            )
            info = _info(video, track.observations)
            notes = (*video.warnings, *_told_of_people(track))
    finally:
        give_back()  # the next video finds as much memory as this one
    return Seen(Path(path), model, info, track.observations, notes)


def _score(exercise: Exercise | None) -> Score:
    """How well a person's position fits the exercise, or any one."""
    exercises = [exercise] if exercise is not None else list(load_exercises().values())
    scores = [position_score(position) for position in {each.position for each in exercises}]

    def score(pose: Pose) -> float:
        return max(each(pose) for each in scores)

    return score


def recording_estimator(model: Model) -> RedetectingEstimator:
    """The estimator for a recording: it has time to process each picture three times.

    Raises
    ------
    ModelError
        If the model's file is missing or damaged.
    """
    return RedetectingEstimator(
        lambda: AveragingEstimator(
            lambda: MediaPipePose(model), lambda: MediaPipePose(model, tracks=False)
        )
    )


def prescribed(exercise: Exercise, *, hold_s: float | None, reps: int | None) -> Dose:
    """The exercise's dose with a prescription put before it.

    Raises
    ------
    ValueError
        If the prescription is out of range.
    """
    changes = {"hold_s": hold_s, "reps": reps}
    given = {key: value for key, value in changes.items() if value is not None}
    return Dose.model_validate(exercise.dose.model_dump() | given)


def _known(exercise_id: str) -> Exercise:
    exercises = load_exercises()
    if exercise_id not in exercises:
        raise ValueError(
            f"there is no exercise {exercise_id!r}; the known ones are {', '.join(exercises)}"
        )
    return exercises[exercise_id]


def _reporter(
    frame_count: int | None, progress: Progress | None, on_frame: Callable[[], None] | None
) -> Callable[[int], None]:
    """Tells each whole percent once: whoever listens may draw a page."""
    reported = -1

    def advance(frames: int) -> None:
        nonlocal reported
        if on_frame is not None:
            on_frame()
        percent = min(100 * frames // frame_count, 100) if frame_count else 0
        if progress is not None and percent != reported:
            reported = percent
            progress(percent / 100)

    return advance


def _info(video: Video, observations: tuple[FrameObservation, ...]) -> VideoInfo:
    times_s = np.array([observation.time_s for observation in observations])
    step_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else 1 / video.fps
    duration_s = float(times_s[-1]) + step_s
    width, height = video.size_px
    return VideoInfo(width, height, len(times_s) / duration_s, duration_s, len(times_s))


def _told_of_people(track: PoseTrack) -> tuple[TranslatableText, ...]:
    if track.followed is None:
        return ()
    sightings = track.followed.sightings
    sighting = next((each for each in sightings if each.others), sightings[0])
    others_x_px = [float(np.nanmean(pose.pixels[:, 0])) for pose in sighting.others]
    own_x_px = float(np.nanmean(sighting.pose.pixels[:, 0]))
    left = all(own_x_px <= x_px for x_px in others_x_px)
    right = all(own_x_px >= x_px for x_px in others_x_px)
    who = _FOLLOWED[position_of(sighting.pose), "left" if left else "right" if right else "middle"]
    said = _AS_ASKED if track.as_asked else _BY_POSITION
    return (TranslatableText(said, people=track.people, who=TranslatableText(who)),)
