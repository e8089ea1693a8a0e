"""What is not to be counted while lying: leg raises, bridges, sit-ups, small idle movements."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import lerp, rotation, smooth, unit
from tools.studio.human import Human
from tools.studio.movements.grips import Held, on_thigh
from tools.studio.movements.movement import Movement, Repeating
from tools.studio.movements.supine import (
    MAT_M,
    SUPINE,
    Lying,
    Supine,
    halved,
    leg_on_floor,
    with_planted_feet,
)
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side, outwards
from tools.studio.timing import Curve, Timeline, TrueRep


@dataclass(frozen=True, slots=True)
class LegRaiseStyle:
    """How one person does it."""

    hip_peak_deg: float = 70.0
    knee_peak_deg: float = 6.0
    other_knee_deg: float | None = None
    """None for a straight leg."""


class StraightLegRaise(Repeating, Supine):
    """One straight leg is lifted."""

    exercise = "straight-leg-raise"
    counts = False

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: LegRaiseStyle | None = None,
        working: Side = "right",
        lying: Lying | None = None,
    ) -> None:
        super().__init__(human, working, lying)
        self._timeline, self._style = timeline, style or LegRaiseStyle()
        self.duration_s = timeline.duration_s
        bent_deg = self._style.other_knee_deg
        straight = self.straight_leg(self.other)
        other = straight if bent_deg is None else self.bent_leg(self.other, bent_deg)
        self._start = replace(self.straight_leg(working), hip_rotation_deg=6.0)
        self.rest = replace(self.rest, legs={working: self._start, self.other: other})

    def pose(self, time_s: float) -> Pose:
        """The leg goes up and down."""
        share, _ = self._timeline.progress(time_s)
        start = self._start
        leg = replace(
            start,
            hip_flexion_deg=lerp(start.hip_flexion_deg, self._style.hip_peak_deg, share),
            knee_flexion_deg=lerp(start.knee_flexion_deg, self._style.knee_peak_deg, share),
            ankle_dorsiflexion_deg=lerp(start.ankle_dorsiflexion_deg, -5.0, smooth(2 * share)),
        )
        return self.rest.with_leg(self.working, leg)


class Bridge(Repeating, Supine):
    """The pelvis is lifted off the mat; feet and shoulders stay."""

    exercise = "bridge"
    counts = False
    _lift_deg = 26.0

    def __init__(self, human: Human, timeline: Timeline, lying: Lying | None = None) -> None:
        super().__init__(human, lying=lying)
        self._timeline = timeline
        self.duration_s = timeline.duration_s
        self.rest = replace(self.rest, legs={side: self.bent_leg(side, 98.0) for side in SIDES})
        marks = human.landmarks(human.solve(self.rest))
        shoulders = 0.5 * (marks["left_shoulder"] + marks["right_shoulder"])
        self._pivot = shoulders + np.array([0.02, -0.03, 0.0])

    @property
    def moving_side(self) -> str:
        """Both legs push."""
        return "both"

    def pose(self, time_s: float) -> Pose:
        """The trunk turns about the shoulders, the legs follow."""
        share, _ = self._timeline.progress(time_s)
        turn = rotation([0, 0, 1], self._lift_deg * share)
        pose = replace(
            self.rest,
            root=self._pivot + turn @ (self.rest.root - self._pivot),
            pelvis=turn @ self.rest.pelvis,
            neck_flexion_deg=self.rest.neck_flexion_deg + self._lift_deg * share,
        )
        return with_planted_feet(self.human, self.rest, pose)


@dataclass(frozen=True, slots=True)
class HipThrustStyle:
    """How one person does it."""

    bench_m: float = 0.36
    top_deg: float = 92.0
    """How far the trunk leans back at the top; 90 is level."""
    knee_deg: float = 92.0
    """At the top."""


class HipThrust(Repeating, Movement):
    """A bridge with the upper back on the edge of a bench: from sitting on the floor to level."""

    exercise = "hip-thrust"
    counts = False
    on_mat = True
    _edge_x_m = -0.34
    _below_shoulders_m = 0.15
    """Where the edge of the bench touches the back."""
    _clear_m = 0.02
    """The pelvis turns back just above the mat, as people do not put weight down between lifts."""
    _steepest_deg = 34.0
    """The trunk leans back at least as far, even where the pelvis is still well above the mat."""

    def __init__(
        self, human: Human, timeline: Timeline, style: HipThrustStyle | None = None
    ) -> None:
        super().__init__(human)
        self._timeline, self._style = timeline, style or HipThrustStyle()
        self.duration_s = timeline.duration_s
        edge = self._edge_x_m
        self.boxes = (((edge - 0.46, 0.0, -0.60), (edge, self._style.bench_m, 0.60)),)
        self._back_m, self._up_m = self._contact()
        top = self._trunk(self._style.top_deg)
        legs: dict[Side, Leg] = {
            side: leg_on_floor(human, top, side, self._style.knee_deg) for side in SIDES
        }
        self._bottom_deg = halved(self._steepest_deg, 80.0, self._clear_of_the_mat)
        bottom = self._trunk(self._bottom_deg)
        self.rest = with_planted_feet(human, replace(top, legs=legs), bottom)
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both legs push."""
        return "both"

    def pose(self, time_s: float) -> Pose:
        """The trunk turns on the edge of the bench; the feet stay."""
        share, _ = self._timeline.progress(time_s)
        pose = self._trunk(lerp(self._bottom_deg, self._style.top_deg, share))
        pose = replace(pose, neck_flexion_deg=lerp(6.0, 38.0, share))
        pose = with_planted_feet(self.human, self.rest, pose)
        return replace(pose, arms={side: _hand_on_hip(pose, side) for side in SIDES})

    def _contact(self) -> tuple[float, float]:
        """How far behind the pelvis and above it the back touches the bench."""
        lying = Pose(pelvis=SUPINE)
        shoulder = self.human.landmark(lying, "left_shoulder")
        return -self.human.lowest_m(lying, "spine"), -float(shoulder[0]) - self._below_shoulders_m

    def _trunk(self, back_deg: float) -> Pose:
        pelvis = rotation([0, 0, 1], back_deg - 90) @ SUPINE
        _, up, front = pelvis.T
        edge = np.array([self._edge_x_m, self._style.bench_m, 0.0])
        return Pose(root=edge - up * self._up_m + front * self._back_m, pelvis=pelvis)

    def _clear_of_the_mat(self, back_deg: float) -> bool:
        seat_m = self.human.lowest_m(self._trunk(back_deg), "pelvis", percent=1.0)
        return seat_m > MAT_M + self._clear_m


