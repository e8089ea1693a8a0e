"""What is done often and is none of our exercises: nothing of it may count, or be told as a fault.

Each body moves as real ones did that were once counted; angles as measured on them.
"""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.coaching.recording import FrameObservation, judge_recording
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import measure
from sciatica_coach.motion.quantities import Quantity
from tests.body import Body, Leg, pose, seated, supine
from tests.coaching.play import (
    EXERCISES,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    course,
    floss,
    held_floss,
    knee_to_chest,
    play,
    reps,
    times,
)

ALL = list(EXERCISES.values())
CROOK = Leg(hip=45.0, knee=95.0)


def standing_up(p):
    """From a chair to standing and back: knees and hips straighten, the trunk leans on the way."""
    lean = 35 * np.sin(np.pi * p)
    leg = Leg(hip=90 * (1 - p) + lean, knee=90 * (1 - p), ankle=0.0)
    return Body(left=leg, right=leg, trunk=lean, neck=15 - 30 * np.sin(np.pi * p))


def squat(p):
    leg = Leg(hip=95 * p, knee=100 * p, ankle=15 * p)
    return Body(left=leg, right=leg, trunk=30 * p)


def half_squat_seated(p):
    """Deep in a squat one looks seated: the knees straighten a little and bend again."""
    leg = Leg(hip=100 - 30 * p, knee=95 - 40 * p)
    return Body(left=leg, right=leg, trunk=30.0)


def floor_sitting(p):
    """Long sitting with one knee bent up and straightened."""
    return replace(
        seated(left=Leg(hip=85.0, knee=5.0), right=Leg(hip=130 - 40 * p, knee=90 - 80 * p)),
        trunk=0.0,
    )


def rowing(p):
    leg = Leg(hip=115 - 30 * p, knee=100 - 85 * p)
    return Body(left=leg, right=leg, trunk=20 - 40 * p)


def leaning_forward(p):
    """Seated with one leg held straight: the trunk leans, the head keeps looking ahead."""
    body = held_floss(0.0)
    legs = {name: replace(leg, hip=leg.hip + 30 * p) for name, leg in vars_of(body).items()}
    return replace(body, trunk=30 * p, neck=body.neck - 30 * p, **legs)


def folded_over_straight_legs(p):
    """On the floor, chest on the thighs, the far leg hidden: then the head is lifted."""
    leg = Leg(hip=132.0, knee=8.0)
    return Body(left=replace(leg, visibility=0.2), right=leg, trunk=42.0, neck=12 - 40 * p)


def vars_of(body):
    return {"left": body.left, "right": body.right}


def both_knees_hugged(p):
    leg = Leg(hip=45 + 95 * p, knee=95 + 40 * p)
    return supine(left=leg, right=leg)


def both_knees_hugged_other_hip_hidden(p):
    body = both_knees_hugged(p)
    return replace(body, left=replace(body.left, visibility=0.3))


def bridge(p):
    """The hips rise, the shoulders stay: the trunk tilts and the hip straightens."""
    leg = Leg(hip=48 - 50 * p, knee=112 - 15 * p)
    return replace(supine(left=leg, right=leg), trunk=-91 - 27 * p)


def lowering_from_a_bridge(p):
    return bridge(1 - p)


def sit_up(p):
    leg = Leg(hip=45 + 75 * p, knee=95.0)
    return replace(supine(left=leg, right=leg), trunk=-90 + 75 * p)


def crunch(p):
    leg = Leg(hip=60 + 40 * p, knee=95.0)
    return replace(supine(left=leg, right=leg), trunk=-90 + 40 * p)


def reaching_for_the_heels(p):
    """The shoulders rise a little, the thighs stay: the hips bend as much as the trunk turns."""
    leg = Leg(hip=46 + 23 * p, knee=109.0)
    return replace(supine(left=leg, right=leg), trunk=-91 + 22 * p, neck=-10 + 60 * p)


def dip(p):
    """Hands on the seat behind: pushed up, knees and hips straighten; the far leg is hidden."""
    leg = Leg(hip=87 - 30 * p, knee=96 - 46 * p, ankle=10.0)
    hidden = replace(leg, visibility=0.2)
    return Body(left=hidden, right=leg, trunk=8 - 28 * p, neck=5 + 30 * p)


def straight_leg_raise(p):
    return supine(right=Leg(hip=5 + 80 * p, knee=4.0))


def uncrossed_feet(p):
    """Feet together on the floor, then both thighs drawn a little."""
    leg = Leg(hip=45 + 25 * p, knee=95.0)
    return supine(left=leg, right=replace(leg, knee=leg.knee + 3))


def dead_bug(p):
    """One leg stays up as a table, the other one is stretched out and taken back."""
    return supine(left=Leg(hip=20 + 75 * p, knee=20 + 70 * p), right=Leg(hip=92.0, knee=90.0))


NONE_OF_OURS = [
    standing_up,
    squat,
    half_squat_seated,
    floor_sitting,
    rowing,
    leaning_forward,
    folded_over_straight_legs,
    both_knees_hugged,
    both_knees_hugged_other_hip_hidden,
    bridge,
    lowering_from_a_bridge,
    sit_up,
    crunch,
    reaching_for_the_heels,
    dip,
    straight_leg_raise,
]


