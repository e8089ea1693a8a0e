"""A recording judged at once: smoothed both ways, its legs named in hindsight, its first seen."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.recording import (
    FrameObservation,
    judge_recording,
    legs_in_hindsight,
    read_recording,
)
from sciatica_coach.motion.crossed_leg import crossed_side
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.measurement import PoseMeasurer
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.quantities import Quantity
from tests.body import Body, pose, supine
from tests.coaching.play import (
    FIGURE_4,
    KNEE_TO_CHEST,
    course,
    figure_4,
    knee_to_chest,
    times,
)

RATE_HZ = 10.0
DOSE = KNEE_TO_CHEST.dose.model_copy(update={"hold_s": 1.0})
ONCE = course((0, 0), (1.5, 0), (3.0, 1), (5.0, 1), (6.5, 0), (8, 0))


def filmed(body_at, duration_s, *, picture=None, swapped=lambda _: False):
    """One observation a frame; None is nobody, and `swapped` has the legs' names exchanged."""
    made = []
    for time_s in times(duration_s, RATE_HZ):
        body: Body | None = body_at(time_s)
        seen = pose(body, time_s) if body else None
        if seen and swapped(time_s):
            seen = seen.with_legs_swapped()
        made.append(FrameObservation(time_s, seen, picture))
    return made


def judged(observations, **settings):
    return judge_recording(KNEE_TO_CHEST, observations, dose=DOSE, **settings)


def test_every_observation_has_its_update_and_the_set_its_record():
    observations = filmed(lambda t: knee_to_chest(ONCE(t)), 8.0)
    result = judged(observations, side=Side.RIGHT)
    assert [each.time_s for each in result.updates] == [each.time_s for each in observations]
    assert [(each.side, each.complete) for each in result.record.reps] == [(Side.RIGHT, True)]
    assert (result.record.side, result.record.hold_asked_s) == (Side.RIGHT, 1.0)


@pytest.mark.parametrize("brightness", [20.0, 120.0])
def test_the_light_of_each_frame_is_heeded(brightness):
    result = judged(filmed(lambda _: None, 2.0, picture=PictureQuality(brightness)))
    assert result.updates[-1].advice.code == ("too_dark" if brightness < 40 else "nobody")
    assert result.record.tracked_share == 0


def test_of_no_observation_there_is_an_empty_record():
    result = judged([])
    assert (result.updates, result.record.reps) == ((), ())
    assert read_recording([], legs_in_hindsight(KNEE_TO_CHEST, [], None)) == []


@pytest.mark.parametrize(
    "times_s", [pytest.param([0.0, 0.1, 0.1], id="stand"), pytest.param([0.0, 0.2, 0.1], id="back")]
)
def test_times_must_rise(times_s):
    observations = [FrameObservation(time_s, pose(supine(), time_s)) for time_s in times_s]
    with pytest.raises(ValueError, match="must rise"):
        judged(observations)


def test_an_own_range_goes_before_the_usual_target():
    """To 70 degrees of hip flexion: an attempt for most, the target of this one."""
    movement = KNEE_TO_CHEST.movements[0]
    own = Baseline(
        exercise=KNEE_TO_CHEST.id,
        movement=movement.id,
        side=Side.RIGHT,
        quantity=movement.quantity,
        start_deg=5.0,
        end_deg=70.0,
        uncertainty_deg=8.0,
        error_deg=0.0,
        model="stick",
        measured_on=date(2026, 10, 3),
    )
    observations = filmed(lambda t: knee_to_chest(0.62 * ONCE(t)), 8.0)
    assert judged(observations).record.complete_reps == 0
    with_own = judged(observations, baselines=[own]).record
    assert (with_own.complete_reps, with_own.baselines) == (1, (own,))


