"""Who is in front of the kiosk: looked at in a thread that is replaced when it hangs."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from sciatica_coach.capture.mediapipe_pose import MediaPipePeople
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.model_pool import Finder, ModelPool
from sciatica_coach.capture.people import Bystanders, Point, box, distinct, hips_at
from sciatica_coach.capture.video import brightness
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.estimator import LiveEstimator, WatchfulPose
from sciatica_coach.live.memory import give_back
from sciatica_coach.live.protocol import unpack_picture
from sciatica_coach.motion.pose import Frame, Pose

HANGS_S = 10.0
"""A look that takes longer is given up, and its estimators with it."""
LOST_S = 30.0
"""A look that was given up and has not come back by then never will."""


@dataclass(frozen=True, slots=True, eq=False)
class VisitorSighting:
    """What one frame showed."""

    time_s: float
    pose: Pose | None
    """Of the person who is followed, or else the nearest one."""
    people: int
    bystanders: Bystanders
    brightness: float


class VisionFailed(Exception):  # noqa: N818  (it names what happened)
    """A look came to nothing; the next one goes to new estimators."""


class VisionWorker:
    """Looks at frames, one at a time; to be used from one event loop.

    Between exercises a cheap finder looks for anybody. The estimator of an exercise is opened with
    its first frame and closed with the first one after it, so that nothing of a visitor stays; its
    models wait on a shelf for the next one.

    Parameters
    ----------
    on_lost
        Called when a look that was given up has not come back for good: its thread and memory are
        lost, and only a new process is rid of them.
    """

    def __init__(
        self,
        *,
        on_lost: Callable[[], None],
        open_finder: Callable[[], Finder] = MediaPipePeople,
        open_estimator: Callable[[Exercise, Model, ModelPool], LiveEstimator] = WatchfulPose,
        hangs_s: float = HANGS_S,
        lost_s: float = LOST_S,
    ) -> None:
        self._open_finder = open_finder
        self._open_estimator = open_estimator
        self._looker = _Looker(open_finder, open_estimator)
        self._on_lost = on_lost
        self._hangs_s = hangs_s
        self._lost_s = lost_s
        self._given_up: list[tuple[Future[VisitorSighting], float]] = []
        self.replaced = 0
        """How often the estimators were replaced."""
        self.trouble: str | None = None
        """What is wrong with them since the last look; None if nothing is."""
        self.looked_s: float | None = None
        """When a look came to something last, on the process's rising clock."""

    async def look(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, place: Point | None = None
    ) -> VisitorSighting:
        """What a frame shows.

        Parameters
        ----------
        exercise
            That is being done; None between exercises.
        place
            Where the person is who does it, as shares of the picture; None to see who fits best.

        Raises
        ------
        Blind
            If the estimators fail or hang; they have been replaced.
        Refused
            If the picture is none.
        """
        self.check()
        looking = self._looker.submit(jpeg, time_s, exercise, place)
        try:
            async with asyncio.timeout(self._hangs_s):
                sight = await asyncio.shield(asyncio.wrap_future(looking))
        except TimeoutError as error:
            self._given_up.append((looking, time.monotonic()))
            self._replace("it hung")
            raise VisionFailed from error
        except CoachError as error:
            self._replace(str(error))
            raise VisionFailed from error
        self.trouble = None
        self.looked_s = time.monotonic()
        return sight

    def check(self) -> None:
        """Notice what never came back; to be called now and then."""
        self._given_up = [each for each in self._given_up if not each[0].done()]
        if any(time.monotonic() - since_s > self._lost_s for _, since_s in self._given_up):
            self._on_lost()

    def choose(self, place: Point) -> None:
        """Follow whoever is at this place in the exercise that is going on."""
        self._looker.choose(place)

    def rest(self) -> None:
        """Close the estimator of the exercise, as soon as it is free."""
        self._looker.rest()

    def restart(self) -> None:
        """Put new estimators in the place of those that are open."""
        self._replace("the staff restarted it")

    def close(self) -> None:
        """Close everything, without waiting for it."""
        self._looker.close()

    def _replace(self, why: str) -> None:
        self.trouble = why
        self.replaced += 1
        self._looker.close()
        self._looker = _Looker(self._open_finder, self._open_estimator)


class _Looker:
    """The estimators, and the one thread in which they are opened, used and closed."""

    def __init__(
        self,
        open_finder: Callable[[], Finder],
        open_estimator: Callable[[Exercise, Model, ModelPool], LiveEstimator],
    ) -> None:
        self._open_estimator = open_estimator
        self._model_pool = ModelPool(open_finder=open_finder)
        self._estimator: LiveEstimator | None = None
        self._frames = 0
        self._thread = ThreadPoolExecutor(1, "kiosk-eyes")

    def submit(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, place: Point | None
    ) -> Future[VisitorSighting]:
        return self._thread.submit(self._look, jpeg, time_s, exercise, place)

    def choose(self, place: Point) -> None:
        self._thread.submit(self._choose, place)

    def rest(self) -> None:
        self._thread.submit(self._close_estimator)

    def close(self) -> None:
        self._thread.submit(self._close_all)
        self._thread.shutdown(wait=False)

    def _look(
        self, jpeg: bytes, time_s: float, exercise: Exercise | None, place: Point | None
    ) -> VisitorSighting:
        frame = Frame(unpack_picture(jpeg), time_s, self._frames)
        self._frames += 1
        if exercise is None:
            self._close_estimator()
            return self._look_round(frame)
        if self._estimator is None:
            self._estimator = self._open_estimator(exercise, Model.FULL, self._model_pool)
            if place is not None:
                self._estimator.choose(place)
        estimator = self._estimator
        pose = estimator.estimate(frame)
        return VisitorSighting(
            time_s, pose, estimator.people, estimator.bystanders, brightness(frame.image)
        )

    def _choose(self, place: Point) -> None:
        if self._estimator is not None:
            self._estimator.choose(place)

    def _look_round(self, frame: Frame) -> VisitorSighting:
        people = distinct(self._model_pool.finder.find(frame))
        nearest = max(people, key=lambda pose: _area(box(pose)), default=None)
        bystanders = Bystanders(tuple(map(box, people)))
        return VisitorSighting(
            frame.time_s, nearest, len(people), bystanders, brightness(frame.image)
        )

    def _close_estimator(self) -> None:
        estimator, self._estimator = self._estimator, None
        if estimator is not None:
            estimator.__exit__(None, None, None)
            give_back()

    def _close_all(self) -> None:
        self._close_estimator()
        self._model_pool.close()


def place_of(pose: Pose | None) -> Point | None:
    """Where somebody is, to be followed from there."""
    return hips_at(pose) if pose is not None else None


def _area(sides: Sequence[float]) -> float:
    left, top, right, bottom = sides
    return (right - left) * (bottom - top)
