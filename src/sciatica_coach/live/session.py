"""One session before a camera, from its first frame to its records, across lost connections."""

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sciatica_coach.capture.model import Model
from sciatica_coach.capture.people import Bystanders, Point, hips_at
from sciatica_coach.capture.video import brightness
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.calibration import Calibration, CalibrationResult
from sciatica_coach.coaching.plan import SetPlan, sets_of
from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.session.state import SessionState, SessionUpdate
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.live.estimator import LiveEstimator, WatchfulPose
from sciatica_coach.live.memory import give_back
from sciatica_coach.live.protocol import (
    Capture,
    CloseCode,
    Command,
    ConnectionRejected,
    unpack_picture,
)
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import Frame

_COMPANY_SHARE = 0.1
"""Share of a set from which other people in the picture are mentioned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done in a session."""

    exercise: Exercise
    sides: tuple[Side, ...]
    """The working sides in their order; empty to let the coach see."""
    dose: Dose
    model: Model
    measures: bool = False
    """Whether the own range is measured, in place of a set."""

    @property
    def set_plans(self) -> tuple[SetPlan, ...]:
        """The sets in their order; a calibration is of one side."""
        if self.measures:
            side = self.sides[0] if self.sides else None
            return (SetPlan(self.exercise, side, self.dose, measures=True),)
        return sets_of(self.exercise, self.dose, self.sides)


