"""Single knee-to-chest, and both knees at once."""

from dataclasses import dataclass, replace

from tools.studio.geometry import lerp, smooth
from tools.studio.human import Human
from tools.studio.movements.grips import (
    Grip,
    Held,
    behind_own_thigh,
    behind_thigh,
    on_shin,
    over_knee,
)
from tools.studio.movements.supine import Lying, Supine
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side
from tools.studio.timing import Fault, Timeline, TrueRep

_SLIDE = 0.38
"""The share of the movement in which the heel slides in, before the foot leaves the mat."""
_REACH_FROM_DEG, _REACH_OVER_DEG = 54.0, 42.0
"""Hands set off at the first angle of the hip and hold after the second."""
_SHIN_HIP_DEG, _SHIN_KNEE_DEG = 130.0, 150.0
"""Who pulls on the shin bends hip and knee this far: else the hands do not get there."""
_OTHER_LEG_DEG, _HEAD_DEG, _SHOULDERS_DEG = 30.0, 35.0, 26.0
"""How far the other leg lifts, the head nods and the shoulders curl where that is the fault."""


@dataclass(frozen=True, slots=True)
class KneeToChestStyle:
    """How one person does it."""

    other_bent: bool = False
    """The other foot stands on the mat."""
    both: bool = False
    """Both knees are drawn up: another exercise."""
    grip: Grip = Grip.THIGH
    hip_peak_deg: float = 122.0
    knee_peak_deg: float = 128.0
    abduction_peak_deg: float = 4.0
    rotation_peak_deg: float = 0.0
    ankle_peak_deg: float = -4.0
    slide_knee_deg: float = 78.0
    start_knee_deg: float | None = None
    """None: 4 for a straight leg, 95 for a bent one."""
    other_knee_deg: float | None = None
    start_abduction_deg: float = 4.0
    other_abduction_deg: float = 4.0
    fault_size: float = 1.0


