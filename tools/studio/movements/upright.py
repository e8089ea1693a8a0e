"""On the feet and on the knees: standing, squatting, walking through the picture, kneeling."""

from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import FloatArray, lerp, rotation, unit
from tools.studio.human import Human
from tools.studio.movements.movement import Movement, Repeating
from tools.studio.movements.seated import SEATED
from tools.studio.pose import SIDES, Arm, Leg, Pose, Side, outwards
from tools.studio.timing import Curve, Timeline, TrueRep

_STRIDE_SHARE = 0.80
"""Metres that a whole cycle of both legs covers, for each metre of a person's height."""
_CADENCE_HZ = 0.85
_SWING_DEG = 24.0
_TURN_S = 0.5
"""Half of the time that turning around takes."""


def hanging_arm(human: Human, pose: Pose, side: Side, swing_deg: float = 0.0) -> Arm:
    """An arm that hangs beside the body, or swings forward."""
    left, _, front = pose.pelvis.T
    shoulder = human.landmark(pose, f"{side}_shoulder")
    swing = np.radians(swing_deg)
    down = -np.array([0.0, 1.0, 0.0]) * np.cos(swing) + front * np.sin(swing)
    out = left * outwards(side)
    wrist = shoulder + down * 0.50 + out * 0.10
    return Arm(wrist, out * 0.4 - front, unit(down), -out, 16.0)


def standing(human: Human, root_xz: FloatArray, floor_m: float = 0.0) -> Pose:
    """A person who stands upright and looks to the right of the picture."""
    pose = Pose(
        root=np.array([root_xz[0], 1.0, root_xz[1]]),
        pelvis=SEATED,
        legs={side: Leg(2.0, 3.0, 4.0, 3.0, 1.0) for side in SIDES},
    )
    pose = pose.raised(floor_m - human.lowest_m(pose, "foot", "ball"))
    return replace(pose, arms={side: hanging_arm(human, pose, side) for side in SIDES})


@dataclass(frozen=True, slots=True)
class Crouch:
    """How the segments of who stands on both feet are inclined."""

    thigh_deg: float = 2.0
    """0 where it hangs down, 90 where it is level."""
    shank_deg: float = 2.0
    """Positive: the knee is before the ankle."""
    lean_deg: float = 0.0
    """How far the trunk leans forward from the hips."""


_ERECT = Crouch()


def over_feet(human: Human, ankle: FloatArray, crouch: Crouch) -> Pose:
    """A person whose feet stay flat on the floor.

    Parameters
    ----------
    human
        Who stands.
    ankle
        (3,) where the right ankle is, whatever the legs do.
    crouch
        How far they are down.
    """
    # Without abduction, as the feet of an abducted leg would slide sideways while the knee bends.
    leg = Leg(
        hip_flexion_deg=crouch.thigh_deg + crouch.lean_deg,
        knee_flexion_deg=crouch.thigh_deg + crouch.shank_deg,
        ankle_dorsiflexion_deg=crouch.shank_deg,
    )
    pose = Pose(
        root=np.array([0.0, 1.0, ankle[2]]),
        pelvis=rotation([0, 0, 1], -crouch.lean_deg) @ SEATED,
        legs=dict.fromkeys(SIDES, leg),
    )
    now = human.leg(pose, "right").ankle
    return replace(pose, root=pose.root + np.array([ankle[0] - now[0], ankle[1] - now[1], 0.0]))


def walking(human: Human, place: FloatArray, stride: float) -> Pose:
    """A person at a point of their stride (1 is a whole cycle), walking to the right.

    Parameters
    ----------
    human
        Who walks.
    place
        (2,) x and z in the room.
    stride
        How many cycles they have walked.
    """
    pose = standing(human, place)
    swings = {}
    for side, phase in zip(SIDES, (stride, stride + 0.5), strict=True):
        turn = 2 * np.pi * phase
        swings[side] = float(np.sin(turn))
        # The knee bends most while the thigh comes forward.
        knee = 6 + 54 * max(float(np.cos(turn - 0.35)), 0.0) ** 2
        hip = 4 + _SWING_DEG * swings[side] + 0.22 * (knee - 6)
        ankle = 6 * float(np.cos(turn + 2.0))
        pose = pose.with_leg(side, Leg(hip, 2.0, 3.0, knee, ankle))
    pose = pose.raised(-human.lowest_m(pose, "foot", "ball"))
    arms = {side: hanging_arm(human, pose, side, -20 * swings[side]) for side in SIDES}
    return replace(pose, arms=arms)


