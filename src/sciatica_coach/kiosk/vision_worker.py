"""Finds who is in front of the kiosk, in a thread that is replaced when the model hangs."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from sciatica_coach.capture.jpeg import decode_jpeg
from sciatica_coach.capture.mediapipe_pose import MediaPipePeople
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import Finder, ModelPool
from sciatica_coach.capture.people import (
    Bystanders,
    Point,
    bounding_box,
    distinct_people,
)
from sciatica_coach.capture.picture_quality import picture_quality
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.estimator import LiveEstimator, open_live_estimator
from sciatica_coach.live.estimator_host import EstimatorHost, LiveObservation
from sciatica_coach.motion.pose import Frame, Image

HANGS_S = 10.0
"""A frame that takes longer is given up, and the thread that processes it is replaced."""
LOST_S = 30.0
"""A frame that was given up and has not come back by then never will."""

OpenEstimator = Callable[[Exercise, Model, ModelPool], LiveEstimator]


class VisionFailed(Exception):  # noqa: N818  (it names what happened)
    """A frame could not be processed; the next one goes to new estimators."""


class VisionWorker:
    """Finds people in frames, one frame at a time; to be used from one event loop.

    Between exercises a cheap finder looks for anybody. The estimator of an exercise is opened with
    its first frame and closed with the first frame after it, so that nothing of a visitor remains.
    The models stay open for the next visitor.

    Parameters
    ----------
    on_lost
        Called when a frame that was given up never came back: its thread and memory are lost, and
        only a new process gets rid of them.
    """

    def __init__(
        self,
        *,
        on_lost: Callable[[], None],
        open_finder: Callable[[], Finder] = MediaPipePeople,
        open_estimator: OpenEstimator = open_live_estimator,
        hangs_s: float = HANGS_S,
        lost_s: float = LOST_S,
    ) -> None:
        self._open_finder = open_finder
        self._open_estimator = open_estimator
        self._thread = _VisionThread(open_finder, open_estimator)
        self._on_lost = on_lost
        self._hangs_s = hangs_s
        self._lost_s = lost_s
        self._given_up: list[tuple[Future[LiveObservation], float]] = []
        self.replaced = 0
        """How often the estimators were replaced."""
        self.trouble: str | None = None
        """What has been wrong with them since the latest frame; None if nothing is."""
        self.observed_s: float | None = None
        """When a frame was processed last, on the process's rising clock."""

    async def observe(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, person_at: Point | None = None
    ) -> LiveObservation:
        """Find out what a frame shows.

        Parameters
        ----------
        exercise
            The exercise that is being done; None between exercises.
        person_at
            Where the person is who does it; None to follow who fits the exercise best.

        Raises
        ------
        VisionFailed
            If the estimators fail or hang; they have been replaced.
        PictureError
            If the picture cannot be decoded.
        """
        self.check()
        pending = self._thread.submit(jpeg, time_s, exercise, person_at)
        try:
            async with asyncio.timeout(self._hangs_s):
                observation = await asyncio.shield(asyncio.wrap_future(pending))
        except TimeoutError as error:
            self._given_up.append((pending, time.monotonic()))
            self._replace("it hung")
            raise VisionFailed from error
        except CoachError as error:
            self._replace(str(error))
            raise VisionFailed from error
        self.trouble = None
        self.observed_s = time.monotonic()
        return observation

    def check(self) -> None:
        """Notice frames that never came back; to be called now and then."""
        self._given_up = [each for each in self._given_up if not each[0].done()]
        if any(time.monotonic() - since_s > self._lost_s for _, since_s in self._given_up):
            self._on_lost()

    def select_person(self, point: Point) -> None:
        """Follow the person at this point in the exercise that is going on."""
        self._thread.select_person(point)

    def release_estimator(self) -> None:
        """Close the estimator of the exercise, as soon as it is free."""
        self._thread.release_estimator()

    def restart(self) -> None:
        """Replace the estimators by new ones."""
        self._replace("the staff restarted it")

    def close(self) -> None:
        """Close everything, without waiting for it."""
        self._thread.close()

    def _replace(self, why: str) -> None:
        self.trouble = why
        self.replaced += 1
        self._thread.close()
        self._thread = _VisionThread(self._open_finder, self._open_estimator)


class _VisionThread:
    """The models, and the one thread in which they are opened, used and closed."""

    def __init__(self, open_finder: Callable[[], Finder], open_estimator: OpenEstimator) -> None:
        self._open_estimator = open_estimator
        self._model_pool = ModelPool(open_finder=open_finder)
        self._host: EstimatorHost | None = None
        self._frames = 0
        self._executor = ThreadPoolExecutor(1, "kiosk-vision")

    def submit(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, person_at: Point | None
    ) -> Future[LiveObservation]:
        return self._executor.submit(self._observe, jpeg, time_s, exercise, person_at)

    def select_person(self, point: Point) -> None:
        self._executor.submit(self._select_person, point)

    def release_estimator(self) -> None:
        self._executor.submit(self._close_host)

    def close(self) -> None:
        self._executor.submit(self._close_all)
        self._executor.shutdown(wait=False)

    def _observe(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, person_at: Point | None
    ) -> LiveObservation:
        image = decode_jpeg(jpeg)
        if exercise is None:
            self._close_host()
            return self._find_anybody(image, time_s)
        if self._host is None:
            self._host = EstimatorHost(
                lambda: self._open_estimator(exercise, Model.FULL, self._model_pool),
                person_at=person_at,
            )
        return self._host.process(image, time_s)

    def _find_anybody(self, image: Image, time_s: float) -> LiveObservation:
        people = distinct_people(self._model_pool.finder.find(Frame(image, time_s, self._frames)))
        self._frames += 1
        nearest = max(people, key=lambda pose: _area(bounding_box(pose)), default=None)
        boxes = Bystanders(tuple(map(bounding_box, people)))
        return LiveObservation(time_s, nearest, len(people), boxes, picture_quality(image))

    def _select_person(self, point: Point) -> None:
        if self._host is not None:
            self._host.select_person(point)

    def _close_host(self) -> None:
        host, self._host = self._host, None
        if host is not None:
            host.close()

    def _close_all(self) -> None:
        self._close_host()
        self._model_pool.close()


def _area(sides: Sequence[float]) -> float:
    left, top, right, bottom = sides
    return (right - left) * (bottom - top)
