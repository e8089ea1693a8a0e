"""Repetitions from the course of one angle. No clock but the frames' own."""

import math
from dataclasses import dataclass, replace
from statistics import median_high
from typing import Self

from sciatica_coach.coaching.movement.holds import REMEMBERED_S, Hold, RecentAngles
from sciatica_coach.exercise.movement import Movement, Phase
from sciatica_coach.motion.landmarks import Side

# Shares of the way from start to target. Each pair is a gap that noise must cross.
LEAVE, RETURN = 0.25, 0.15
REACH, RELEASE = 1.00, 0.85

ATTEMPT_FROM, ATTEMPT_DEG = 0.40, 20.0
"""Share of the way from which an excursion that turned back is an attempt, not a fidget; and the
least that it must be in degrees: less is within what an angle can be off by."""
_ATTEMPT_AT_MOST = 0.8
"""Share of the way at which it is one however short the way is."""
_SEEN_S, _SEEN_GAP_S = 0.2, 0.3
"""Time for which an attempt must be seen that far, and the gap that still counts as seen: what is
known from one frame between two gaps is no attempt."""
_DWELL_S = 0.10
"""Time beyond a threshold before it counts as crossed: a single stray frame does not."""
_BACK_S = 0.2
"""Time at the start before one is back: for a few frames a leg may be taken for the other one."""
_MAX_GAP_S = 1.6
"""Longer out of sight, and the time between does not count as held. In less nobody goes back to the
start and is at the target again; a line that stalls and is cut is back after 1.1 s, and frames that
are dropped before and after make it longer."""
_MAX_GAP_BACK_S = 2.0
"""Longer out of sight at the target or on the way back, and the end was not seen."""
_DRIFT_S = 1.0
"""Time out of the target band that does not yet end a hold."""
_TWITCH_S = 1.0
"""No limb goes out and back in less without reaching the target."""
_SETTLED_S, _SETTLED_DEG = 0.8, 6.0
"""So long within so few degrees on the way back is a new start position."""
_SETTLED_BELOW = 0.65


@dataclass(frozen=True, slots=True)
class Rep:
    """One excursion from the start position and back."""

    side: Side
    movement: str
    start_s: float
    end_s: float
    peak_deg: float
    """The angle furthest along the way to the target."""
    hold_s: float
    """Time held at the target; longer out of sight than a moment does not count."""
    reached: bool
    """False for an attempt that turned back before the target."""
    complete: bool
    """Reached, and held as long as the dose asks."""
    faults: tuple[str, ...] = ()
    """Ids of the rules seen within it, each once."""
    progress_integral_s: float = 0.0
    """Progress summed over time: how much of a movement it was, noise at the peak apart."""
    interrupted: bool = False
    """Whether it was out of sight for longer than a moment once the target had been reached: then
    nobody knows how long it was held."""

    def with_sides_swapped(self) -> Self:
        """The same, of the other leg."""
        return replace(self, side=self.side.other)


@dataclass(slots=True)
class _Attempt:
    start_s: float
    peak_deg: float
    progress: float
    phase: Phase = Phase.OUT
    hold: Hold | None = None
    out_speed_deg_s: float | None = None
    progress_integral_s: float = 0.0
    tried_s: float = 0.0
    """Time seen as far out as an attempt goes."""
    unfit_s: float = 0.0
    """Of that, the time in which the posture was not that of the exercise."""
    back_s: float | None = None
    interrupted: bool = False
    """Whether it was out of sight for longer than a moment after the target was reached."""

    @property
    def reached(self) -> bool:
        """Whether it came to the target."""
        return self.hold is not None

    def is_deliberate(self, end_s: float) -> bool:
        """Whether one who did not reach the target tried to: no fidget, nothing else done."""
        lasted = end_s - self.start_s >= _TWITCH_S  # in less the estimate has jumped
        fits = self.unfit_s <= self.tried_s / 2  # at the peak alone the estimate may have erred
        return fits and lasted and self.tried_s >= _SEEN_S


