"""An arm that rises, scratches or waves while the rest of the person does something else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from tools.studio.geometry import FloatArray, half_cosine, lerp, unit
from tools.studio.human import Human
from tools.studio.movements.movement import Movement
from tools.studio.movements.supine import leaning_back_deg
from tools.studio.movements.upright import standing, turned
from tools.studio.pose import Arm, Pose, Side, outwards
from tools.studio.timing import TrueRep

_WAY_S = 1.0
"""How long a hand takes there, and back."""
_SHOULDER_DEG = 20.0
"""How far the shoulder follows a hand that reaches up."""
_PAST_THE_FRONT = 0.7
"""How far a hand goes out before the body on its way past it."""
_UP = np.array([0.0, 1.0, 0.0])


class Gesture(StrEnum):
    """What a hand does."""

    RAISED = "raised"
    """The arm is held up: the sign that pauses the session."""
    HEAD = "head"
    """The hand scratches the head, or sets the pillow right."""


@dataclass(frozen=True, slots=True)
class ArmGesture:
    """One gesture, of one hand or both."""

    kind: Gesture
    start_s: float
    hold_s: float
    sides: tuple[Side, ...]
    ahead_deg: float = 0.0
    """How far the raised arm leans to the person's front, or to the feet of who lies."""
    out_deg: float = 0.0
    """How far it leans outwards."""
    straightness: float = 0.97
    """Share of the arm's length from shoulder to wrist."""

    @property
    def held_s(self) -> tuple[float, float]:
        """From when to when the hand is where it goes."""
        return self.start_s + _WAY_S, self.start_s + _WAY_S + self.hold_s

    def share(self, time_s: float) -> float:
        """0 before and after the gesture, 1 while it is held."""
        begin_s, end_s = self.held_s
        return half_cosine((time_s - begin_s) / _WAY_S + 1) - half_cosine((time_s - end_s) / _WAY_S)


class WithArmGestures(Movement):
    """A movement in which hands leave what they do for a while."""

    def __init__(self, movement: Movement, gestures: Sequence[ArmGesture]) -> None:
        super().__init__(movement.human, movement.working)
        self._movement, self._gestures = movement, tuple(gestures)
        self.exercise, self.counts = movement.exercise, movement.counts
        self.lying, self.seat_m, self.rest = movement.lying, movement.seat_m, movement.rest
        self.on_mat, self.boxes = movement.on_mat, movement.boxes
        self.duration_s = movement.duration_s
        self.raised_arms_s = tuple(
            gesture.held_s for gesture in self._gestures if gesture.kind is Gesture.RAISED
        )

    @property
    def moving_side(self) -> str | None:
        """That of the movement."""
        return self._movement.moving_side

    @property
    def variant(self) -> str:
        """That of the movement."""
        return self._movement.variant

    def progress(self, time_s: float) -> tuple[float, int]:
        """That of the movement."""
        return self._movement.progress(time_s)

    def true_reps(self) -> tuple[TrueRep, ...]:
        """Those of the movement."""
        return self._movement.true_reps()

    def pose(self, time_s: float) -> Pose:
        """The movement's pose with the hands where the gestures have them."""
        pose = self._movement.pose(time_s)
        for gesture in self._gestures:
            share = gesture.share(time_s)
            for side in gesture.sides if share > 0 else ():
                pose = pose.with_arm(side, self._on_the_way(pose, gesture, side, share))
        return pose

    def _on_the_way(self, pose: Pose, gesture: ArmGesture, side: Side, share: float) -> Arm:
        """The hand swings about the shoulder, past the body's front where the body is between."""
        shoulder = self.human.landmark(pose, f"{side}_shoulder")
        start = pose.arms[side]
        end = self._there(pose, gesture, side, shoulder)
        from_here, to_there = start.wrist - shoulder, end.wrist - shoulder
        opposed = 0.5 - 0.5 * float(unit(from_here) @ unit(to_there))
        past = _PAST_THE_FRONT * opposed * float(np.sin(np.pi * share)) * pose.pelvis[:, 2]
        direction = unit(lerp(unit(from_here), unit(to_there), share) + past)
        reach_m = lerp(float(np.linalg.norm(from_here)), float(np.linalg.norm(to_there)), share)
        return replace(start.towards(end, share), wrist=shoulder + direction * reach_m)

    def _there(self, pose: Pose, gesture: ArmGesture, side: Side, shoulder: FloatArray) -> Arm:
        if gesture.kind is Gesture.HEAD:
            return hand_at_head(self.human, pose, side)
        return raised_arm(self.human, pose, gesture, side, shoulder)


def raised_arm(
    human: Human, pose: Pose, gesture: ArmGesture, side: Side, shoulder: FloatArray
) -> Arm:
    """An arm that points up, whatever the body does."""
    left, up, front = pose.pelvis.T
    out = left * outwards(side)
    ahead = -up if leaning_back_deg(pose) > 45 else front
    lean, aside = (np.tan(np.radians(deg)) for deg in (gesture.ahead_deg, gesture.out_deg))
    direction = unit(_UP + lean * ahead + aside * out)
    reach_m = gesture.straightness * sum(human.arm_lengths_m(side))
    return Arm(
        wrist=shoulder + direction * reach_m,
        pole=out - 0.3 * ahead,
        hand=direction,
        palm=ahead,
        curl_deg=14.0,
        shoulder_deg=_SHOULDER_DEG,
    )


def hand_at_head(human: Human, pose: Pose, side: Side) -> Arm:
    """A hand beside the head, the elbow out."""
    left, up, front = pose.pelvis.T
    out = left * outwards(side)
    ear = human.landmark(pose, f"{side}_ear")
    return Arm(
        wrist=ear + 0.09 * out + 0.05 * front - 0.04 * up,
        pole=unit(out + 0.5 * front),
        hand=unit(up - 0.7 * out),
        palm=-out,
        curl_deg=30.0,
    )


class Standing(Movement):
    """A person who stands before the camera and shifts their weight a little."""

    exercise = "standing"
    counts = False

    def __init__(self, human: Human, heading: FloatArray, duration_s: float) -> None:
        super().__init__(human)
        self._heading = heading
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
        """Nearly still."""
        place = np.array([0.02 * np.sin(0.7 * time_s), 0.0])
        return turned(standing(self.human, place), self._heading)
