"""A short calibration: rest, the comfortable end, and back, twice; the own range comes of it.

One instruction at a time, as a cue: whoever shows or speaks the coach's cues gives these as well.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from sciatica_coach.coaching.feedback.advice import HIDDEN, Advice, AdviceCode, AdviceGiver
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.coaching.movement.baseline import (
    LEAST_RANGE_DEG,
    Baseline,
    objection,
    retest_error_deg,
)
from sciatica_coach.coaching.movement.stream import MeasuredStream
from sciatica_coach.coaching.own_range.candidate import HeldAngle, RangeCandidate
from sciatica_coach.coaching.recording import FrameObservation, legs_in_hindsight, read_recording
from sciatica_coach.coaching.sets.coach import highlight
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText, one_after_another
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose

STILL_S = 2.0
"""How long rest and end are asked to be held."""
RECORDED_STILL_S = 1.0
"""The same in a recording: nobody told the person there, and smoothing may look ahead."""
ENDS, _MOST_ENDS = 2, 3
_AGREE_DEG = 15.0
"""Two ends further apart are not the same end: a third one is asked for."""

_REST = N_("Rest in the start position and keep still.")
_OUT = N_("Go as far as is comfortable. Stay there.")
_STAY = N_("Stay there and keep breathing.")
_BACK = N_("Good. Now back, slowly.")
_REST_AGAIN = N_("Good. Rest for a moment.")
_ONCE_MORE = N_("Once more, as far as is comfortable.")
_THE_SAME_AGAIN = N_("The ends differed. Once more, please.")
_DONE = N_("Done. Your own range is measured.")
INSTRUCTIONS = (_REST, _OUT, _STAY, _BACK, _REST_AGAIN, _ONCE_MORE, _THE_SAME_AGAIN, _DONE)
"""All that is said of how it goes on."""
_LEAST_HZ = 2.0
"""Pictures a second: an end that is held still for seconds is measured by few of them too (found at
3 a second, uneven ones as well)."""


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """What came of a calibration: a baseline, or the reason why there is none."""

    baseline: Baseline | None
    problem: TranslatableText | None
    """One or two sentences that say what to do; None if there is a baseline."""
    notes: tuple[TranslatableText, ...] = ()
    """What else must be known of the source that was measured."""


class Calibration:
    """Measures a person's own range of one movement, from its first frame to the result.

    Parameters
    ----------
    exercise
        Whose range is measured.
    measured_on, model
        What the baseline says of its day and of the pose model.
    side
        The working side; None to find out which one it is.
    still_s
        How long rest and end must be held.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        measured_on: date,
        model: str,
        side: Side | None = None,
        still_s: float = STILL_S,
    ) -> None:
        self.exercise = exercise
        self._measured_on = measured_on
        self._model = model
        self._asked_side = side
        self._still_s = still_s
        self._stream = MeasuredStream(exercise, side)
        self._adviser = AdviceGiver(exercise, least_hz=_LEAST_HZ)
        self._candidates = tuple(
            RangeCandidate(movement, each, still_s)
            for each in ((side,) if side else SIDES)
            for movement in exercise.movements
        )
        self._leader: RangeCandidate | None = None
        self._given: Counter[str] = Counter()
        self._cue: Cue | None = None

    def step(
        self, pose: Pose | None, *, time_s: float, picture: PictureQuality | None = None
    ) -> Update:
        """Take the next frame of a live source, as the coach does.

        Raises
        ------
        ValueError
            If time does not rise.
        """
        return self.take(self._stream.measure(pose, time_s), picture=picture)

    def take(
        self, measurement: PoseMeasurement, *, picture: PictureQuality | None = None
    ) -> Update:
        """Take the next measurement, already smoothed.

        Raises
        ------
        ValueError
            If time does not rise.
        """
        self._stream.advance(measurement.time_s)
        advice = self._adviser.update(measurement, picture, self._asked_side)
        stands_still = picture is not None and picture.stands_still
        is_seen = measurement.pose is not None and not stands_still
        if advice is None and is_seen and not self._is_done:
            self._follow(measurement)
        update = self._update(measurement, advice)
        if update.advice is not None:
            self._given[update.advice.text] += 1
        return update

    @property
    def set_progress(self) -> SetProgress:
        """Nothing: a calibration that was broken off begins anew."""
        return SetProgress()

    def waive(self, code: AdviceCode) -> None:
        """Go on although this advice was not followed."""
        self._adviser.waive(code)

    def finish(self) -> CalibrationResult:
        """The own range, or why it could not be measured."""
        leader = self._leader
        if leader is None or len(leader.ends) < ENDS:
            return CalibrationResult(None, self._what_is_missing())
        ends = _nearest_two(leader.ends)
        ends_deg = [end.angle_deg for end in ends]
        apart_deg = abs(ends_deg[0] - ends_deg[1])
        if apart_deg > _AGREE_DEG:
            return CalibrationResult(
                None,
                TranslatableText(
                    "The ends you held were {apart_deg:.0f}° apart. Go only as far as is "
                    "comfortable, and to the same place each time.",
                    apart_deg=apart_deg,
                ),
            )
        start_deg = float(np.median([rest.angle_deg for rest in leader.rests]))
        end_deg = float(np.mean(ends_deg))
        if problem := objection(leader.movement, start_deg, end_deg):
            return CalibrationResult(None, problem)
        baseline = Baseline(
            exercise=self.exercise.id,
            movement=leader.movement.id,
            side=self._stream.named(leader.side),
            quantity=leader.movement.quantity,
            start_deg=start_deg,
            end_deg=end_deg,
            # The estimate's bias is the same at both ends: their mean is no surer than either.
            uncertainty_deg=float(np.mean([end.uncertainty_deg for end in ends])),
            error_deg=retest_error_deg(ends_deg),
            measured_on=self._measured_on,
            model=self._model,
        )
        return CalibrationResult(baseline, None)

    @property
    def _rests(self) -> int:
        return sum(len(candidate.rests) for candidate in self._candidates)

    @property
    def _is_done(self) -> bool:
        leader = self._leader
        return leader is not None and len(leader.ends) >= self._ends_asked

    @property
    def _ends_asked(self) -> int:
        """Two; one more if these are not the same end."""
        ends = self._leader.ends if self._leader else []
        if len(ends) < ENDS:
            return ENDS
        return ENDS if _apart_deg(ends[:ENDS]) <= _AGREE_DEG else _MOST_ENDS

    def _follow(self, measurement: PoseMeasurement) -> None:
        """Let each candidate take the measurement; the one that goes furthest is meant."""
        if self._leader is not None:
            self._leader.update(measurement)
            return
        rests = self._rests
        for candidate in self._candidates:
            candidate.update(measurement)
        if self._rests > rests:
            self._given.clear()  # what was in the way of resting is not any longer
        if any(candidate.ends for candidate in self._candidates):
            self._leader = max(self._candidates, key=_share_of_asked)
            if not self._leader.ends:  # it is still out there; the one that is back was its shadow
                self._leader = None
                for candidate in self._candidates:
                    candidate.ends.clear()

    def _likeliest(self, measurement: PoseMeasurement) -> RangeCandidate:
        """Whom to speak to before an end was held: who is out furthest, who rests, who is near."""
        near = measurement.viewpoint.near_side if measurement.viewpoint else None
        return max(
            self._candidates,
            key=lambda candidate: (
                _share_of_asked(candidate),
                candidate.out_deg if candidate.out_deg >= LEAST_RANGE_DEG else 0.0,
                bool(candidate.rests),
                candidate.unmet is None,
                candidate.still_s,
                candidate.side is near,
            ),
        )

    def _update(self, measurement: PoseMeasurement, advice: Advice | None) -> Update:
        candidate = self._leader or self._likeliest(measurement)
        angle_deg = candidate.angle_deg(measurement)
        seen = math.isfinite(angle_deg)
        if self._is_done:
            advice = None
        elif advice is None and measurement.pose is not None:
            advice = _advice_of(candidate, seen=seen)
        return Update(
            time_s=measurement.time_s,
            stage=self._stage(candidate, advice),
            advice=advice,
            cue=self._instruct(candidate, measurement.time_s),
            side=self._stream.named(self._leader.side) if self._leader else self._asked_side,
            movement=candidate.movement.id,
            phase=candidate.phase,
            angle_deg=angle_deg if seen else None,
            progress=None,
            hold_s=0.0 if self._is_done else candidate.still_s,
            hold_asked_s=self._still_s,
            reps=min(len(candidate.ends), self._ends_asked) if self._leader else 0,
            attempts=0,
            reps_asked=self._ends_asked,
            start_deg=None,
            target_deg=None,
            ended=None,
            faults=(),
            pose=measurement.pose,
            highlight=highlight(candidate.movement, candidate.side, measurement),
            viewpoint=measurement.viewpoint,
        )

    def _stage(self, candidate: RangeCandidate, advice: Advice | None) -> SetState:
        if self._is_done:
            return SetState.DONE
        if advice is not None:
            return SetState.PAUSED if self._leader else SetState.LOOKING
        stages = {Phase.START: SetState.GET_READY, Phase.OUT: SetState.MOVING}
        return stages.get(candidate.phase, SetState.HOLDING)

    def _instruct(self, candidate: RangeCandidate, time_s: float) -> Cue:
        text = self._instruction(candidate)
        if self._cue is None or self._cue.text != text:
            is_praise = text == _DONE
            self._cue = Cue(
                text, Severity.INFO, Priority.INSTRUCTION, None, time_s, is_praise=is_praise
            )
        return self._cue

    def _instruction(self, candidate: RangeCandidate) -> str:
        if self._is_done:
            return _DONE
        ends = len(candidate.ends)
        if candidate.phase is Phase.START:
            return _REST_AGAIN if ends else _REST
        if candidate.phase is Phase.TARGET:
            return _BACK
        if candidate.still_s > 0.25 * self._still_s:
            return _STAY
        if ends >= ENDS:
            return _THE_SAME_AGAIN
        return _ONCE_MORE if ends else _OUT

    def _what_is_missing(self) -> TranslatableText:
        """Why there are not two ends: the last thing that was waited for."""
        often = self._given.most_common(1)
        hint = [TranslatableText(often[0][0])] if often else []
        if not self._rests:
            told = TranslatableText("You were not seen resting in the start position for a moment.")
            return one_after_another(told, *hint)
        if self._leader is None:
            told = TranslatableText(
                "No comfortable end was held still for {still_s:.0f} s.", still_s=self._still_s
            )
            return one_after_another(
                told, *hint, TranslatableText("Go out, stay, and come back, twice.")
            )
        return TranslatableText(
            "The end was held once. Hold it twice, so that it is known how well it repeats."
        )


