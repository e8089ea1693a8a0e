"""The coach: pose after pose in, an update for each out, a record at the end."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.feedback.advice import (
    HIDDEN,
    KEEP_STILL,
    TOO_NEAR,
    Advice,
    AdviceCode,
    AdviceGiver,
)
from sciatica_coach.coaching.feedback.cues import CueGiver
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.movement.baseline import Baseline, baseline_of, own_movement
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.coaching.movement.start_position import StartPosition
from sciatica_coach.coaching.movement.stream import MeasuredStream
from sciatica_coach.coaching.sets.candidate import JudgedRep, MovementCandidate
from sciatica_coach.coaching.sets.no_reps import SetEvidence
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.coaching.sets.recorder import Recorder
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.exercise.movement import Movement, Phase
from sciatica_coach.motion.angles import JOINTS
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.measurement import PoseMeasurement
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.quantities import Quantity

_PAUSE_S = 0.7
"""Trouble within a repetition must last this long before it is called a pause."""


class Coach:
    """Follows one set of one exercise.

    Parameters
    ----------
    exercise
        What is to be done.
    side
        The working side; None to find out which one it is.
    dose
        A prescription that goes before the exercise's own dose.
    baselines
        The person's own ranges, whose start and target go before the exercise's own.
    turns
        Whether to ask for the working side towards the camera before the first repetition; in a
        recording it is too late to.
    so_far
        What was done of the set before.
    starts
        Start positions by side and movement that are seen only later, in a recording that begins
        in mid-movement.
    """

    def __init__(  # noqa: PLR0913  # public: each is one thing to know of a set
        self,
        exercise: Exercise,
        *,
        side: Side | None = None,
        dose: Dose | None = None,
        baselines: Sequence[Baseline] = (),
        require_near_side: bool = False,
        set_progress: SetProgress = SetProgress(),  # noqa: B008  (frozen)
        starts: Mapping[tuple[Side, str], StartPosition] | None = None,
    ) -> None:
        self.exercise = exercise
        self.dose = dose or exercise.dose
        self._asked_side = side
        self._require_near_side = require_near_side
        self._baselines = tuple(baselines)
        self._stream = MeasuredStream(exercise, side)
        self._adviser = AdviceGiver(exercise)
        self._cues = CueGiver(exercise.rules)
        self._recorder = Recorder(exercise, side, self.dose, self._baselines, set_progress)
        self._evidence = SetEvidence(exercise)
        for code in set_progress.waived:
            self._adviser.waive(code)
        self._candidates = tuple(
            MovementCandidate(exercise, partial(self._own, movement, each), each, self.dose)
            for each in ((side,) if side else SIDES)
            for movement in exercise.movements
        )
        for each in self._candidates:
            if starts and (each.side, each.movement.id) in starts:
                each.assume(starts[each.side, each.movement.id])
        self._leader: MovementCandidate | None = None

    def step(
        self, pose: Pose | None, *, time_s: float, picture: PictureQuality | None = None
    ) -> Update:
        """Take the next frame of a live source.

        Parameters
        ----------
        pose
            None if nobody was found.
        time_s
            When the frame was taken: later than the one before.
        picture
            How well the picture shows a person; None if it was not measured.

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
        near = self._asked_side if self._require_near_side and not self._has_begun else None
        advice = self._adviser.update(measurement, picture, self._asked_side, near=near)
        stands_still = picture is not None and picture.stands_still
        in_position = advice is None and measurement.pose is not None and not stands_still
        ended = self._follow(measurement, in_position=in_position)
        if ended:
            self._recorder.keep(ended.rep, ended.faults)
        self._recorder.see(measurement, picture)
        update = self._update(measurement, advice, ended)
        self._evidence.see(update, (each.followed(measurement) for each in self._candidates))
        return update

    @property
    def set_progress(self) -> SetProgress:
        """What must be kept for the set to go on later."""
        set_progress = self._recorder.set_progress
        return set_progress.with_sides_swapped() if self._is_misnamed else set_progress

    @property
    def first_starts(self) -> dict[tuple[Side, str], tuple[float, StartPosition]]:
        """The first start position of each side and movement, and when it was seen."""
        return {
            (each.side, each.movement.id): each.first_start
            for each in self._candidates
            if each.first_start is not None
        }

    @property
    def _has_begun(self) -> bool:
        """Whether anything has been done yet."""
        in_rep = self._leader is not None and self._leader.phase is not Phase.START
        return in_rep or self._recorder.complete + self._recorder.attempts > 0

    def waive(self, code: AdviceCode) -> None:
        """Go on although this advice was not followed."""
        self._adviser.waive(code)
        self._recorder.waive(code)

    def finish(self) -> SetRecord:
        """The set so far; the repetition that is being held counts if it was held long enough.

        Without a complete repetition the record says why.
        """
        leader = self._leader
        pending = leader.unfinished(self._stream.last_s) if leader else None
        rep, faults = (pending.rep, pending.faults) if pending else (None, ())
        record = self._recorder.record(rep, faults, swapped=self._is_misnamed)
        if record.complete_reps:
            return record
        return record.explained_by(
            self._evidence.reasons(record.reps, hold_asked_s=self.dose.hold_s)
        )

    def _follow(self, measurement: PoseMeasurement, *, in_position: bool) -> JudgedRep | None:
        """Let every candidate take the measurement; what ends counts only if it is the leader's."""
        ended = [
            (each, result)
            for each in self._candidates
            if (
                result := each.update(
                    measurement, in_position=in_position, may_arm=self._may_arm(each)
                )
            )
        ]
        under_way = [each for each in self._candidates if each.phase is not Phase.START]
        furthest = max(under_way, key=lambda each: each.counter.progress_integral_s, default=None)
        ended = [pair for pair in ended if not _is_surpassed(*pair, furthest)]
        if ended:
            leader, result = max(ended, key=lambda pair: pair[1].rep.progress_integral_s)
            self._leader = leader
            for rival in self._candidates:
                if _was_the_way_there(rival, leader):
                    rival.disarm()
                elif rival is not leader:
                    rival.drop()
            return result
        if furthest is not None:
            self._leader = furthest
        return None

    def _may_arm(self, candidate: MovementCandidate) -> bool:
        """Another one's target is nobody's start, but for another movement of the same leg."""
        return all(
            each.phase is Phase.START or _was_the_way_there(each, candidate)
            for each in self._candidates
        )

    @property
    def _is_misnamed(self) -> bool:
        """Whether the crossed leg goes by the other leg's name: it became clear too late."""
        return self._stream.named(Side.LEFT) is not Side.LEFT

    def _own(self, movement: Movement, side: Side, start_deg: float | None) -> Movement:
        """The movement with the own start and target of the side that goes by this name."""
        found = baseline_of(self._baselines, self.exercise, movement, self._stream.named(side))
        return own_movement(movement, found, start_deg=start_deg)

    def _update(
        self, measurement: PoseMeasurement, advice: Advice | None, ended: JudgedRep | None
    ) -> Update:
        leader = self._leader or self._likeliest(measurement)
        going_on = leader.faults if leader.phase is not Phase.START else ()
        cue = self._cues.update(measurement.time_s, (*going_on, *_of_a_moment(ended)))
        stage, advice = self._stage(measurement, leader, advice)
        angle_deg = leader.angle_deg(measurement)
        seen = math.isfinite(angle_deg)
        return Update(
            time_s=measurement.time_s,
            stage=stage,
            advice=advice,
            cue=cue,
            side=self._stream.named(self._leader.side) if self._leader else self._asked_side,
            movement=leader.movement.id,
            phase=leader.phase,
            angle_deg=angle_deg if seen else None,
            progress=leader.counter.progress(angle_deg) if seen and leader.armed else None,
            hold_s=leader.counter.hold_s,
            hold_asked_s=self.dose.hold_s,
            reps=self._recorder.complete,
            attempts=self._recorder.attempts,
            reps_asked=self.dose.reps,
            start_deg=leader.counter.start_deg if leader.armed else None,
            target_deg=leader.counter.target_deg if leader.armed else None,
            ended=replace(ended.rep, side=self._stream.named(ended.rep.side)) if ended else None,
            faults=going_on,
            pose=measurement.pose,
            highlight=highlight(leader.movement, leader.side, measurement),
            viewpoint=measurement.viewpoint,
            measurement=measurement,
        )

    def _likeliest(self, measurement: PoseMeasurement) -> MovementCandidate:
        """Whom to show before anybody has moved: armed, then ready, then on the near side."""
        near = measurement.viewpoint.near_side if measurement.viewpoint else None
        return max(
            self._candidates,
            key=lambda each: (each.armed, each.unmet is None, each.side is near),
        )

    def _stage(
        self, measurement: PoseMeasurement, leader: MovementCandidate, advice: Advice | None
    ) -> tuple[SetState, Advice | None]:
        in_rep = leader.phase is not Phase.START
        if advice is None and not math.isfinite(leader.angle_deg(measurement)):
            advice = HIDDEN if measurement.pose is not None else None
        if advice is not None:
            return (SetState.PAUSED if self._has_begun or in_rep else SetState.LOOKING), advice
        unmet = Advice(AdviceCode.POSTURE, leader.unmet.advice) if leader.unmet else None
        if in_rep:
            return (SetState.HOLDING if leader.phase is Phase.TARGET else SetState.MOVING), unmet
        if self._recorder.complete >= self.dose.reps:
            return SetState.DONE, None
        if any(each.armed for each in self._candidates):
            return SetState.READY, None
        if leader.unmet is not None or leader.is_too_near:
            return SetState.LOOKING, _begin_by(leader)
        return SetState.GET_READY, KEEP_STILL