@dataclass(frozen=True, slots=True)
class SitUpStyle:
    """How one person does it."""

    pelvis_deg: float = 60.0
    """How far the pelvis comes up; 0 for a crunch."""
    spine_deg: float = 32.0
    neck_deg: float = 18.0
    knee_deg: float = 95.0


class SitUp(Repeating, Supine):
    """Head and shoulders curl up, then the whole trunk; the feet stay on the mat."""

    exercise = "sit-up"
    counts = False

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: SitUpStyle | None = None,
        lying: Lying | None = None,
    ) -> None:
        super().__init__(human, lying=lying)
        self._timeline, self._style = timeline, style or SitUpStyle()
        self.duration_s = timeline.duration_s
        legs = {side: self.bent_leg(side, self._style.knee_deg) for side in SIDES}
        self.rest = replace(self.rest, legs=legs)

    @property
    def moving_side(self) -> None:
        """No leg moves."""

    def pose(self, time_s: float) -> Pose:
        """The curl goes before the pelvis; the hands reach for the knees."""
        share, _ = self._timeline.progress(time_s)
        curl = smooth(share / 0.7)
        pose = replace(
            self._pelvis_up(self._style.pelvis_deg * smooth((share - 0.15) / 0.85)),
            spine_flexion_deg=self._style.spine_deg * curl,
            neck_flexion_deg=self.rest.neck_flexion_deg + self._style.neck_deg * curl,
        )
        return self._reaching(with_planted_feet(self.human, self.rest, pose), smooth(2 * share))

    def _pelvis_up(self, up_deg: float) -> Pose:
        """The pelvis rolls on the mat; the hips stay above their place."""
        pose = replace(self.rest, pelvis=rotation([0, 0, 1], -up_deg) @ self.rest.pelvis)
        before, after = (self.human.leg(each, "right").hip[0] for each in (self.rest, pose))
        pose = replace(pose, root=pose.root + np.array([before - after, 0.0, 0.0]))
        low_m = self.human.lowest_m(pose, "pelvis", "spine", percent=1.0)
        return pose.raised(MAT_M - low_m - 0.004)

    def _reaching(self, pose: Pose, reach: float) -> Pose:
        for side in SIDES:
            held = Held(pose, self.human.leg(pose, side), self.human.thigh_m, self.human.shank_m)
            arm = self.idle_arms[side].towards(on_thigh(held, side, 0.32), reach, 0.08)
            pose = pose.with_arm(side, arm)
        return pose


