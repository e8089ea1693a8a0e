"""What is not to be counted while lying: a straight-leg raise, a bridge, small idle movements."""

from dataclasses import dataclass, replace

import numpy as np

from studio.geometry import lerp, rotation, smooth
from studio.human import Human
from studio.movements.movement import Repeating
from studio.movements.supine import Lying, Supine, with_planted_feet
from studio.pose import SIDES, Leg, Pose, Side
from studio.timing import Curve, Timeline, TrueRep


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
