"""Why nothing counts is always said."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.advice import Advice, AdviceGiver
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, Side
from sciatica_coach.motion.measurement import nothing
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.viewpoint import Position, Viewpoint
from tests.body import Body, Leg, pose, seated, supine
from tests.coaching.play import FIGURE_4, KNEE_TO_CHEST, NERVE_FLOSS

GOOD = PictureQuality(120.0)


def last_update(exercise, make, *, seconds=2.0, picture=None):
    coach = Coach(exercise)
    update = None
    for index in range(int(seconds * 30)):
        update = coach.step(make(index / 30), time_s=index / 30, picture=picture)
    return update


def small(made):
    return replace(made, pixels=600 + (made.pixels - 600) * 0.15)


def frontal(made):
    world = np.zeros((LANDMARK_COUNT, 3))
    world[[11, 23], 0], world[[12, 24], 0] = 0.15, -0.15
    world[[11, 12], 2] = 0.5  # the feet are towards the camera
    return replace(made, world=world)


@pytest.mark.parametrize(
    ("exercise", "make", "code", "words"),
    [
        pytest.param(KNEE_TO_CHEST, lambda t: None, "nobody", "cannot see you", id="nobody"),
        pytest.param(
            KNEE_TO_CHEST,
            lambda t: pose(replace(supine(), hip_px=(1200.0, 400.0)), t),
            "not_in_view",
            "feet|knees",
            id="feet cut off",
        ),
        pytest.param(
            KNEE_TO_CHEST, lambda t: small(pose(supine(), t)), "too_far", "closer", id="too far"
        ),
        pytest.param(
            KNEE_TO_CHEST, lambda t: pose(seated(), t), "wrong_position", "on your back", id="sits"
        ),
        pytest.param(
            NERVE_FLOSS, lambda t: pose(supine(), t), "wrong_position", "on a chair", id="lies"
        ),
        pytest.param(
            NERVE_FLOSS, lambda t: pose(Body(trunk=0.0), t), "wrong_position", "chair", id="stands"
        ),
        pytest.param(
            KNEE_TO_CHEST,
            lambda t: frontal(pose(supine(), t)),
            "not_side_on",
            "camera",
            id="frontal",
        ),
        pytest.param(
            FIGURE_4, lambda t: pose(supine(), t), "start_position", "ankle", id="not crossed"
        ),
        pytest.param(
            KNEE_TO_CHEST,
            lambda t: pose(supine(left=Leg(visibility=0.1), right=Leg(visibility=0.1)), t),
            "hidden",
            "see your leg",
            id="legs hidden",
        ),
    ],
)
def test_advice(exercise, make, code, words):
    update = last_update(exercise, make)
    assert update.stage is SetState.LOOKING
    assert update.advice is not None
    assert update.advice.code == code
    assert any(word in update.advice.text for word in words.split("|"))


def test_darkness_is_blamed_only_when_it_is_dark():
    dark = last_update(KNEE_TO_CHEST, lambda t: None, picture=PictureQuality(15.0))
    bright = last_update(KNEE_TO_CHEST, lambda t: None, picture=PictureQuality(120.0))
    assert (dark.advice.code, bright.advice.code) == ("too_dark", "nobody")


def test_keep_still_then_ready():
    def fidget(t):
        leg = Leg(hip=10 + 15 * np.sin(9 * t))
        return pose(supine(left=leg, right=leg), t)

    moving = last_update(KNEE_TO_CHEST, fidget)
    assert (moving.stage, moving.advice.code) == (SetState.GET_READY, "keep_still")
    assert last_update(KNEE_TO_CHEST, lambda t: pose(supine(), t)).stage is SetState.READY


def test_a_stray_frame_raises_no_complaint():
    update = last_update(KNEE_TO_CHEST, lambda t: pose(supine(), t) if abs(t - 1.9) > 0.1 else None)
    assert update.advice is None


def seen_from(turn_deg, *, time_s=0.0, made=None, near=Side.RIGHT, position=Position.SUPINE):
    """A reading of a person before a camera that stands so far off their side."""
    view = Viewpoint(
        yaw_deg=abs(turn_deg),
        turn_deg=turn_deg,
        near_side=near,
        position=position,
        share_of_width=0.5,
    )
    made = made or pose(supine(), time_s)
    return replace(nothing(time_s), pose=made, viewpoint=view)


def said(measurements, *, exercise=KNEE_TO_CHEST, picture=GOOD):
    giver = AdviceGiver(exercise)
    return [giver.update(measurement, picture, None) for measurement in measurements]


@pytest.mark.parametrize(
    ("turn_deg", "near", "position", "words"),
    [
        pytest.param(44, "right", "supine", "Move the camera one step towards your head.", id="1"),
        pytest.param(-44, "right", "supine", "Move the camera one step towards your feet.", id="2"),
        pytest.param(50, "left", "supine", "Move the camera two steps towards your head.", id="3"),
        pytest.param(80, "left", "supine", "Move the camera round to your left side.", id="4"),
        pytest.param(45, "right", "seated", "Turn a little to your left.", id="5"),
        pytest.param(45, "left", "seated", "Turn a little to your right.", id="6"),
        pytest.param(-45, "right", "seated", "Turn a little to your right.", id="7"),
        pytest.param(75, None, "seated", "Turn a quarter to your left.", id="8"),
    ],
)
def test_which_way_to_turn_and_how_far(turn_deg, near, position, words):
    exercise = KNEE_TO_CHEST if position == "supine" else NERVE_FLOSS
    near, position = Side(near) if near else None, Position(position)
    course = [seen_from(turn_deg, time_s=i / 30, near=near, position=position) for i in range(30)]
    assert said(course, exercise=exercise)[-1] == Advice("not_side_on", words)


def test_a_camera_that_looks_down_is_put_lower():
    def from_above(time_s):
        measurement = seen_from(5, time_s=time_s)
        return replace(measurement, viewpoint=replace(measurement.viewpoint, yaw_deg=70.0))

    assert said([from_above(i / 30) for i in range(30)])[-1].text.startswith("Put the camera lower")


@pytest.mark.parametrize(
    ("hip_px", "words"),
    [
        pytest.param((1150.0, 400.0), "Turn the camera towards your feet.", id="feet"),
        pytest.param((120.0, 400.0), "Turn the camera towards your head.", id="head"),
        pytest.param((640.0, 740.0), "Tilt the camera down to show your", id="below"),
        pytest.param((640.0, -20.0), "Tilt the camera up to show your", id="above"),
    ],
)
def test_what_is_cut_off_and_how_to_show_it(hip_px, words):
    body = supine(left=Leg(hip=0, knee=0), right=Leg(hip=0, knee=0))
    made = pose(replace(body, hip_px=hip_px))
    found = said([seen_from(0, time_s=i / 30, made=made) for i in range(30)])[-1]
    assert found.code == "not_in_view"
    assert words in found.text


def test_who_does_not_fit_in_is_told_to_move_the_camera_back():
    near = pose(supine())
    near = replace(near, pixels=(near.pixels - (640, 400)) * 3.5 + (640, 400))
    found = said([seen_from(0, time_s=i / 30, made=near) for i in range(30)])[-1]
    assert found.text.startswith("Move the camera back to show your ")


def test_little_light_is_blamed_only_for_what_is_unclear():
    dim = replace(pose(supine()), visibility=np.full(LANDMARK_COUNT, 0.4))
    unclear = [seen_from(0, time_s=i / 30, made=dim) for i in range(30)]
    assert said(unclear, picture=PictureQuality(20.0))[-1].code == "too_dark"
    assert said(unclear)[-1] is None
    clear = [seen_from(0, time_s=i / 30) for i in range(30)]
    assert said(clear, picture=PictureQuality(20.0))[-1] is None


def test_what_is_said_does_not_flicker_at_a_limit():
    wavers = [seen_from(40 + 2 * (-1) ** (i // 25), time_s=i / 30) for i in range(600)]
    codes = [advice.code if advice else None for advice in said(wavers)]
    changes = sum(one != other for one, other in pairwise(codes))
    assert changes == 1
    wavers = [seen_from(60 + 3 * (-1) ** (i // 10), time_s=i / 30) for i in range(600)]
    texts = [advice.text for advice in said(wavers) if advice]
    assert len(set(texts)) == 1


def test_whoever_was_right_is_not_sent_away_for_a_little():
    came = [seen_from(43, time_s=i / 30) for i in range(60)]
    assert said(came)[-1].code == "not_side_on"
    drifts = [seen_from(36 + i / 60, time_s=i / 30) for i in range(480)]
    assert set(said(drifts)) == {None}
    goes_on = [seen_from(36 + i / 60, time_s=i / 30) for i in range(720)]
    assert said(goes_on)[-1].code == "not_side_on"


def test_from_too_far_round_nothing_is_counted():
    def turned(turn_deg):
        def make(time_s):
            made = pose(supine(), time_s)
            world = made.world.copy()
            across, along = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
            for left, right in ((11, 12), (23, 24)):
                world[left] = (0.15 * along, 0, 0.15 * across)
                world[right] = (-0.15 * along, 0, -0.15 * across)
            trunk = np.array([-0.5 * across, 0, 0.5 * along])
            world[[11, 12]] += trunk
            return replace(made, world=world)

        return make

    assert last_update(KNEE_TO_CHEST, turned(30)).advice is None
    refused = last_update(KNEE_TO_CHEST, turned(42))
    assert (refused.stage, refused.advice.code) == (SetState.LOOKING, "not_side_on")


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        pytest.param(PictureQuality(220.0, white_share=0.9), "over_exposed", id="over-exposed"),
        pytest.param(PictureQuality(120.0, noise=30.0), "unclear_picture", id="noisy"),
        pytest.param(PictureQuality(120.0, contrast=20.0), "unclear_picture", id="pale"),
        pytest.param(PictureQuality(120.0, stands_still=True), "stands_still", id="still"),
    ],
)
def test_a_poor_picture_is_blamed_when_nobody_is_found(picture, code):
    assert said([nothing(i / 30) for i in range(30)], picture=picture)[-1].code == code


def test_a_picture_that_stands_still_is_told_though_the_person_is_seen_well():
    seen = [seen_from(0, time_s=i / 30) for i in range(30)]
    advice = said(seen, picture=PictureQuality(120.0, stands_still=True))[-1]
    assert (advice.code, advice.is_spoken) == ("stands_still", False)


@pytest.mark.parametrize(("rate_hz", "code"), [(3.0, "too_few_pictures"), (6.0, None)])
def test_too_few_pictures_are_told(rate_hz, code):
    advice = said([seen_from(0, time_s=i / rate_hz) for i in range(20)])[-1]
    assert (advice and advice.code) == code
