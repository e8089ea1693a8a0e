"""A person's own range: what is measured, what is told meanwhile, and what is refused."""

import random
from dataclasses import replace
from datetime import date

import pytest

from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.movement.baseline import TARGET_SHARE
from sciatica_coach.coaching.own_range.calibration import Calibration, measure_recording
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.body import Body, Leg, mirrored, pose, supine
from tests.coaching.play import (
    BODIES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    course,
    held_floss,
    knee_to_chest,
    reps,
    times,
)

DAY = date(2026, 10, 3)
TWICE = course(
    (0, 0), (3, 0), (5, 1), (8, 1), (10, 0), (13.5, 0), (15.5, 1), (18.5, 1), (20.5, 0), (24, 0)
)
LENGTH_S = 22.0


def calibrate(
    exercise, body_at, duration_s=LENGTH_S, *, side=None, mirror=False, rate_hz=15.0, **settings
):
    """What was said, update by update, and what was measured."""
    calibration = Calibration(exercise, measured_on=DAY, model="stick", side=side, **settings)
    updates = []
    for time_s in times(duration_s, rate_hz):
        body = body_at(time_s)
        made = pose(body, time_s) if body else None
        made = mirrored(made) if made and mirror else made
        updates.append(calibration.step(made, time_s=time_s))
    return updates, calibration.finish()


def told(updates):
    """The instructions, one after the other."""
    texts = [update.cue.text for update in updates]
    return [text for before, text in zip(["", *texts], texts, strict=False) if text != before]


@pytest.mark.parametrize(
    ("exercise", "quantity", "start_deg", "end_deg"),
    [
        pytest.param(KNEE_TO_CHEST, Quantity.HIP_FLEXION, 5, 110, id="knee-to-chest"),
        pytest.param(FIGURE_4, Quantity.HIP_FLEXION, 50, 105, id="figure-4"),
        pytest.param(NERVE_FLOSS, Quantity.KNEE_FLEXION, 88, 13, id="nerve-floss"),
    ],
)
@pytest.mark.parametrize("rate_hz", [10.0, 30.0])
@pytest.mark.parametrize("mirror", [False, True], ids=["right leg", "mirrored: left leg"])
def test_the_own_range_is_measured(exercise, quantity, start_deg, end_deg, rate_hz, mirror):
    body = BODIES[exercise.id]
    updates, measured = calibrate(
        exercise, lambda t: body(TWICE(t)), rate_hz=rate_hz, mirror=mirror
    )
    own = measured.baseline
    assert measured.problem is None
    assert (own.exercise, own.movement) == (exercise.id, exercise.movements[0].id)
    assert (own.side, own.quantity) == (Side.LEFT if mirror else Side.RIGHT, quantity)
    assert own.start_deg == pytest.approx(start_deg, abs=2.0)
    assert own.end_deg == pytest.approx(end_deg, abs=2.0)
    assert own.error_deg < 3.0
    assert own.uncertainty_deg > 0
    assert (own.measured_on, own.model) == (DAY, "stick")
    assert updates[-1].stage is SetState.DONE


SHORT_HOLDS = course(
    (0, 0), (3, 0), (5, 1), (7.6, 1), (9.6, 0), (13.6, 0), (15.6, 1), (18.2, 1), (20.2, 0), (24, 0)
)
"""Each end is held for 2.6 s, when 2 s are asked for."""


def uneven_times(rate_hz, jitter, length_s=LENGTH_S):
    """Moments of frames that come early or late by up to a share of the time between two."""
    chance, time_s = random.Random(4), 0.0
    while time_s < length_s:
        yield time_s
        time_s += (1 + chance.uniform(-jitter, jitter)) / rate_hz


