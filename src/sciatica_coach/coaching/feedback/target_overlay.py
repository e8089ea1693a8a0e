"""The working limb as it would be at the target, drawn onto the person's own joints."""

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.movement.sample import TRUST
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.motion.angles import (
    FOOT,
    JOINTS,
    SHANK,
    THIGH,
    JointAngle,
    Segment,
    joint_angles_deg,
    turn_deg,
)
from sciatica_coach.motion.body_geometry import middle
from sciatica_coach.motion.facing import Facing
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, SIDES, Part, Side
from sciatica_coach.motion.pose import FloatArray, Pose
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.smoothing import OneEuro

_LIMBS: dict[Quantity, tuple[Segment, ...]] = {
    Quantity.HIP_FLEXION: (THIGH, SHANK, FOOT),
    Quantity.KNEE_FLEXION: (SHANK, FOOT),
    Quantity.ANKLE_DORSIFLEXION: (FOOT,),
}
"""What moves with a joint, from the joint outwards."""
_KEPT_S = 0.5
"""A landmark that is lost from sight counts as where it was for so long."""
_LEARN_EVERY_S = 0.1
"""Neighbouring frames tell the same."""
_CLEARLY_BENT_DEG = 50.0
"""What is drawn is not at the limit of what counts."""
_LOOKS = 40
"""Looks at a limb that its lengths are the median of: four seconds."""
_OFFSET_MEMORY_S = 0.7
"""Time constant of what the coach's figure is off the picture's: it changes with the pose only."""


class TargetOverlay:
    """Draws where a limb would be at the target; one instance for each set of one side.

    It keeps still: joints are smoothed, lengths are the median of some seconds.

    Parameters
    ----------
    movement
        What is done. One that is not measured by a joint's angle has no overlay.
    side
        The working side.
    """

    def __init__(self, movement: Movement, side: Side) -> None:
        self._joint = next((row for row in JOINTS if row.quantity is movement.quantity), None)
        self._side = movement.leg.of(side)
        self._limb = _LIMBS.get(movement.quantity, ())
        self._facing = Facing()
        self._smoother = OneEuro()
        self._pixels = np.full((LANDMARK_COUNT, 2), np.nan)
        self._seen_s = np.full(LANDMARK_COUNT, -math.inf)
        self._lengths_px: tuple[deque[float], ...] = tuple(deque(maxlen=_LOOKS) for _ in self._limb)
        self._learnt_s = -math.inf
        self._least_knee_deg = _least_knee_deg(movement)
        self._offset_deg = 0.0
        self._offset_s = -math.inf

    def at(
        self, pose: Pose, target_deg: float, measured_deg: float | None = None
    ) -> tuple[FloatArray, ...] | None:
        """The limb at the target, as lines of (n, 2) pixels; None where its joints are not seen.

        Parameters
        ----------
        pose
            With left and right settled, as in `Update.pose`; later than at the call before.
        target_deg
            The angle itself: where a movement counts from the own start, start and change summed.
        measured_deg
            What the coach makes of the angle now (`Update.angle_deg`), its errors corrected. With
            it, limb and overlay meet in the picture when the coach measures the target; without it,
            when the landmarks do.
        """
        facing = self._facing.update(pose)
        seen = self._look(pose)
        if self._joint is None:
            return None
        target_deg -= self._off_deg(self._joint, pose.time_s, measured_deg, facing)
        if self._joint.quantity is Quantity.NECK_FLEXION:
            line = _head_at(self._pixels, seen, self._joint, target_deg, facing)
        else:
            line = self._limb_at(seen, self._joint, target_deg, facing)
        return None if line is None else (line,)

    def _look(self, pose: Pose) -> NDArray[np.bool_]:
        """Take over what is seen of a pose; (33,) which landmarks are known."""
        size = np.asarray(pose.size_px, dtype=np.float64)
        with np.errstate(invalid="ignore"):
            inside = np.all((pose.pixels >= 0) & (pose.pixels <= size), axis=1)
        visible = inside & (pose.visibility >= TRUST)
        smoothed = self._smoother.update(pose.time_s, pose.pixels)
        fresh = visible | (pose.time_s - self._seen_s > _KEPT_S)
        self._pixels = np.where(fresh[:, np.newaxis], smoothed, self._pixels)
        self._seen_s = np.where(visible, pose.time_s, self._seen_s)
        if pose.time_s - self._learnt_s >= _LEARN_EVERY_S:
            self._learnt_s = pose.time_s
            self._learn(visible)
        return pose.time_s - self._seen_s <= _KEPT_S

    def _off_deg(
        self, joint: JointAngle, time_s: float, measured_deg: float | None, facing: int
    ) -> float:
        """By how much the coach measures more than the landmarks do, of late."""
        if measured_deg is None:
            return self._offset_deg
        off_deg = measured_deg - _angle_deg(self._pixels, joint, self._side, facing)
        if math.isfinite(off_deg):
            keep = math.exp(-(time_s - self._offset_s) / _OFFSET_MEMORY_S)
            self._offset_deg = keep * self._offset_deg + (1 - keep) * off_deg
            self._offset_s = time_s
        return self._offset_deg

    def _learn(self, visible: NDArray[np.bool_]) -> None:
        for segment, lengths_px in zip(self._limb, self._lengths_px, strict=True):
            if visible[list(segment.indices(self._side))].all():
                length_px = np.linalg.norm(segment.vector(self._pixels, self._side))
                lengths_px.append(float(length_px))

    def _limb_at(
        self, seen: NDArray[np.bool_], joint: JointAngle, target_deg: float, facing: int
    ) -> FloatArray | None:
        """The chain from the joint outwards; it ends where nothing is known of a segment."""
        known = np.where(seen[:, np.newaxis], self._pixels, np.nan)
        before = joint.proximal.vector(known, self._side)
        turn = facing * (joint.sign * target_deg + joint.neutral_deg)
        direction = before / np.linalg.norm(before)
        line = [known[joint.proximal.indices(self._side)[1]]]
        for segment, lengths_px in zip(self._limb, self._lengths_px, strict=True):
            here = segment.vector(known, self._side)
            if len(line) > 1:  # beyond the joint, segments stay as they are to each other
                turn = float(turn_deg(before, here))
                if segment is SHANK:
                    turn = self._bent(turn, facing)
            direction = _turned(direction, turn)
            if not lengths_px or not np.isfinite(direction).all():
                break
            line.append(line[-1] + float(np.median(lengths_px)) * direction)
            before = here
        return np.array(line) if len(line) > 1 else None

    def _bent(self, turn: float, facing: int) -> float:
        """The turn from thigh to shank, of a knee that is bent as the target asks for."""
        knee_deg = -facing * turn
        return -facing * max(knee_deg, self._least_knee_deg)


