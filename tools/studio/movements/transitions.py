"""Getting into position and up again, before and after a movement."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import FloatArray, half_cosine, lerp, rotation, unit
from tools.studio.human import Human
from tools.studio.movements.movement import Movement
from tools.studio.movements.seated import SEATED
from tools.studio.movements.supine import (
    MAT_M,
    flat_foot_deg,
    leg_on_floor,
    propped_arm,
    resting_arm,
)
from tools.studio.movements.upright import hanging_arm
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side
from tools.studio.timing import TrueRep


@dataclass(frozen=True, slots=True)
class Station:
    """One pose on the way down, the same for both legs."""

    at_s: float
    back_deg: float
    """How far the pelvis leans back: 0 upright, 90 lying."""
    hip_deg: float
    knee_deg: float
    spine_deg: float = 0.0
    neck_deg: float = 0.0


TO_THE_MAT = (
    Station(0.0, 0, 2, 3),
    Station(1.0, 0, 2, 3),
    Station(3.0, -22, 105, 118, 12, 10),
    Station(4.2, -4, 116, 128, 18, 10),
    Station(5.4, 16, 127, 106, 20, 12),
    Station(7.8, 90, 48, 95, 0, 14),
)
"""Standing, squatting, sitting on the mat, lying with bent legs."""
TO_THE_CHAIR = (
    Station(0.0, 0, 2, 3),
    Station(0.8, 0, 2, 3),
    Station(2.0, -32, 98, 78, 8, -6),
    Station(2.8, -14, 100, 90, 8, 4),
    Station(3.8, 0, 97, 90, 9, 20),
)
"""Standing before the chair, bending, sitting."""
_HAND_M = 0.19
_SETTLE_S = 1.6
"""From the last station to the first pose of the movement."""


class WithGettingDown(Movement):
    """A movement that begins and ends standing: down onto the mat or chair, and up again."""

    def __init__(self, movement: Movement, *, up_again: bool = True) -> None:
        super().__init__(movement.human, movement.working)
        self._movement = movement
        self.exercise, self.counts = movement.exercise, movement.counts
        self.lying, self.seat_m, self.rest = movement.lying, movement.seat_m, movement.rest
        self.on_mat, self.boxes = movement.on_mat, movement.boxes
        self._stations = TO_THE_MAT if movement.lying else TO_THE_CHAIR
        self._way_s = self._stations[-1].at_s + _SETTLE_S
        self._up_again = up_again
        self.duration_s = movement.duration_s + self._way_s * (2 if up_again else 1)
        self._feet_m = self._ankle_where_it_ends()

    @property
    def moving_side(self) -> str | None:
        """That of the movement."""
        return self._movement.moving_side

    @property
    def variant(self) -> str:
        """That of the movement."""
        return self._movement.variant

    def progress(self, time_s: float) -> tuple[float, int]:
        """That of the movement; at rest before and after it."""
        inner_s = min(max(time_s - self._way_s, 0.0), self._movement.duration_s)
        return self._movement.progress(inner_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """Those of the movement, later."""
        return tuple(
            replace(rep, start_s=rep.start_s + self._way_s, end_s=rep.end_s + self._way_s)
            for rep in self._movement.true_reps()
        )

    def pose(self, time_s: float) -> Pose:
        """On the way down, in the movement, or on the way up."""
        inner_s = time_s - self._way_s
        if inner_s < 0:
            return self._on_the_way(time_s, self._movement.pose(0.0))
        over_s = inner_s - self._movement.duration_s
        if over_s > 0:
            last = self._movement.pose(self._movement.duration_s)
            return self._on_the_way(self._way_s - over_s, last)
        return self._movement.pose(inner_s)

    def _on_the_way(self, way_s: float, end: Pose) -> Pose:
        down_s = self._stations[-1].at_s
        if way_s <= down_s:
            return self._at(way_s)
        share = half_cosine((way_s - down_s) / _SETTLE_S)
        return _between(self.human, self._at(down_s), end, share, self.lying)

    def _at(self, way_s: float) -> Pose:
        """On the way at a moment: the feet stay, the lowest part of the body is on the floor."""
        station = _interpolated(self._stations, way_s)
        leg = Leg(station.hip_deg, 3.0, 2.0, station.knee_deg)
        pose = Pose(
            root=np.array([0.0, 1.0, self.rest.root[2]]),
            pelvis=rotation([0, 0, 1], station.back_deg) @ SEATED,
            spine_flexion_deg=station.spine_deg,
            neck_flexion_deg=station.neck_deg,
        )
        ankle_deg = flat_foot_deg(pose, leg.hip_flexion_deg, leg.knee_flexion_deg)
        leg = replace(leg, ankle_dorsiflexion_deg=float(np.clip(ankle_deg, -40, 32)))
        pose = replace(pose, legs=dict.fromkeys(SIDES, leg))
        pose = self._on_floor(pose)
        ankle = self.human.leg(pose, "right").ankle
        pose = replace(pose, root=pose.root + np.array([self._feet_m - ankle[0], 0.0, 0.0]))
        return replace(pose, arms={s: _arm_on_the_way(self.human, pose, s) for s in SIDES})

    def _on_floor(self, pose: Pose) -> Pose:
        floor_m = MAT_M if self.lying else 0.0
        feet_m = self.human.lowest_m(pose, "foot", "ball")
        if not self.lying:
            return pose.raised(floor_m - feet_m)
        seat_m = self.human.lowest_m(pose, "pelvis", "thigh", "spine", percent=1.0)
        grounded = pose.raised(floor_m - min(feet_m, seat_m))
        if seat_m > feet_m + 0.002:
            return grounded
        # The seat is on the mat: the legs find the floor with their feet.
        legs: dict[Side, Leg] = {
            side: leg_on_floor(self.human, grounded, side, grounded.legs[side].knee_flexion_deg)
            for side in SIDES
        }
        return replace(grounded, legs=legs)

    def _ankle_where_it_ends(self) -> float:
        """Where the feet stand, so that the way ends at the place of the movement."""
        if not self.lying:
            return float(self.human.leg(self.rest, self.other).ankle[0])
        bent = leg_on_floor(self.human, self.rest, "right", self._stations[-1].knee_deg)
        return float(self.human.leg(self.rest.with_leg("right", bent), "right").ankle[0])


def _interpolated(stations: tuple[Station, ...], way_s: float) -> Station:
    times = [station.at_s for station in stations]
    after = int(np.clip(np.searchsorted(times, way_s, "right"), 1, len(times) - 1))
    first, last = stations[after - 1], stations[after]
    share = half_cosine((way_s - first.at_s) / (last.at_s - first.at_s))
    return Station(
        way_s,
        lerp(first.back_deg, last.back_deg, share),
        lerp(first.hip_deg, last.hip_deg, share),
        lerp(first.knee_deg, last.knee_deg, share),
        lerp(first.spine_deg, last.spine_deg, share),
        lerp(first.neck_deg, last.neck_deg, share),
    )


def _arm_on_the_way(human: Human, pose: Pose, side: Side) -> Arm:
    """Reaching forward while squatting, behind the body while lying back, beside it when lying."""
    _, up, front = pose.pelvis.T
    back_deg = float(np.degrees(np.arctan2(front[1], up[1])))
    reach_deg = 10 + 1.6 * max(-back_deg, 0.0)
    arm = hanging_arm(human, pose, side, reach_deg)
    lying = resting_arm(human, pose, side)
    behind = propped_arm(human, pose, side)
    arm = arm.towards(behind, half_cosine((back_deg + 2) / 14))
    arm = arm.towards(lying, half_cosine((back_deg - 45) / 40))
    return _above_floor(arm)


def _above_floor(arm: Arm) -> Arm:
    """The arm with wrist and fingers above the mat."""
    wrist, hand = arm.wrist.copy(), arm.hand.copy()
    wrist[1] = max(wrist[1], MAT_M + 0.045)
    hand[1] = max(hand[1], -(wrist[1] - MAT_M - 0.03) / _HAND_M)
    return replace(arm, wrist=wrist, hand=unit(hand))


def _between(human: Human, start: Pose, end: Pose, share: float, lying: bool) -> Pose:
    """From lying with bent legs to the first pose of the movement."""
    pose = Pose(
        root=lerp(start.root, end.root, share),
        pelvis=_orthonormal(lerp(start.pelvis, end.pelvis, share)),
        spine_flexion_deg=lerp(start.spine_flexion_deg, end.spine_flexion_deg, share),
        neck_flexion_deg=lerp(start.neck_flexion_deg, end.neck_flexion_deg, share),
        head_turn_deg=lerp(start.head_turn_deg, end.head_turn_deg, share),
        arms={side: start.arms[side].towards(end.arms[side], share) for side in SIDES},
    )
    for side in SIDES:
        leg = start.legs[side].towards(end.legs[side], share)
        pose = pose.with_leg(side, leg)
        if not lying:
            continue
        from_m, to_m = (human.leg(each, side).ankle[1] for each in (start, end))
        low_m = lerp(float(from_m), float(to_m), share)
        if human.leg(pose, side).ankle[1] < low_m:
            raised = leg_on_floor(human, pose, side, leg.knee_flexion_deg, low_m - MAT_M)
            pose = pose.with_leg(side, replace(leg, hip_flexion_deg=raised.hip_flexion_deg))
    return pose


def _orthonormal(matrix: FloatArray) -> FloatArray:
    left, _, right = np.linalg.svd(matrix)
    return np.asarray(left @ right)
