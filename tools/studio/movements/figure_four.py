"""Figure-4: one ankle lies on the other thigh, lying down or seated."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import FloatArray, lerp, smooth
from tools.studio.human import Human
from tools.studio.movements.grips import Held, behind_thigh
from tools.studio.movements.supine import Lying, Supine
from tools.studio.pose import SIDES, Leg, Pose, Side, other_side, outwards
from tools.studio.timing import Fault, Timeline, TrueRep

_USUAL_DEG = np.array([75.0, 28.0, 48.0, 95.0])
"""Hip flexion, abduction, rotation and knee flexion of a crossed leg."""
_START_DEG = np.array([75.0, 20.0, 50.0, 95.0])
_PREFERENCE = np.array([0.02, 0.25, 0.25, 0.10]) * 0.004
"""Metres of error at the ankle that a degree off the usual is worth."""
_CROSSED_ANKLE_DEG = 2.0
_HEAD_DEG, _SHOULDERS_DEG = 35.0, 26.0
_SLIP_AFTER_S, _SLIP_TAKES_S = 0.6, 1.8
"""The ankle slips in the hold, this long after it was reached."""
_KNEE_OUT_DEG = np.array([46.0, 26.0, 40.0, 95.0])
_KNEE_OUT_ANKLE_DEG, _BESIDE_M = -14.0, 0.10
"""A leg whose knee falls outwards while its foot stands beside the other one."""
_OFF_THE_THIGH = 0.4
"""The share of a slip in which the ankle slides over the knee; then it falls."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the crossed ankle lies, in metres from the other knee, in the thigh's own axes."""

    along_m: float = -0.085
    up_m: float = 0.112
    aside_m: float = 0.075

    def towards(self, end: "Crossing", share: float) -> "Crossing":
        """A place on the way to another."""
        return Crossing(
            lerp(self.along_m, end.along_m, share),
            lerp(self.up_m, end.up_m, share),
            lerp(self.aside_m, end.aside_m, share),
        )


_PAST_THE_KNEE = Crossing(0.09, 0.13, 0.0)


def crossed_leg(human: Human, pose: Pose, side: Side, crossing: Crossing) -> Leg:
    """The leg on this side with its ankle on the other thigh."""
    other = human.leg(pose, other_side(side))
    lateral, along, front = other.thigh.T
    # The lateral axis points to the person's left: mirrored for a left leg that is crossed.
    target = (
        other.knee
        + along * crossing.along_m
        + front * crossing.up_m
        + lateral * crossing.aside_m * -outwards(side)
    )
    return ankle_at(human, pose, side, target)


def ankle_at(
    human: Human,
    pose: Pose,
    side: Side,
    target: FloatArray,
    guess: tuple[FloatArray, FloatArray] = (_USUAL_DEG, _START_DEG),
) -> Leg:
    """The leg whose ankle is at a place, with angles near those that are usual.

    Parameters
    ----------
    human, pose, side
        Whose leg; the pelvis is given by the pose.
    target
        (3,) metres.
    guess
        Two of (4,) hip flexion, abduction, rotation and knee flexion: preferred, and tried first.
    """
    near_deg, start_deg = guess

    def leg_of(angles: FloatArray) -> Leg:
        hip, abduction, turn, knee = map(float, angles)
        return Leg(hip, abduction, turn, knee, _CROSSED_ANKLE_DEG)

    def miss(angles: FloatArray) -> FloatArray:
        ankle = human.leg(pose.with_leg(side, leg_of(angles)), side).ankle
        return np.concatenate([ankle - target, _PREFERENCE * (angles - near_deg)])

    angles = start_deg
    for _ in range(16):
        now = miss(angles)
        slopes = np.column_stack([(miss(angles + step) - now) / 0.5 for step in 0.5 * np.eye(4)])
        change = np.linalg.lstsq(slopes, now, rcond=None)[0]
        angles = angles - np.clip(change, -12, 12)
        if np.abs(change).max() < 1e-4:
            break
    return leg_of(angles)


@dataclass(frozen=True, slots=True)
class FigureFourStyle:
    """How one person does it."""

    hook_knee_deg: float = 98.0
    hip_peak_deg: float = 104.0
    knee_peak_deg: float = 108.0
    crossing: Crossing = Crossing()
    curl: float = 0.0
    """0..1: how far the head comes up with every repetition."""
    hands: bool = True
    """False: the leg is drawn up without help."""