@pytest.mark.parametrize("body", NONE_OF_OURS, ids=lambda body: body.__name__)
@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("way_s", [0.6, 1.5], ids=["quick", "calm"])
def test_nothing_is_counted_or_told(exercise, body, way_s):
    progress, duration_s = reps(3, out_s=way_s, hold_s=0.8, back_s=way_s)
    played = play(exercise, lambda t: body(progress(t)), duration_s, hold_s=0.5)
    assert [(rep.movement, rep.peak_deg) for rep in played.record.reps] == []
    assert played.rules == set()


def test_a_figure_4_is_not_begun_with_uncrossed_feet():
    progress, duration_s = reps(3)
    played = play(EXERCISES["figure-4"], lambda t: uncrossed_feet(progress(t)), duration_s)
    assert played.record.reps == ()


def test_a_leg_lowered_and_taken_back_beside_the_other_one_is_no_figure_4():
    progress, duration_s = reps(3, out_s=1.5, hold_s=1.5, back_s=1.5)
    played = play(EXERCISES["figure-4"], lambda t: dead_bug(progress(t)), duration_s, hold_s=0.5)
    assert played.complete == 0


def test_looking_at_the_screen_is_not_looking_down():
    """In mid-repetition the head turns to the camera: from ear to nose then tells nothing."""
    progress, duration_s = reps(3, hold_s=1.0)

    def turned(made):
        pixels = made.pixels.copy()
        ears = pixels[[7, 8]].mean(axis=0)
        pixels[[7, 8]] = ears + np.array([[20.0, 0.0], [-20.0, 0.0]])
        pixels[0] = ears + np.array([3.0, 9.0])
        return replace(made, pixels=pixels)

    observations = []
    for time_s in times(duration_s, 30.0):
        made = pose(floss(progress(time_s), head=0.5), time_s)
        observations.append(
            FrameObservation(time_s, turned(made) if progress(time_s) > 0.6 else made)
        )
    record = judge_recording(NERVE_FLOSS, observations).record
    assert record.complete_reps == 3
    assert "tensioner_pattern" not in {fault.rule for fault in record.faults}


@pytest.mark.parametrize("rest_s", [0.25, 0.0, -0.8], ids=["at once", "no rest", "under way"])
def test_of_a_recording_the_first_repetition_counts_if_the_start_is_seen_later(rest_s):
    """Live it does not: there rest is asked for first."""
    points = [(0.0, 0.0), (2.0, 1.0), (4.0, 1.0), (6.0, 0.0), (7.5, 0.0)]
    points += [(time_s + 7.5, value) for time_s, value in points[1:]]
    way = course(*points)
    observations = [
        FrameObservation(time_s, pose(knee_to_chest(way(max(time_s - rest_s, 0.0))), time_s))
        for time_s in times(15.0, 30.0)
    ]
    dose = KNEE_TO_CHEST.dose.model_copy(update={"hold_s": 1.0})
    reps_found = judge_recording(KNEE_TO_CHEST, observations, dose=dose).record.reps
    assert [rep.complete for rep in reps_found] == [True, True]
    assert {rep.side for rep in reps_found} == {Side.RIGHT}


def test_getting_into_the_start_position_is_no_first_repetition():
    """At first the knee is bent, then the leg is laid down: that was no pull."""
    way = course(
        (0.0, 0.55), (2.0, 0.0), (4.0, 0.0), (6.0, 1.0), (8.0, 1.0), (10.0, 0.0), (12, 0.0)
    )
    observations = [
        FrameObservation(time_s, pose(knee_to_chest(way(time_s)), time_s))
        for time_s in times(12.0, 30.0)
    ]
    dose = KNEE_TO_CHEST.dose.model_copy(update={"hold_s": 1.0})
    assert len(judge_recording(KNEE_TO_CHEST, observations, dose=dose).record.reps) == 1


def test_the_thigh_is_judged_against_the_start_that_was_taken_last():
    """While resting the person puts a cushion under the thighs: from then on that is the start."""
    first, first_s = reps(2, hold_s=0.8, rest_s=2.5)

    def body(t):
        made = floss(first(t) if t < first_s else first(t - first_s))
        raised = np.interp(t - first_s, (0.2, 1.0), (0.0, 22.0))
        legs = {name: replace(leg, hip=leg.hip + raised) for name, leg in vars_of(made).items()}
        return replace(made, **legs)

    assert measure(pose(body(2 * first_s)).pixels, 1)[Quantity.THIGH_ELEVATION.row, 1] > 15
    played = play(NERVE_FLOSS, body, 2 * first_s)
    assert played.complete == 4
    assert "thigh_lifts" not in played.rules


def test_who_left_the_seat_is_not_told_to_stop_for_the_head():
    """Pushed up from the seat for a moment, then slowly down: most of it looks like sitting."""
    way = course(
        (0.0, 0.0), (1.5, 0.0), (1.7, 1.0), (2.5, 1.0), (2.6, 0.75), (4.5, 0.5), (5.5, 0.0)
    )

    def body(time_s):
        return replace(dip(way(time_s)), neck=10 + 40 * way(time_s))

    played = play(NERVE_FLOSS, body, 7.0)
    assert "tensioner_pattern" not in played.rules
