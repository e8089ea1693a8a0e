"""Each rule of each exercise: found where the fault is, silent where it is not."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica_coach.exercise.rules import Severity
from sciatica_coach.motion.landmarks import Part, Side
from tests.body import Leg, pose
from tests.coaching.play import (
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
)

SECOND_REP_S = (9.0, 15.0)
PROGRESS, DURATION_S = reps(3)
"""Repetitions start at 1.5 s, 9 s and 16.5 s, and last 6 s each."""
SMOOTH, SMOOTH_S = reps(3, hold_s=0.4)
"""The same without a stop at the end: 1.5 s, 7.4 s and 13.3 s."""


def in_second(time_s: float, first_s: float = 9.8, last_s: float = 13.5) -> float:
    """1 within the second repetition, 0 outside, with smooth flanks."""
    return course((0, 0), (first_s, 0), (first_s + 0.4, 1), (last_s, 1), (last_s + 0.4, 0))(time_s)


def shin_hold(progress: float, share: float):
    body = knee_to_chest(progress)
    made = pose(body)
    knee, ankle = (made.pixels[part.of(Side.RIGHT)] for part in (Part.KNEE, Part.ANKLE))
    return replace(body, wrists={Side.RIGHT: knee + share * (ankle - knee)})


def other_leg(t):
    return replace(knee_to_chest(PROGRESS(t)), left=Leg(hip=5 + 30 * in_second(t)))


def head(t):
    return knee_to_chest(PROGRESS(t), head_lift=0.35 * in_second(t))


def shin(t):
    return shin_hold(PROGRESS(t), 0.6 if in_second(t) > 0.5 else -0.1)


def bounce(t):
    swing = np.sin(2 * np.pi * (t - 11) / 0.8) if 10.8 < t < 13.2 else 0.0
    return knee_to_chest(PROGRESS(t) + 0.09 * swing)


def jerk(t):
    fast = course(
        (0, 0), (1.5, 0), (3.5, 1), (5.5, 1), (7.5, 0), (9, 0), (9.5, 1), (12, 1), (15, 0)
    )
    return knee_to_chest(fast(t) if t < 15 else PROGRESS(t))


def ankle_slip(t):
    body = figure_4(PROGRESS(t))
    slip = in_second(t)
    return replace(body, right=replace(body.right, knee=110 - 75 * slip))


def figure_4_head(t):
    return figure_4(PROGRESS(t), head_lift=0.35 * in_second(t))


def tensioner(t):
    return floss(SMOOTH(t), head=1 - SMOOTH(t) if 7 < t < 13 else SMOOTH(t))


def late_head(t):
    return floss(SMOOTH(t), head=SMOOTH(t - 1.5) if 7 < t < 13 else SMOOTH(t))


def stiff_head(t):
    return floss(SMOOTH(t), head=0.0 if 7 < t < 13 else SMOOTH(t))


def slump(t):
    """The trunk leans forward; the thigh stays on the chair."""
    lean = 32 * in_second(t, 8.0, 11.0)
    body = floss(SMOOTH(t), trunk=lean)
    legs = (replace(leg, hip=leg.hip + lean) for leg in (body.left, body.right))
    return replace(body, **dict(zip(("left", "right"), legs, strict=True)))


def thigh(t):
    body = floss(SMOOTH(t))
    return replace(body, right=replace(body.right, hip=92 + 27 * in_second(t, 8.0, 11.0)))


def dwell(t):
    slow = course((0, 0), (1.5, 0), (3.5, 1), (8.0, 1), (10, 0), (12, 0))
    return floss(slow(t))


def hasty(t):
    fast = course((0, 0), (1.5, 0), (1.9, 1), (2.2, 1), (2.9, 0), (5, 0))
    return floss(fast(t))


def knee_sags(t):
    body = held_floss(SMOOTH(t))
    return replace(body, right=replace(body.right, knee=12 + 30 * in_second(t, 8.2, 11.0)))


@pytest.mark.parametrize(
    ("exercise", "body", "duration_s", "rule", "rep"),
    [
        pytest.param(KNEE_TO_CHEST, other_leg, DURATION_S, "other_leg_lifts", 2, id="other leg"),
        pytest.param(KNEE_TO_CHEST, head, DURATION_S, "head_lifts", 2, id="head"),
        pytest.param(KNEE_TO_CHEST, shin, DURATION_S, "pulls_on_shin", 2, id="shin"),
        pytest.param(KNEE_TO_CHEST, bounce, DURATION_S, "bouncing", 2, id="bounce"),
        pytest.param(KNEE_TO_CHEST, jerk, DURATION_S, "too_fast", 2, id="jerk"),
        pytest.param(FIGURE_4, figure_4_head, DURATION_S, "head_lifts", 2, id="figure-4 head"),
        pytest.param(NERVE_FLOSS, tensioner, SMOOTH_S, "tensioner_pattern", 2, id="tensioner"),
        pytest.param(NERVE_FLOSS, late_head, SMOOTH_S, "out_of_sync", 2, id="head too late"),
        pytest.param(NERVE_FLOSS, stiff_head, SMOOTH_S, "out_of_sync", 2, id="head stays"),
        pytest.param(NERVE_FLOSS, slump, SMOOTH_S, "slumps", 2, id="slump"),
        pytest.param(NERVE_FLOSS, thigh, SMOOTH_S, "thigh_lifts", 2, id="thigh"),
        pytest.param(NERVE_FLOSS, dwell, 12.0, "holds_at_end", 1, id="dwell"),
        pytest.param(NERVE_FLOSS, hasty, 5.0, "too_fast", 1, id="hasty"),
        pytest.param(NERVE_FLOSS, knee_sags, SMOOTH_S, "knee_bends", 2, id="knee sags"),
    ],
)
@pytest.mark.parametrize("rate_hz", [12.0, 30.0])
def test_a_fault_is_found_in_its_repetition_and_nowhere_else(
    exercise, body, duration_s, rule, rep, rate_hz
):
    played = play(exercise, body, duration_s, rate_hz=rate_hz)
    assert {(fault.rule, fault.rep) for fault in played.record.faults} == {(rule, rep)}
    assert played.record.reps[rep - 1].faults == (rule,)


def test_the_tensioner_stops_at_once():
    played = play(NERVE_FLOSS, tensioner, SMOOTH_S)
    assert played.record.faults[0].severity is Severity.STOP
    cues = {update.cue.text for update in played.updates if update.cue}
    assert "Stop. Look up when toes come up." in cues
    first = next(u.time_s for u in played.updates if u.cue and u.cue.severity is Severity.STOP)
    assert 7.4 < first < 9.5


def test_a_passing_twitch_is_no_fault():
    def body(t):
        return replace(knee_to_chest(PROGRESS(t)), left=Leg(hip=5 + 30 * (11.0 < t < 11.4)))

    assert not play(KNEE_TO_CHEST, body, DURATION_S).rules


def test_a_hidden_toe_is_not_judged():
    def body(t):
        made = tensioner(t)
        return replace(made, right=replace(made.right, visibility=0.4), left=made.left)

    def blind(t):
        made = tensioner(t)
        return replace(made, right=replace(made.right, visibility=0.1))

    assert play(NERVE_FLOSS, body, SMOOTH_S).rules == {"tensioner_pattern"}
    assert not play(NERVE_FLOSS, blind, SMOOTH_S).rules


def test_an_ankle_that_slips_is_told_and_ends_the_hold():
    played = play(FIGURE_4, ankle_slip, DURATION_S)
    found = {(fault.rule, fault.rep) for fault in played.record.faults}
    assert found == {("ankle_slips", 2), ("hold_too_short", 2)}
    assert [rep.complete for rep in played.record.reps] == [True, False, True]


def test_one_cue_at_a_time_and_praise_when_mended():
    played = play(KNEE_TO_CHEST, other_leg, DURATION_S)
    texts = []
    for update in played.updates:
        text = update.cue.text if update.cue else None
        if text and (not texts or texts[-1][0] != text):
            texts.append((text, update.cue.since_s))
    assert [text for text, _ in texts] == [
        "Let the other leg rest on the floor.",
        "Good, the other leg rests.",
    ]
    (_, said_s), (_, praised_s) = texts
    assert praised_s - said_s >= 3.0