class TargetOverlays:
    """The overlay of whatever movement is followed; one instance a set."""

    def __init__(self, exercise: Exercise) -> None:
        self._movements = {movement.id: movement for movement in exercise.movements}
        self._target_overlays: dict[tuple[str, Side], TargetOverlay] = {}

    def of(self, update: Update) -> tuple[FloatArray, ...]:
        """The limb at the target, as lines in pixels; empty where it is not known."""
        pose, target_deg, name, side = update.pose, update.target_deg, update.movement, update.side
        if pose is None or target_deg is None or name is None or side is None:
            return ()
        target_overlay = self._target_overlays.setdefault(
            (name, side), TargetOverlay(self._movements[name], side)
        )
        return target_overlay.at(pose, target_deg, update.angle_deg) or ()


def _least_knee_deg(movement: Movement) -> float:
    """How far the knee is bent at the target at least; unlike the rest it may not be so yet."""
    asked = [
        condition.above_deg + _CLEARLY_BENT_DEG
        for condition in movement.at_target
        if condition.quantity is Quantity.KNEE_FLEXION
        and condition.leg is movement.leg
        and condition.above_deg is not None
    ]
    return max(asked, default=0.0)


def _head_at(
    pixels: FloatArray, seen: NDArray[np.bool_], joint: JointAngle, target_deg: float, facing: int
) -> FloatArray | None:
    """Neck, ear and nose, as they are turned about the middle of the neck."""
    if not any(seen[list(joint.landmarks(side))].all() for side in SIDES):
        return None
    now_deg = _angle_deg(pixels, joint, Side.LEFT, facing)
    ear = middle(pixels, Part.EAR)
    neck = (middle(pixels, Part.SHOULDER) + ear) / 2
    turn = facing * joint.sign * (target_deg - now_deg)
    line = neck + np.array([_turned(point - neck, turn) for point in (neck, ear, pixels[NOSE])])
    return line if np.isfinite(line).all() else None


def _angle_deg(pixels: FloatArray, joint: JointAngle, side: Side, facing: int) -> float:
    """The joint's angle on the picture; the neck has no side."""
    of_sides_deg = joint_angles_deg(pixels, facing)[JOINTS.index(joint)]
    if joint.quantity is Quantity.NECK_FLEXION:
        return float(np.mean(of_sides_deg))
    return float(of_sides_deg[side.column])


def _turned(vector: FloatArray, clockwise_deg: float) -> FloatArray:
    """The vector turned as the picture is looked at, y down."""
    cos, sin = math.cos(math.radians(clockwise_deg)), math.sin(math.radians(clockwise_deg))
    return np.array([vector[0] * cos - vector[1] * sin, vector[0] * sin + vector[1] * cos])