def _begin_by(leader: MovementCandidate) -> Advice:
    """What the start position lacks."""
    return Advice(AdviceCode.START_POSITION, leader.unmet.advice) if leader.unmet else TOO_NEAR


def _was_the_way_there(rival: MovementCandidate, candidate: MovementCandidate) -> bool:
    """Whether a leg rests at one movement's target, from where the other movement is done."""
    same_leg = rival.side is candidate.side and rival.movement is not candidate.movement
    return same_leg and rival.phase is Phase.TARGET


def _is_surpassed(
    candidate: MovementCandidate, ended: JudgedRep, furthest: MovementCandidate | None
) -> bool:
    """Whether another candidate, still under way, has moved more: this was its shadow."""
    if furthest is None:
        return False
    if _was_the_way_there(furthest, candidate):
        return not ended.rep.reached
    return furthest.counter.progress_integral_s > ended.rep.progress_integral_s


def _of_a_moment(ended: JudgedRep | None) -> tuple[Fault, ...]:
    """Faults that came to light only with the end of the repetition."""
    faults = ended.faults if ended else ()
    return tuple(fault for fault in faults if fault.start_s == fault.end_s)


def highlight(
    movement: Movement, side: Side, measurement: PoseMeasurement
) -> tuple[int, int, int] | None:
    """Landmarks of the joint that tells the movement, if it is seen well enough to be judged.

    Parameters
    ----------
    side
        The working side.
    """
    side = movement.leg.of(side)
    quantity = movement.quantity
    joint = next((joint for joint in JOINTS if joint.quantity is quantity), None)
    if joint is None or not measurement.trusted(quantity, side, TRUST):
        return None
    outer, middle = joint.proximal.indices(side)
    other, end = joint.distal.indices(side)
    if quantity is Quantity.NECK_FLEXION or middle != other:
        return outer, other, end
    return outer, middle, end
