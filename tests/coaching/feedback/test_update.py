"""What is told of a frame that nobody judges."""

from dataclasses import fields

import pytest

from sciatica_coach.coaching.feedback.advice import NOBODY
from sciatica_coach.coaching.feedback.update import SetState, unjudged
from sciatica_coach.exercise.movement import Phase
from tests.body import pose, seated
from tests.coaching.built import cue, fault, rep, update, viewpoint

BUSY = update(
    4.0,
    stage=SetState.HOLDING,
    advice=NOBODY,
    cue=cue(),
    phase=Phase.TARGET,
    angle_deg=95.0,
    progress=1.1,
    hold_s=12.0,
    reps=2,
    attempts=1,
    ended=rep(),
    faults=(fault("too_fast"),),
    highlight=(11, 23, 25),
    viewpoint=viewpoint(),
)
SEATED = pose(seated(), 4.1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("time_s", 4.1, id="its own time"),
        pytest.param("stage", SetState.PAUSED, id="paused"),
        pytest.param("advice", None, id="no advice"),
        pytest.param("cue", None, id="no cue is said again"),
        pytest.param("angle_deg", None, id="nothing is measured"),
        pytest.param("progress", None, id="no progress"),
        pytest.param("hold_s", 0.0, id="no hold goes on"),
        pytest.param("ended", None, id="no repetition ends once more"),
        pytest.param("faults", (), id="no faults"),
        pytest.param("pose", SEATED, id="its own pose"),
        pytest.param("highlight", None, id="no joint is marked"),
    ],
)
def test_an_unjudged_frame_shows_the_pose_and_nothing_of_the_moment_before(name, value):
    shown = getattr(unjudged(BUSY, SEATED, 4.1), name)
    assert shown is value if name == "pose" else shown == value


def test_an_unjudged_frame_keeps_what_was_counted_and_how_it_is_seen():
    after = unjudged(BUSY, None, 4.1)
    kept = [each.name for each in fields(BUSY) if getattr(after, each.name) is not None]
    for name in ("reps", "attempts", "reps_asked", "side", "movement", "target_deg", "viewpoint"):
        assert name in kept
        assert getattr(after, name) == getattr(BUSY, name)
    assert after.pose is None