class KneeToChest(Supine):
    """One knee comes to the chest; the other leg stays straight, or bent."""

    exercise = "single-knee-to-chest"

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: KneeToChestStyle | None = None,
        working: Side = "right",
        lying: Lying | None = None,
    ) -> None:
        super().__init__(human, working, lying)
        self._timeline, self._style = timeline, style or KneeToChestStyle()
        self.duration_s = timeline.duration_s
        self._start = self._resting_leg(
            working, self._style.start_knee_deg, self._style.start_abduction_deg
        )
        self._still = self._resting_leg(
            self.other, self._style.other_knee_deg, self._style.other_abduction_deg
        )
        legs = {working: self._start, self.other: self._still}
        self.rest = replace(self.rest, legs=legs)
        if self._style.both:
            self.exercise, self.counts = "both-knees-to-chest", False

    @property
    def moving_side(self) -> str:
        """Both, where both knees come up."""
        return "both" if self._style.both else self.working

    @property
    def variant(self) -> str:
        """Where the other leg is."""
        return "other leg bent" if self._style.other_bent else "other leg straight"

    def progress(self, time_s: float) -> tuple[float, int]:
        """As the timeline says."""
        return self._timeline.progress(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the timeline says."""
        return self._timeline.truth(counts=self.counts)

    def pose(self, time_s: float) -> Pose:
        """The leg that is drawn up, then the hands that hold it."""
        share, index = self._timeline.progress(time_s)
        pose = replace(
            self.rest,
            neck_flexion_deg=self.rest.neck_flexion_deg
            + 4 * share
            + _HEAD_DEG * self._fault(time_s, Fault.HEAD_LIFTS),
            spine_flexion_deg=_SHOULDERS_DEG * self._fault(time_s, Fault.HEAD_LIFTS),
        )
        pose = pose.with_leg(self.other, self._other_leg(time_s))
        for side in self._drawn:
            pose = pose.with_leg(side, self._drawn_leg(side, share))
        shin = self._timeline.reps[index].fault is Fault.PULLS_ON_SHIN
        if shin:
            pose = pose.with_leg(self.working, self._pulled_leg(pose, share))
        return self._holding(pose, Grip.SHIN if shin else self._style.grip)

    @property
    def _drawn(self) -> tuple[Side, ...]:
        return SIDES if self._style.both else (self.working,)

    def _fault(self, time_s: float, fault: Fault) -> float:
        return self._style.fault_size * self._timeline.strength(time_s, fault)

    def _resting_leg(self, side: Side, knee_deg: float | None, abduction_deg: float) -> Leg:
        if self._style.other_bent:
            return self.bent_leg(side, 95.0 if knee_deg is None else knee_deg)
        return self.straight_leg(side, 4.0 if knee_deg is None else knee_deg, abduction_deg)

    def _other_leg(self, time_s: float) -> Leg:
        lift = self._fault(time_s, Fault.OTHER_LEG_LIFTS)
        bend = 0.0 if self._style.other_bent else 6.0 * lift
        return replace(
            self._still,
            hip_flexion_deg=self._still.hip_flexion_deg + _OTHER_LEG_DEG * lift,
            knee_flexion_deg=self._still.knee_flexion_deg + bend,
        )

    def _drawn_leg(self, side: Side, share: float) -> Leg:
        style = self._style
        if style.other_bent:
            leg, lift = self._start if side == self.working else self._still, share
        else:
            leg = self._sliding_leg(side, min(share / _SLIDE, 1.0))
            lift = max((share - _SLIDE) / (1 - _SLIDE), 0.0)
        return Leg(
            lerp(leg.hip_flexion_deg, style.hip_peak_deg, lift),
            lerp(leg.hip_abduction_deg, style.abduction_peak_deg, lift),
            lerp(leg.hip_rotation_deg, style.rotation_peak_deg, lift),
            lerp(leg.knee_flexion_deg, style.knee_peak_deg, lift),
            lerp(leg.ankle_dorsiflexion_deg, style.ankle_peak_deg, smooth(lift * 1.5)),
        )

    def _pulled_leg(self, pose: Pose, share: float) -> Leg:
        leg = pose.legs[self.working]
        pulled = replace(leg, hip_flexion_deg=_SHIN_HIP_DEG, knee_flexion_deg=_SHIN_KNEE_DEG)
        return leg.towards(pulled, smooth((share - 0.6) / 0.35))

    def _sliding_leg(self, side: Side, share: float) -> Leg:
        """The heel slides in along the mat."""
        start = self._start
        leg = self.bent_leg(side, lerp(start.knee_flexion_deg, self._style.slide_knee_deg, share))
        return replace(
            leg,
            hip_abduction_deg=lerp(start.hip_abduction_deg, 4.0, share),
            hip_rotation_deg=lerp(start.hip_rotation_deg, 0.0, share),
            ankle_dorsiflexion_deg=lerp(
                start.ankle_dorsiflexion_deg, leg.ankle_dorsiflexion_deg, share
            ),
        )

    def _holding(self, pose: Pose, grip: Grip) -> Pose:
        if grip is Grip.NOTHING:
            return pose
        # Who goes less far takes hold earlier.
        peak_deg = self._style.hip_peak_deg
        from_deg = min(_REACH_FROM_DEG, peak_deg - 25)
        over_deg = min(_REACH_OVER_DEG, peak_deg - from_deg)
        reach = smooth((pose.legs[self.working].hip_flexion_deg - from_deg) / over_deg)
        for side in SIDES:
            arm = self.idle_arms[side].towards(self._gripping(pose, side, grip), reach, 0.10)
            pose = pose.with_arm(side, arm)
        return pose

    def _gripping(self, pose: Pose, side: Side, grip: Grip) -> Arm:
        leg = self.human.leg(pose, side if self._style.both else self.working)
        held = Held(pose, leg, self.human.thigh_m, self.human.shank_m)
        if grip is Grip.SHIN:
            return on_shin(held, side)
        if grip is Grip.KNEE:
            return over_knee(held, side)
        return behind_own_thigh(held, side) if self._style.both else behind_thigh(held, side)
