"""Visitors of the kiosk: the stick figure on a chair, who raises an arm and does the exercise."""

from dataclasses import replace

from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.pose import Pose
from tests.body import TRUNK_PX, pose
from tests.coaching.play import NERVE_FLOSS, floss, reps
from tests.live.scene import Clock

FLOSS_AT, FLOSS_S = reps(3, hold_s=0.5)

__all__ = ["NERVE_FLOSS", "Clock"]


def sitting(time_s: float) -> Pose:
    return pose(floss(0.0), time_s)


def flossing(time_s: float) -> Pose:
    """Three repetitions that begin at 0."""
    return pose(floss(FLOSS_AT(time_s)), time_s)


def with_an_arm_up(made: Pose) -> Pose:
    pixels = made.pixels.copy()
    shoulder = pixels[Part.SHOULDER.of(Side.RIGHT)]
    pixels[Part.ELBOW.of(Side.RIGHT)] = shoulder - (0, 0.5 * TRUNK_PX)
    pixels[Part.WRIST.of(Side.RIGHT)] = shoulder - (0, TRUNK_PX)
    return replace(made, pixels=pixels)
