import numpy as np
import pytest

from sciatica_coach.errors import ModelError
from sciatica_coach.live.estimator_host import EstimatorHost
from tests.live.scene import Opener, Replay

GREY = np.full((48, 64, 3), 120, np.uint8)


def host_of(opener: Opener, **options) -> EstimatorHost:
    return EstimatorHost(lambda: opener(None, None), **options)


def test_the_first_frame_opens_the_estimator_and_close_closes_it():
    opener = Opener()
    host = host_of(opener)
    assert not host.is_open
    observation = host.process(GREY, 0.0)
    assert observation.pose is not None
    assert (observation.time_s, observation.people) == (0.0, 1)
    assert observation.picture.brightness == 120.0
    assert observation.pose.picture is observation.picture
    assert host.is_open
    host.close()
    host.close()
    assert not host.is_open
    assert [each.is_open for each in opener.opened] == [False]


def test_after_a_pause_another_estimator_goes_on_with_the_frames():
    opener = Opener()
    host = host_of(opener)
    host.process(GREY, 0.0)
    host.close()
    host.process(GREY, 5.0)
    assert [[frame.index for frame in each.seen] for each in opener.opened] == [[0], [1]]
    assert host.frames == 2


def test_the_selected_person_is_selected_again_where_they_were_last():
    opener = Opener(people=2)
    host = host_of(opener, person_at=(0.2, 0.5))
    host.process(GREY, 0.0)
    host.close()
    host.process(GREY, 1.0)
    first, second = (each.chosen for each in opener.opened)
    assert first == [(0.2, 0.5)]
    assert second == [pytest.approx((0.5, 400 / 720), abs=0.01)]


def test_nobody_is_selected_unasked():
    opener = Opener()
    host = host_of(opener)
    host.process(GREY, 0.0)
    assert opener.opened[0].chosen == []
    assert host.person_at is None
    host.select_person((0.7, 0.5))
    assert opener.opened[0].chosen == [(0.7, 0.5)]


def test_a_frame_that_fails_is_not_counted_and_the_next_one_is_processed():
    class Failing(Replay):
        fails = True

        def estimate(self, frame, /):
            if self.fails:
                raise ModelError("the pose model failed: out of memory")
            return super().estimate(frame)

    estimator = Failing()
    host = EstimatorHost(lambda: estimator)
    with pytest.raises(ModelError, match="out of memory"):
        host.process(GREY, 0.0)
    assert host.frames == 0
    estimator.fails = False
    host.process(GREY, 0.1)
    assert host.frames == 1
