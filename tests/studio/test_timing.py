import numpy as np
import pytest

from tools.studio.timing import Curve, Fault, Rep, Timeline


def test_each_repetition_reaches_its_own_peak_and_stays_as_long_as_planned():
    timeline = Timeline([Rep(), Rep(peak=0.5, hold_s=1.0), Rep(hold_s=20)])
    time_s = np.arange(0, timeline.duration_s, 0.01)
    share, index = np.array([timeline.progress(t) for t in time_s]).T
    for i, rep in enumerate(timeline.reps):
        own = share[index == i]
        assert own.max() == pytest.approx(rep.peak)
        held_s = (own > rep.peak - 1e-6).sum() * 0.01
        assert held_s == pytest.approx(rep.hold_s, abs=0.15)


def test_truth_begins_and_ends_where_the_leg_moves():
    timeline = Timeline([Rep(), Rep(), Rep()])
    for rep in timeline.truth():
        assert timeline.progress(rep.start_s)[0] == pytest.approx(0, abs=1e-6)
        assert timeline.progress(rep.start_s + 0.2)[0] > 0
        assert timeline.progress(rep.end_s - 0.2)[0] > 0
        assert timeline.progress(rep.end_s)[0] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("fault", [Fault.NOT_FAR_ENOUGH, Fault.HOLD_TOO_SHORT])
def test_what_does_not_count_is_no_complete_repetition(fault):
    timeline = Timeline([Rep(), Rep(fault=fault)])
    assert [rep.complete for rep in timeline.truth()] == [True, False]


def test_another_exercise_has_no_complete_repetitions():
    assert not any(rep.complete for rep in Timeline([Rep(), Rep()]).truth(counts=False))


def test_a_fault_is_strong_in_its_own_repetition_only():
    timeline = Timeline([Rep(), Rep(fault=Fault.HEAD_LIFTS), Rep()])
    strengths = {0: 0.0, 1: 0.0, 2: 0.0}
    for time_s in np.arange(0, timeline.duration_s, 0.05):
        index, _ = timeline.at(time_s)
        strength = timeline.strength(time_s, Fault.HEAD_LIFTS)
        strengths[index] = max(strengths[index], strength)
    assert strengths == {0: 0.0, 1: 1.0, 2: 0.0}


def test_bouncing_goes_down_and_up_four_times_in_the_hold():
    timeline = Timeline([Rep(hold_s=4, fault=Fault.BOUNCING)], bounce=0.2)
    inside = np.arange(1.3 + 3.0 + 0.01, 1.3 + 3.0 + 4.0, 0.01)
    share = np.array([timeline.progress(t)[0] for t in inside])
    turns = np.count_nonzero(np.diff(np.sign(np.diff(share))))
    assert turns == 2 * 4 - 1
    assert share.max() - share.min() == pytest.approx(0.2, abs=0.01)


def test_a_curve_rests_before_its_first_key_and_after_its_last():
    curve = Curve([(1, 2.0), (3, 6.0)])
    assert [curve(t) for t in (0, 1, 2, 3, 9)] == pytest.approx([2, 2, 4, 6, 6])
