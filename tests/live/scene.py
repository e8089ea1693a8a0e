"""A set of knee-to-chest by the stick figure, as frames and as what an estimator finds in them."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from sciatica_coach.capture.jpeg import decode_jpeg
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.people import Bystanders
from sciatica_coach.capture.replay import ReplayPose
from sciatica_coach.coaching.session.state import SessionUpdate
from sciatica_coach.exercise.definition import Dose
from sciatica_coach.live.protocol import Capture
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import Frame, Pose
from tests.body import pose
from tests.coaching.play import KNEE_TO_CHEST, course, knee_to_chest, reps, times

RATE_HZ = 30.0
COURSE, DURATION_S = reps(3)
DOSE: Dose = KNEE_TO_CHEST.dose.model_copy(update={"hold_s": 1.0, "reps": 3})
PLAN = Plan(KNEE_TO_CHEST, (Side.RIGHT,), DOSE, Model.LITE)


def jpeg(width: int = 64, height: int = 48, number: int = 0) -> bytes:
    """A picture of light and dark squares, with the flicker of a camera."""
    row, column = np.indices((height, width)) // 16
    squares = 50.0 + 160 * ((row + column) % 2)
    flicker = np.random.default_rng(number).normal(0, 1, (height, width, 3))
    image = np.dstack([squares - 20, squares, squares + 20]) + flicker
    return bytes(cv2.imencode(".jpg", np.clip(image, 0, 255).astype(np.uint8))[1])


JPEG = jpeg()
JPEGS = [jpeg(192, 144, number) for number in range(4)]
"""No camera gives one picture twice: what stands still is noticed."""


def captures(start_s: float = 0.0, end_s: float = DURATION_S, *, clock_s: float = 0.0):
    """The frames of a stretch of the set, by a browser clock that shows `clock_s` at its start."""
    moments = [time_s for time_s in times(end_s, RATE_HZ) if time_s >= start_s]
    return [
        Capture(number, clock_s + time_s - start_s, JPEGS[number % len(JPEGS)])
        for number, time_s in enumerate(moments, start=1)
    ]


TWICE = course(
    (0, 0), (3, 0), (5, 1), (8, 1), (10, 0), (13.5, 0), (15.5, 1), (18.5, 1), (20.5, 0), (22, 0)
)
"""A calibration: rest, the end, and back, twice."""
TWICE_S = 22.0


def poses(progress=COURSE, duration_s: float = DURATION_S) -> list[Pose]:
    return [pose(knee_to_chest(progress(time_s)), time_s) for time_s in times(duration_s, RATE_HZ)]


class Replay(ReplayPose):
    """Plays the set; remembers what became of it."""

    def __init__(self, people: int = 1, made: Sequence[Pose] | None = None) -> None:
        super().__init__(made or poses(), within_s=0.02)
        self.people = people
        self.bystanders = Bystanders()
        self.chosen: list[tuple[float, float]] = []
        self.is_open = True
        self.seen: list[Frame] = []

    def estimate(self, frame: Frame, /) -> Pose | None:
        self.seen.append(frame)
        return super().estimate(frame)

    def select_person(self, point: tuple[float, float]) -> None:
        self.chosen.append(point)
        self.bystanders = Bystanders(
            ((0.0, 0.0, 0.4, 1.0), (0.6, 0.0, 1.0, 1.0)), 0, is_chosen=True
        )

    def close(self) -> None:
        self.is_open = False
        super().close()


class Opener:
    """Opens a replay whenever it is asked to, and keeps them all to be looked at."""

    def __init__(self, people: int = 1, made: Sequence[Pose] | None = None) -> None:
        self.opened: list[Replay] = []
        self._people = people
        self._made = made

    def __call__(self, _exercise: object, _model: object) -> Replay:
        self.opened.append(Replay(self._people, self._made))
        return self.opened[-1]


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now_s: float = 1000.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


def calibrated(progress=TWICE, duration_s: float = TWICE_S) -> LiveSession:
    """A calibration that the stick figure has gone through."""
    opener = Opener(made=poses(progress, duration_s))
    plan = replace(PLAN, measures=True, sides=(Side.RIGHT, Side.LEFT))
    live = LiveSession(plan, open_estimator=opener, clock_s=Clock())
    lease = live.take_over()
    for capture in captures(end_s=duration_s):
        show(live, lease, capture)
    return live


def show(live: LiveSession, lease: int, capture: Capture) -> SessionUpdate | None:
    """Process a frame as the route does."""
    return live.process_frame(lease, decode_jpeg(capture.jpeg), capture.captured_s)


def session(
    opener: Opener | None = None, clock: Clock | None = None, *, plan: Plan = PLAN
) -> LiveSession:
    return LiveSession(plan, open_estimator=opener or Opener(), clock_s=clock or Clock())
