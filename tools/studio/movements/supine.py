"""Lying on the back: the mat, straight and bent legs, resting arms."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from tools.studio.geometry import FloatArray, unit
from tools.studio.human import Human
from tools.studio.movements.movement import Movement
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side, outwards

MAT_M = 0.015
"""Height of the mat."""
ANKLE_M = 0.075
"""Height of the ankle above what the sole stands on."""
SUPINE = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])
"""The pelvis of who lies with the head to the left of the picture, face up."""
_PLANTING_STEPS = 24
"""Of 15 degrees at most, towards the place of a foot."""
_STEPS = 18
"""Halvings: to a thousandth of a degree."""


@dataclass(frozen=True, slots=True, eq=False)
class Lying:
    """How a person lies, before they move."""

    pelvis: FloatArray = field(default_factory=lambda: SUPINE)
    neck_flexion_deg: float = 14.0
    head_turn_deg: float = 0.0


class Supine(Movement):
    """A person on their back, the head to the left of the picture."""

    lying = True

    def __init__(self, human: Human, working: Side = "right", lying: Lying | None = None) -> None:
        super().__init__(human, working)
        how = lying or Lying()
        pose = Pose(
            root=np.array([0.12, 0.2, 0.0]),
            pelvis=how.pelvis,
            neck_flexion_deg=how.neck_flexion_deg,
            head_turn_deg=how.head_turn_deg,
        )
        low_m = human.lowest_m(pose, "pelvis", "spine", percent=1.0)
        self.rest = pose.raised(MAT_M - low_m - 0.004)
        self.idle_arms = {side: resting_arm(human, self.rest, side) for side in SIDES}
        self.rest = replace(self.rest, arms=self.idle_arms)

    def straight_leg(self, side: Side, knee_deg: float = 4.0, abduction_deg: float = 4.0) -> Leg:
        """A straight leg with the heel on the mat."""
        leg = Leg(0.0, abduction_deg, 8.0, knee_deg, -18.0)

        def heel_too_high(hip_deg: float) -> bool:
            pose = self.rest.with_leg(side, replace(leg, hip_flexion_deg=hip_deg))
            return bool(self.human.landmark(pose, f"{side}_heel")[1] > MAT_M + 0.012)

        return replace(leg, hip_flexion_deg=halved(-15.0, 25.0, heel_too_high))

    def bent_leg(self, side: Side, knee_deg: float = 95.0) -> Leg:
        """A bent leg with the foot flat on the mat."""
        return leg_on_floor(self.human, self.rest, side, knee_deg)


def leg_on_floor(
    human: Human, pose: Pose, side: Side, knee_deg: float, ankle_m: float = ANKLE_M
) -> Leg:
    """A leg that is bent as much as asked, its foot flat on the mat.

    The pelvis stays where it is, upright, tilted or lying.
    """
    leg = Leg(hip_abduction_deg=3.0, knee_flexion_deg=knee_deg)

    def too_high(hip_deg: float) -> bool:
        bent = pose.with_leg(side, replace(leg, hip_flexion_deg=hip_deg))
        return bool(human.leg(bent, side).ankle[1] > MAT_M + ankle_m)

    level_deg = 90 - leaning_back_deg(pose)
    hip_deg = halved(level_deg - 5, level_deg + 80, too_high)
    ankle_deg = flat_foot_deg(pose, hip_deg, knee_deg)
    return replace(leg, hip_flexion_deg=hip_deg, ankle_dorsiflexion_deg=ankle_deg)


def flat_foot_deg(pose: Pose, hip_deg: float, knee_deg: float) -> float:
    """The ankle's dorsiflexion that brings the sole parallel to the floor."""
    return knee_deg - hip_deg - leaning_back_deg(pose)


def leaning_back_deg(pose: Pose) -> float:
    """0 for a pelvis that is upright, 90 for one that lies."""
    _, up, forward = pose.pelvis.T
    return float(np.degrees(np.arctan2(forward[1], up[1])))


def with_planted_feet(human: Human, before: Pose, after: Pose) -> Pose:
    """The later pose, with both feet where they stood in the earlier one."""
    legs: dict[Side, Leg] = {side: _planted_leg(human, before, after, side) for side in SIDES}
    return replace(after, legs=legs)


def _planted_leg(human: Human, before: Pose, after: Pose, side: Side) -> Leg:
    stood = human.leg(before, side)
    leg = before.legs[side]

    def leg_of(angles: FloatArray) -> Leg:
        hip, knee = map(float, angles)
        return replace(leg, hip_flexion_deg=hip, knee_flexion_deg=knee)

    def miss(angles: FloatArray) -> FloatArray:
        ankle = human.leg(after.with_leg(side, leg_of(angles)), side).ankle
        return np.asarray((ankle - stood.ankle)[:2])

    angles = np.array([leg.hip_flexion_deg, leg.knee_flexion_deg])
    for _ in range(_PLANTING_STEPS):
        now = miss(angles)
        if np.abs(now).max() < 1e-5:
            break
        slopes = np.column_stack([(miss(angles + step) - now) / 0.5 for step in 0.5 * np.eye(2)])
        angles = angles - np.clip(np.linalg.lstsq(slopes, now, rcond=None)[0], -15, 15)
    planted = leg_of(angles)
    shank = human.leg(after.with_leg(side, planted), side).shank
    sole = stood.foot[:, 1]
    ankle_deg = float(np.degrees(np.arctan2(shank[:, 2] @ sole, shank[:, 1] @ sole)))
    return replace(planted, ankle_dorsiflexion_deg=ankle_deg)


def propped_arm(human: Human, pose: Pose, side: Side) -> Arm:
    """A hand on the floor, behind and beside the hip."""
    left, _, _ = pose.pelvis.T
    out = left * outwards(side)
    shoulder = human.landmark(pose, f"{side}_shoulder")
    wrist = shoulder + out * 0.16 - np.array([0.10, 0.0, 0.0])
    wrist[1] = max(MAT_M + 0.05, shoulder[1] - 0.52)
    return Arm(
        wrist, unit(out - np.array([0.6, 0, 0])), np.array([-1.0, 0, 0]), np.array([0, -1.0, 0])
    )


def resting_arm(human: Human, pose: Pose, side: Side, aside_m: float = 0.17) -> Arm:
    """An arm that lies beside the body, palm down."""
    left, up, front = pose.pelvis.T
    shoulder = human.landmark(pose, f"{side}_shoulder")
    wrist = shoulder - up * 0.47 + left * outwards(side) * aside_m
    wrist[1] = MAT_M + 0.045
    return Arm(wrist, left * outwards(side) - front * 0.3, -up, -front, 14.0)


def halved(low: float, high: float, too_high: Callable[[float], bool]) -> float:
    """Where a condition that holds for large values begins to hold."""
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if too_high(middle) else (middle, high)
    return 0.5 * (low + high)
