"""One way the exercise may be done: a side and a movement, followed until it proves itself.

Nobody says beforehand which leg will move. Every side and movement that may be meant is followed;
the one that gets furthest is what the person does.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sciatica_coach.coaching.faults.log import Fault, FaultLog
from sciatica_coach.coaching.feedback.advice import TOO_NEAR
from sciatica_coach.coaching.movement.reps import STAY_S, Rep, RepCounter
from sciatica_coach.coaching.movement.sample import MovementSample, first_unmet
from sciatica_coach.coaching.movement.start_position import StartPosition, StartPositionDetector
from sciatica_coach.coaching.sets.no_reps import Followed
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.exercise.limit import Condition
from sciatica_coach.exercise.movement import Movement, Phase
from sciatica_coach.exercise.rules import Outcome
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.temporal import Dwell, SlidingWindow

_BREACH_S = 0.7
"""A condition broken for longer means that something else is being done."""
_NEAR = 0.7
"""Share of the way from which the posture of the target is asked for."""
_SHIFTED = 0.15
"""Share of the way by which a start position must have shifted: less is the way out beginning."""
_LEAD_IN_S = 1.0
"""A movement is noticed when it has begun: its faults are looked for from so long before."""
_LOST_S = 10.0
"""After so long out of sight the start position must be taken anew; repetitions stay counted."""


@dataclass(frozen=True, slots=True)
class JudgedRep:
    """A repetition or attempt that ended, with all that is known of its faults."""

    rep: Rep
    faults: tuple[Fault, ...]


class MovementCandidate:
    """Follows one side through one movement.

    Parameters
    ----------
    own
        The movement with the person's own start and target, by the angle they rest at: None before
        that is known. Whose leg this side is may be known only by then, too.
    """

    def __init__(
        self, exercise: Exercise, own: Callable[[float | None], Movement], side: Side, dose: Dose
    ) -> None:
        self._own = own
        self.movement = movement = own(None)
        self.side = side
        self._dose = dose
        self._coordination = exercise.coordination_of(movement.id)
        self._rules = tuple(
            rule for rule in exercise.rules if not rule.movements or movement.id in rule.movements
        )
        self._counter = self._counter_from(movement.start_deg)
        self._armed = False
        self._is_assumed = False
        self._start = np.full((0, 0), np.nan)
        self._waiting = StartPositionDetector()
        self.first_start: tuple[float, StartPosition] | None = None
        """The first start position that was seen, and when; None before that."""
        self._breach = Dwell()
        self._seen_s = -math.inf
        self._log: FaultLog | None = None
        self._lead_in = SlidingWindow[MovementSample](_LEAD_IN_S)
        self.unmet: Condition | None = None
        """The condition that keeps the movement from counting just now."""
        self.is_too_near = False
        """Whether the person rests so near to the target that there is no way to it."""

    @property
    def armed(self) -> bool:
        """Whether the start position has been taken and the next movement counts."""
        return self._armed

    @property
    def phase(self) -> Phase:
        """Where in the repetition the person is."""
        return self._counter.phase

    @property
    def counter(self) -> RepCounter:
        """The counter of the movement's angle."""
        return self._counter

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Faults that are going on."""
        return self._log.going_on if self._log else ()

    def angle_deg(self, measurement: PoseMeasurement) -> float:
        """The angle that tells this movement; NaN where it cannot be trusted."""
        return self._driver_deg(self._sample(measurement))

    def followed(self, measurement: PoseMeasurement) -> Followed:
        """Where it stands now, after an update by this measurement."""
        angle_deg = self.angle_deg(measurement)
        progress = self._counter.progress(angle_deg) if self._armed else None
        too_near = TOO_NEAR.text if self.is_too_near else None
        lacks = self.unmet.advice if self.unmet is not None else too_near
        return Followed(
            side=self.side,
            movement=self.movement,
            phase=self._counter.phase,
            angle_deg=angle_deg,
            progress=progress,
            target_deg=self._counter.target_deg,
            lacks=lacks,
        )

    def update(
        self, measurement: PoseMeasurement, *, in_position: bool, may_arm: bool
    ) -> JudgedRep | None:
        """Take the next measurement; give the repetition or attempt that it ends.

        Parameters
        ----------
        in_position
            Whether the person is seen, side-on, in the exercise's position.
        may_arm
            False while another candidate is under way: its target is nobody's start.
        """
        sample = self._sample(measurement)
        angle_deg = self._driver_deg(sample)
        if math.isfinite(angle_deg) and in_position:
            self._seen_s = sample.time_s
        elif sample.time_s - self._seen_s > _LOST_S:
            self.disarm()
        if not in_position:
            return None
        if not self._armed:
            if may_arm:
                self._try_to_arm(sample, angle_deg)
            return None
        if self._breached(sample):
            self.disarm()
            return None
        return self._follow(sample, angle_deg, may_arm=may_arm)

    def assume(self, start: StartPosition) -> None:
        """Begin as if this start position had been seen, in a recording that shows it later.

        Until it is seen, only what reaches the target counts.
        """
        self._is_assumed = True
        self._take_start(start)

    def drop(self) -> None:
        """Forget the present repetition: another candidate did it."""
        self._counter.drop()
        self._log = None

    def disarm(self) -> None:
        """Ask for the start position again."""
        self.drop()
        self._armed = self._is_assumed = False
        self._breach.clear()
        self._waiting.clear()

    def unfinished(self, time_s: float) -> JudgedRep | None:
        """The present repetition as if it ended now, if it has been held as long as asked."""
        rep = self._counter.unfinished(time_s)
        if rep is None or not self._dose.hold_s or not rep.complete:
            return None
        return self._judged(rep)

    def _sample(self, measurement: PoseMeasurement) -> MovementSample:
        start = self._start if self._start.size else np.full_like(measurement.values, np.nan)
        counter = self._counter
        return MovementSample(measurement, self.side, start, counter.phase, counter.out_speed_deg_s)

    def _driver_deg(self, sample: MovementSample) -> float:
        return sample.value(self.movement.quantity, self.movement.leg)

    def _try_to_arm(self, sample: MovementSample, angle_deg: float) -> None:
        self.unmet = self._unmet_at_start(sample)
        self.is_too_near = self.is_too_near and self.unmet is None
        start = self._waiting.update(
            sample.time_s, angle_deg, sample.measurement.values, fits=self.unmet is None
        )
        if start is not None:
            self._take_start(start)
            self.is_too_near = not self._armed
            self.first_start = self.first_start or (sample.time_s, start)

    def _unmet_at_start(self, sample: MovementSample) -> Condition | None:
        """The first condition that keeps this posture from being the start position."""
        unmet = first_unmet(sample, self.movement.start, unseen_is_unmet=True)
        return unmet or first_unmet(sample, self.movement.throughout)

    def _take_start(self, start: StartPosition) -> None:
        self._start = start.values
        self.movement = self._own(start.angle_deg)
        self._counter = self._counter_from(start.angle_deg)
        self._armed = self._counter.has_a_way

    def _breached(self, sample: MovementSample) -> bool:
        """Whether a condition has been broken for so long that this is another movement."""
        self.unmet = first_unmet(sample, self.movement.throughout)
        breached_s = self._breach.update(sample.time_s, holds=self.unmet is not None)
        return breached_s > _BREACH_S

    def _follow(
        self, sample: MovementSample, angle_deg: float, *, may_arm: bool
    ) -> JudgedRep | None:
        unfit = first_unmet(sample, self.movement.at_target)
        rep = self._counter.update(sample.time_s, angle_deg, posture=unfit is None)
        near = math.isfinite(angle_deg) and self._counter.progress(angle_deg) >= _NEAR
        self.unmet = unfit if near else None
        if rep is None:
            self._watch(
                replace(self._sample(sample.measurement), in_posture=unfit is None), may_arm
            )
            return None
        if self._is_assumed and not rep.reached:
            self._log = None
            return None
        return self._judged(rep)

    def _watch(self, sample: MovementSample, may_arm: bool) -> None:
        if self._counter.phase is Phase.START:
            self._log = None
            self._lead_in.append(sample.time_s, sample)
            self._take_new_start(sample, may_arm=may_arm)
            return
        self._waiting.clear()
        if self._log is None:
            self._log = FaultLog(self._rules, self._coordination, self.side)
            for earlier in self._lead_in.values:
                self._log.update(earlier)
            self._lead_in.clear()
        self._log.update(sample)
        self._give_up_if_staying()

    def _take_new_start(self, sample: MovementSample, *, may_arm: bool) -> None:
        """Take the start position anew between repetitions: hips slide, people sit up."""
        if not may_arm:
            self._waiting.clear()
            return
        fits = self._unmet_at_start(sample) is None
        angle_deg = self._driver_deg(sample)
        start = self._waiting.update(sample.time_s, angle_deg, sample.measurement.values, fits=fits)
        if start is None:
            return
        self._waiting.clear()  # once in a while is enough, and it costs
        self._start, self._is_assumed = start.values, False
        if abs(self._counter.progress(start.angle_deg)) < _SHIFTED:
            return
        before_deg = self._counter.start_deg
        self._counter.rebase(start.angle_deg)
        if not self._counter.has_a_way:
            self._counter.rebase(before_deg)

    def _give_up_if_staying(self) -> None:
        """Someone who stays half way has taken another start position."""
        if self._counter.phase is not Phase.OUT or self._counter.peak_progress > 0.7:
            return
        settled_deg = self._counter.settled_deg(STAY_S)
        if settled_deg is not None:
            self.drop()
            self._counter.rebase(settled_deg)

    def _judged(self, rep: Rep) -> JudgedRep:
        outcome = None
        if not rep.reached:
            outcome = Outcome.NOT_FAR_ENOUGH
        elif not rep.complete and not rep.interrupted:
            outcome = Outcome.HOLD_TOO_SHORT
        log, self._log = self._log, None
        faults = log.conclude(outcome, rep.end_s) if log else ()
        broken = tuple(dict.fromkeys(fault.rule for fault in faults))
        return JudgedRep(replace(rep, faults=broken), faults)

    def _counter_from(self, start_deg: float) -> RepCounter:
        return RepCounter(self.movement, self.side, start_deg, hold_asked_s=self._dose.hold_s)
