"""Which way the person faces on the picture: the sign that turns become flexion by.

Face, toes, knees and hips each tell it, none of them by left and right: so it holds when a model
confuses the legs. It changes seldom, so the evidence is gathered over time.
"""

import math

import numpy as np

from sciatica_coach.motion.angles import (
    FOOT,
    HEAD,
    SHANK,
    THIGH,
    TRUNK,
    Segment,
    ends_of,
    turn_deg,
)
from sciatica_coach.motion.pose import Pose

_MEMORY_S = 1.0
"""Time constant of the evidence: longer than a leg needs to pass the other one."""

_WITNESSES: tuple[tuple[Segment, Segment, int], ...] = (
    (TRUNK, HEAD, 1),  # the nose lies to the front of the ear
    (SHANK, FOOT, 1),  # toes point to the front
    (TRUNK, THIGH, 1),  # hips bend to the front
    (THIGH, SHANK, -1),  # knees bend to the back
)
_FROM = ends_of([segment for segment, _, _ in _WITNESSES])
_TO = ends_of([segment for _, segment, _ in _WITNESSES])
_SIGNS = np.array([[sign] for _, _, sign in _WITNESSES])


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
    proximal, distal = (pose.pixels[end] - pose.pixels[start] for start, end in (_FROM, _TO))
    vote = _SIGNS * np.sin(np.radians(turn_deg(proximal, distal)))
    seen = pose.visibility[np.concatenate([_FROM, _TO])].min(axis=0)
    told = np.isfinite(vote)
    weight = float(seen[told].sum())
    return float((vote * seen)[told].sum()) / weight if weight else math.nan
