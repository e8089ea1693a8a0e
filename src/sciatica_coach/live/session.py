"""One session before a camera, from its first frame to its records, across lost connections."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sciatica_coach.capture.model import Model
from sciatica_coach.capture.people import Bystanders, Point
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.own_range.calibration import Calibration, CalibrationResult
from sciatica_coach.coaching.plan import SetPlan, sets_of
from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.session.state import SessionState, SessionUpdate
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.live.command import Command
from sciatica_coach.live.estimator import LiveEstimator, open_live_estimator
from sciatica_coach.live.estimator_host import EstimatorHost
from sciatica_coach.live.session_clock import SessionClock
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import Image
from sciatica_coach.records.session_recorder import SessionRecorder

_BYSTANDERS_SHARE = 0.1
"""Share of the frames from which the record mentions other people in the picture."""


class SetEnded(Exception):  # noqa: N818  (it names what happened, as `StopIteration` does)
    """The session has ended: it takes no frame and no command any more."""

    def __init__(self) -> None:
        super().__init__("this set has ended")


class TakenOver(Exception):  # noqa: N818  (as above)
    """A newer connection serves the session, so this one may not use it any more."""

    def __init__(self) -> None:
        super().__init__("this set goes on in another window")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done in a session."""

    exercise: Exercise
    sides: tuple[Side, ...]
    """The working sides in their order; empty to let the coach find out."""
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
    """Coaches one session or calibration, frame after frame, across connections.

    Safe to use from several threads: one lock guards the coach and the estimator, because an
    estimator takes the frames of one stream in order. Methods block while a frame is processed:
    call them in a worker thread.

    Parameters
    ----------
    plan
        What is to be done.
    baselines
        The person's own ranges, whose start and target go before the exercise's own.
    resumed
        Where to go on after the server was restarted.
    result
        The result, if the session had ended before the server was restarted.
    open_estimator
        Makes the estimator, at the first frame and again after it was released.
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
        open_estimator: Callable[[Exercise, Model], LiveEstimator] = open_live_estimator,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.plan = plan
        self._lock = threading.Lock()
        self._session = Session(
            plan.set_plans,
            _set_runner(plan, baselines),
            resumed=resumed,
            exercises=load_exercises().values(),
        )
        self._host = EstimatorHost(lambda: open_estimator(plan.exercise, plan.model))
        resumed_s = resumed.time_s if resumed else 0.0
        self._clock = SessionClock(resumed_s=resumed_s, clock_s=clock_s)
        self._result = result
        self.recorder: SessionRecorder | None = None
        """Writes the session into the records; None to write nothing."""
        self._lease = 0
        self._frames_with_bystanders = 0
        self._people = 0
        self._bystanders = Bystanders()

    @property
    def is_awake(self) -> bool:
        """Whether an estimator is open."""
        return self._host.is_open

    @property
    def has_ended(self) -> bool:
        """Whether no frame is taken any more."""
        return self._result is not None

    @property
    def result(self) -> tuple[SetRecord, ...] | CalibrationResult | None:
        """The result of the sets or of the calibration; None while the session goes on."""
        return self._result

    @property
    def records(self) -> tuple[SetRecord, ...]:
        """The records of the sets; empty while they go on, and for a calibration."""
        return self._result if isinstance(self._result, tuple) else ()

    @property
    def state(self) -> SessionState:
        """What must be stored so that the session can go on after a restart of the server."""
        with self._lock:
            return self._session.state

    @property
    def calibration_result(self) -> CalibrationResult | None:
        """The result of a calibration; None while it goes on, and for a set."""
        return self._result if isinstance(self._result, CalibrationResult) else None

    @property
    def frames(self) -> int:
        """How many frames have been processed."""
        return self._host.frames

    @property
    def people(self) -> int:
        """How many people were in the picture lately."""
        return self._people

    @property
    def bystanders(self) -> Bystanders:
        """Who was in the picture lately, and where."""
        return self._bystanders

    @property
    def warnings(self) -> tuple[TranslatableText, ...]:
        """What the reader must know about the set besides its record, in sentences."""
        if self._frames_with_bystanders <= _BYSTANDERS_SHARE * self.frames:
            return ()
        if self._host.person_at:
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
        The lease that `process_frame` and `release_estimator` ask for. The new connection's clock
        may begin anywhere.
        """
        with self._lock:
            self._lease += 1
            self._session.repeat_instruction()
            self._clock.begin_connection()
            return self._lease

    def process_frame(self, lease: int, image: Image, captured_s: float) -> SessionUpdate | None:
        """Coach by one frame; None if it is not newer than the frame before.

        Parameters
        ----------
        image
            (H, W, 3) uint8, BGR.
        captured_s
            When it was captured, on the connection's own clock.

        Raises
        ------
        SetEnded
            If the session has ended.
        TakenOver
            If a newer connection serves the session.
        ModelError
            If the model fails.
        """
        with self._lock:
            self._check(lease)
            time_s = self._clock.next_frame_s(captured_s)
            if time_s is None:
                return None
            observation = self._host.process(image, time_s)
            self._people, self._bystanders = observation.people, observation.bystanders
            self._frames_with_bystanders += observation.people > 1
            update = self._session.step(
                observation.pose, time_s=time_s, picture=observation.picture
            )
            if self.recorder is not None:
                self.recorder.take(update, self._session.set_progress, self._session.ended)
            return update

    def select_person(self, lease: int, point: Point) -> None:
        """Follow the person at this point of the picture, as somebody has pointed out.

        Raises
        ------
        SetEnded
            If the session has ended.
        TakenOver
            If a newer connection serves the session.
        """
        with self._lock:
            self._check(lease)
            self._host.select_person(point)

    def run_command(self, lease: int, command: Command) -> None:
        """Pause, resume or go on, as the person has asked by a button.

        Raises
        ------
        SetEnded
            If the session has ended.
        TakenOver
            If a newer connection serves the session.
        """
        with self._lock:
            self._check(lease)
            command.apply_to(self._session)

    def release_estimator(self, lease: int | None = None) -> None:
        """Close the estimator, which gives back its memory; the session stays.

        Parameters
        ----------
        lease
            Close it only if this connection is still the present one; None to close it anyway.
        """
        with self._lock:
            if lease in (None, self._lease):
                self._host.close()

    def finish(self) -> tuple[SetRecord, ...] | CalibrationResult:
        """End the session or the calibration; every call gives the same result."""
        with self._lock:
            self._host.close()
            if self._result is None:
                self._result = self._session.finish()
                if self.recorder is not None:
                    self.recorder.finish(self.records)
            return self._result

    def _check(self, lease: int) -> None:
        if self.has_ended:
            raise SetEnded
        if lease != self._lease:
            raise TakenOver


def _set_runner(
    plan: Plan, baselines: Sequence[Baseline]
) -> Callable[[SetPlan, SetProgress], Coach | Calibration]:
    """Makes what processes the frames of each set: a coach, or a calibration."""

    def open_set(set_plan: SetPlan, set_progress: SetProgress) -> Coach | Calibration:
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

    return open_set