class LiveSession:
    """Coaches one session or calibration, frame after frame, whatever connection they come through.

    Safe to be used from several threads: one lock guards the coach and the estimator, because an
    estimator serves one stream in order. Methods block while a frame is looked at: call them in
    a worker thread.

    Parameters
    ----------
    plan
        What is to be done.
    baselines
        The person's own ranges, whose start and target go before the exercise's own.
    resumed
        Where to go on after the server was started anew.
    result
        What came of it, if it had ended before the server was started anew.
    open_estimator
        Makes the estimator, at the first frame and again after a rest.
    clock_s
        Rises steadily; bridges the time between connections.
    """

    def __init__(  # noqa: PLR0913  (each is an option)
        self,
        plan: Plan,
        *,
        baselines: Sequence[Baseline] = (),
        resumed: SessionState | None = None,
        result: tuple[SetRecord, ...] | CalibrationResult | None = None,
        open_estimator: Callable[[Exercise, Model], LiveEstimator] = WatchfulPose,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.plan = plan
        self._open_estimator = open_estimator
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._session = Session(plan.set_plans, _following(plan, baselines), resumed=resumed)
        self._estimator: LiveEstimator | None = None
        self._result = result
        self._lease = 0
        self._began_s: float | None = None
        self._resumed_s = resumed.time_s if resumed else 0.0
        self._shift_s: float | None = None
        self._last_s = -math.inf
        self._frames = 0
        self._frames_in_company = 0
        self._people = 0
        self._bystanders = Bystanders()
        self._chosen_at: Point | None = None

    @property
    def is_awake(self) -> bool:
        """Whether an estimator is open."""
        return self._estimator is not None

    @property
    def has_ended(self) -> bool:
        """Whether no frame is taken any more."""
        return self._result is not None

    @property
    def records(self) -> tuple[SetRecord, ...]:
        """What remains of the sets; empty while they go on, and of a calibration."""
        return self._result if isinstance(self._result, tuple) else ()

    @property
    def state(self) -> SessionState:
        """What must be kept for the session to go on after the server was started anew."""
        with self._lock:
            return self._session.state

    @property
    def calibration_result(self) -> CalibrationResult | None:
        """What came of the calibration; None while it goes on, and of a set."""
        return self._result if isinstance(self._result, CalibrationResult) else None

    @property
    def frames(self) -> int:
        """How many frames have been looked at."""
        return self._frames

    @property
    def people(self) -> int:
        """How many people were about lately."""
        return self._people

    @property
    def bystanders(self) -> Bystanders:
        """Who was in the picture lately, and where."""
        return self._bystanders

    @property
    def warnings(self) -> tuple[TranslatableText, ...]:
        """What is to be known about the set besides its record, in sentences."""
        if self._frames_in_company <= _COMPANY_SHARE * self._frames:
            return ()
        if self._chosen_at:
            return (
                TranslatableText(
                    "other people were in the picture: the one you pointed out was followed"
                ),
            )
        return (
            TranslatableText(
                "other people were in the picture: "
                "the one whose position fits the exercise best was followed"
            ),
        )

    def take_over(self) -> int:
        """Begin a new connection, which ends the one before.

        Returns
        -------
        The lease that `judge` and `rest` ask for. The new connection's clock may begin anywhere.
        """
        with self._lock:
            self._lease += 1
            self._shift_s = None
            return self._lease

    def judge(self, lease: int, capture: Capture) -> SessionUpdate | None:
        """Look at one frame; None if it is not newer than the one before.

        Raises
        ------
        Refused
            If the set has ended, the connection was taken over, or the picture is none.
        ModelError
            If the model fails.
        """
        with self._lock:
            self._check(lease)
            time_s = self._session_time_s(capture.captured_s)
            if not time_s > self._last_s:
                return None
            frame = Frame(unpack_picture(capture.jpeg), time_s, self._frames)
            if self._estimator is None:
                self._estimator = self._open()
            pose = self._estimator.estimate(frame)
            self._people = self._estimator.people
            self._bystanders = self._estimator.bystanders
            if pose is not None and self._bystanders.is_chosen:
                self._chosen_at = hips_at(pose)
            self._last_s = time_s
            self._frames += 1
            self._frames_in_company += self._people > 1
            return self._session.step(pose, time_s=time_s, brightness=brightness(frame.image))

    def choose(self, lease: int, place: Point) -> None:
        """Follow whoever is at this place of the picture, as the person has said.

        Raises
        ------
        Refused
            If the set has ended, or the connection was taken over.
        """
        with self._lock:
            self._check(lease)
            self._chosen_at = place
            if self._estimator is not None:
                self._estimator.choose(place)

    def ask(self, lease: int, command: Command) -> None:
        """Pause, resume or go on, as the person has asked by a button.

        Raises
        ------
        Refused
            If the session has ended, or the connection was taken over.
        """
        with self._lock:
            self._check(lease)
            {
                Command.PAUSE: self._session.pause,
                Command.RESUME: self._session.resume,
                Command.GO_ON: self._session.go_on,
            }[command]()

    def rest(self, lease: int | None = None) -> None:
        """Close the estimator, which gives back its memory; the set stays.

        Parameters
        ----------
        lease
            Only if this connection is still the present one; None in any case.
        """
        with self._lock:
            if lease in (None, self._lease):
                self._close_estimator()

    def finish(self) -> tuple[SetRecord, ...] | CalibrationResult:
        """End the set or the calibration; the same result each time it is called."""
        with self._lock:
            self._close_estimator()
            if self._result is None:
                self._result = self._session.finish()
            return self._result

    def _check(self, lease: int) -> None:
        if self.has_ended:
            raise ConnectionRejected(CloseCode.ENDED, "this set has ended")
        if lease != self._lease:
            raise ConnectionRejected(CloseCode.TAKEN_OVER, "this set goes on in another window")

    def _session_time_s(self, captured_s: float) -> float:
        """Capture time on the set's own clock, which goes on while nothing is connected.

        Within a connection the browser's clock counts: frames may wait on their way.
        """
        now_s = self._clock_s()
        if self._began_s is None:
            self._began_s = now_s - self._resumed_s
        if self._shift_s is None:
            self._shift_s = now_s - self._began_s - captured_s
        return captured_s + self._shift_s

    def _open(self) -> LiveEstimator:
        """An estimator that keeps to whom the person has chosen before."""
        estimator = self._open_estimator(self.plan.exercise, self.plan.model)
        if self._chosen_at is not None:
            estimator.choose(self._chosen_at)
        return estimator

    def _close_estimator(self) -> None:
        estimator, self._estimator = self._estimator, None
        if estimator is not None:
            estimator.__exit__(None, None, None)
            give_back()


def _following(
    plan: Plan, baselines: Sequence[Baseline]
) -> Callable[[SetPlan, SetProgress], Coach | Calibration]:
    """Makes who looks at the frames of each bout."""

    def follow(set_plan: SetPlan, set_progress: SetProgress) -> Coach | Calibration:
        if set_plan.measures:
            model = plan.model.path.stem
            return Calibration(
                set_plan.exercise, measured_on=date.today(), model=model, side=set_plan.side
            )
        return Coach(
            set_plan.exercise,
            side=set_plan.side,
            dose=set_plan.dose,
            baselines=baselines,
            require_near_side=True,
            set_progress=set_progress,
        )

    return follow