def kneeling(human: Human, place: FloatArray, floor_m: float = 0.0) -> Pose:
    """A person who kneels upright and looks to the right of the picture."""
    pose = Pose(
        root=np.array([place[0], 0.6, place[1]]),
        pelvis=SEATED,
        spine_flexion_deg=12.0,
        neck_flexion_deg=24.0,
        legs={side: Leg(22.0, 8.0, 0.0, 112.0, -38.0) for side in SIDES},
    )
    pose = pose.raised(floor_m - human.lowest_m(pose, "calf", "foot", "ball"))
    return replace(pose, arms={side: hanging_arm(human, pose, side, 28) for side in SIDES})


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the room: (seconds, x, z) of its corners."""

    corners: tuple[tuple[float, float, float], ...]

    def place(self, time_s: float) -> FloatArray:
        """(2,) x and z."""
        times, xs, zs = np.array(self.corners).T
        return np.array([np.interp(time_s, times, xs), np.interp(time_s, times, zs)])

    def heading(self, time_s: float) -> FloatArray:
        """(2,) where the walker looks, in x and z; they turn around at each corner."""
        corners = np.array(self.corners)
        ways = np.diff(corners[:, 1:], axis=0)
        turns = np.unwrap(np.arctan2(ways[:, 1], ways[:, 0]))
        keys = [(0.0, float(turns[0]))]
        for corner_s, before, after in zip(corners[1:-1, 0], turns, turns[1:], strict=False):
            keys += [(corner_s - _TURN_S, float(before)), (corner_s + _TURN_S, float(after))]
        angle = Curve(keys)(time_s)
        return np.array([np.cos(angle), np.sin(angle)])


class Walking(Movement):
    """A person who walks to and fro and does no exercise."""

    exercise = "walking"
    counts = False

    def __init__(self, human: Human, path: Path) -> None:
        super().__init__(human)
        self._path = path
        self.duration_s = path.corners[-1][0]
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both legs walk."""
        return "both"

    def progress(self, time_s: float) -> tuple[float, int]:
        """There is none."""
        return 0.0, 0

    def true_reps(self) -> tuple[TrueRep, ...]:
        """There are none."""
        return ()

    def pose(self, time_s: float) -> Pose:
        """The stride at this moment, turned into the direction of the way."""
        place, heading = self._path.place(time_s), self._path.heading(time_s)
        pose = walking(self.human, place, time_s * _CADENCE_HZ)
        return turned(pose, heading)


def turned(pose: Pose, heading: FloatArray) -> Pose:
    """A person who looked to the right of the picture, turned about their own axis.

    Parameters
    ----------
    pose
        Looking along x.
    heading
        (2,) the new direction in x and z, of length 1.
    """
    x, z = heading
    turn = np.array([[x, 0.0, -z], [0.0, 1.0, 0.0], [z, 0.0, x]])
    centre = pose.root * [1, 0, 1]
    arms = {
        side: Arm(
            centre + turn @ (arm.wrist - centre),
            turn @ arm.pole,
            turn @ arm.hand,
            turn @ arm.palm,
            arm.curl_deg,
        )
        for side, arm in pose.arms.items()
    }
    return replace(pose, pelvis=turn @ pose.pelvis, arms=arms)


class PassingBy(Walking):
    """Somebody else, who walks through the picture once."""

    def __init__(self, human: Human, start_s: float, depth_m: float) -> None:
        speed = _STRIDE_SHARE * _CADENCE_HZ * human.body.height_m
        takes_s = 8.0 / speed
        way = ((0.0, -4.01, depth_m), (start_s, -4.0, depth_m), (start_s + takes_s, 4.0, depth_m))
        super().__init__(human, Path(way))


class Kneeling(Movement):
    """A helper on their knees, who sways a little and turns the head."""

    exercise = "kneeling"
    counts = False

    def __init__(self, human: Human, x_m: float, depth_m: float) -> None:
        super().__init__(human)
        self._place = np.array([x_m, depth_m])
        self.duration_s = 60.0
        self.rest = turned(kneeling(human, self._place), np.array([0.0, 1.0]))
        self._turn = Curve([(float(t), 20.0 * (-1) ** t) for t in range(0, 60, 3)])

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
        return replace(
            self.rest,
            spine_flexion_deg=lerp(10.0, 20.0, 0.5 + 0.5 * float(np.sin(time_s))),
            head_turn_deg=self._turn(time_s),
        )


class Squat(Repeating, Movement):
    """Both knees bend, the trunk leans forward, the arms reach forward; the feet stay."""

    exercise = "squat"
    counts = False

    def __init__(self, human: Human, timeline: Timeline, lowest: Crouch) -> None:
        super().__init__(human)
        self._timeline, self._lowest = timeline, lowest
        self.duration_s = timeline.duration_s
        self._ankle = human.leg(standing(human, np.zeros(2)), "right").ankle
        self.rest = self.pose(0.0)

    @property
    def moving_side(self) -> str:
        """Both legs bend."""
        return "both"

    def pose(self, time_s: float) -> Pose:
        """Down and up."""
        share, _ = self._timeline.progress(time_s)
        crouch = Crouch(
            lerp(_ERECT.thigh_deg, self._lowest.thigh_deg, share),
            lerp(_ERECT.shank_deg, self._lowest.shank_deg, share),
            self._lowest.lean_deg * share,
        )
        pose = replace(
            over_feet(self.human, self._ankle, crouch),
            spine_flexion_deg=6 * share,
            neck_flexion_deg=4 - 22 * share,
        )
        reach_deg = (78 + crouch.lean_deg) * share
        arms = {side: hanging_arm(self.human, pose, side, reach_deg) for side in SIDES}
        return replace(pose, arms=arms)
