"""One clip scored: what was counted, measured and told against what is true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.evaluation.truth import TrueRep, Truth
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.landmarks import SIDES, Part, Side
from sciatica_coach.motion.measurement import measure
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from sciatica_coach.motion.uncertainty import bound_90_deg

JOINTS = (
    Quantity.HIP_FLEXION,
    Quantity.KNEE_FLEXION,
    Quantity.ANKLE_DORSIFLEXION,
    Quantity.NECK_FLEXION,
)
_CLEARLY = 0.8
"""A leg is swapped if the other one's true place is nearer by a fifth."""
_AT_PEAK = 0.97
"""Share of the true way from which a frame is at the peak."""


@dataclass(frozen=True, slots=True)
class Error:
    """How far measured angles are from the true ones, in degrees."""

    bias_deg: float
    """Mean of measured minus true."""
    spread_deg: float
    """Standard deviation about the bias."""
    mean_deg: float
    """Mean absolute error."""


@dataclass(frozen=True, slots=True)
class JointError:
    """One joint of one clip."""

    joint: Quantity
    ours: Error
    raw: Error
    """Of the pose model alone: its own left and right, not smoothed."""
    given: float
    """Share of the frames in which the angle was given: seen, and trusted."""
    covered: float
    """Of those, the share within the stated uncertainty."""


@dataclass(frozen=True, slots=True)
class Peaks:
    """The angle that tells the movement, at the peaks of the true repetitions."""

    joint: Quantity
    ours_bias_deg: float
    raw_bias_deg: float


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in a repetition, counted from 1."""

    rule: str
    rep: int


@dataclass(frozen=True, slots=True)
class ClipScore:
    """One clip, as live or as recorded."""

    clip: str
    exercise: str
    duration_s: float
    reps: int
    true_reps: int
    attempts: int
    true_attempts: int
    sides_right: bool
    """Every repetition and attempt was given to the leg that did it."""
    hold_error_s: float
    """Mean absolute difference to the true hold, over complete repetitions; NaN for none."""
    true_faults: tuple[Told, ...]
    found_faults: tuple[Told, ...]
    clean_reps: int
    """True repetitions without a fault."""
    faulted_clean_reps: int
    """Of those, how many were given one."""
    leg: Side | None
    """The leg whose joints are compared: the one that moves."""
    joints: tuple[JointError, ...]
    peaks: Peaks | None
    swapped: float
    """Share of the frames in which legs are swapped; NaN if the clip does not tell."""
    raw_swapped: float

    @property
    def right(self) -> bool:
        """Whether the count is exactly right, attempts apart from repetitions, and the side."""
        counts = self.reps == self.true_reps and self.attempts == self.true_attempts
        return counts and self.sides_right


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the coach made of a clip in one of its two ways."""

    record: SetRecord
    poses: tuple[Pose | None, ...]
    """With left and right settled, one a frame."""


def score(
    truth: Truth, exercise: Exercise, observations: Sequence[FrameObservation], seen: Seen
) -> ClipScore:
    """Score one clip.

    Parameters
    ----------
    exercise
        What it was judged as; for a clip without an exercise nothing should be found.
    """
    record = seen.record
    raw = raw_course(observations)
    owners = _owners(record.reps, truth.reps)
    matched = [
        (rep, truth.reps[owner - 1])
        for rep, owner in zip(record.reps, owners, strict=True)
        if owner
    ]
    true_faults = _true_faults(truth)
    found_faults = _found_faults(record.faults, owners)
    clean = [number for number, rep in enumerate(truth.reps, 1) if not rep.faults]
    movement = _movement_done(exercise, [rep for rep, _ in matched])
    leg = _moving_leg(movement, truth.side) if truth.side else None
    return ClipScore(
        clip=truth.name,
        exercise=exercise.id,
        duration_s=float(truth.time_s[-1]),
        reps=record.complete_reps,
        true_reps=truth.complete_reps,
        attempts=len(record.reps) - record.complete_reps,
        true_attempts=truth.attempts,
        sides_right=all(rep.side is truth.side for rep in record.reps),
        hold_error_s=_hold_error_s(matched),
        true_faults=true_faults,
        found_faults=found_faults,
        clean_reps=len(clean),
        faulted_clean_reps=len({told.rep for told in found_faults} & set(clean)),
        leg=leg,
        joints=_joint_errors(truth, raw, record, leg) if leg and truth.reps else (),
        peaks=_peaks(truth, raw, matched, movement),
        swapped=swapped_share(seen.poses, truth.legs_px),
        raw_swapped=swapped_share(list(map(first_estimate, observations)), truth.legs_px),
    )


def _movement_done(exercise: Exercise, reps: Sequence[Rep]) -> Movement:
    """The movement that most repetitions were counted as; the first one where there are none."""
    counted = [rep.movement for rep in reps]
    return max(exercise.movements, key=lambda movement: counted.count(movement.id))


def _moving_leg(movement: Movement, side: Side) -> Side:
    return movement.leg.of(side)


def _owners(reps: Sequence[Rep], true_reps: Sequence[TrueRep]) -> list[int | None]:
    """Number, from 1, of the true repetition that each found one overlaps most."""
    owners: list[int | None] = []
    for rep in reps:
        overlaps = [
            min(rep.end_s, true.end_s) - max(rep.start_s, true.start_s) for true in true_reps
        ]
        best = int(np.argmax(overlaps)) if overlaps else 0
        owners.append(best + 1 if overlaps and overlaps[best] > 0 else None)
    return owners


