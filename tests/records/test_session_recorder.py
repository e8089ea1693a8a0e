"""A session is written as it happens: whenever it is broken off, what was done is there."""

import numpy as np
import pytest

from sciatica_coach.live.session import LiveSession
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.records.session_log import SamplesTaken
from sciatica_coach.records.session_recorder import SessionRecorder
from sciatica_coach.safety.pain import Pain
from tests.live.scene import DURATION_S, PLAN, Clock, Opener, captures, session, show
from tests.records.built import begun


class Entries:
    """Keeps what is written, in order."""

    def __init__(self):
        self.all = []

    def __call__(self, *entries):
        self.all += entries


def followed(ann, end_s=DURATION_S, **how):
    """A session that was followed up to a moment, and all that was written of it."""
    written = Entries()
    live = session(**how)
    live.recorder = SessionRecorder(begun(ann.id), written, pain_before=Pain(3, 1, None))
    lease = live.take_over()
    for capture in captures(end_s=end_s):
        show(live, lease, capture)
    return live, written.all


def test_a_session_is_read_as_it_was(ann):
    live, written = followed(ann)
    live.finish()
    ann.write(*written)
    (past,) = ann.sessions()
    assert past.has_ended
    assert past.complete_reps == 3
    assert past.pain_before == Pain(3, 1, None)
    (read,), (record,) = ann.set_records(past.id), live.records
    assert read.reps == record.reps
    assert read.range_of_motion == record.range_of_motion
    assert read.angle_series.time_s[-1] == pytest.approx(record.angle_series.time_s[-1], abs=0.1)
    poses = ann.poses(past.id, 1)
    assert len(poses.time_s) == pytest.approx(10 * DURATION_S, rel=0.1)
    assert np.isfinite(poses.pixels).any()


@pytest.mark.parametrize("end_s", [DURATION_S * 0.3, DURATION_S * 0.6, DURATION_S * 0.9])
def test_broken_off_at_any_moment_it_lacks_a_second_at_most(ann, end_s):
    live, written = followed(ann, end_s)
    ann.write(*written)
    (past,) = ann.sessions()
    assert not past.has_ended
    assert past.complete_reps == sum(rep.complete for rep in live.state.set_progress.reps)
    (read,) = ann.set_records(past.id)
    assert read.angle_series.time_s[-1] > end_s - 1.0
    assert ann.poses(past.id, 1).time_s[-1] > end_s - 1.0
    hip = read.angle_series.of(Quantity.HIP_FLEXION, Side.RIGHT)
    assert np.isfinite(hip).mean() > 0.9


def test_samples_come_twice_a_second_and_are_small(ann):
    _, written = followed(ann)
    samples = [each for each in written if isinstance(each, SamplesTaken)]
    assert len(samples) == pytest.approx(2 * 2 * DURATION_S, rel=0.25)
    assert sum(len(each.content) for each in samples) < 1200 * DURATION_S


def test_nothing_is_written_before_the_first_frame(ann):
    written = Entries()
    live = session()
    live.recorder = SessionRecorder(begun(ann.id), written)
    live.take_over()
    assert written.all == []


def test_stopped_at_once_it_is_a_session_without_a_repetition(ann):
    live, written = followed(ann, 1.0)
    live.finish()
    ann.write(*written)
    (past,) = ann.sessions()
    assert past.has_ended
    assert past.complete_reps == 0


def test_after_a_restart_the_same_session_goes_on(ann):
    middle_s = DURATION_S * 0.6
    live, first = followed(ann, middle_s)
    ann.write(*first)
    written = Entries()
    again = LiveSession(PLAN, resumed=live.state, open_estimator=Opener(), clock_s=Clock())
    again.recorder = SessionRecorder(first[0], written)
    lease = again.take_over()
    for capture in captures(middle_s):
        show(again, lease, capture)
    again.finish()
    ann.write(*written.all)
    (past,) = ann.sessions()
    assert past.complete_reps == again.records[0].complete_reps >= 2
    (read,) = ann.set_records(past.id)
    assert read.angle_series.time_s[0] < 1.0, "what was seen before is kept"
    assert read.angle_series.time_s[-1] > DURATION_S - 1.0
    assert (np.diff(read.angle_series.time_s) > 0).all()
