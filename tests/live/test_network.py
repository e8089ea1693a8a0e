"""A bad network loses no repetition that the camera saw, and makes none up."""

import pytest

from sciatica_coach.live.scheduler import FrameScheduler
from tests.live.network import CLIPS, REPS, Network, walk
from tests.live.server import serve


@pytest.fixture(scope="module")
def server():
    with serve(scheduler=FrameScheduler(slots=9)) as running:
        yield running


@pytest.mark.parametrize(
    ("clip", "seed"), [pytest.param(clip, 1, id=clip) for clip in CLIPS if "side" in clip]
)
def test_every_repetition_is_counted_once_over_a_bad_network(server, clip, seed):
    done = walk(server, clip, Network(), seed=seed)
    assert (done.reps, done.attempts) == (REPS, 0)
    assert done.cuts == 5