class Idle(Supine):
    """Small aimless movements: head, feet, one knee, a hand."""

    exercise = "idle"
    counts = False

    def __init__(self, human: Human, duration_s: float = 8.0, lying: Lying | None = None) -> None:
        super().__init__(human, lying=lying)
        self.duration_s = duration_s
        legs = {side: self.straight_leg(side) for side in SIDES}
        self.rest = replace(self.rest, legs=legs)
        self._bend = Curve([(1.2, 0), (2.6, 1), (3.4, 0.6), (5.0, 0), (9, 0), (10.5, 0.8), (12, 0)])
        self._toes = Curve([(3.0, 0), (3.7, 1), (4.4, -0.4), (5.2, 0), (8, 0), (8.8, 1), (9.6, 0)])
        self._turn = Curve([(0.4, 0), (1.6, 14), (4.6, 14), (5.8, -6), (7.4, 0)])
        self._hand = Curve([(4.8, 0), (6.0, 1), (7.4, 0.2), (11, 0.2), (12, 1), (13, 0)])

    @property
    def moving_side(self) -> None:
        """No leg does an exercise."""

    def progress(self, time_s: float) -> tuple[float, int]:
        """There is none."""
        return 0.0, 0

    def true_reps(self) -> tuple[TrueRep, ...]:
        """There are none."""
        return ()

    def pose(self, time_s: float) -> Pose:
        """A little of everything."""
        other, arm = self.rest.legs["left"], self.idle_arms["right"]
        lifted = replace(arm, wrist=arm.wrist + np.array([0.0, 0.12, -0.10]))
        restless = replace(
            other,
            hip_rotation_deg=other.hip_rotation_deg + 6 * float(np.sin(0.9 * time_s)),
            ankle_dorsiflexion_deg=other.ankle_dorsiflexion_deg + 9 * self._toes(time_s),
        )
        return replace(
            self.rest,
            neck_flexion_deg=self.rest.neck_flexion_deg + 3 * float(np.sin(time_s)),
            head_turn_deg=self._turn(time_s),
            legs={"right": self._bending_leg(self._bend(time_s)), "left": restless},
            arms={**self.idle_arms, "right": arm.towards(lifted, self._hand(time_s))},
        )

    def _bending_leg(self, bend: float) -> Leg:
        start = self.rest.legs["right"]
        bent = replace(
            self.bent_leg("right", 4 + 16 * bend),
            hip_abduction_deg=4.0,
            hip_rotation_deg=lerp(start.hip_rotation_deg, 4.0, bend),
            ankle_dorsiflexion_deg=-20.0,
        )
        return start.towards(bent, min(bend * 3, 1.0))


def _hand_on_hip(pose: Pose, side: Side) -> Arm:
    """A hand in the crease of the hip, the elbow out."""
    left, up, front = pose.pelvis.T
    out = left * outwards(side)
    return Arm(
        wrist=pose.root + front * 0.12 + up * 0.05 + out * 0.17,
        pole=out - front * 0.6,
        hand=unit(-out - up * 0.7),
        palm=-front,
    )
