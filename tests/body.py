"""A stick figure with joint angles set by hand: poses whose true angles are known.

Seen from the right, facing the picture's right when upright; lying, the head is to the left.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from sciatica_coach.motion.landmarks import LANDMARK_COUNT, NOSE, SIDES, Part, Side
from sciatica_coach.motion.pose import Pose, mirrored

TRUNK_PX, THIGH_PX, SHANK_PX, FOOT_PX = 150.0, 110.0, 105.0, 55.0
UPPER_ARM_PX, FOREARM_PX = 82.0, 76.0
SIZE_PX = (1280, 720)


@dataclass(frozen=True)
class Leg:
    """Angles of one leg in degrees."""

    hip: float = 5.0
    knee: float = 5.0
    ankle: float = -20.0
    visibility: float = 0.95


@dataclass(frozen=True)
class Body:
    """A person seen exactly from the side."""

    left: Leg = field(default_factory=Leg)
    right: Leg = field(default_factory=Leg)
    trunk: float = -90.0
    """Inclination: -90 supine, 0 upright."""
    neck: float = 10.0
    head_lift: float = 0.0
    """Trunk lengths by which head and shoulders rise."""
    hip_px: tuple[float, float] = (640.0, 400.0)
    wrists: dict = field(default_factory=dict)
    arms: dict = field(default_factory=dict)
    """By side: the turns of upper arm and forearm from straight up, clockwise."""

    def leg(self, side: Side) -> Leg:
        return self.left if side is Side.LEFT else self.right


def supine(**legs: Leg) -> Body:
    return replace(Body(), **legs)


def seated(*, neck: float = 15.0, **legs: Leg) -> Body:
    chair = Leg(hip=90.0, knee=90.0, ankle=0.0)
    return replace(Body(left=chair, right=chair, trunk=0.0, neck=neck), **legs)


def pose(body: Body, time_s: float = 0.0, *, mirror: bool = False, size_px=SIZE_PX) -> Pose:
    """The body's landmarks.

    `mirror` turns the picture left to right, and with it the person's sides.
    """
    pixels = np.full((LANDMARK_COUNT, 2), np.nan)
    visibility = np.full(LANDMARK_COUNT, 0.95)
    hip = np.asarray(body.hip_px)
    up = _turned(np.array([0.0, -1.0]), body.trunk)
    shoulder = hip + TRUNK_PX * up
    lift = np.array([0.0, -body.head_lift * TRUNK_PX])
    ear = shoulder + 0.35 * TRUNK_PX * up + lift
    pixels[NOSE] = ear + 0.2 * TRUNK_PX * _turned(-up, -(75 - body.neck))
    for side in SIDES:
        leg = body.leg(side)
        depth = np.array([3.0, 2.0]) * (1 if side is Side.RIGHT else -1)
        thigh = _turned(-up, -leg.hip)
        knee = hip + THIGH_PX * thigh
        shank = _turned(thigh, leg.knee)
        ankle = knee + SHANK_PX * shank
        foot = _turned(shank, -(70 + leg.ankle))
        elbow, wrist = shoulder - 0.5 * TRUNK_PX * up, body.wrists.get(side, hip)
        if side in body.arms:
            upper, fore = (_turned(np.array([0.0, -1.0]), turn) for turn in body.arms[side])
            elbow = shoulder + UPPER_ARM_PX * upper
            wrist = elbow + FOREARM_PX * fore
        places = {
            Part.EAR: ear,
            Part.SHOULDER: shoulder,
            Part.ELBOW: elbow,
            Part.WRIST: wrist,
            Part.HIP: hip,
            Part.KNEE: knee,
            Part.ANKLE: ankle,
            Part.HEEL: ankle + 12 * shank,
            Part.FOOT_INDEX: ankle + FOOT_PX * foot,
        }
        for part, place in places.items():
            pixels[part.of(side)] = place + depth
            if part in (Part.KNEE, Part.ANKLE, Part.HEEL, Part.FOOT_INDEX):
                visibility[part.of(side)] = leg.visibility
    world = np.zeros((LANDMARK_COUNT, 3))
    for part in (Part.SHOULDER, Part.HIP):
        world[part.of(Side.LEFT), 2], world[part.of(Side.RIGHT), 2] = 0.15, -0.15
    made = Pose(time_s, pixels, world, visibility, size_px)
    return mirrored(made) if mirror else made


def _turned(vector: np.ndarray, clockwise_deg: float) -> np.ndarray:
    angle = np.radians(clockwise_deg)
    return np.array(
        [
            vector[0] * np.cos(angle) - vector[1] * np.sin(angle),
            vector[0] * np.sin(angle) + vector[1] * np.cos(angle),
        ]
    )
