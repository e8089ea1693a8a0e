"""Whole sets: what is counted, for whom, and what is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.quantities import Quantity
from tests.body import Body, Leg, pose, seated, supine
from tests.coaching.play import (
    BODIES,
    EXERCISES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    course,
    figure_4,
    floss,
    held_floss,
    knee_to_chest,
    play,
    reps,
    times,
)

ALL = list(EXERCISES.values())


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("rate_hz", [4.0, 6.0, 8.0, 11.0, 60.0])
@pytest.mark.parametrize("mirror", [False, True], ids=["right leg", "mirrored: left leg"])
def test_three_ideal_repetitions_count_as_three(exercise, rate_hz, mirror):
    progress, duration_s = reps(3, hold_s=2.0 if exercise.dose.hold_s else 0.5)
    body = BODIES[exercise.id]
    played = play(exercise, lambda t: body(progress(t)), duration_s, rate_hz=rate_hz, mirror=mirror)
    assert played.complete == 3
    assert len(played.record.reps) == 3
    assert {rep.side for rep in played.record.reps} == {Side.LEFT if mirror else Side.RIGHT}
    assert played.rules == set()


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
def test_an_attempt_is_no_repetition(exercise):
    progress, duration_s = reps(2, peak=0.55)
    body = BODIES[exercise.id]
    played = play(exercise, lambda t: body(progress(t)), duration_s)
    assert [rep.complete for rep in played.record.reps] == [False, False]
    assert played.rules == {"not_far_enough"}


@pytest.mark.parametrize("exercise", [KNEE_TO_CHEST, FIGURE_4], ids=lambda exercise: exercise.id)
def test_a_hold_that_is_too_short_is_said(exercise):
    progress, duration_s = reps(2, hold_s=1.0)
    body = BODIES[exercise.id]
    played = play(exercise, lambda t: body(progress(t)), duration_s, hold_s=5.0)
    assert played.complete == 0
    assert all(rep.reached for rep in played.record.reps)
    assert played.rules == {"hold_too_short"}


def test_the_hold_is_timed():
    progress, duration_s = reps(1, hold_s=30.0)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, hold_s=20.0)
    assert played.record.reps[0].hold_s == pytest.approx(30.0, abs=0.5)


def test_a_short_drift_out_of_the_target_does_not_end_the_hold():
    progress = course((0, 0), (1.5, 0), (3.5, 1), (6, 1), (6.4, 0.7), (6.8, 1), (10, 1), (12, 0))
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), 14.0)
    assert len(played.record.reps) == 1
    assert played.record.reps[0].hold_s > 5.0


def test_moving_slowly_near_the_target_is_not_holding():
    progress, duration_s = reps(1, out_s=4.0, hold_s=0.2, back_s=4.0)
    played = play(FIGURE_4, lambda t: figure_4(progress(t)), duration_s)
    assert played.record.reps[0].hold_s < 1.5


def test_swinging_about_the_target_is_a_hold_if_a_bad_one():
    progress, duration_s = reps(1, peak=1.25, hold_s=5.0)

    def body(t):
        swing = 0.1 * np.sin(2 * np.pi * 1.3 * t) if 4.0 < t < 8.0 else 0.0
        return knee_to_chest(progress(t) + swing)

    played = play(KNEE_TO_CHEST, body, duration_s)
    assert played.record.reps[0].hold_s > 4.5


@pytest.mark.parametrize("own", ALL, ids=lambda exercise: f"did {exercise.id}")
@pytest.mark.parametrize("asked", ALL, ids=lambda exercise: f"asked {exercise.id}")
def test_another_exercise_is_not_counted(own, asked):
    progress, duration_s = reps(3)
    played = play(asked, lambda t: BODIES[own.id](progress(t)), duration_s)
    assert len(played.record.reps) == (3 if own is asked else 0)


def straight_leg_raise(progress: float) -> Body:
    return supine(right=Leg(hip=5 + 95 * progress, knee=5.0))


def bridge(progress: float) -> Body:
    leg = Leg(hip=55 - 50 * progress, knee=95.0, ankle=-40.0)
    return replace(supine(left=leg, right=leg), trunk=-90 + 25 * progress)


def both_knees(progress: float) -> Body:
    leg = Leg(hip=10 + 105 * progress, knee=20 + 100 * progress)
    return supine(left=leg, right=leg)


def walk(progress: float) -> Body:
    swing = Leg(hip=-10 + 45 * progress, knee=10 + 55 * progress)
    return Body(left=Leg(hip=20 - 25 * progress), right=swing, trunk=3.0)


@pytest.mark.parametrize("movement", [straight_leg_raise, bridge, both_knees, walk])
@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
def test_nothing_else_is_counted(movement, exercise):
    progress, duration_s = reps(3)
    played = play(exercise, lambda t: movement(progress(t)), duration_s)
    assert played.complete == 0


def test_a_straight_leg_is_told_to_bend_and_is_no_attempt():
    progress, duration_s = reps(2)
    played = play(KNEE_TO_CHEST, lambda t: straight_leg_raise(progress(t)), duration_s)
    assert not played.record.reps
    advice = {update.advice.text for update in played.updates if update.advice}
    assert "Bend the knee as you pull." in advice


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
def test_getting_into_position_is_not_counted(exercise):
    """From standing to the start position and up again."""
    stand, begin = Body(trunk=0.0), BODIES[exercise.id](0.0)

    def body(t):
        share = course((0, 0), (1.5, 0), (4, 1), (4.5, 1), (7, 0), (9, 0))(t)
        legs = {
            name: Leg(
                **{
                    joint: (1 - share) * getattr(getattr(stand, name), joint)
                    + share * getattr(getattr(begin, name), joint)
                    for joint in ("hip", "knee", "ankle")
                }
            )
            for name in ("left", "right")
        }
        return replace(begin, trunk=(1 - share) * stand.trunk + share * begin.trunk, **legs)

    assert not play(exercise, body, 9.0).record.reps


def test_the_held_floss_is_counted_by_the_head():
    progress, duration_s = reps(3, hold_s=0.3)
    played = play(NERVE_FLOSS, lambda t: held_floss(progress(t)), duration_s)
    assert played.complete == 3
    assert {rep.movement for rep in played.record.reps} == {"held"}
    assert played.rules == set()


def test_straightening_the_leg_first_is_the_way_to_the_held_floss():
    progress, duration_s = reps(3, hold_s=0.3, rest_s=1.0)
    straighten = course((0.0, 0.0), (1.5, 0.0), (4.0, 1.0), (4.0 + duration_s, 1.0))

    def body(time_s):
        held = progress(max(time_s - 4.5, 0.0))
        leg = Leg(hip=90.0, knee=88 - 76 * straighten(time_s), ankle=-25 + 32 * held)
        return seated(right=leg, neck=22 - 45 * held)

    played = play(NERVE_FLOSS, body, 4.5 + duration_s)
    assert [rep.movement for rep in played.record.reps] == ["held"] * 3
    assert played.complete == 3


def test_staying_straight_for_a_moment_is_still_the_cycled_floss():
    progress, duration_s = reps(3, hold_s=1.2)
    played = play(NERVE_FLOSS, lambda t: floss(progress(t)), duration_s)
    assert [rep.movement for rep in played.record.reps] == ["cycled"] * 3
    assert played.complete == 3


def test_lying_with_bent_knees_the_target_is_the_same():
    bent = Leg(hip=50.0, knee=95.0)
    progress, duration_s = reps(3)

    def body(t):
        right = Leg(hip=50 + 60 * progress(t), knee=95 + 30 * progress(t))
        return supine(left=bent, right=right)

    played = play(KNEE_TO_CHEST, body, duration_s)
    assert played.complete == 3
    assert played.rules == set()


def test_resting_with_the_foot_nearer_than_at_the_start_ends_the_repetition():
    progress = course(
        (0, 0), (1.5, 0), (3.5, 1), (6, 1), (8, 0.4), (11, 0.4), (13, 1), (16, 1), (18, 0)
    )
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), 20.0)
    assert played.complete == 2


def test_sight_lost_in_a_hold_pauses_and_goes_on():
    progress, duration_s = reps(2, hold_s=8.0)
    played = play(
        KNEE_TO_CHEST,
        lambda t: None if 5 < t < 8 else knee_to_chest(progress(t)),
        duration_s,
        hold_s=4.0,
    )
    assert played.complete == 2
    assert played.record.reps[0].hold_s == pytest.approx(5.0, abs=0.7)
    assert any(update.stage is SetState.PAUSED for update in played.updates)


def test_a_repetition_whose_end_was_not_seen_is_dropped_not_guessed():
    progress, duration_s = reps(2)
    played = play(
        KNEE_TO_CHEST, lambda t: None if 4 < t < 8.5 else knee_to_chest(progress(t)), duration_s
    )
    assert len(played.record.reps) == 1


def test_counts_survive_a_long_absence():
    progress, duration_s = reps(1)
    played = play(
        KNEE_TO_CHEST,
        lambda t: (
            None
            if duration_s < t < duration_s + 60
            else knee_to_chest(progress(t % (duration_s + 60)))
        ),
        2 * duration_s + 60,
        rate_hz=15,
    )
    assert played.complete == 2


def test_single_frames_may_be_missing():
    progress, duration_s = reps(3)
    rng = np.random.default_rng(3)
    played = play(
        FIGURE_4,
        lambda t: figure_4(progress(t)) if rng.random() > 0.3 else None,
        duration_s,
    )
    assert played.complete == 3


def test_the_other_legs_shadow_is_no_attempt_of_its_own():
    progress, duration_s = reps(2)

    def body(t):
        return replace(knee_to_chest(progress(t)), left=Leg(hip=5 + 45 * progress(t)))

    played = play(KNEE_TO_CHEST, body, duration_s)
    assert [rep.side for rep in played.record.reps] == [Side.RIGHT, Side.RIGHT]
    assert played.rules == {"other_leg_lifts"}


@pytest.mark.parametrize("asked", [None, Side.RIGHT], ids=["not asked", "asked for"])
def test_crossed_legs_that_were_misnamed_at_first_are_told_by_their_own_side(asked):
    """The model takes left for right until the middle of the first repetition."""
    progress, duration_s = reps(3, hold_s=2.0)
    dose = FIGURE_4.dose.model_copy(update={"hold_s": 1.0})
    coach = Coach(FIGURE_4, side=asked, dose=dose)
    for time_s in times(duration_s, 30.0):
        made = pose(figure_4(progress(time_s)), time_s)
        coach.step(made.with_legs_swapped() if time_s < 4.0 else made, time_s=time_s)
    record = coach.finish()
    assert [(rep.side, rep.complete) for rep in record.reps] == [(Side.RIGHT, True)] * 3
    assert record.faults == ()
    near, far = (
        record.angle_series.of(Quantity.HIP_FLEXION, side) for side in (Side.RIGHT, Side.LEFT)
    )
    assert np.nanmin(near) > 70 > np.nanmin(far)  # the crossed thigh stays up
    assert coach.set_progress.reps == record.reps


def test_who_lifts_the_head_while_pulling_is_corrected_and_counted():
    progress, duration_s = reps(2, hold_s=2.0)

    def body(time_s):
        p = progress(time_s)
        made = knee_to_chest(p, trunk=-90 + 18 * p, head_lift=0.15 * p)
        return replace(made, right=replace(made.right, hip=made.right.hip + 18 * p))

    played = play(KNEE_TO_CHEST, body, duration_s)
    assert played.complete == 2
    assert "head_lifts" in played.rules


def test_only_the_side_asked_for_counts():
    progress, duration_s = reps(2)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, side=Side.LEFT)
    assert not played.record.reps


def test_a_repetition_held_long_enough_counts_when_the_set_is_stopped():
    progress, _ = reps(1, hold_s=10.0)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), 9.0, hold_s=2.0)
    assert played.updates[-1].stage is SetState.HOLDING
    assert played.complete == 1


def test_stages_tell_what_goes_on():
    progress, duration_s = reps(3)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s)
    stages = [update.stage for update in played.updates]
    order = list(dict.fromkeys(stages))
    assert order == [
        SetState.GET_READY,
        SetState.READY,
        SetState.MOVING,
        SetState.HOLDING,
        SetState.DONE,
    ]
    assert played.updates[-1].reps == 3
    assert [u.ended.end_s for u in played.updates if u.ended] == [
        rep.end_s for rep in played.record.reps
    ]


def test_time_must_rise():
    coach = Coach(KNEE_TO_CHEST)
    coach.step(None, time_s=1.0)
    with pytest.raises(ValueError, match=r"time must rise, but 1\.0 s follows 1\.0 s"):
        coach.step(None, time_s=1.0)


def test_range_of_motion_is_told_with_its_uncertainty():
    progress, duration_s = reps(2)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s)
    hip = played.record.range_of_motion[Side.RIGHT]["hip_flexion"]
    assert hip.max_deg == pytest.approx(110, abs=3)
    assert hip.uncertainty_deg == 14.0  # of the near leg, by one estimate


def test_a_hidden_other_leg_is_said_and_not_judged():
    progress, duration_s = reps(2)

    def body(t):
        return replace(
            knee_to_chest(progress(t)), left=Leg(hip=5 + 40 * progress(t), visibility=0.2)
        )

    played = play(KNEE_TO_CHEST, body, duration_s)
    assert played.complete == 2
    assert played.rules == set()
    assert any("left leg was hidden" in warning for warning in played.record.warnings)


def test_nobody_at_all():
    played = play(KNEE_TO_CHEST, lambda t: None, 3.0)
    assert played.record.tracked_share == 0.0
    assert played.record.warnings == ("nobody was found in the picture: nothing was measured",)


@settings(max_examples=8, deadline=None)
@given(
    peak=st.floats(0.95, 1.15),
    out_s=st.floats(1.2, 5.0),
    hold_s=st.floats(1.5, 4.0),
    rest_s=st.floats(1.2, 3.0),
    rate_hz=st.sampled_from([10.0, 24.0, 29.97, 60.0]),
)
def test_tempo_and_rate_change_no_count(peak, out_s, hold_s, rest_s, rate_hz):
    progress, duration_s = reps(2, peak=peak, out_s=out_s, hold_s=hold_s, rest_s=rest_s)
    played = play(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s, rate_hz=rate_hz)
    assert played.complete == 2


@settings(max_examples=6, deadline=None)
@given(noise_px=st.floats(0.0, 4.0), seed=st.integers(0, 1000))
def test_noise_of_the_landmarks_changes_no_count(noise_px, seed):
    rng = np.random.default_rng(seed)
    progress, duration_s = reps(3)
    coach = Coach(NERVE_FLOSS)
    for index in range(int(duration_s * 30)):
        time_s = index / 30
        made = pose(floss(progress(time_s)), time_s)
        noisy = replace(made, pixels=made.pixels + rng.normal(0, noise_px, made.pixels.shape))
        coach.step(noisy, time_s=time_s)
    assert coach.finish().complete_reps == 3


def test_sitting_still_is_nothing():
    assert not play(NERVE_FLOSS, lambda t: seated(), 20.0).record.reps


def coached(times_s, body_at, *, hold_s=20.0, picture_at=lambda _: None):
    """A set of knee-to-chest with a long hold, by pictures of these times."""
    coach = Coach(KNEE_TO_CHEST, dose=KNEE_TO_CHEST.dose.model_copy(update={"hold_s": hold_s}))
    updates = [
        coach.step(pose(body_at(time_s), time_s), time_s=time_s, picture=picture_at(time_s))
        for time_s in times_s
    ]
    return updates, coach.finish()


@pytest.mark.parametrize("hold_s", [1.0, 5.0])
def test_with_three_pictures_a_second_nothing_is_judged_and_it_is_said(hold_s):
    progress, duration_s = reps(3, hold_s=2.0)
    updates, record = coached(
        times(duration_s, 3.0), lambda t: knee_to_chest(progress(t)), hold_s=hold_s
    )
    assert updates[-1].advice.code == "too_few_pictures"
    assert (record.reps, record.faults) == ((), ())
    assert any("too few pictures" in each for each in record.warnings)


def test_while_the_computer_slept_nobody_held_and_nothing_is_faulted():
    """A hold of 10 s in which no picture came for 40 s, where 20 s are asked for."""
    progress = course((0, 0), (2, 0), (4, 1), (54, 1), (56, 0), (60, 0))
    awake = [t for t in times(60.0, 10.0) if not 9.0 < t < 49.0]
    updates, record = coached(awake, lambda t: knee_to_chest(progress(t)))
    (rep,) = record.reps
    assert rep.hold_s == pytest.approx(10.0, abs=1.0)
    assert (rep.complete, rep.faults, record.faults) == (False, (), ())
    assert any("repetition 1 was out of sight for a while" in each for each in record.warnings)
    assert updates[-1].reps == 0


def test_a_picture_that_stands_still_is_no_hold():
    progress = course((0, 0), (2, 0), (4, 1), (54, 1), (56, 0), (60, 0))
    still, moving = PictureQuality(120.0, stands_still=True), PictureQuality(120.0)
    updates, record = coached(
        times(60.0, 10.0),
        lambda t: knee_to_chest(progress(t)),
        picture_at=lambda t: still if 6.0 < t < 50.0 else moving,
    )
    assert (record.reps, record.faults) == ((), ())
    assert updates[-1].reps == 0
    assert updates[200].advice.code == "stands_still"
    assert any("stood still from 6 to 50 s" in each for each in record.warnings)