@pytest.mark.parametrize("jitter", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("rate_hz", [3.0, 4.0, 6.0, 7.0, 8.0, 9.0])
def test_a_slow_computer_finds_both_ends(rate_hz, jitter):
    calibration = Calibration(KNEE_TO_CHEST, measured_on=DAY, model="stick")
    for time_s in uneven_times(rate_hz, jitter):
        calibration.step(pose(knee_to_chest(SHORT_HOLDS(time_s)), time_s), time_s=time_s)
    assert calibration.finish().baseline.end_deg == pytest.approx(110, abs=3.0)


def test_the_head_is_measured_when_the_knee_stays_straight():
    _, measured = calibrate(NERVE_FLOSS, lambda t: held_floss(TWICE(t)))
    own = measured.baseline
    assert (own.movement, own.quantity) == ("held", Quantity.NECK_FLEXION)
    assert own.range_deg == pytest.approx(-45, abs=4.0)


def test_one_instruction_at_a_time():
    updates, _ = calibrate(KNEE_TO_CHEST, lambda t: knee_to_chest(TWICE(t)))
    assert told(updates) == [
        "Rest in the start position and keep still.",
        "Go as far as is comfortable. Stay there.",
        "Stay there and keep breathing.",
        "Good. Now back, slowly.",
        "Good. Rest for a moment.",
        "Once more, as far as is comfortable.",
        "Stay there and keep breathing.",
        "Good. Now back, slowly.",
        "Done. Your own range is measured.",
    ]
    assert all(len(text.split()) <= 8 for text in told(updates))
    assert {update.cue.rule for update in updates} == {None}
    assert not [update.advice for update in updates if update.advice and update.time_s > 1]
    assert [update.reps for update in updates[:: 15 * 7]] == [0, 0, 1, 2]


def test_the_hold_is_counted_for_the_ring():
    updates, _ = calibrate(KNEE_TO_CHEST, lambda t: knee_to_chest(TWICE(t)), 8.0)
    held = [update.hold_s for update in updates if 5.5 < update.time_s < 7]
    assert held == sorted(held)
    assert held[-1] == pytest.approx(1.9, abs=0.3)
    assert {update.hold_asked_s for update in updates} == {2.0}


def test_ends_that_differ_a_little_make_the_test_retest_error():
    ends = course(
        (0, 0), (3, 0), (5, 1), (8, 1), (10, 0), (13.5, 0), (15.5, 0.94), (18.5, 0.94), (20.5, 0)
    )
    _, measured = calibrate(KNEE_TO_CHEST, lambda t: knee_to_chest(ends(t)))
    assert measured.baseline.end_deg == pytest.approx(5 + 105 * 0.97, abs=2)
    assert measured.baseline.error_deg == pytest.approx(1.96 * 105 * 0.06, abs=3)


def three_ends(second, third):
    return course(
        *((0, 0), (3, 0), (5, 1), (8, 1), (10, 0), (13.5, 0)),
        *((15.5, second), (18.5, second), (20.5, 0), (24, 0)),
        *((26, third), (29, third), (31, 0), (33, 0)),
    )


def test_an_end_that_was_let_go_early_is_asked_for_again():
    updates, measured = calibrate(
        KNEE_TO_CHEST, lambda t: knee_to_chest(three_ends(0.7, 0.98)(t)), 33.0
    )
    assert "The ends differed. Once more, please." in told(updates)
    assert updates[-1].reps_asked == 3
    assert measured.baseline.end_deg == pytest.approx(5 + 105 * 0.99, abs=2)


def test_ends_that_never_agree_are_no_baseline():
    _, measured = calibrate(KNEE_TO_CHEST, lambda t: knee_to_chest(three_ends(0.75, 0.5)(t)), 33.0)
    assert measured.baseline is None
    assert "° apart" in measured.problem


def stiff(progress):
    return supine(right=Leg(hip=35 + 12 * progress, knee=70.0))


def folded(progress):
    return supine(right=Leg(hip=5 + 165 * progress, knee=10 + 120 * progress))


def straight_leg(progress):
    return supine(right=Leg(hip=5 + 95 * progress, knee=5.0))


def both_knees(progress):
    leg = Leg(hip=10 + 105 * progress, knee=20 + 100 * progress)
    return supine(left=leg, right=leg)


def hidden(progress):
    body = knee_to_chest(progress)
    return replace(body, right=replace(body.right, visibility=0.2))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(stiff, "12°. That is too little", id="too small"),
        pytest.param(folded, "at 170°, which no body reaches", id="impossible"),
        pytest.param(straight_leg, "Bend the knee as you pull.", id="wrong posture"),
        pytest.param(both_knees, "Pull one knee at a time.", id="both legs"),
        pytest.param(lambda progress: knee_to_chest(0), "No comfortable end was held", id="idle"),
        pytest.param(lambda progress: Body(trunk=0.0), "Lie on your back", id="standing"),
        pytest.param(lambda progress: None, "I cannot see you.", id="nobody"),
        pytest.param(hidden, "I cannot see your leg clearly.", id="hidden"),
    ],
)
def test_what_cannot_be_a_baseline_is_refused_with_the_reason(body, why):
    _, measured = calibrate(KNEE_TO_CHEST, lambda t: body(TWICE(t)), side=Side.RIGHT)
    assert measured.baseline is None
    assert why in measured.problem


def test_a_leg_that_is_hidden_is_said():
    updates, _ = calibrate(KNEE_TO_CHEST, lambda t: hidden(TWICE(t)), side=Side.RIGHT)
    advice = {update.advice.code for update in updates if update.advice}
    assert advice & {"hidden", "posture"}


@pytest.mark.parametrize("moves", ["always", "once"])
def test_an_end_must_be_held_and_twice(moves):
    progress = reps(3, hold_s=0.1)[0] if moves == "always" else TWICE
    duration_s = LENGTH_S if moves == "always" else 13.0
    _, measured = calibrate(KNEE_TO_CHEST, lambda t: knee_to_chest(progress(t)), duration_s)
    assert measured.baseline is None
    why = {"always": "was held still for 2 s", "once": "was held once. Hold it twice"}[moves]
    assert why in measured.problem


def test_time_must_rise():
    calibration = Calibration(KNEE_TO_CHEST, measured_on=DAY, model="stick")
    calibration.step(None, time_s=1.0)
    with pytest.raises(ValueError, match="time must rise"):
        calibration.step(None, time_s=1.0)


def test_a_recording_of_a_set_will_do():
    progress, duration_s = reps(3, hold_s=1.6)
    observations = [
        FrameObservation(time_s, pose(knee_to_chest(progress(time_s)), time_s))
        for time_s in times(duration_s, 25)
    ]
    measured = measure_recording(KNEE_TO_CHEST, observations, measured_on=DAY, model="stick")
    assert measured.baseline.end_deg == pytest.approx(110, abs=2)
    assert TARGET_SHARE < 1
