"""Opens the estimator of a live session: the full stack of layers for one exercise."""

from contextlib import ExitStack, closing
from typing import Protocol

from sciatica_coach.capture.live_person import LivePersonEstimator
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import ModelPool
from sciatica_coach.capture.people import Bystanders, Point
from sciatica_coach.capture.position_score import position_score
from sciatica_coach.capture.redetection import RedetectingEstimator
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.pose import PoseEstimator


class LiveEstimator(PoseEstimator, Protocol):
    """An estimator that also says who else is in the picture, and takes a selected person."""

    @property
    def people(self) -> int:
        """How many people were in the picture at once lately."""
        ...

    @property
    def bystanders(self) -> Bystanders:
        """Who was in the latest snapshot."""
        ...

    def select_person(self, point: Point) -> None:
        """Follow the person at this point."""
        ...


def open_live_estimator(
    exercise: Exercise, model: Model, model_pool: ModelPool | None = None
) -> LivePersonEstimator:
    """An estimator that keeps to the person whose position fits the exercise best.

    Parameters
    ----------
    model_pool
        Where the models are from and go back to; None to open and close new ones.

    Raises
    ------
    ModelError
        If a model's file is missing or damaged.
    """
    with ExitStack() as opened:
        pool = model_pool or opened.enter_context(closing(ModelPool()))
        finder = pool.finder
        estimator = RedetectingEstimator(lambda: pool.estimator(model))
        score = position_score(exercise.position)
        return LivePersonEstimator(estimator, finder, score, resources=opened.pop_all())
