"""Whoever judges the frames of one set, a coach or a calibration, keeps the same promises."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.own_range.calibration import Calibration, CalibrationResult
from sciatica_coach.coaching.session.set_runner import SetRunner
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetProgress, SetRecord
from sciatica_coach.motion.picture import PictureQuality
from tests.body import pose, seated, supine
from tests.coaching.play import KNEE_TO_CHEST, times


def coach() -> SetRunner:
    return Coach(KNEE_TO_CHEST)


def calibration() -> SetRunner:
    return Calibration(KNEE_TO_CHEST, measured_on=date(2026, 10, 3), model="stick")


Make = Callable[[], SetRunner]
pytestmark = pytest.mark.parametrize("make", [coach, calibration])


def watch(runner: SetRunner, body, duration_s: float, *, begin_s: float = 0.0, **light) -> Update:
    """The last update; None is nobody in the picture."""
    for step_s in times(duration_s, 10.0):
        time_s = begin_s + step_s
        made = pose(body, time_s) if body else None
        update = runner.step(made, time_s=time_s, **light)
    return update


def test_every_frame_has_an_update_of_its_time(make: Make):
    runner = make()
    for time_s in (0.0, 0.1, 0.5, 12.0):
        made = pose(supine(), time_s)
        update = runner.step(made, time_s=time_s)
        assert update.time_s == time_s
        assert np.array_equal(update.pose.pixels, made.pixels, equal_nan=True)


@pytest.mark.parametrize(
    ("body", "light", "code"),
    [
        pytest.param(None, {}, AdviceCode.NOBODY, id="nobody"),
        pytest.param(
            None, {"picture": PictureQuality(10.0)}, AdviceCode.TOO_DARK, id="in the dark"
        ),
        pytest.param(seated(), {}, AdviceCode.WRONG_POSITION, id="sits"),
    ],
)
def test_what_is_wrong_with_the_view_is_advised_and_nothing_counts(make: Make, body, light, code):
    update = watch(make(), body, 2.0, **light)
    assert update.advice.code == code
    assert update.stage is SetState.LOOKING
    assert update.reps == 0


def test_what_is_waived_is_not_advised_any_more(make: Make):
    runner = make()
    watch(runner, seated(), 2.0)
    runner.waive(AdviceCode.WRONG_POSITION)
    update = watch(runner, seated(), 1.0, begin_s=2.0)
    assert update.advice is None or update.advice.code != AdviceCode.WRONG_POSITION


def test_who_lies_right_is_not_sent_away(make: Make):
    update = watch(make(), supine(), 1.0)
    assert update.stage in (SetState.READY, SetState.GET_READY)


@pytest.mark.parametrize("time_s", [1.0, 0.5])
def test_time_must_rise(make: Make, time_s):
    runner = make()
    runner.step(None, time_s=1.0)
    with pytest.raises(ValueError, match="time must rise"):
        runner.step(None, time_s=time_s)


def test_nothing_has_been_done_at_the_beginning_and_something_comes_of_it_all_the_same(make: Make):
    runner = make()
    assert runner.set_progress == SetProgress()
    result = runner.finish()
    if isinstance(result, SetRecord):
        assert result.reps == ()
    else:
        assert isinstance(result, CalibrationResult)
        assert result.baseline is None
        assert result.problem
