"""The estimator of a live set: keeps to the person who exercises, and knows who else is about."""

from contextlib import ExitStack, closing
from typing import Protocol, Self

from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import ModelPool
from sciatica_coach.capture.people import Bystanders, Point, Score
from sciatica_coach.capture.person_lock import WatchedPose
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.measurement import PoseMeasurer
from sciatica_coach.motion.pose import Frame, Pose, PoseEstimator
from sciatica_coach.motion.viewpoint import Position

_LIKELY, _UNLIKELY = 0.4, 0.15
"""How well a body fits whose position is not known, or another one: whoever lies down first is
still preferred to a passer-by."""


class LiveEstimator(PoseEstimator, Protocol):
    """An estimator that also knows who is about, and can be told whom to follow."""

    @property
    def people(self) -> int:
        """How many people are about."""
        ...

    @property
    def bystanders(self) -> Bystanders:
        """Where in the picture they are."""
        ...

    def choose(self, place: Point) -> None:
        """Follow whoever is at this place."""
        ...


class WatchfulPose:
    """Follows the person who fits the exercise best, and looks out for others.

    Parameters
    ----------
    shelf
        Where its models are from and go back to; None to open and close its own.

    Raises
    ------
    ModelError
        If a model's file is missing or damaged.
    """

    def __init__(
        self, exercise: Exercise, model: Model, model_pool: ModelPool | None = None
    ) -> None:
        with ExitStack() as opened:
            if model_pool is None:
                model_pool = opened.enter_context(closing(ModelPool()))
            pose, finder = (
                opened.enter_context(RedetectingEstimator(lambda: model_pool.pose(model))),
                model_pool.finder,
            )
            self._watched = WatchedPose(pose, finder, _fits(exercise))
            opened.push(self._watched.__exit__)
            self._opened = opened.pop_all()

    @property
    def people(self) -> int:
        """How many people were about in the last looks; 0 before the first one."""
        return self._watched.people

    @property
    def bystanders(self) -> Bystanders:
        """Who was there at the last look."""
        return self._watched.bystanders

    def choose(self, place: Point) -> None:
        """Follow whoever is at this place, whatever they do, until they have left."""
        self._watched.choose(place)

    def estimate(self, frame: Frame, /) -> Pose | None:
        """The followed person's pose, or None if they are not found.

        Raises
        ------
        ModelError
            If the model fails.
        """
        return self._watched.estimate(frame)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._opened.close()


def _fits(exercise: Exercise) -> Score:
    """How well a body is in the position that the exercise is done in."""

    def score(pose: Pose) -> float:
        viewpoint = PoseMeasurer().read(pose, pose.time_s).viewpoint
        position = viewpoint.position if viewpoint else Position.UNKNOWN
        if position is exercise.position:
            return 1.0
        return _LIKELY if position is Position.UNKNOWN else _UNLIKELY

    return score