@pytest.mark.parametrize(
    ("first_way", "nobody_s", "complete"),
    [
        pytest.param([(0, 0.5), (1, 1), (3, 1), (4.5, 0)], 0.0, 1, id="begins on the way out"),
        pytest.param([(0, 1), (3, 1), (4.5, 0)], 0.0, 1, id="begins at the target"),
        pytest.param([(0, 0.5), (1, 0.7), (3, 0.7), (4.5, 0)], 0.0, 0, id="begins an attempt"),
        pytest.param([(0, 0.5), (1, 1), (3, 1), (4.5, 0)], 2.0, 0, id="begins with nobody"),
    ],
)
def test_a_recording_that_begins_in_mid_movement(first_way, nobody_s, complete):
    """Its start position is seen only after it."""
    way = course(*first_way, (6.5, 0))

    def body_at(time_s):
        return knee_to_chest(way(time_s - nobody_s)) if time_s >= nobody_s else None

    record = judged(filmed(body_at, 6.5 + nobody_s)).record
    assert record.complete_reps == len(record.reps) == complete


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        pytest.param(None, Side.RIGHT, id="as most frames call it"),
        pytest.param(Side.LEFT, Side.LEFT, id="as it was asked for"),
    ],
)
def test_a_crossed_leg_has_one_name_from_the_first_frame_on(asked, name):
    """The model calls it left for a second, and right from then on."""
    observations = filmed(lambda _: figure_4(0.0), 4.0, swapped=lambda t: t < 1.0)
    legs = legs_in_hindsight(FIGURE_4, observations, asked)
    assert {crossed_side(legs.settle(each.pose)) for each in observations} == {name}


def test_legs_that_were_exchanged_for_a_while_are_named_as_the_whole_recording_has_it():
    way = course((0, 0), (1, 0), (4, 0.8), (6, 0.8))
    observations = filmed(lambda t: knee_to_chest(way(t)), 6.0, swapped=lambda t: 2.5 < t < 3.2)
    legs = legs_in_hindsight(KNEE_TO_CHEST, observations, None)
    measured = read_recording(observations, legs)
    left = [each.value(Quantity.HIP_FLEXION, Side.LEFT) for each in measured]
    assert max(left) < 20


def noisy(observations, deviation_px, seed=1):
    """Every landmark is off by chance."""
    random = np.random.default_rng(seed)
    return [
        replace(
            each,
            pose=replace(
                each.pose,
                pixels=each.pose.pixels + random.normal(0, deviation_px, each.pose.pixels.shape),
            ),
        )
        for each in observations
    ]


def hips(observations) -> np.ndarray:
    measured = read_recording(observations, legs_in_hindsight(KNEE_TO_CHEST, observations, None))
    return np.array([each.value(Quantity.HIP_FLEXION, Side.RIGHT) for each in measured])


def test_angles_are_smoothed():
    still = noisy(filmed(lambda _: knee_to_chest(0.3), 5.0), 2.0)
    rough = [PoseMeasurer().read(each.pose, each.time_s) for each in still]
    rough_deg = [each.value(Quantity.HIP_FLEXION, Side.RIGHT) for each in rough]
    assert np.std(hips(still)) < 0.8 * np.std(rough_deg)


def test_what_is_smoothed_does_not_come_late():
    peaked = course((0, 0), (1, 0), (3, 1), (5, 0), (6, 0))
    moving = filmed(lambda t: knee_to_chest(peaked(t)), 6.0)
    assert np.argmax(hips(moving)) / RATE_HZ == pytest.approx(3.0, abs=0.11)


def test_nobody_is_measured_as_nothing_at_their_time():
    observations = filmed(lambda t: None if 1.0 < t < 3.0 else supine(), 4.0)
    measured = read_recording(observations, legs_in_hindsight(KNEE_TO_CHEST, observations, None))
    assert [each.time_s for each in measured] == [each.time_s for each in observations]
    gone = [each for each in measured if each.pose is None]
    assert [each.time_s for each in gone] == [t for t in times(4.0, RATE_HZ) if 1.0 < t < 3.0]
    assert not any(each.trust.any() for each in gone)
