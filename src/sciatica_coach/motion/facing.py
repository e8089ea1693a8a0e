"""Which way the person faces on the picture: the sign that turns become flexion by.

Face, toes, knees and hips each tell it, none of them by left and right: so it holds when a model
confuses the legs. It changes seldom, so the evidence is gathered over time.
"""

import math

from sciatica_coach.motion.angles import FOOT, HEAD, SHANK, THIGH, TRUNK, Segment, turn_deg
from sciatica_coach.motion.landmarks import SIDES
from sciatica_coach.motion.pose import Pose

_MEMORY_S = 1.0
"""Time constant of the evidence: longer than a leg needs to pass the other one."""

_WITNESSES: tuple[tuple[Segment, Segment, int], ...] = (
    (TRUNK, HEAD, 1),  # the nose lies to the front of the ear
    (SHANK, FOOT, 1),  # toes point to the front
    (TRUNK, THIGH, 1),  # hips bend to the front
    (THIGH, SHANK, -1),  # knees bend to the back
)


class Facing:
    """The person's front, as the sign of the turn from the trunk (shoulder to hip) to it."""

    def __init__(self) -> None:
        self._evidence = 0.0
        self._time_s = -math.inf

    def update(self, pose: Pose) -> int:
        """1 if the front is clockwise from the trunk as the picture is looked at, else -1."""
        keep = math.exp(-(pose.time_s - self._time_s) / _MEMORY_S)
        self._time_s = pose.time_s
        evidence = evidence_of_front(pose)
        if math.isfinite(evidence):
            self._evidence = keep * self._evidence + (1 - keep) * evidence
        return 1 if self._evidence >= 0 else -1


def evidence_of_front(pose: Pose) -> float:
    """-1..1: how clearly the front is clockwise (+) or anticlockwise (-) from the trunk.

    NaN if no two neighbouring segments are seen.
    """
    total, weight = 0.0, 0.0
    for proximal, distal, sign in _WITNESSES:
        for side in SIDES:
            turn = turn_deg(proximal.vector(pose.pixels, side), distal.vector(pose.pixels, side))
            ends = [*proximal.indices(side), *distal.indices(side)]
            seen = float(pose.visibility[ends].min())
            vote = sign * math.sin(math.radians(float(turn)))
            if math.isfinite(vote):
                total += vote * seen
                weight += seen
    return total / weight if weight else math.nan