class RepCounter:
    """Follows one angle through one movement; one counter for each side.

    Start -> out -> target -> back -> start is an excursion. Losing sight of the angle pauses it:
    what is longer out of sight than a moment is not held, and an excursion whose end was not seen
    is dropped, not guessed.

    Parameters
    ----------
    own_start_deg
        The angle at which the person rests.
    hold_asked_s
        A repetition that is held for less is not complete.
    """

    def __init__(
        self, movement: Movement, side: Side, own_start_deg: float, *, hold_asked_s: float = 0.0
    ) -> None:
        self._movement = movement
        self._side = side
        self._hold_asked_s = hold_asked_s
        self._attempt: _Attempt | None = None
        self._recent = RecentAngles()
        self._before = (-math.inf, 0.0)
        self._crossing_s: float | None = None
        self._drifting_s: float | None = None
        self.rebase(own_start_deg)

    def rebase(self, own_start_deg: float) -> None:
        """Take the person's own start position; only between repetitions."""
        way_deg = self._movement.target_deg - self._movement.start_deg
        self._start_deg = own_start_deg
        if self._movement.from_start:
            self._target_deg = own_start_deg + way_deg
        else:
            self._target_deg = self._movement.target_deg
        self._way_deg = self._target_deg - own_start_deg

    @property
    def start_deg(self) -> float:
        """The person's own start position."""
        return self._start_deg

    @property
    def target_deg(self) -> float:
        """The angle at which the target begins."""
        return self._target_deg

    @property
    def has_a_way(self) -> bool:
        """Whether the target lies far enough from the own start, and on the right side of it."""
        asked_deg = self._movement.target_deg - self._movement.start_deg
        return self._way_deg * asked_deg > 0 and abs(self._way_deg) > 0.25 * abs(asked_deg)

    @property
    def phase(self) -> Phase:
        """Where the person is now."""
        return self._attempt.phase if self._attempt else Phase.START

    @property
    def hold_s(self) -> float:
        """Time held in the present excursion, as far as it is certain: half a second ago."""
        return self._attempt.hold.held_s if self._attempt and self._attempt.hold else 0.0

    @property
    def out_speed_deg_s(self) -> float | None:
        """Mean speed from leaving the start to reaching the target; None before that."""
        return self._attempt.out_speed_deg_s if self._attempt else None

    @property
    def peak_progress(self) -> float:
        """The furthest progress of the present excursion."""
        return self._attempt.progress if self._attempt else 0.0

    @property
    def progress_integral_s(self) -> float:
        """Progress of the present excursion, summed over time."""
        return self._attempt.progress_integral_s if self._attempt else 0.0

    def progress(self, angle_deg: float) -> float:
        """Share of the way from start to target: 0 at the start, 1 at the target."""
        return (angle_deg - self._start_deg) / self._way_deg

    def drop(self) -> None:
        """Forget the present excursion."""
        self._attempt = None
        self._crossing_s = self._drifting_s = None

    def unfinished(self, time_s: float) -> Rep | None:
        """The present repetition as if it ended now, if its target was reached."""
        if self._attempt is None or not self._attempt.reached:
            return None
        return self._rep(self._attempt, time_s)

    def update(self, time_s: float, angle_deg: float, *, posture: bool = True) -> Rep | None:
        """Take the next sample; give the repetition or attempt that it ends, if it ends one.

        Parameters
        ----------
        time_s
            Later than at the call before.
        angle_deg
            NaN while the joint cannot be measured.
        posture
            Whether the conditions for being at the target hold.
        """
        if not math.isfinite(angle_deg):
            return None
        elapsed_s = time_s - self._recent.latest_s
        if elapsed_s > _MAX_GAP_S:
            if self._attempt and self._attempt.hold:
                self._attempt.hold.conclude()
                self._attempt.interrupted = True
            self._recent.forget()
        self._recent.remember(time_s, angle_deg)
        progress = self.progress(angle_deg)
        if self._attempt is None:
            left_s = self._crossed(LEAVE, time_s, progress)
            if left_s is not None:
                self._attempt = _Attempt(left_s, angle_deg, progress)
            self._before = time_s, progress
            return None
        if progress <= RETURN and elapsed_s > self._longest_gap_s(self._attempt):
            self.drop()
            return None
        self._go_on(self._attempt, time_s, angle_deg, elapsed_s, posture=posture)
        self._before = time_s, progress
        back_s = self._back_since(self._attempt, time_s, progress)
        if back_s is None:
            return None
        attempt = self._attempt
        self.drop()
        if not attempt.reached and not attempt.is_deliberate(back_s):
            return None
        return self._rep(attempt, back_s)

    def settled_deg(self, settled_s: float = _SETTLED_S) -> float | None:
        """The angle the person has kept still at for a while; None while they move."""
        angles_deg = self._recent.within_deg(settled_s)
        if not angles_deg or max(angles_deg) - min(angles_deg) > _SETTLED_DEG:
            return None
        return median_high(angles_deg)

    def _go_on(
        self,
        attempt: _Attempt,
        time_s: float,
        angle_deg: float,
        elapsed_s: float,
        *,
        posture: bool,
    ) -> None:
        progress = self.progress(angle_deg)
        attempt.progress_integral_s += max(progress, 0.0) * min(elapsed_s, _MAX_GAP_S)
        if progress >= self._attempt_from and elapsed_s <= _SEEN_GAP_S:
            attempt.tried_s += elapsed_s
            attempt.unfit_s += 0.0 if posture else elapsed_s
        if progress > attempt.progress:
            attempt.progress, attempt.peak_deg = progress, angle_deg
        if attempt.phase is Phase.TARGET:
            if progress >= RELEASE and posture:
                self._drifting_s = None
                if attempt.hold and elapsed_s <= _MAX_GAP_S:
                    attempt.hold.take(time_s, elapsed_s)
            elif self._drifted(progress, time_s):
                attempt.phase = Phase.BACK
        elif (reached_s := self._crossed(REACH, time_s, progress if posture else 0.0)) is not None:
            self._reach(attempt, reached_s)
        elif progress < attempt.progress - (REACH - RELEASE):
            attempt.phase = Phase.BACK
        if attempt.hold:
            attempt.hold.settle()

    def _rep(self, attempt: _Attempt, end_s: float) -> Rep:
        if attempt.hold:
            attempt.hold.conclude()
        hold_s = attempt.hold.held_s if attempt.hold else 0.0
        return Rep(
            side=self._side,
            movement=self._movement.id,
            start_s=attempt.start_s,
            end_s=end_s,
            peak_deg=attempt.peak_deg,
            hold_s=hold_s,
            reached=attempt.reached,
            complete=attempt.reached and hold_s >= self._hold_asked_s,
            progress_integral_s=attempt.progress_integral_s,
            interrupted=attempt.interrupted,
        )

    @property
    def _attempt_from(self) -> float:
        """Progress from which an excursion is an attempt."""
        return max(ATTEMPT_FROM, min(ATTEMPT_DEG / abs(self._way_deg), _ATTEMPT_AT_MOST))

    @staticmethod
    def _longest_gap_s(attempt: _Attempt) -> float:
        """How long the end may be out of sight: one who had reached the target has come back."""
        has_turned = attempt.reached or attempt.phase is Phase.BACK
        return _MAX_GAP_BACK_S if has_turned else _MAX_GAP_S

    def _reach(self, attempt: _Attempt, reached_s: float) -> None:
        if attempt.hold is None:
            way_deg = abs(self._way_deg) * (REACH - LEAVE)
            attempt.out_speed_deg_s = way_deg / max(reached_s - attempt.start_s, 1e-3)
            attempt.hold = Hold(self._recent, attempt.out_speed_deg_s)
        attempt.phase = Phase.TARGET

    def _crossed(self, threshold: float, time_s: float, progress: float) -> float | None:
        """When a threshold was passed, once it has been passed for long enough to be believed."""
        if progress < threshold:
            self._crossing_s = None
            return None
        if self._crossing_s is None:
            before_s, before = self._before
            known = time_s - before_s <= _MAX_GAP_S and before < threshold
            share = (threshold - before) / (progress - before) if known else 1.0
            self._crossing_s = before_s + share * (time_s - before_s) if known else time_s
        if time_s - self._crossing_s < _DWELL_S:
            return None
        crossed_s, self._crossing_s = self._crossing_s, None
        return crossed_s

    def _drifted(self, progress: float, time_s: float) -> bool:
        """Whether the target band has been left for good."""
        if self._drifting_s is None:
            self._drifting_s = time_s
        if progress >= _SETTLED_BELOW and time_s - self._drifting_s < _DRIFT_S:
            return False
        self._drifting_s = None
        return True

    def _back_since(self, attempt: _Attempt, time_s: float, progress: float) -> float | None:
        """When the excursion ended, once that can be believed."""
        if attempt.phase is Phase.TARGET:
            return None
        if progress <= RETURN:
            attempt.back_s = time_s if attempt.back_s is None else attempt.back_s
            return attempt.back_s if time_s - attempt.back_s >= _BACK_S else None
        attempt.back_s = None
        # Some rest with the foot nearer than where they began: still, and well below the target.
        if attempt.phase is not Phase.BACK or progress > _SETTLED_BELOW:
            return None
        settled_deg = self.settled_deg()
        if settled_deg is None:
            return None
        self.rebase(settled_deg)
        return time_s


STAY_S = REMEMBERED_S
"""How long angles are remembered: one who stays so long half way has taken a new start."""
