"""Tracks the person who exercises through a whole video, and measures each picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from sciatica_coach.capture.normalisation import PictureNormaliser
from sciatica_coach.capture.people import (
    PeopleSampler,
    PeopleSnapshot,
    PersonTrack,
    Point,
    Score,
    is_same,
    likeliest_track,
    most_at_once,
    track_at,
    tracks,
)
from sciatica_coach.capture.person_lock import LockedEstimator
from sciatica_coach.capture.picture_quality import about_person, picture_quality
from sciatica_coach.capture.still_picture import StillPictureDetector, still_stretches
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

Advance = Callable[[int], None]

_FEW_SNAPSHOTS = 4
"""With more snapshots, a second person in only one of them is a shadow or a passer-by."""


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """What a video showed."""

    observations: tuple[FrameObservation, ...]
    """One a frame."""
    people: int
    """How many people were in the picture together, for more than a moment."""
    followed: PersonTrack | None
    """Who was followed, if there was a choice."""
    as_asked: bool = False
    """Whether that is who was pointed out."""


def track_person(  # noqa: PLR0913  # the video, with what, and who is wanted
    frames: Iterable[Frame],
    open_estimator: Callable[[], PoseEstimator],
    sampler: PeopleSampler,
    score: Score,
    *,
    advance: Advance,
    person_at: Point | None = None,
) -> PoseTrack:
    """Find the person who exercises in every frame of a video.

    The estimator runs freely at first. Afterwards the snapshots of everybody say whether it kept to
    the right person. Only if it did not, the video is read once more.

    Parameters
    ----------
    frames
        Can be iterated again.
    sampler
        Not used before.
    score
        How well a body fits the exercise.
    advance
        Is called after every frame with the number of frames so far.
    person_at
        The person at this point of the first snapshot that shows several people is to be followed.
    """
    observations = _observe(frames, open_estimator(), advance, sampler)
    snapshots = _without_parts(sampler.all(), observations)
    people = _people_together(snapshots)
    asked_for = track_at(snapshots, person_at) if person_at else None
    if people < 2 and asked_for is None:
        return PoseTrack(observations, people, None)
    followed = asked_for or likeliest_track(tracks(snapshots), score)
    if followed is not None and not _kept_to(followed, observations, snapshots):
        observations = _observe(frames, LockedEstimator(open_estimator(), followed), advance)
    return PoseTrack(observations, people, followed, as_asked=asked_for is not None)


def _without_parts(
    snapshots: tuple[PeopleSnapshot, ...], observations: tuple[FrameObservation, ...]
) -> tuple[PeopleSnapshot, ...]:
    """The snapshots, without parts of the body that was found in the same frame."""
    at = {each.time_s: each.pose for each in observations}
    return tuple(
        each if (body := at.get(each.time_s)) is None else each.without_parts_of(body)
        for each in snapshots
    )


def _people_together(snapshots: tuple[PeopleSnapshot, ...]) -> int:
    """How many people were in the picture together; one snapshot of many is not enough."""
    crowded = sum(len(each.people) > 1 for each in snapshots)
    return 1 if crowded == 1 and len(snapshots) > _FEW_SNAPSHOTS else most_at_once(snapshots)


def _observe(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    advance: Advance,
    sampler: PeopleSampler | None = None,
) -> tuple[FrameObservation, ...]:
    observations, still_s = [], []
    still, normaliser = StillPictureDetector(), PictureNormaliser()
    pose: Pose | None = None
    with estimator:
        for frame in frames:
            picture = picture_quality(frame.image, pose)
            shown = replace(frame, image=normaliser.shown(frame.image, picture, frame.time_s))
            if sampler is not None:
                sampler.add(shown)
            pose = estimator.estimate(shown)
            if pose is not None:
                picture = about_person(picture, frame.image, pose)
                pose = replace(pose, picture=picture)
            observations.append(FrameObservation(frame.time_s, pose, picture))
            still_s.append(still.update(frame.image, frame.time_s))
            advance(len(observations))
    stretches = still_stretches([each.time_s for each in observations], still_s)
    return tuple(_marked(each, stretches) for each in observations)


def _marked(
    observation: FrameObservation, stretches: tuple[tuple[float, float], ...]
) -> FrameObservation:
    """The observation, with its picture marked if it is of a stretch that stood still."""
    stood = any(begin_s < observation.time_s <= end_s for begin_s, end_s in stretches)
    if not stood or observation.picture is None:
        return observation
    return replace(observation, picture=replace(observation.picture, stands_still=True))


def _kept_to(
    followed: PersonTrack,
    observations: tuple[FrameObservation, ...],
    snapshots: tuple[PeopleSnapshot, ...],
) -> bool:
    """Whether the poses are the person's in every snapshot, and never jump from one to the next."""
    poses = [each.pose for each in observations if each.pose is not None]
    at = {pose.time_s: pose for pose in poses}
    expected = {pose.time_s: pose for pose in followed.poses}
    return all(is_same(a, b) for a, b in pairwise(poses)) and all(
        _agree(expected.get(each.time_s), at.get(each.time_s)) for each in snapshots
    )


def _agree(expected: Pose | None, found: Pose | None) -> bool:
    return found is None if expected is None else found is not None and is_same(expected, found)