class FigureFour(Supine):
    """The working ankle is crossed over the other knee; that thigh is drawn to the chest."""

    exercise = "figure-4"

    def __init__(
        self,
        human: Human,
        timeline: Timeline,
        style: FigureFourStyle | None = None,
        working: Side = "right",
        lying: Lying | None = None,
    ) -> None:
        super().__init__(human, working, lying)
        self._timeline, self._style = timeline, style or FigureFourStyle()
        self.duration_s = timeline.duration_s
        self._standing = self.bent_leg(self.other, self._style.hook_knee_deg)
        self._fallen = self.bent_leg(working, 88.0)
        self.rest = self.rest.with_leg(self.other, self._standing)
        self.rest = self.rest.with_leg(working, self._crossed(self.rest))

    def progress(self, time_s: float) -> tuple[float, int]:
        """As the timeline says."""
        return self._timeline.progress(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the timeline says."""
        return self._timeline.truth()

    def pose(self, time_s: float) -> Pose:
        """The thigh that is drawn up, the leg that lies on it, the hands that hold it."""
        share, _ = self._timeline.progress(time_s)
        curl = self._timeline.strength(time_s, Fault.HEAD_LIFTS) + self._style.curl * share
        pose = replace(
            self.rest,
            neck_flexion_deg=self.rest.neck_flexion_deg + 5 * share + _HEAD_DEG * curl,
            spine_flexion_deg=_SHOULDERS_DEG * curl,
        )
        pose = pose.with_leg(self.other, self._drawn_leg(share))
        pose = pose.with_leg(self.working, self._working_leg(pose, self._slip(time_s)))
        return self._holding(pose, smooth((share - 0.05) / 0.45)) if self._style.hands else pose

    def _drawn_leg(self, share: float) -> Leg:
        start = self._standing
        return replace(
            start,
            hip_flexion_deg=lerp(start.hip_flexion_deg, self._style.hip_peak_deg, share),
            knee_flexion_deg=lerp(start.knee_flexion_deg, self._style.knee_peak_deg, share),
            ankle_dorsiflexion_deg=lerp(start.ankle_dorsiflexion_deg, -8.0, smooth(3 * share)),
        )

    def _slip(self, time_s: float) -> float:
        """0 with the ankle on the thigh, 1 with its foot on the mat."""
        index, since_s = self._timeline.at(time_s)
        rep = self._timeline.reps[index]
        if rep.fault is Fault.ANKLE_SLIPS:
            return smooth((since_s - rep.up_s - _SLIP_AFTER_S) / _SLIP_TAKES_S)
        if index and self._timeline.reps[index - 1].fault is Fault.ANKLE_SLIPS:
            # It is crossed again in the rest before the next one.
            return 1 - smooth((since_s + rep.rest_s - 0.3) / (rep.rest_s - 0.6))
        return 0.0

    def _working_leg(self, pose: Pose, slip: float) -> Leg:
        over_the_knee = min(slip / _OFF_THE_THIGH, 1.0)
        crossing = self._style.crossing.towards(_PAST_THE_KNEE, over_the_knee)
        leg = crossed_leg(self.human, pose, self.working, crossing)
        falling = max((slip - _OFF_THE_THIGH) / (1 - _OFF_THE_THIGH), 0.0)
        return self._falling_leg(pose, leg, falling) if falling else leg

    def _crossed(self, pose: Pose) -> Leg:
        return crossed_leg(self.human, pose, self.working, self._style.crossing)

    def _falling_leg(self, pose: Pose, leg: Leg, share: float) -> Leg:
        """The leg falls outwards and down to the mat, in small steps so that it does not jump."""
        first, last = _angles_deg(leg), _angles_deg(self._fallen)
        above = self.human.leg(pose.with_leg(self.working, leg), self.working).ankle
        below = self.human.leg(pose.with_leg(self.working, self._fallen), self.working).ankle
        aside = pose.pelvis[:, 0] * outwards(self.working) * 0.16 - np.array([0.0, 0.03, 0.0])
        angles = first
        for part in np.linspace(0, share, max(int(share * 12), 1) + 1)[1:].tolist():
            target = lerp(above, below, part) + aside * np.sin(np.pi * part)
            near = lerp(first, last, part)
            angles = _angles_deg(ankle_at(self.human, pose, self.working, target, (near, angles)))
        hip, abduction, turn, knee = map(float, angles)
        ankle = lerp(_CROSSED_ANKLE_DEG, self._fallen.ankle_dorsiflexion_deg, smooth(share))
        return Leg(hip, abduction, turn, knee, ankle)

    def _holding(self, pose: Pose, reach: float) -> Pose:
        leg = self.human.leg(pose, self.other)
        held = Held(pose, leg, self.human.thigh_m, self.human.shank_m)
        for side in SIDES:
            grip = behind_thigh(held, side, along=0.30 / self.human.thigh_m, behind_m=0.05)
            arm = self.idle_arms[side].towards(grip, reach, 0.08)
            pose = pose.with_arm(side, arm)
        return pose


class UncrossedFigureFour(FigureFour):
    """A figure-4 whose foot stands beside the other one: the knee falls outwards on the mat."""

    exercise = "figure-4-uncrossed"
    counts = False

    def true_reps(self) -> tuple[TrueRep, ...]:
        """As the timeline says; none counts."""
        return self._timeline.truth(counts=False)

    def _crossed(self, pose: Pose) -> Leg:
        other = self.human.leg(pose, self.other)
        beside = pose.pelvis[:, 0] * outwards(self.working) * _BESIDE_M
        guess = (_KNEE_OUT_DEG, _KNEE_OUT_DEG)
        leg = ankle_at(self.human, pose, self.working, other.ankle + beside, guess)
        return replace(leg, ankle_dorsiflexion_deg=_KNEE_OUT_ANKLE_DEG)

    def _working_leg(self, pose: Pose, slip: float) -> Leg:
        return self.rest.legs[self.working]


def _angles_deg(leg: Leg) -> FloatArray:
    return np.array(
        [
            leg.hip_flexion_deg,
            leg.hip_abduction_deg,
            leg.hip_rotation_deg,
            leg.knee_flexion_deg,
        ]
    )