def measure_recording(
    exercise: Exercise,
    observations: Sequence[FrameObservation],
    *,
    measured_on: date,
    model: str,
    side: Side | None = None,
) -> CalibrationResult:
    """The own range of the person in a recording.

    Parameters
    ----------
    observations
        With rising times.
    measured_on, model
        What the baseline says of its day and of the pose model.
    side
        The working side; None to find out which one it is.
    """
    calibration = Calibration(
        exercise, measured_on=measured_on, model=model, side=side, still_s=RECORDED_STILL_S
    )
    legs = legs_in_hindsight(exercise, observations, side)
    for measurement, observation in zip(
        read_recording(observations, legs), observations, strict=True
    ):
        calibration.take(measurement, picture=observation.picture)
    return calibration.finish()


def _advice_of(candidate: RangeCandidate, *, seen: bool) -> Advice | None:
    if candidate.unmet is not None:
        return Advice(AdviceCode.POSTURE, candidate.unmet.advice)
    return None if seen else HIDDEN


def _share_of_asked(candidate: RangeCandidate) -> float:
    """How far it went, against what the movement usually asks for."""
    return candidate.furthest_deg / abs(
        candidate.movement.target_deg - candidate.movement.start_deg
    )


def _apart_deg(ends: Sequence[HeldAngle]) -> float:
    return abs(ends[0].angle_deg - ends[1].angle_deg)


def _nearest_two(ends: Sequence[HeldAngle]) -> tuple[HeldAngle, HeldAngle]:
    """The pair that agrees best: one end that was let go early does not count."""
    return min(combinations(ends, 2), key=_apart_deg)
