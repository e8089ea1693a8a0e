"""Scores how well a person's position fits an exercise, to choose between several people."""

from sciatica_coach.capture.people import Score
from sciatica_coach.motion.measurement import PoseMeasurer
from sciatica_coach.motion.pose import Pose
from sciatica_coach.motion.viewpoint import Position

_SAME, _UNKNOWN, _ANOTHER = 1.0, 0.4, 0.15
"""Scores of the exercise's own position, of one that cannot be told, and of another one. Neither
is 0: a person who is only about to lie down is still preferred to a passer-by."""


def position_score(wanted: Position) -> Score:
    """A score of poses: the higher, the better the person's position fits the wanted one."""

    def score(pose: Pose) -> float:
        position = position_of(pose)
        if position is wanted:
            return _SAME
        return _UNKNOWN if position is Position.UNKNOWN else _ANOTHER

    return score


def position_of(pose: Pose) -> Position:
    """Whether a person lies, sits or stands, by this pose alone."""
    viewpoint = PoseMeasurer().read(pose, pose.time_s).viewpoint
    return viewpoint.position if viewpoint else Position.UNKNOWN
