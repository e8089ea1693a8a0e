"""One visitor after the other, by the stick figure."""

from collections.abc import Callable

import pytest

from sciatica_coach.coaching.session.session import Session
from sciatica_coach.kiosk.kiosk import open_session
from sciatica_coach.kiosk.settings import Settings
from sciatica_coach.kiosk.visitor import (
    ALONE_S,
    EXERCISE_S,
    READ_S,
    RESULT_S,
    Button,
    Scene,
    Visitor,
)
from sciatica_coach.motion.gesture import RAISED_S
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose
from tests.kiosk.people import FLOSS_S, NERVE_FLOSS, flossing, sitting, with_an_arm_up

RATE_HZ = 10.0


class Stay:
    """One stay in front of the kiosk, on a clock that only frames move."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.opened: list[Session] = []
        self._settings = settings or Settings()
        self.visitor = Visitor(self._open)
        self.now_s = 100.0

    def _open(self) -> Session:
        self.opened.append(open_session(NERVE_FLOSS, self._settings))
        return self.opened[-1]

    @property
    def scene(self) -> Scene:
        return self.visitor.scene

    def see(
        self, made: Callable[[float], Pose] | None, seconds: float, *, rate_hz: float = RATE_HZ
    ) -> None:
        begun_s = self.now_s
        for _ in range(round(seconds * rate_hz)):
            self.now_s += 1 / rate_hz
            found = made(self.now_s - begun_s) if made else None
            self.visitor.process_pose(found, time_s=self.now_s, picture=PictureQuality(120.0))

    def press(self, button: Button) -> None:
        self.visitor.press(button, self.now_s)

    def raise_an_arm(self) -> None:
        self.see(lambda time_s: with_an_arm_up(sitting(time_s)), RAISED_S + 0.3)

    def floss(self) -> None:
        self.see(flossing, FLOSS_S)
        self.see(sitting, 1.0)

    def agree(self) -> None:
        self.press(Button.BEGIN)
        self.press(Button.AGREE)


@pytest.fixture
def stay():
    return Stay()


def test_raised_arms_lead_from_the_demonstrations_into_the_exercise(stay):
    stay.see(sitting, 3.0)
    assert stay.scene is Scene.ATTRACT
    stay.raise_an_arm()
    assert stay.scene is Scene.CONSENT
    stay.see(sitting, READ_S)
    stay.raise_an_arm()
    assert stay.scene is Scene.EXERCISE


def test_an_arm_that_stays_up_agrees_to_nothing(stay):
    stay.see(lambda time_s: with_an_arm_up(sitting(time_s)), RAISED_S + READ_S + 20.0)
    assert stay.scene is Scene.CONSENT


def test_an_arm_agrees_to_nothing_that_cannot_have_been_read(stay):
    stay.press(Button.BEGIN)
    stay.raise_an_arm()
    assert stay.scene is Scene.CONSENT


def test_the_time_that_an_arm_is_up_is_shown(stay):
    stay.see(lambda time_s: with_an_arm_up(sitting(time_s)), RAISED_S / 2)
    assert stay.visitor.arm_share == pytest.approx(0.5, abs=0.1)


def test_touches_lead_through_and_three_repetitions_end_it(stay):
    stay.agree()
    assert stay.scene is Scene.EXERCISE
    stay.see(sitting, 8.0)
    stay.floss()
    assert stay.scene is Scene.RESULT
    result = stay.visitor.result
    assert (result.reps, result.reps_asked, result.was_stopped) == (3, 3, False)
    assert result.is_praise
    stay.press(Button.DONE)
    assert stay.scene is Scene.ATTRACT


def test_who_declines_is_forgotten(stay):
    stay.press(Button.BEGIN)
    stay.press(Button.DECLINE)
    assert stay.scene is Scene.ATTRACT
    assert stay.opened == []


def test_stop_ends_the_exercise_at_once_and_shows_what_was_done(stay):
    stay.agree()
    stay.see(sitting, 2.0)
    stay.press(Button.STOP)
    assert stay.scene is Scene.RESULT
    assert stay.visitor.result.was_stopped
    assert stay.visitor.result.reps == 0


def test_an_exercise_that_does_not_end_by_itself_ends_under_two_minutes(stay):
    stay.agree()
    stay.see(sitting, EXERCISE_S + 1.0, rate_hz=1.0)
    assert EXERCISE_S < 120.0
    assert stay.scene is Scene.RESULT
    assert not stay.visitor.result.was_stopped


def test_the_result_goes_by_itself_and_all_is_forgotten(stay):
    stay.agree()
    stay.see(sitting, 1.0)
    stay.press(Button.STOP)
    stay.see(sitting, RESULT_S - 1.0)
    assert stay.scene is Scene.RESULT
    stay.see(sitting, 1.5)
    assert stay.scene is Scene.ATTRACT
    visitor = stay.visitor
    remains = (visitor.result, visitor.session_update, visitor.session, visitor.began_with)
    assert remains == (None, None, None, None)


@pytest.mark.parametrize("scene", [Scene.CONSENT, Scene.EXERCISE])
@pytest.mark.parametrize("has_frames", [True, False], ids=["nobody in sight", "no frames"])
def test_who_has_gone_is_forgotten_after_a_minute_alone(stay, scene, has_frames):
    stay.press(Button.BEGIN)
    if scene is Scene.EXERCISE:
        stay.press(Button.AGREE)
    stay.see(sitting, 5.0)

    def alone(seconds: float) -> None:
        if has_frames:
            stay.see(None, seconds, rate_hz=1.0)
        else:
            stay.now_s += seconds
            stay.visitor.wait(stay.now_s)

    alone(ALONE_S - 6.0)
    assert stay.scene is scene
    alone(7.0)
    assert stay.scene is Scene.ATTRACT


def test_a_question_that_nobody_answers_goes_although_somebody_is_there(stay):
    stay.press(Button.BEGIN)
    stay.see(sitting, ALONE_S + 1.0, rate_hz=1.0)
    assert stay.scene is Scene.ATTRACT


@pytest.mark.parametrize("press", [Button.AGREE, Button.STOP, Button.DONE, Button.DECLINE])
def test_a_touch_that_belongs_to_another_scene_does_nothing(stay, press):
    stay.press(press)
    assert stay.scene is Scene.ATTRACT


def test_the_next_visitor_begins_from_nothing(stay):
    stay.agree()
    stay.see(sitting, 8.0)
    stay.floss()
    stay.press(Button.DONE)
    stay.agree()
    stay.see(sitting, 2.0)
    stay.press(Button.STOP)
    assert stay.visitor.result.reps == 0
    assert len(stay.opened) == 2
