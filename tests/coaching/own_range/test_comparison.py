"""How far a set went against an own range, and what may be said of the difference."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sciatica_coach.coaching.movement.baseline import Baseline, RangeMeasurement
from sciatica_coach.coaching.own_range.comparison import (
    Change,
    Comparison,
    Verdict,
    compare,
    comparisons,
    reach_of_set,
    told_range,
    told_since,
)
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.coaching.sets.recorder import Recorder
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import measured, rep
from tests.coaching.play import FIGURE_4, KNEE_TO_CHEST, NERVE_FLOSS, course, times

PULL = KNEE_TO_CHEST.movements[0]
CYCLED, HELD = NERVE_FLOSS.movements
DAY = date(2026, 10, 3)
OWN = Baseline(
    exercise=KNEE_TO_CHEST.id,
    movement=PULL.id,
    side=Side.RIGHT,
    quantity=PULL.quantity,
    start_deg=10.0,
    end_deg=90.0,
    uncertainty_deg=8.0,
    error_deg=4.0,
    model="stick",
    measured_on=DAY,
)


def own(movement, start_deg, end_deg, **changes) -> Baseline:
    usual = {"exercise": NERVE_FLOSS.id, "movement": movement.id, "quantity": movement.quantity}
    return replace(OWN, **{**usual, **changes}, start_deg=start_deg, end_deg=end_deg)


def set_of(*peaks_deg, movement=PULL, exercise=KNEE_TO_CHEST, rest_deg=10.0, side=Side.RIGHT):
    """A record of repetitions that go so far: two seconds out, two held, two back, two of rest."""
    keeps = Recorder(exercise, side, exercise.dose, (replace(OWN, side=side),))
    stations = [(0.0, rest_deg)]
    for index, peak_deg in enumerate(peaks_deg):
        begin_s = 8.0 * index + 1.0
        stations += [(begin_s, rest_deg), (begin_s + 2, peak_deg), (begin_s + 4, peak_deg)]
        stations += [(begin_s + 6, rest_deg)]
        keeps.keep(rep(begin_s, begin_s + 6, side=side, movement=movement.id), ())
    angle_at = course(*stations, (8.0 * len(peaks_deg) + 1, rest_deg))
    of = (movement.quantity, side)
    for time_s in times(8.0 * len(peaks_deg) + 1, 10.0):
        keeps.see(measured(time_s, {of: angle_at(time_s)}, error_deg=4.0))
    return keeps.record()


@pytest.mark.parametrize(
    ("peaks_deg", "end_deg"),
    [
        pytest.param([80], 80, id="a single repetition"),
        pytest.param([80, 90], 85, id="the mean of two"),
        pytest.param([90, 60, 80], 85, id="of three the two furthest"),
    ],
)
def test_how_far_a_set_went(peaks_deg, end_deg):
    reach = reach_of_set(set_of(*peaks_deg), PULL, Side.RIGHT, model="stick")
    assert reach.end_deg == pytest.approx(end_deg, abs=1.0)
    assert reach.start_deg == pytest.approx(10, abs=1.0)
    assert (reach.uncertainty_deg, reach.model) == (8.0, "stick")
    assert (reach.exercise, reach.movement) == (KNEE_TO_CHEST.id, PULL.id)
    assert (reach.side, reach.quantity) == (Side.RIGHT, Quantity.HIP_FLEXION)


def test_the_end_of_a_movement_that_bends_less_is_the_smallest_angle():
    record = set_of(40, 20, 30, movement=CYCLED, exercise=NERVE_FLOSS, rest_deg=90.0)
    reach = reach_of_set(record, CYCLED, Side.RIGHT, model="stick")
    assert reach.end_deg == pytest.approx(25, abs=1.0)
    assert reach.start_deg == pytest.approx(90, abs=1.0)


def test_two_ends_that_differ_have_an_error_of_their_own():
    even, uneven = (
        reach_of_set(set_of(*peaks), PULL, Side.RIGHT, model="stick")
        for peaks in ((90, 90), (80, 90))
    )
    assert even.error_deg == pytest.approx(0, abs=0.5)
    assert uneven.error_deg == pytest.approx(19.6, abs=1.0)


def test_attempts_are_among_what_was_reached():
    record = set_of(60)
    tried = tuple(replace(each, reached=False, complete=False) for each in record.reps)
    reach = reach_of_set(replace(record, reps=tried), PULL, Side.RIGHT, model="stick")
    assert reach.end_deg == pytest.approx(60, abs=1.0)


def hidden(record: SetRecord) -> SetRecord:
    series = record.angle_series
    return replace(record, angle_series=replace(series, trust=np.zeros_like(series.trust)))


@pytest.mark.parametrize(
    ("record", "movement", "side"),
    [
        pytest.param(set_of(80), PULL, Side.LEFT, id="of the other side"),
        pytest.param(set_of(80), CYCLED, Side.RIGHT, id="of another movement"),
        pytest.param(set_of(), PULL, Side.RIGHT, id="of nothing done"),
        pytest.param(hidden(set_of(80)), PULL, Side.RIGHT, id="of what was hidden"),
    ],
)
def test_nothing_is_said(record, movement, side):
    assert reach_of_set(record, movement, side, model="stick") is None


def test_frames_in_which_the_joint_was_guessed_do_not_count():
    record = set_of(80)
    series = record.angle_series
    values, trust = series.values.copy(), series.trust.copy()
    values[20:30, Quantity.HIP_FLEXION.row], trust[20:30] = 170.0, 0.1
    guessed = replace(record, angle_series=replace(series, values=values, trust=trust))
    reach = reach_of_set(guessed, PULL, Side.RIGHT, model="stick")
    assert reach.end_deg == pytest.approx(80, abs=1.0)


@pytest.mark.parametrize("side", Side)
def test_a_set_is_held_against_the_own_range_of_its_side(side):
    (found,) = comparisons(KNEE_TO_CHEST, set_of(105, 105, side=side), model="stick")
    assert found.before == replace(OWN, side=side)
    assert found.now.side is side
    assert found.change.verdict is Verdict.FURTHER
    assert found.change.by_deg == pytest.approx(15, abs=1.0)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"exercise": FIGURE_4.id}, id="exercise"),
        pytest.param({"movement": "another"}, id="movement"),
        pytest.param({"side": Side.LEFT}, id="side"),
        pytest.param({"quantity": Quantity.KNEE_FLEXION}, id="quantity"),
    ],
)
def test_only_the_same_is_compared(changes):
    with pytest.raises(ValueError, match="cannot be compared with"):
        compare(OWN, replace(OWN, **changes))


@pytest.mark.parametrize(
    ("before", "now", "from_start", "change"),
    [
        pytest.param(
            OWN,
            replace(OWN, end_deg=101.0),
            False,
            Change(Verdict.FURTHER, 11.0, 10.0, True),
            id="beyond what a goniometer tells",
        ),
        pytest.param(
            OWN,
            replace(OWN, end_deg=101.0, error_deg=12.0),
            False,
            Change(Verdict.NO_CLEAR_CHANGE, 11.0, 12.0, True),
            id="within the own error",
        ),
        pytest.param(
            OWN,
            replace(OWN, end_deg=70.0, model="another"),
            False,
            Change(Verdict.NO_CLEAR_CHANGE, -20.0, 10.0, False),
            id="measured by another model",
        ),
        pytest.param(
            own(CYCLED, 90.0, 40.0),
            own(CYCLED, 90.0, 30.0),
            False,
            Change(Verdict.FURTHER, 10.0, 8.0, True),
            id="a straighter knee is further",
        ),
        pytest.param(
            own(HELD, 20.0, -10.0),
            own(HELD, 40.0, -10.0),
            True,
            Change(Verdict.FURTHER, 20.0, 15.0, True),
            id="the way from rest",
        ),
        pytest.param(
            own(CYCLED, 90.0, 40.0, quantity=Quantity.LEG_ELEVATION),
            own(CYCLED, 90.0, 54.0, quantity=Quantity.LEG_ELEVATION),
            False,
            Change(Verdict.NO_CLEAR_CHANGE, -14.0, 15.0, True),
            id="of what no source tells, 15 degrees",
        ),
    ],
)
def test_a_change(before, now, from_start, change):
    assert compare(before, now, from_start=from_start) == change


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(
    ("end_deg", "model", "words"),
    [
        pytest.param(
            105.0,
            "stick",
            "clearly further (+15°; up to 10° may be measurement error)",
            id="further",
        ),
        pytest.param(
            70.0, "stick", "clearly less (-20°; up to 10° may be measurement error)", id="less"
        ),
        pytest.param(
            92.0,
            "stick",
            "no clear change (+2°; up to 10° may be measurement error)",
            id="no change",
        ),
        pytest.param(
            105.0,
            "another",
            "no clear change (+15°; another pose model measured then, so the two are not compared)",
            id="another model",
        ),
    ],
)
def test_a_hips_change_is_told_in_degrees(side, end_deg, model, words):
    before = replace(OWN, side=side)
    now = replace(before, end_deg=end_deg, model=model, measured_on=date(2026, 11, 3))
    assert told_since([before], KNEE_TO_CHEST, now) == (
        f"{side.capitalize()} side: {end_deg:.0f}° ± 8° now, 90° ± 8° on 3 October 2026: {words}"
    )


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(
    ("end_deg", "words"),
    [
        pytest.param(-40.0, "clearly further", id="further"),
        pytest.param(15.0, "clearly less", id="less"),
        pytest.param(-12.0, "no clear change", id="no change"),
    ],
)
def test_a_heads_change_is_told_without_degrees(side, end_deg, words):
    before, now = (own(HELD, 20.0, end, side=side) for end in (-10.0, end_deg))
    said = Comparison(before, now, compare(before, now)).sentence
    assert said == f"{side.capitalize()} side: {words} since 3 October 2026"


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(
    ("exercise", "baseline", "words"),
    [
        pytest.param(
            KNEE_TO_CHEST,
            OWN,
            "the comfortable end is 90° ± 8°, from 10° at rest; the target is 78°",
            id="a hip, in degrees",
        ),
        pytest.param(
            NERVE_FLOSS,
            own(HELD, 20.0, -10.0),
            "the comfortable way is measured, and the target is set by it",
            id="a head, without",
        ),
    ],
)
def test_the_own_range_in_a_sentence(side, exercise, baseline, words):
    said = told_range(exercise, replace(baseline, side=side))
    assert said == f"{side.capitalize()} side: {words}"


@pytest.mark.parametrize(
    "earlier",
    [
        pytest.param([], id="never measured before"),
        pytest.param([replace(OWN, side=Side.LEFT)], id="only the other side was"),
        pytest.param([own(CYCLED, 90.0, 40.0)], id="only another exercise was"),
    ],
)
def test_a_first_own_range_has_no_change(earlier):
    assert told_since(earlier, KNEE_TO_CHEST, OWN) is None


def test_a_reach_that_is_compared_need_not_have_a_day():
    names = ("exercise", "movement", "side", "quantity", "start_deg", "end_deg")
    kept = {name: getattr(OWN, name) for name in (*names, "uncertainty_deg", "error_deg", "model")}
    assert compare(OWN, RangeMeasurement(**kept)).verdict is Verdict.NO_CLEAR_CHANGE
