import numpy as np
import pytest

from sciatica_coach.capture.position_score import position_of, position_score
from sciatica_coach.motion.viewpoint import Position
from tests.body import pose, seated, supine

LYING, SITTING = pose(supine()), pose(seated())


@pytest.mark.parametrize(
    ("person", "position"),
    [
        pytest.param(LYING, Position.SUPINE, id="lies"),
        pytest.param(SITTING, Position.SEATED, id="sits"),
    ],
)
def test_position_by_one_pose(person, position):
    assert position_of(person) is position


def test_who_is_in_the_position_of_the_exercise_scores_best():
    assert position_score(Position.SUPINE)(LYING) > position_score(Position.SUPINE)(SITTING)
    assert position_score(Position.SEATED)(SITTING) > position_score(Position.SEATED)(LYING)


def test_an_unknown_position_scores_between_and_nobody_scores_nothing():
    hidden = pose(supine())
    object.__setattr__(hidden, "visibility", np.zeros(33))
    assert position_of(hidden) is Position.UNKNOWN
    scores = [position_score(Position.SUPINE)(each) for each in (SITTING, hidden, LYING)]
    assert scores == sorted(scores)
    assert scores[0] > 0