def _true_faults(truth: Truth) -> tuple[Told, ...]:
    return tuple(
        Told(rule, number)
        for number, rep in enumerate(truth.reps, 1)
        for rule in sorted(rep.faults)
    )


def _found_faults(faults: Sequence[Fault], owners: Sequence[int | None]) -> tuple[Told, ...]:
    """Each rule once a true repetition; 0 for a repetition that there is none of."""
    found = {Told(each.rule, (owners[each.rep - 1] or 0) if each.rep else 0) for each in faults}
    return tuple(sorted(found, key=lambda told: (told.rep, told.rule)))


def _hold_error_s(matched: Sequence[tuple[Rep, TrueRep]]) -> float:
    return _mean(np.array([abs(rep.hold_s - true.hold_s) for rep, true in matched if rep.complete]))


def _joint_errors(
    truth: Truth, raw: FloatArray, record: SetRecord, leg: Side
) -> tuple[JointError, ...]:
    angle_series, errors = record.angle_series, []
    for joint in JOINTS:
        true_deg = truth.angle_deg(joint, leg)
        measured_deg = angle_series.of(joint, leg)
        given = np.isfinite(measured_deg) & (angle_series.trust_of(joint, leg) >= TRUST)
        ours_deg = np.where(given, measured_deg, np.nan)
        known = given & np.isfinite(true_deg)
        off_deg = np.abs(ours_deg - true_deg)[known]
        within = off_deg <= bound_90_deg(angle_series.standard_error_of(joint, leg)[known])
        errors.append(
            JointError(
                joint,
                error(ours_deg, true_deg),
                error(raw[:, joint.row, leg.column], true_deg),
                given=float(given.mean()),
                covered=_mean(within),
            )
        )
    return tuple(errors)


def _peaks(
    truth: Truth, raw: FloatArray, matched: Sequence[tuple[Rep, TrueRep]], movement: Movement
) -> Peaks | None:
    """At complete repetitions: ours is each one's stated peak, raw the mean about the true one."""
    if truth.side is None:
        return None
    joint, leg = movement.quantity, _moving_leg(movement, truth.side)
    true_deg, raw_deg = truth.angle_deg(joint, leg), raw[:, joint.row, leg.column]
    way = 1.0 if movement.target_deg > movement.start_deg else -1.0
    ours_off, raw_off = [], []
    for rep, true in matched:
        within = (truth.time_s >= true.start_s) & (truth.time_s <= true.end_s)
        if not rep.complete or not within.any():
            continue
        angle_series = way * true_deg[within]
        at_peak = within.copy()
        at_peak[within] = angle_series >= angle_series.min() + _AT_PEAK * np.ptp(angle_series)
        ours_off.append(rep.peak_deg - way * angle_series.max())
        raw_off += list(raw_deg[at_peak] - true_deg[at_peak])
    if not ours_off:
        return None
    return Peaks(joint, float(np.mean(ours_off)), _mean(np.array(raw_off)))


def swapped_share(poses: Sequence[Pose | None], legs_px: FloatArray | None) -> float:
    """Share of the frames with a visible pose whose legs are clearly named the wrong way round.

    Parameters
    ----------
    legs_px
        (frames, side, joint, 2) where knees and ankles truly are.
    """
    if legs_px is None:
        return np.nan
    marks = [[part.of(side) for part in (Part.KNEE, Part.ANKLE)] for side in SIDES]
    swapped = []
    for pose, true_px in zip(poses, legs_px, strict=False):
        if pose is None or not np.isfinite(pose.pixels[marks]).all():
            continue
        if pose.visibility[marks].max() == 0:  # both legs are said not to be known
            continue
        kept = np.linalg.norm(pose.pixels[marks] - true_px, axis=-1).sum()
        other = np.linalg.norm(pose.pixels[marks] - true_px[::-1], axis=-1).sum()
        swapped.append(other < _CLEARLY * kept)
    return float(np.mean(swapped)) if swapped else np.nan


def error(measured_deg: FloatArray, true_deg: FloatArray) -> Error:
    """The error of a course of angles where it was measured; NaN if it never was.

    Parameters
    ----------
    measured_deg, true_deg
        (frames,) degrees.
    """
    frames = min(len(measured_deg), len(true_deg))
    off = measured_deg[:frames] - true_deg[:frames]
    off = off[np.isfinite(off)]
    if not len(off):
        return Error(np.nan, np.nan, np.nan)
    return Error(float(off.mean()), float(off.std()), float(np.abs(off).mean()))


def _mean(values: "np.ndarray") -> float:
    """NaN of nothing."""
    return float(np.nanmean(values)) if np.isfinite(values).any() else np.nan


def raw_course(observations: Sequence[FrameObservation]) -> FloatArray:
    """(frames, quantity, side) as the pose model gives it: sides not settled, not smoothed."""
    facing = Facing()
    nothing = np.full((QUANTITY_COUNT, len(SIDES)), np.nan)
    return np.stack(
        [
            nothing if pose is None else measure(pose.pixels, facing.update(pose))
            for pose in map(first_estimate, observations)
        ]
    )


def first_estimate(observation: FrameObservation) -> Pose | None:
    """The pose by one look of the model, of which a recording has several."""
    return None if observation.pose is None else observation.pose.first_estimate
