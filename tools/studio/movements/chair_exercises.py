"""What is not to be counted on a chair: standing up, leaning, marching."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import lerp, rotation, smooth
from tools.studio.human import Human
from tools.studio.movements.movement import Repeating
from tools.studio.movements.seated import Seated
from tools.studio.movements.upright import Crouch, hanging_arm, over_feet
from tools.studio.pose import SIDES, Pose, Side
from tools.studio.timing import Curve, Timeline

_FEET_BACK_DEG = 8.0
"""The shank's inclination of who is about to stand up."""


@dataclass(frozen=True, slots=True)
class SitToStandStyle:
    """How one person does it."""

    lean_deg: float = 42.0
    """How far the trunk leans forward when the thighs leave the seat."""
    shank_deg: float = 17.0
    """How far the knees come forward by then."""


class SitToStand(Repeating, Seated):
    """Up from the chair and down again, without hands."""

    exercise = "sit-to-stand"
    counts = False

    def __init__(
        self, human: Human, timeline: Timeline, style: SitToStandStyle | None = None
    ) -> None:
        super().__init__(human)
        self._timeline, how = timeline, style or SitToStandStyle()
        self.duration_s = timeline.duration_s
        self._thigh = Curve([(0.0, 90.0), (0.25, 89.0), (1.0, 2.0)])
        self._shank = Curve([(0.0, _FEET_BACK_DEG), (0.45, how.shank_deg), (1.0, 2.0)])
        self._lean = Curve([(0.0, 0.0), (0.45, how.lean_deg), (1.0, 0.0)])
        self._ankle = human.leg(self.rest, "right").ankle
        self._ankle[0] -= human.shank_m * np.sin(np.radians(_FEET_BACK_DEG))
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both legs push."""
        return "both"

    def pose(self, time_s: float) -> Pose:
        """The trunk leans forward, then the legs straighten."""
        share, _ = self._timeline.progress(time_s)
        lean_deg = self._lean(share)
        crouch = Crouch(self._thigh(share), self._shank(share), lean_deg)
        pose = replace(
            over_feet(self.human, self._ankle, crouch),
            spine_flexion_deg=lerp(6.0, 0.0, share) + 0.15 * lean_deg,
            neck_flexion_deg=8 - 6 * share - 0.4 * lean_deg,
        )
        on_lap = self._hands(pose)
        for side in SIDES:
            free = hanging_arm(self.human, pose, side, 8 + 1.8 * lean_deg)
            pose = pose.with_arm(side, on_lap.arms[side].towards(free, smooth(share / 0.6)))
        return pose


@dataclass(frozen=True, slots=True)
class SeatedLeanStyle:
    """How one person does it."""

    forward_deg: float = 40.0
    back_deg: float = 9.0


class SeatedLean(Repeating, Seated):
    """The trunk leans forward and, in every second repetition, back; the legs stay."""

    exercise = "seated-lean"
    counts = False

    def __init__(
        self, human: Human, timeline: Timeline, style: SeatedLeanStyle | None = None
    ) -> None:
        super().__init__(human)
        self._timeline, self._style = timeline, style or SeatedLeanStyle()
        self.duration_s = timeline.duration_s
        self._upright = self.rest
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> None:
        """No leg moves."""

    def pose(self, time_s: float) -> Pose:
        """Forward or back."""
        share, index = self._timeline.progress(time_s)
        furthest_deg = self._style.forward_deg if index % 2 == 0 else -self._style.back_deg
        lean_deg = furthest_deg * share
        pose = replace(
            self._leaning(lean_deg),
            spine_flexion_deg=6 + 0.3 * lean_deg,
            neck_flexion_deg=10 - 0.25 * lean_deg,
        )
        return self._hands(pose, along_m=0.20 + 0.003 * max(lean_deg, 0.0))

    def _leaning(self, lean_deg: float) -> Pose:
        """The pelvis tips about the hips, which stay on the seat as the legs do."""
        upright = self._upright
        turn = rotation([0, 0, 1], -lean_deg)
        hips = 0.5 * sum((self.human.leg(upright, side).hip for side in SIDES), np.zeros(3))
        legs = {
            side: replace(leg, hip_flexion_deg=leg.hip_flexion_deg + lean_deg)
            for side, leg in upright.legs.items()
        }
        root = hips + turn @ (upright.root - hips)
        return replace(upright, root=root, pelvis=turn @ upright.pelvis, legs=legs)


@dataclass(frozen=True, slots=True)
class SeatedMarchStyle:
    """How one person does it."""

    lift_deg: float = 26.0
    knee_deg: float = 96.0
    """At the top: the shank hangs."""
    alternating: bool = True
    """False: one leg alone."""


class SeatedMarch(Repeating, Seated):
    """A knee is lifted while it stays bent; the foot leaves the floor."""

    exercise = "seated-march"
    counts = False

    def __init__(
        self, human: Human, timeline: Timeline, style: SeatedMarchStyle | None = None
    ) -> None:
        super().__init__(human)
        self._timeline, self._style = timeline, style or SeatedMarchStyle()
        self.duration_s = timeline.duration_s
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both, where they take turns."""
        return "both" if self._style.alternating else self.working

    def pose(self, time_s: float) -> Pose:
        """One thigh up and down; the hands hold the seat."""
        share, index = self._timeline.progress(time_s)
        side: Side = self.other if self._style.alternating and index % 2 else self.working
        leg = self.rest.legs[side]
        lifted = replace(
            leg,
            hip_flexion_deg=90.0 + self._style.lift_deg * share,
            knee_flexion_deg=lerp(90.0, self._style.knee_deg, share),
            ankle_dorsiflexion_deg=-12.0 * share,
        )
        pose = replace(self.rest, spine_flexion_deg=6 + 3 * share, neck_flexion_deg=8)
        both = {each: replace(leg, hip_flexion_deg=90.0) for each in SIDES}
        pose = replace(pose, legs=both).with_leg(side, lifted)
        return self._hands(pose, on_lap=False)
