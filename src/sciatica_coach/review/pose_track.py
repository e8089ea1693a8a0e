"""A whole video seen through: the exercising person's pose and the light of every frame."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from sciatica_coach.capture.people import (
    PeopleSampler,
    PeopleSnapshot,
    PersonTrack,
    Point,
    Score,
    choose,
    crowd,
    is_same,
    track_at,
    tracks,
)
from sciatica_coach.capture.person_lock import LockedEstimator
from sciatica_coach.capture.video import brightness
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator

Advance = Callable[[int], None]

_FEW_LOOKS = 4
"""With more looks than that, a second person in one of them is a shadow or a passer-by."""


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """What was seen in a video."""

    observations: tuple[FrameObservation, ...]
    """One a frame."""
    people: int
    """How many people were in the picture together, for more than a moment."""
    followed: PersonTrack | None
    """Who was followed, if there was a choice."""
    as_asked: bool = False
    """Whether that is who was pointed out."""


def watch(  # noqa: PLR0913  # what is seen, with what, and who is wanted
    frames: Iterable[Frame],
    open_estimator: Callable[[], PoseEstimator],
    looks: PeopleSampler,
    score: Score,
    *,
    advance: Advance,
    person_at: Point | None = None,
) -> PoseTrack:
    """See a video through, and keep to the one who exercises.

    The estimator is let run freely at first. Looks at everybody beside it tell afterwards whether
    it kept to the right person; only if it did not, the video is seen through once more.

    Parameters
    ----------
    frames
        Can be iterated again.
    looks
        Not used before.
    score
        How well a body fits the exercise.
    advance
        Is told after every frame how many have been seen.
    person_at
        Who is at this place of the first look that shows several people is the one to follow.
    """
    observations = _see(frames, open_estimator(), advance, looks)
    looked = _without_parts(looks.all(), observations)
    people = _bystanders(looked)
    asked_for = track_at(looked, person_at) if person_at else None
    if people < 2 and asked_for is None:
        return PoseTrack(observations, people, None)
    followed = asked_for or choose(tracks(looked), score)
    if followed is not None and not _kept_to(followed, observations, looked):
        observations = _see(frames, LockedEstimator(open_estimator(), followed), advance)
    return PoseTrack(observations, people, followed, as_asked=asked_for is not None)


def _without_parts(
    looks: tuple[PeopleSnapshot, ...], observations: tuple[FrameObservation, ...]
) -> tuple[PeopleSnapshot, ...]:
    """The looks, without parts of whoever was seen at the same moment."""
    at = {each.time_s: each.pose for each in observations}
    return tuple(
        look if (body := at.get(look.time_s)) is None else look.without_parts_of(body)
        for look in looks
    )


def _bystanders(looks: tuple[PeopleSnapshot, ...]) -> int:
    """How many people were there together, in more than one look if there were many."""
    crowded = sum(len(look.people) > 1 for look in looks)
    return 1 if crowded == 1 and len(looks) > _FEW_LOOKS else crowd(looks)


def _see(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    advance: Advance,
    looks: PeopleSampler | None = None,
) -> tuple[FrameObservation, ...]:
    observations = []
    with estimator:
        for frame in frames:
            if looks is not None:
                looks.see(frame)
            pose = estimator.estimate(frame)
            observations.append(FrameObservation(frame.time_s, pose, brightness(frame.image)))
            advance(len(observations))
    return tuple(observations)


def _kept_to(
    followed: PersonTrack,
    observations: tuple[FrameObservation, ...],
    looks: tuple[PeopleSnapshot, ...],
) -> bool:
    """Whether the poses are the followed person's at every look, and never jump between."""
    poses = [each.pose for each in observations if each.pose is not None]
    at = {pose.time_s: pose for pose in poses}
    expected = {pose.time_s: pose for pose in followed.poses}
    return all(is_same(a, b) for a, b in pairwise(poses)) and all(
        _agree(expected.get(look.time_s), at.get(look.time_s)) for look in looks
    )


def _agree(expected: Pose | None, found: Pose | None) -> bool:
    return found is None if expected is None else found is not None and is_same(expected, found)
