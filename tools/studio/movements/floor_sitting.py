"""Sitting on the floor or low above it, with the legs before the body: none of it is counted."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import lerp, rotation, smooth, unit
from tools.studio.human import Human
from tools.studio.movements.movement import Movement, Repeating
from tools.studio.movements.seated import SEATED
from tools.studio.movements.supine import MAT_M, leg_on_floor, propped_arm, with_planted_feet
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side, outwards
from tools.studio.timing import Timeline

_STRAIGHT_DEG = 5.0
_FLAT_FROM_DEG = 80.0
"""The knee's flexion from which the whole sole is on the mat."""
_TOES_UP_DEG = -16.0


@dataclass(frozen=True, slots=True)
class LongSittingStyle:
    """How one person does it."""

    back_deg: float = 16.0
    """How far the trunk leans back on the hands."""
    knee_peak_deg: float = _STRAIGHT_DEG
    lift_deg: float = 0.0
    """How far the straight leg is lifted."""


class LongSitting(Repeating, Movement):
    """Both legs lie stretched on the mat; one bends or is lifted."""

    exercise = "long-sitting"
    counts = False
    on_mat = True

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: LongSittingStyle | None = None,
        working: Side = "right",
    ) -> None:
        super().__init__(human, working)
        self._timeline, self._style = timeline, style or LongSittingStyle()
        self.duration_s = timeline.duration_s
        pose = Pose(
            root=np.array([-0.36, 0.2, 0.0]),
            pelvis=rotation([0, 0, 1], self._style.back_deg) @ SEATED,
            spine_flexion_deg=8.0,
            neck_flexion_deg=16.0,
            legs={side: Leg(90.0 - self._style.back_deg) for side in SIDES},
        )
        low_m = human.lowest_m(pose, "pelvis", "thigh", percent=1.0)
        self.rest = pose.raised(MAT_M - low_m - 0.004)
        self.rest = replace(
            self.rest,
            legs={side: self._leg_on_mat(side, _STRAIGHT_DEG) for side in SIDES},
            arms={side: propped_arm(human, self.rest, side) for side in SIDES},
        )

    def pose(self, time_s: float) -> Pose:
        """The heel slides in and out, or the straight leg goes up and down."""
        share, _ = self._timeline.progress(time_s)
        leg = self._leg_on_mat(self.working, lerp(_STRAIGHT_DEG, self._style.knee_peak_deg, share))
        lifted = replace(leg, hip_flexion_deg=leg.hip_flexion_deg + self._style.lift_deg * share)
        return self.rest.with_leg(self.working, lifted)

    def _leg_on_mat(self, side: Side, knee_deg: float) -> Leg:
        leg = leg_on_floor(self.human, self.rest, side, knee_deg)
        flat = smooth((knee_deg - _STRAIGHT_DEG) / (_FLAT_FROM_DEG - _STRAIGHT_DEG))
        return replace(
            leg, ankle_dorsiflexion_deg=lerp(_TOES_UP_DEG, leg.ankle_dorsiflexion_deg, flat)
        )


@dataclass(frozen=True, slots=True)
class RowingStyle:
    """How one person does it; pairs go from the catch to the finish."""

    seat_m: float = 0.30
    knee_deg: tuple[float, float] = (106.0, 14.0)
    lean_deg: tuple[float, float] = (24.0, -20.0)
    spine_deg: tuple[float, float] = (20.0, 6.0)


class Rowing(Repeating, Movement):
    """A rowing machine: legs push, the trunk swings back, the arms pull; then all returns."""

    exercise = "rowing"
    counts = False
    _ankle_x_m, _ankle_below_seat_m = 0.52, 0.05
    _catch_ankle_deg, _hips_above_seat_m = 22.0, 0.09

    def __init__(self, human: Human, timeline: Timeline, style: RowingStyle | None = None) -> None:
        super().__init__(human)
        self._timeline, self._style = timeline, style or RowingStyle()
        self.duration_s = timeline.duration_s
        seat_m = self._style.seat_m
        self._ankle = np.array([self._ankle_x_m, seat_m - self._ankle_below_seat_m, 0.0])
        self.boxes = (
            ((-0.85, seat_m - 0.05, -0.035), (0.46, seat_m, 0.035)),
            ((-0.80, 0.0, -0.20), (-0.74, seat_m - 0.05, 0.20)),
            ((self._ankle_x_m - 0.07, 0.0, -0.22), (0.86, self._ankle[1] - 0.085, 0.22)),
        )
        self.rest = self._body(self._style.knee_deg[0], self._style.lean_deg[0])
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both legs push."""
        return "both"

    def pose(self, time_s: float) -> Pose:
        """Legs, then trunk, then arms; and back in the other order."""
        share, _ = self._timeline.progress(time_s)
        push, swing = smooth(share / 0.75), smooth((share - 0.2) / 0.7)
        pull = smooth((share - 0.4) / 0.6)
        pose = self._body(lerp(*self._style.knee_deg, push), lerp(*self._style.lean_deg, swing))
        pose = replace(
            with_planted_feet(self.human, self.rest, pose),
            spine_flexion_deg=lerp(*self._style.spine_deg, swing),
            neck_flexion_deg=lerp(-14.0, 8.0, swing),
        )
        return replace(pose, arms={side: self._pulling(pose, side, pull) for side in SIDES})

    def _body(self, knee_deg: float, lean_deg: float) -> Pose:
        """Hips on the rail and ankles on their block, as far apart as the knees let them be."""
        thigh_m, shank_m = self.human.thigh_m, self.human.shank_m
        inner = np.radians(180 - knee_deg)
        apart_m = np.sqrt(thigh_m**2 + shank_m**2 - 2 * thigh_m * shank_m * np.cos(inner))
        drop = np.arcsin((self._hips_above_seat_m + self._ankle_below_seat_m) / apart_m)
        rise = np.arcsin(shank_m * np.sin(inner) / apart_m)
        thigh_deg = 90 + float(np.degrees(rise - drop))
        leg = Leg(thigh_deg + lean_deg, 0.0, 0.0, knee_deg, self._catch_ankle_deg)
        pose = Pose(pelvis=rotation([0, 0, 1], -lean_deg) @ SEATED, legs=dict.fromkeys(SIDES, leg))
        now = self.human.leg(pose, "right").ankle
        return replace(pose, root=(self._ankle - now) * [1, 1, 0])

    def _pulling(self, pose: Pose, side: Side, pull: float) -> Arm:
        """Hands that reach forward over the feet, and come to the belly."""
        left, up, front = pose.pelvis.T
        out = left * outwards(side)
        shoulder = self.human.landmark(pose, f"{side}_shoulder")
        handle = self._ankle + np.array([0.1, 0.38, 0.0]) + out * 0.16
        far = shoulder + unit(handle - shoulder) * 0.50
        near = pose.root + front * 0.20 + up * 0.16 + out * 0.16
        forward = np.array([1.0, 0.0, 0.0])
        pole = unit(out * 0.5 - front - up * 0.4)
        return Arm(lerp(far, near, pull), pole, forward, np.array([0.0, -1.0, 0.0]), 70.0)
