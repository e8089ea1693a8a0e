"""What is kept of a set in which nothing has counted."""

from dataclasses import replace

import pytest

from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.coaching.session.uncounted import UncountedObservations
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.no_reps import NoRepsReason
from sciatica_coach.motion.landmarks import Side
from tests.body import mirrored, pose
from tests.coaching.play import EXERCISES, KNEE_TO_CHEST, knee_to_chest, reps

RATE_HZ = 15.0


def watched(*, rest_s: float = 0.0, clears: bool = False, counts: bool = False):
    """The record and the memory of two repetitions with the leg that was not asked for."""
    uncounted = UncountedObservations(EXERCISES.values())
    coach = Coach(KNEE_TO_CHEST, side=Side.RIGHT)
    move, duration_s = reps(2, hold_s=2.0, rest_s=2.0)
    for step in range(int((duration_s + rest_s) * RATE_HZ)):
        time_s = step / RATE_HZ
        seen = mirrored(pose(knee_to_chest(move(min(time_s, duration_s))), time_s))
        update = coach.step(seen, time_s=time_s)
        told = replace(update, reps=1) if counts else update
        uncounted.add(told, FrameObservation(time_s, seen, None))
    if clears:
        uncounted.clear()
    return coach.finish(), uncounted


@pytest.mark.parametrize(
    ("how", "is_told"),
    [
        ({}, True),
        ({"rest_s": 30.0}, True),
        ({"rest_s": 90.0}, False),
        ({"clears": True}, False),
        ({"counts": True}, False),
    ],
    ids=["as it ends", "soon after", "more than a minute ago", "another set", "something counted"],
)
def test_the_other_leg_is_told_of_the_last_minute(how, is_told):
    record, uncounted = watched(**how)
    reasons = uncounted.explain(record, KNEE_TO_CHEST).no_reps_reasons
    assert (NoRepsReason.OTHER_LEG in reasons) is is_told
