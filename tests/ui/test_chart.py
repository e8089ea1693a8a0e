"""The angle over time: target, repetitions and faults are marked in it."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.ui.chart import angle_chart, followed
from tests.coaching.built import rep, viewpoint
from tests.coaching.play import (
    EXERCISES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    figure_4,
    floss,
    held_floss,
    knee_to_chest,
    play,
    reps,
)

COURSE, DURATION_S = reps(3)
SHALLOW, _ = reps(3, peak=0.6)


@cache
def done(name, body):
    """Three repetitions; each set is played once for all tests."""
    return play(EXERCISES[name], lambda time_s: body(COURSE(time_s)), DURATION_S).record


DONE = done(KNEE_TO_CHEST.id, knee_to_chest)
ATTEMPTS = play(KNEE_TO_CHEST, lambda time_s: knee_to_chest(SHALLOW(time_s)), DURATION_S).record
NOTHING = Coach(KNEE_TO_CHEST).finish()


def test_nothing_measured_gives_no_chart():
    assert angle_chart(KNEE_TO_CHEST, NOTHING) is None
    unseen = play(KNEE_TO_CHEST, lambda _: None, 2.0).record
    assert angle_chart(KNEE_TO_CHEST, unseen) is None


@pytest.mark.parametrize(
    ("exercise", "body", "side"),
    [
        pytest.param(KNEE_TO_CHEST, knee_to_chest, "right", id="knee to chest"),
        pytest.param(FIGURE_4, figure_4, "right", id="figure-4: the crossed leg"),
        pytest.param(NERVE_FLOSS, floss, "right", id="nerve floss"),
    ],
)
def test_chart_marks_target_repetitions_and_course(exercise, body, side):
    record = done(exercise.id, body)
    assert followed(exercise, record)[1] == side
    drawn = angle_chart(exercise, record).to_dict()
    rows = [row for table in drawn["datasets"].values() for row in table]
    assert [row["words"] for row in rows if row.get("kind") == "complete"][:3] == [
        "1 ✓",
        "2 ✓",
        "3 ✓",
    ]
    assert any(row.get("words") == "target" for row in rows)
    course = [row for row in rows if row.keys() == {"time", "angle"}]
    assert 100 < len(course) <= 1600


def test_chart_marks_faults_and_attempts():
    drawn = angle_chart(KNEE_TO_CHEST, ATTEMPTS).to_dict()
    rows = [row for table in drawn["datasets"].values() for row in table]
    assert sum(row.get("kind") == "attempt" for row in rows) == 3
    assert sum("cue" in row for row in rows) == len(ATTEMPTS.faults) > 0


def test_long_sets_are_thinned_for_the_screen():
    whole = DONE.angle_series
    frames = np.resize(np.arange(len(whole.time_s)), 6000)
    series = replace(whole, time_s=np.arange(6000) / 30, values=whole.values[frames])
    drawn = angle_chart(KNEE_TO_CHEST, replace(DONE, angle_series=series)).to_dict()
    assert 1500 <= max(len(table) for table in drawn["datasets"].values()) < 3000


@pytest.mark.parametrize(
    ("exercise", "body", "movement"),
    [
        pytest.param(NERVE_FLOSS, floss, 0, id="the first way"),
        pytest.param(NERVE_FLOSS, held_floss, 1, id="the other way"),
    ],
)
def test_the_movement_that_was_done_is_followed(exercise, body, movement):
    record = done(exercise.id, body)
    assert followed(exercise, record)[0].id == exercise.movements[movement].id


@pytest.mark.parametrize("sides", ["left right right", "right left right", "right right left"])
def test_the_side_that_most_repetitions_were_done_with_is_followed(sides):
    record = replace(NOTHING, reps=tuple(rep(side=Side(each)) for each in sides.split()))
    assert followed(KNEE_TO_CHEST, record)[1] == "right"


@pytest.mark.parametrize(
    ("asked", "near", "side"),
    [
        pytest.param("left", Side.RIGHT, "left", id="the side that was asked for"),
        pytest.param(None, Side.LEFT, "left", id="the side that is nearer"),
        pytest.param(None, None, "right", id="nobody knows"),
    ],
)
def test_without_a_repetition_the_first_movement_is_followed(asked, near, side):
    seen_from = viewpoint(near_side=near) if near else None
    record = replace(NOTHING, side=asked and Side(asked), viewpoint=seen_from)
    assert followed(KNEE_TO_CHEST, record) == (KNEE_TO_CHEST.movements[0], side)


def test_the_chart_has_room_for_the_target_and_the_course():
    drawn = angle_chart(KNEE_TO_CHEST, ATTEMPTS).to_dict()
    spans = [
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in drawn["layer"]
        if "scale" in layer["encoding"].get("y", {})
    ]
    ((low, high),) = spans
    rows = [row for table in drawn["datasets"].values() for row in table]
    course = [row["angle"] for row in rows if row.keys() == {"time", "angle"}]
    known = [angle for angle in course if angle is not None and not math.isnan(angle)]
    assert low < min(known)
    assert max(known) < KNEE_TO_CHEST.movements[0].target_deg < high


def test_an_angle_from_the_own_start_has_no_target_line():
    record = done(NERVE_FLOSS.id, held_floss)
    movement, _ = followed(NERVE_FLOSS, record)
    assert movement.from_start
    drawn = angle_chart(NERVE_FLOSS, record).to_dict()
    rows = [row for table in drawn["datasets"].values() for row in table]
    assert not any(row.get("words") == "target" for row in rows)
