"""The vision worker of the kiosk: what hangs or fails is replaced."""

import asyncio
import threading

import pytest

from sciatica_coach.errors import ModelError
from sciatica_coach.kiosk.vision_worker import VisionFailed, VisionWorker
from tests.coaching.play import NERVE_FLOSS
from tests.kiosk.people import sitting
from tests.live.scene import JPEG, Replay


class Finder:
    """Finds one who sits; can be made to fail, or to hang until it is let go."""

    def __init__(self) -> None:
        self.fails = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.closed = threading.Event()

    def find(self, frame, /):
        self.may_go_on.wait()
        if self.fails:
            raise ModelError("the pose model failed: out of memory")
        return (sitting(frame.time_s),)

    def close(self) -> None:
        self.closed.set()


class Estimator(Replay):
    def __init__(self) -> None:
        super().__init__(made=[sitting(time_s) for time_s in (1.0, 2.0, 3.0)])
        self.closed = threading.Event()

    def close(self) -> None:
        super().close()
        self.closed.set()


class Scene:
    """A vision worker, and all that it has opened."""

    def __init__(self, **patience: float) -> None:
        self.finders: list[Finder] = []
        self.estimators: list[Estimator] = []
        self.lost = 0
        self.vision_worker = VisionWorker(
            on_lost=self._lose,
            open_finder=lambda: self._opened(self.finders, Finder()),
            open_estimator=lambda *_: self._opened(self.estimators, Estimator()),
            **patience,
        )

    @staticmethod
    def _opened(into, made):
        into.append(made)
        return made

    def _lose(self) -> None:
        self.lost += 1

    async def observe(self, time_s: float, exercise=None, person_at=None):
        return await self.vision_worker.observe(JPEG, time_s, exercise, person_at)


@pytest.fixture
def run():
    """Runs a story with a scene, and lets everything go that hangs at its end."""
    scenes: list[Scene] = []

    def run(story, **patience):
        scenes.append(Scene(**patience))
        asyncio.run(story(scenes[-1]))

    yield run
    for scene in scenes:
        for finder in scene.finders:
            finder.may_go_on.set()
        scene.vision_worker.close()


def test_the_estimator_of_an_exercise_is_opened_for_it_and_closed_after_it(run):
    async def story(scene):
        observation = await scene.observe(0.0)
        assert (observation.people, observation.pose.time_s) == (1, 0.0)
        assert scene.estimators == []
        await scene.observe(1.0, NERVE_FLOSS, (0.5, 0.5))
        await scene.observe(2.0, NERVE_FLOSS, (0.5, 0.5))
        (estimator,) = scene.estimators
        assert estimator.chosen == [(0.5, 0.5)]
        await scene.observe(3.0)
        assert estimator.closed.is_set()
        assert len(scene.finders) == 1

    run(story)


def test_what_fails_is_replaced(run):
    async def story(scene):
        await scene.observe(0.0)
        scene.finders[0].fails = True
        with pytest.raises(VisionFailed):
            await scene.observe(1.0)
        assert scene.vision_worker.trouble == "the pose model failed: out of memory"
        assert (await scene.observe(2.0)).people == 1
        assert scene.vision_worker.trouble is None
        assert scene.vision_worker.replaced == 1
        assert scene.finders[0].closed.wait(20)

    run(story)


def test_what_hangs_is_replaced_and_closed_when_it_comes_back(run):
    async def story(scene):
        await scene.observe(0.0)
        hung = scene.finders[0]
        hung.may_go_on.clear()
        with pytest.raises(VisionFailed):
            await scene.observe(1.0)
        assert (await scene.observe(2.0)).people == 1
        assert len(scene.finders) == 2
        assert not hung.closed.is_set()
        hung.may_go_on.set()
        assert hung.closed.wait(20)
        assert scene.lost == 0

    run(story, hangs_s=0.2)


def test_what_never_comes_back_is_told(run):
    async def story(scene):
        await scene.observe(0.0)
        scene.finders[0].may_go_on.clear()
        with pytest.raises(VisionFailed):
            await scene.observe(1.0)
        while not scene.lost:
            await asyncio.sleep(0)
            scene.vision_worker.check()

    run(story, hangs_s=0.2, lost_s=0.1)
