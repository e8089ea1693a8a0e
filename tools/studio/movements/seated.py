"""Sitting on a chair: the nerve floss and the seated figure-4."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tools.studio.geometry import FloatArray, lerp, rotation
from tools.studio.human import Human
from tools.studio.movements.figure_four import Crossing, crossed_leg
from tools.studio.movements.grips import Held, on_seat, on_thigh
from tools.studio.movements.movement import Movement
from tools.studio.pose import SIDES, Leg, Pose, Side
from tools.studio.timing import Curve, Fault, Timeline, TrueRep

SEATED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
"""The pelvis of who sits or stands upright and looks to the right of the picture."""
_SLUMP_DEG, _THIGH_DEG, _BEND_DEG = 32.0, 25.0, 28.0
"""How far the trunk flexes, the thigh rises and a straight knee bends where that is the fault."""
_BENT = Leg(90.0, 3.0, 0.0, 90.0)
_CROSSING = Crossing(-0.085, 0.11, 0.07)

_TURN_S = 1.5
"""How long the head takes to change between slider and tensioner."""


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """How a person sits, before they move."""

    pelvis: FloatArray = field(default_factory=lambda: SEATED)
    head_turn_deg: float = 0.0
    other_leg: Leg = _BENT


class Seated(Movement):
    """A person on a chair that is as high as their shanks are long."""

    def __init__(
        self, human: Human, working: Side = "right", sitting: Sitting | None = None
    ) -> None:
        super().__init__(human, working)
        how = sitting or Sitting()
        pose = Pose(
            root=np.array([-0.22, 0.6, 0.0]),
            pelvis=how.pelvis,
            head_turn_deg=how.head_turn_deg,
            legs={side: Leg(90.0, 3.0, 0.0, 90.0) for side in SIDES},
        )
        pose = pose.raised(-human.lowest_m(pose, "foot", "ball"))
        self.seat_m = human.lowest_m(pose, "thigh", "pelvis", percent=6) + 0.012
        self.rest = pose.with_leg(self.other, how.other_leg)

    def _hands(self, pose: Pose, *, on_lap: bool = True, along_m: float = 0.20) -> Pose:
        for side in SIDES:
            held = Held(pose, self.human.leg(pose, side), self.human.thigh_m, self.human.shank_m)
            arm = on_thigh(held, side, along_m) if on_lap else on_seat(held, side)
            pose = pose.with_arm(side, arm)
        return pose


@dataclass(frozen=True, slots=True)
class Cycle:
    """One there and back of the floss."""

    period_s: float = 5.0
    wait_s: float = 0.0
    hold_s: float = 0.0
    peak: float = 1.0
    fault: Fault = Fault.NONE


@dataclass(frozen=True, slots=True)
class FlossStyle:
    """How one person does it; pairs go from the bent end to the straight end."""

    held: bool = False
    """The knee stays straight; only foot and head move."""
    knee_deg: tuple[float, float] = (90.0, 8.0)
    hip_deg: tuple[float, float] = (97.0, 92.0)
    ankle_deg: tuple[float, float] = (-20.0, 14.0)
    neck_deg: tuple[float, float] = (32.0, -28.0)
    spine_deg: tuple[float, float] = (9.0, 0.0)
    abduction_deg: float = 3.0
    on_lap: bool = True
    """Where the hands are; else beside the seat."""


class FlossPlan:
    """When leg, head and faults of the floss move."""

    def __init__(self, cycles: Sequence[Cycle], *, held: bool = False, lead_s: float = 1.0) -> None:
        self.cycles = tuple(cycles)
        self._leg: list[tuple[float, float]] = [(0.0, 0.0)]
        self._head: list[tuple[float, float]] = [(0.0, 0.0)]
        knee, self._now_s, self._lag_s, self._opposed = [(0.0, 0.0)], lead_s, 0.0, False
        faults: dict[Fault, list[tuple[float, float]]] = {
            fault: [(0.0, 0.0)] for fault in (Fault.SLUMPS, Fault.THIGH_LIFTS, Fault.KNEE_BENDS)
        }
        if held:
            knee += [(lead_s, 0.0), (lead_s + 3.0, 1.0)]
            self._now_s += 3.5
        self.starts_s: list[float] = []
        self.ends_s: list[float] = []
        for cycle in self.cycles:
            self._before(cycle)
            if cycle.fault in faults:
                faults[cycle.fault] += _swelling(self._now_s, cycle.period_s)
            self._there_and_back(cycle)
        self._now_s += self._lag_s
        if held:
            knee += [(self._now_s + 0.5, 1.0), (self._now_s + 3.2, 0.0)]
            self._now_s += 3.2
        self.duration_s = self._now_s + 1.0
        self.leg, self.head, self.straight = Curve(self._leg), Curve(self._head), Curve(knee)
        self.faults = {fault: Curve(keys) for fault, keys in faults.items()}

    def _before(self, cycle: Cycle) -> None:
        """Pauses: the head changes ends for the tensioner, the leg waits for a late head."""
        opposed = cycle.fault is Fault.TENSIONER_PATTERN
        if opposed is not self._opposed:
            end = 1.0 if opposed else 0.0
            self._leg += [(self._now_s, 0.0)]
            self._head += [(self._now_s, 1.0 - end), (self._now_s + _TURN_S, end)]
            self._now_s += _TURN_S
            self._opposed = opposed
        if cycle.fault is not Fault.OUT_OF_SYNC and self._lag_s:
            self._leg += [(self._now_s, 0.0)]
            self._now_s += self._lag_s
            self._lag_s = 0.0
        if cycle.wait_s:
            self._leg += [(self._now_s, 0.0)]
            self._head += [(self._now_s, 1.0 if self._opposed else 0.0)]
            self._now_s += cycle.wait_s
        if cycle.fault is Fault.OUT_OF_SYNC:
            self._lag_s = cycle.period_s / 3

    def _there_and_back(self, cycle: Cycle) -> None:
        start_s, half_s = self._now_s, cycle.period_s / 2
        end_s = start_s + cycle.period_s + cycle.hold_s
        near, far = (cycle.peak, 0.0) if self._opposed else (0.0, cycle.peak)
        self._leg += [(start_s, 0.0), (start_s + half_s, cycle.peak)]
        self._head += [(start_s + self._lag_s, near), (start_s + self._lag_s + half_s, far)]
        if cycle.hold_s:
            self._leg += [(end_s - half_s, cycle.peak)]
            self._head += [(end_s + self._lag_s - half_s, far)]
        self._leg += [(end_s, 0.0)]
        self._head += [(end_s + self._lag_s, near)]
        self.starts_s.append(start_s)
        self.ends_s.append(end_s)
        self._now_s = end_s

    def index(self, time_s: float) -> int:
        """The cycle at a moment, from 0."""
        return max(int(np.searchsorted(self.starts_s, time_s, "right")) - 1, 0)

    def truth(self) -> tuple[TrueRep, ...]:
        """The cycles as they are."""
        return tuple(
            TrueRep(
                start_s=start_s,
                end_s=end_s,
                peak_progress=cycle.peak,
                hold_s=cycle.hold_s,
                complete=cycle.fault is not Fault.NOT_FAR_ENOUGH,
                faults=(cycle.fault,) if cycle.fault else (),
            )
            for start_s, end_s, cycle in zip(self.starts_s, self.ends_s, self.cycles, strict=True)
        )


def _swelling(start_s: float, period_s: float) -> list[tuple[float, float]]:
    """A fault that comes and goes within one cycle."""
    third_s = period_s * 0.3
    return [
        (start_s, 0.0),
        (start_s + third_s, 1.0),
        (start_s + period_s - third_s, 1.0),
        (start_s + period_s, 0.0),
    ]


class NerveFloss(Seated):
    """Knee straight, toes up and look up; then knee bent, toes down and look down."""

    exercise = "nerve-floss"

    def __init__(
        self,
        human: Human,
        plan: FlossPlan,
        style: FlossStyle | None = None,
        working: Side = "right",
        sitting: Sitting | None = None,
    ) -> None:
        super().__init__(human, working, sitting)
        self._plan, self._style = plan, style or FlossStyle()
        self.duration_s = plan.duration_s
        self.rest = self.pose(0.0)

    @property
    def variant(self) -> str:
        """Held or cycled."""
        return "held" if self._style.held else "cycled"

    def progress(self, time_s: float) -> tuple[float, int]:
        """Of the leg, or of foot and head where the knee is held."""
        return self._plan.leg(time_s), self._plan.index(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the plan says."""
        return self._plan.truth()

    def pose(self, time_s: float) -> Pose:
        """Leg, head and trunk."""
        style, plan = self._style, self._plan
        leg, head = plan.leg(time_s), plan.head(time_s)
        straight = plan.straight(time_s) if style.held else leg
        slump = plan.faults[Fault.SLUMPS](time_s)
        working = Leg(
            lerp(*style.hip_deg, straight) + _THIGH_DEG * plan.faults[Fault.THIGH_LIFTS](time_s),
            style.abduction_deg,
            0.0,
            lerp(*style.knee_deg, straight) + _BEND_DEG * plan.faults[Fault.KNEE_BENDS](time_s),
            lerp(*style.ankle_deg, leg),
        )
        pose = replace(
            self.rest,
            spine_flexion_deg=lerp(*style.spine_deg, head) + _SLUMP_DEG * slump,
            neck_flexion_deg=lerp(*style.neck_deg, head),
        ).with_leg(self.working, working)
        return self._hands(pose, on_lap=style.on_lap, along_m=0.20 + 0.06 * slump)


