"""What an own range changes: start and target of the movement, for this person and side alone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sciatica_coach.coaching.movement.baseline import (
    Baseline,
    baseline_of,
    objection,
    own_movement,
    retest_error_deg,
)
from sciatica_coach.coaching.own_range.comparison import (
    Verdict,
    compare,
    comparisons,
    told_range,
    told_since,
)
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import Leg, mirrored, pose, supine
from tests.coaching.play import (
    BODIES,
    EXERCISES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    knee_to_chest,
    reps,
    times,
)

PULL, DRAW = KNEE_TO_CHEST.movements[0], FIGURE_4.movements[0]
CYCLED, HELD = NERVE_FLOSS.movements
OWN = Baseline(
    exercise=KNEE_TO_CHEST.id,
    movement="pull",
    side=Side.RIGHT,
    quantity=Quantity.HIP_FLEXION,
    start_deg=5.0,
    end_deg=75.0,
    uncertainty_deg=8.0,
    error_deg=3.0,
    model="stick",
    measured_on=date(2026, 10, 3),
)


def own(movement, start_deg, end_deg, **changes):
    exercise = next(each for each in EXERCISES.values() if movement in each.movements)
    return replace(
        OWN,
        exercise=exercise.id,
        movement=movement.id,
        quantity=movement.quantity,
        start_deg=start_deg,
        end_deg=end_deg,
        **changes,
    )


@pytest.mark.parametrize(
    ("movement", "start_deg", "end_deg", "start", "target"),
    [
        pytest.param(PULL, 5, 75, 5, 64.5, id="stiff hip"),
        pytest.param(PULL, 5, 145, 5, 120, id="nobody is asked for more than 120"),
        pytest.param(DRAW, 50, 80, 50, 75.5, id="the drawn thigh"),
        pytest.param(CYCLED, 90, 50, 90, 56, id="knee that stays bent"),
        pytest.param(CYCLED, 90, -5, 90, 9.25, id="supple knee"),
        pytest.param(HELD, 20, -10, 0, -25.5, id="head: a change from the start"),
        pytest.param(PULL, 5, 10, 10, 90, id="too small: the usual one stays"),
        pytest.param(PULL, 60, 20, 10, 90, id="the wrong way: the usual one stays"),
        pytest.param(PULL, 5, 175, 10, 90, id="impossible: the usual one stays"),
    ],
)
def test_start_and_target(movement, start_deg, end_deg, start, target):
    moved = own_movement(movement, own(movement, start_deg, end_deg))
    assert (moved.start_deg, moved.target_deg) == pytest.approx((start, target))
    usual = moved.model_copy(
        update={"start_deg": movement.start_deg, "target_deg": movement.target_deg}
    )
    assert usual == movement
    assert own_movement(movement, None) is movement


def test_a_knee_is_never_asked_to_be_fully_straight():
    moved = own_movement(CYCLED, own(CYCLED, 90, -14))
    assert moved.target_deg >= 1


@pytest.mark.parametrize(
    ("start_deg", "end_deg", "told"),
    [
        pytest.param(5, 75, None, id="in order"),
        pytest.param(5, 20, None, id="just enough"),
        pytest.param(5, 19.9, "there were 15°. That is too little", id="too small"),
        pytest.param(60, 20, "there were 0°", id="the wrong way"),
        pytest.param(5, 161, "end was measured at 161°, which no body reaches", id="too far"),
        pytest.param(-60, 60, "rest position was measured at -60°", id="impossible rest"),
    ],
)
def test_objections(start_deg, end_deg, told):
    said = objection(PULL, start_deg, end_deg)
    assert (said is None) is (told is None)
    assert told is None or told in said


def test_the_newest_of_the_same_movement_and_side_counts():
    later = replace(OWN, end_deg=80.0, measured_on=date(2026, 11, 3))
    same_day = replace(later, end_deg=85.0)
    other_side = replace(OWN, side=Side.LEFT)
    other = own(DRAW, 50, 80, measured_on=date(2027, 1, 1))
    kept = [later, OWN, same_day, other_side, other]
    assert baseline_of(kept, KNEE_TO_CHEST, PULL, Side.RIGHT) == same_day
    assert baseline_of(kept, KNEE_TO_CHEST, PULL, Side.LEFT) == other_side
    assert baseline_of(kept, NERVE_FLOSS, CYCLED, Side.RIGHT) is None


def do_set(exercise, body_at, duration_s, baselines, *, side=None, mirror=False):
    dose = exercise.dose.model_copy(update={"hold_s": 1.0 if exercise.dose.hold_s else 0.0})
    coach = Coach(exercise, side=side, dose=dose, baselines=baselines)
    updates = []
    for time_s in times(duration_s, 15.0):
        made = pose(body_at(time_s), time_s)
        updates.append(coach.step(mirrored(made) if mirror else made, time_s=time_s))
    return updates, coach.finish()


def stiff_pull(progress):
    """To 77 degrees of hip flexion: short of the usual target."""
    return knee_to_chest(0.69 * progress)


def test_an_own_range_makes_a_repetition_of_what_was_an_attempt():
    progress, duration_s = reps(3)
    _, usual = do_set(KNEE_TO_CHEST, lambda t: stiff_pull(progress(t)), duration_s, [])
    updates, record = do_set(KNEE_TO_CHEST, lambda t: stiff_pull(progress(t)), duration_s, [OWN])
    assert (usual.complete_reps, record.complete_reps) == (0, 3)
    assert record.baselines == (OWN,)
    top = max(update.progress for update in updates if update.progress is not None)
    assert top == pytest.approx((77.5 - 5) / 59.5, abs=0.05)


def hook_lying(progress, rest, end):
    """The other knee is bent, and so is the working one at rest; its foot is on the floor."""
    right = Leg(hip=rest + (end - rest) * progress, knee=1.9 * rest + (115 - 1.9 * rest) * progress)
    return supine(left=Leg(hip=50.0, knee=95.0), right=right)


@pytest.mark.parametrize("rest", [5, 25, 45, 55])
def test_wherever_one_rests_today_the_own_end_is_the_same(rest):
    progress, duration_s = reps(3)
    updates, record = do_set(
        KNEE_TO_CHEST, lambda t: hook_lying(progress(t), rest, 75), duration_s, [OWN]
    )
    assert record.complete_reps == 3
    top = max(update.progress for update in updates if update.progress is not None)
    assert 1.1 < top < 1.3
    (found,) = comparisons(KNEE_TO_CHEST, record, model="stick")
    assert found.change.verdict is Verdict.NO_CLEAR_CHANGE


def test_who_rests_at_the_own_end_already_is_told():
    progress, duration_s = reps(2)
    updates, record = do_set(
        KNEE_TO_CHEST, lambda t: hook_lying(progress(t), 66, 75), duration_s, [OWN], side=Side.RIGHT
    )
    assert record.reps == ()
    told = {update.advice.text for update in updates if update.advice and update.time_s > 1}
    assert told == {"Begin further back: rest the leg lower."}


def test_an_own_range_asks_more_of_the_supple():
    progress, duration_s = reps(3, peak=0.9)
    supple = replace(OWN, end_deg=132.0)
    _, usual = do_set(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, [])
    _, record = do_set(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, [supple])
    assert (usual.complete_reps, record.complete_reps) == (3, 0)


def test_the_other_side_keeps_the_usual_target():
    progress, duration_s = reps(2)
    left = replace(OWN, side=Side.LEFT)
    _, record = do_set(KNEE_TO_CHEST, lambda t: stiff_pull(progress(t)), duration_s, [left])
    assert record.complete_reps == 0
    _, mirrored_set = do_set(
        KNEE_TO_CHEST, lambda t: stiff_pull(progress(t)), duration_s, [left], mirror=True
    )
    assert mirrored_set.complete_reps == 2


@pytest.mark.parametrize("mirror", [False, True], ids=["right leg", "mirrored: left leg"])
def test_the_crossed_leg_gets_its_own_target(mirror):
    progress, duration_s = reps(2, peak=0.55)
    body = BODIES[FIGURE_4.id]
    for side in Side:
        kept = [own(DRAW, 50, 80, side=side)]
        _, record = do_set(FIGURE_4, lambda t: body(progress(t)), duration_s, kept, mirror=mirror)
        own_leg = side is (Side.LEFT if mirror else Side.RIGHT)
        assert record.complete_reps == (2 if own_leg else 0)


@pytest.mark.parametrize(
    ("movement", "before_deg", "now_deg", "errors_deg", "verdict"),
    [
        pytest.param(PULL, 90, 100, (0, 0), Verdict.NO_CLEAR_CHANGE, id="hip, 10"),
        pytest.param(PULL, 90, 100.5, (0, 0), Verdict.FURTHER, id="hip, over 10"),
        pytest.param(PULL, 90, 79.5, (0, 0), Verdict.LESS, id="hip, over 10 less"),
        pytest.param(PULL, 90, 103, (14, 0), Verdict.NO_CLEAR_CHANGE, id="own error then"),
        pytest.param(PULL, 90, 103, (0, 14), Verdict.NO_CLEAR_CHANGE, id="own error now"),
        pytest.param(PULL, 90, 105, (14, 14), Verdict.FURTHER, id="beyond the own error"),
        pytest.param(CYCLED, 30, 22, (0, 0), Verdict.NO_CLEAR_CHANGE, id="knee, 8"),
        pytest.param(CYCLED, 30, 21.5, (0, 0), Verdict.FURTHER, id="straighter is further"),
        pytest.param(CYCLED, 30, 39, (0, 0), Verdict.LESS, id="more bent is less"),
        pytest.param(HELD, -10, -25, (0, 0), Verdict.NO_CLEAR_CHANGE, id="head, 15"),
        pytest.param(HELD, -10, -26, (0, 0), Verdict.FURTHER, id="head, over 15"),
    ],
)
def test_a_change_is_clear_only_beyond_every_error(
    movement, before_deg, now_deg, errors_deg, verdict
):
    start_deg = {PULL: 5, CYCLED: 90, HELD: 20}[movement]
    before = own(movement, start_deg, before_deg, error_deg=errors_deg[0])
    now = own(movement, start_deg, now_deg, error_deg=errors_deg[1])
    assert compare(before, now, from_start=movement.from_start).verdict is verdict


def test_the_head_is_compared_by_its_way_from_rest():
    before, now = own(HELD, 20, -10), own(HELD, 40, 10)
    assert compare(before, now, from_start=True).by_deg == 0


def test_two_models_are_not_compared():
    change = compare(OWN, replace(OWN, end_deg=120.0, model="another"))
    assert change.verdict is Verdict.NO_CLEAR_CHANGE
    assert not change.same_model


def test_different_things_are_not_compared():
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(OWN, replace(OWN, side=Side.LEFT))


@pytest.mark.parametrize(
    ("peak", "verdict"),
    [
        pytest.param(0.67, Verdict.NO_CLEAR_CHANGE, id="as before"),
        pytest.param(1.0, Verdict.FURTHER, id="further"),
        pytest.param(0.5, Verdict.LESS, id="attempts"),
    ],
)
def test_a_set_against_the_own_range(peak, verdict):
    progress, duration_s = reps(3, peak=peak)
    _, record = do_set(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, [OWN])
    (found,) = comparisons(KNEE_TO_CHEST, record, model="stick")
    assert found.now.end_deg == pytest.approx(5 + 105 * peak, abs=2.0)
    assert found.now.start_deg == pytest.approx(5, abs=2.0)
    assert found.change.verdict is verdict
    assert str(verdict) in found.sentence
    assert "on 3 October 2026" in found.sentence


def test_a_set_without_an_own_range_is_compared_with_nothing():
    progress, duration_s = reps(2)
    _, record = do_set(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, [])
    assert comparisons(KNEE_TO_CHEST, record, model="stick") == ()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_a_set_of_each_exercise_reaches_the_end_that_it_has(exercise):
    progress, duration_s = reps(2, hold_s=1.5 if exercise.dose.hold_s else 0.4)
    movement = exercise.movements[0]
    start_deg, end_deg = {PULL: (5, 110), DRAW: (50, 105), CYCLED: (88, 13)}[movement]
    body = BODIES[exercise.id]
    kept = [own(movement, start_deg, end_deg)]
    _, record = do_set(exercise, lambda t: body(progress(t)), duration_s, kept)
    (found,) = comparisons(exercise, record, model="stick")
    assert found.now.end_deg == pytest.approx(end_deg, abs=4.0)
    assert found.change.verdict is Verdict.NO_CLEAR_CHANGE


def test_test_retest_error_is_the_smallest_detectable_change_of_two_ends():
    assert retest_error_deg([90.0, 95.0]) == pytest.approx(1.96 * 5)
    assert retest_error_deg([90.0, 95.0]) == pytest.approx(
        1.96 * np.sqrt(2) * np.std([90.0, 95.0], ddof=1)
    )
    assert retest_error_deg([90.0]) == 0.0


def test_the_words():
    assert told_range(KNEE_TO_CHEST, OWN) == (
        "Right side: the comfortable end is 75° ± 8°, from 5° at rest; the target is 64°"
    )
    assert "°" not in told_range(NERVE_FLOSS, own(HELD, 20, -10))
    later = replace(OWN, end_deg=92.0, measured_on=date(2026, 11, 21))
    assert told_since([OWN], KNEE_TO_CHEST, later) == (
        "Right side: 92° ± 8° now, 75° ± 8° on 3 October 2026: clearly further "
        "(+17°; up to 10° may be measurement error)"
    )
    assert told_since([], KNEE_TO_CHEST, later) is None
    assert "°" not in told_since([own(HELD, 20, -10)], NERVE_FLOSS, own(HELD, 20, -40))
    another = replace(later, model="another")
    assert "no clear change" in told_since([OWN], KNEE_TO_CHEST, another)
    assert "not compared" in told_since([OWN], KNEE_TO_CHEST, another)