@dataclass(frozen=True, slots=True)
class SeatedFigureFourStyle:
    """How one person does it."""

    lean_deg: float = 30.0
    """How far the trunk leans forward, from the hips."""
    crossing: Crossing = _CROSSING
    neck_flexion_deg: float = 8.0


class SeatedFigureFour(Seated):
    """The ankle lies on the other thigh; the trunk leans forward with a straight back."""

    exercise = "figure-4-seated"

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: SeatedFigureFourStyle | None = None,
        working: Side = "right",
        sitting: Sitting | None = None,
    ) -> None:
        super().__init__(human, working, sitting)
        self._timeline, self._style = timeline, style or SeatedFigureFourStyle()
        self.duration_s = timeline.duration_s
        self._upright = self.rest
        self.rest = self.pose(0.0)

    def progress(self, time_s: float) -> tuple[float, int]:
        """As the timeline says."""
        return self._timeline.progress(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the timeline says."""
        return self._timeline.truth()

    def pose(self, time_s: float) -> Pose:
        """The trunk leans over the crossed leg."""
        share, _ = self._timeline.progress(time_s)
        lean_deg = self._style.lean_deg * share
        side, upright = self.other, self._upright
        other = upright.legs[side]
        pose = replace(
            upright,
            pelvis=rotation([0, 0, 1], -lean_deg) @ upright.pelvis,
            spine_flexion_deg=5 + 8 * share,
            neck_flexion_deg=self._style.neck_flexion_deg,
        )
        pose = pose.with_leg(side, replace(other, hip_flexion_deg=other.hip_flexion_deg + lean_deg))
        crossed = crossed_leg(self.human, pose, self.working, self._style.crossing)
        return self._hands_on_legs(pose.with_leg(self.working, crossed))

    def _hands_on_legs(self, pose: Pose) -> Pose:
        """One hand on the crossed shank, one on the other thigh."""
        pose = self._hands(pose)
        leg = self.human.leg(pose, self.working)
        _, along, front = leg.shank.T
        hand = replace(
            pose.arms[self.working],
            wrist=leg.knee + along * 0.12 + front * 0.06,
            hand=along,
            palm=-front,
        )
        return pose.with_arm(self.working, hand)


class SittingStill(Seated):
    """A person on a chair who does nothing but look up and down a little."""

    exercise = "sitting"
    counts = False

    def __init__(self, human: Human, duration_s: float) -> None:
        super().__init__(human)
        self.duration_s = duration_s
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> None:
        """No leg moves."""

    def progress(self, time_s: float) -> tuple[float, int]:
        """There is none."""
        return 0.0, 0

    def true_reps(self) -> tuple[TrueRep, ...]:
        """There are none."""
        return ()

    def pose(self, time_s: float) -> Pose:
        """The head alone moves."""
        nod_deg = 10 + 8 * float(np.sin(1.3 * time_s))
        return self._hands(replace(self.rest, spine_flexion_deg=6, neck_flexion_deg=nod_deg))


def other_foot_flat(hip_deg: float, knee_deg: float, abduction_deg: float) -> Leg:
    """The leg that stays, its foot flat on the floor before the chair."""
    return Leg(hip_deg, abduction_deg, 0.0, knee_deg, knee_deg - hip_deg)
